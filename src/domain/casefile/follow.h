/*
 * follow.h - what comes back after a case can no longer be reopened
 *
 * Within the window of days a customer reopens it. After that one step opens a new case
 * that takes over what the old one says of device and priority, begins with what the
 * customer wrote now, and is linked with the old one.
 */
#pragma once

#include "domain/casefile/casefile.h"

/* Whether the actor has to open a new case. */
bool casefile_is_past(const struct ctx *, const struct casefile *);

/*
 * Reopens, or opens the one that follows; *out is the case to go on with. ERR_INVALID on
 * "why" when a new one would say nothing.
 */
NODISCARD error casefile_come_back(struct ctx *, casefile_id, struct str why,
	struct casefile *out);
