/*
 * disclosure_mail.h - who hears of a report, by mails that say nothing of it
 *
 * Private to this folder.
 */
#pragma once

#include "domain/disclosure/disclosure.h"

struct disclosure_mail {
	struct str number, url;
};

/* To each of the SIRT but the actor. `event` tells one news from another. *ret_count: members. */
NODISCARD error disclosure_mail_members(struct ctx *, const struct disclosure *, int64_t event,
	int64_t *ret_count);
/* Unless the actor is the reporter, and it is not the first mail (`event` 0). */
NODISCARD error disclosure_mail_reporter(struct ctx *, const struct disclosure *, int64_t event);
