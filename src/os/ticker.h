/*
 * ticker.h - a thread that does something again and again
 *
 * It calls the work at once and then each time when the period has passed since the
 * last call ended. Stopping waits for the call at hand, and cuts the pause short.
 */
#pragma once

#include "base/ctx.h"

struct ticker;

typedef void (*ticker_work)(void *arg);

/* ERR_UNAVAILABLE when there can be no further thread. */
NODISCARD error ticker_start(struct ctx *, int64_t period_us, ticker_work, void *arg,
	struct ticker **out);
/* From any thread: the pause at hand ends, or the next one does at once. */
void ticker_wake(struct ticker *);
/* NULL is fine. */
void ticker_stop(struct ticker *);
