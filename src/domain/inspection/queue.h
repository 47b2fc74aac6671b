/* queue.h - files that are to be looked at (inspection.h): for what attaches them */
#pragma once

#include "base/ctx.h"

/* In the transaction that attaches it. What is empty or too large is not looked at. */
NODISCARD error inspection_queue(struct ctx *, attachment_id, int64_t size);
