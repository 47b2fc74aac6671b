/* queue.h - files that are to be looked at (intake.h): for what attaches them */
#pragma once

#include "base/ctx.h"

/* In the transaction that attaches it. What is empty or too large is not looked at. */
NODISCARD error intake_queue(struct ctx *, attachment_id, int64_t size);
