/*
 * suppression.h - addresses that mail is not sent to any more
 *
 * A server that says for good that there is no such mailbox, and a person who calls our
 * mail unwanted, are listened to: whoever goes on sending is soon refused everywhere. The
 * sender asks before each mail; what was meant for such an address fails at once, so that
 * a brief takes the next way. An administrator sees the list, and lifts an entry when the
 * mailbox is mended.
 */
#pragma once

#include "base/ctx.h"
#include "domain/notify/suppression.sql.h"

enum suppression_cause {
	SUPPRESSION_BOUNCE = 1, /* no such mailbox */
	SUPPRESSION_COMPLAINT,  /* the recipient calls it unwanted */
};

/* On a writer. The first cause stays until it is lifted; a complaint replaces a bounce. */
NODISCARD error suppression_note(struct ctx *, struct str address, enum suppression_cause,
	struct str why);

/*
 * Does a status (RFC 3463) say that the recipient's mailbox will never be there? A full
 * one, or a policy, may change.
 */
bool suppression_is_gone(struct str status);

/* *ret_found is false when mail may go there. No rights are asked. */
NODISCARD error suppression_find(struct ctx *, struct str address, struct suppression *out,
	bool *ret_found);
/* A mail was not sent for it. */
NODISCARD error suppression_count(struct ctx *, struct str address);

/* --- MAY_ADMINISTER --- */

/* By address, from behind `after`; `find` is a part of it or empty. LIMIT_LIST_PAGE at most. */
NODISCARD error suppression_page(struct ctx *, struct str find, struct str after,
	struct suppression_list *out);
/* Mail goes there again. ERR_NOT_FOUND when it is not on the list. */
NODISCARD error suppression_lift(struct ctx *, struct str address);
