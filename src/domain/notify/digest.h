/*
 * digest.h - several messages to one person in one mail
 *
 * Whoever likes news of cases once an hour or once a day has them in the outbox until
 * then; the first that falls due takes along all others that do. Each keeps its row and
 * its state: that the mail went out or failed is noted for each.
 */
#pragma once

#include "domain/notify/notify.h"

enum { DIGEST_HOUR = 7 }; /* of the day, where the person lives */

/* When a message queued now goes out: the next full hour, or the next DIGEST_HOUR. */
instant digest_hourly(instant now);
instant digest_daily(instant now, struct str zone);

struct digest {
	struct outgoing_list parts; /* what it is made of, oldest first */
	struct outgoing mail;       /* as it is sent */
};

/* Of `first`, a message with .digest set, and what else of its person is due. */
NODISCARD error digest_gather(struct ctx *, const struct outgoing *first, struct digest *out);
