/* letter.h - what was read of a message, as the rules of the domain want it */
#pragma once

#include "domain/mailin/mailin.h"
#include "mail/read/read.h"
#include "store/files.h"

/* How much of a message may be its header when nobody reads it: letter_guess, letter_is_own. */
enum { LETTER_HEAD = 64 * 1024 };

/* `contents` has the attachments (parse_job.h); each is stored. */
NODISCARD error letter_of(struct ctx *, const struct files *, const struct mail *, int contents,
	struct mailin_letter *out);

/* The sender and the subject of a message that cannot be read, where they are plain. */
struct mailin_letter letter_guess(struct ctx *, struct str head);
/* Whether our own header is there: it went through this center before. */
bool letter_is_own(struct ctx *, struct str head);
