/*
 * chase.h - a brief that nobody answers goes out another way
 *
 * Private to this folder, but for escalation_delivery. A rung that was fired is tried
 * by mail, then by webhook where one is set up, then at the deputies, and at last the
 * administrators are told: each when the one before failed three times, bounced, or
 * was not acknowledged in the policy's time.
 */
#pragma once

#include "base/ctx.h"

/* The next channel of a rung whose time has come. */
NODISCARD error chase_rung(struct ctx *, rung_id);

enum delivery { DELIVERY_DONE, DELIVERY_FAILED, DELIVERY_BOUNCED };

enum { DELIVERY_ATTEMPTS = 3 }; /* failed ones, before the next channel is tried at once */

/*
 * How a message of a rung went; `attempts` is the number of this try. Called by the
 * sender, in the transaction that notes it.
 */
NODISCARD error escalation_delivery(struct ctx *, rung_id, enum delivery, int64_t attempts,
	struct str recipient);
