/* unpack.h - attachments that a winmail.dat holds, as parts of their own */
#pragma once

#include "mail/read/read.h"
#include "mail/read/tnef.h"

enum { UNPACK_MAX = 24 * 1024 * 1024 }; /* what is larger stays packed */

bool unpack_is_packed(const struct mail_part *);

/*
 * Adds a part for each file, and hands its content to `sink` unless it is NULL. *sunk is
 * what went there before, and after.
 */
NODISCARD error unpack_files(struct ctx *, const struct tnef *, const struct mail_sink *,
	int64_t *sunk, struct mail *);
/* The text and the HTML as parts; nothing for what is empty. */
void unpack_texts(struct ctx *, const struct tnef *, struct mail *);
