/*
 * silence.h - resolved cases that nobody writes to any more
 *
 * A resolved case is closed when it has been silent for settings.auto_close_days. Who
 * gets its notices is reminded SILENCE_REMIND_DAYS before, once for each time that it
 * was resolved. What a customer writes meanwhile opens the case again.
 */
#pragma once

#include "base/ctx.h"
#include "domain/periodic/periodic.h"
#include "store/store.h"

enum { SILENCE_REMIND_DAYS = 3 };

struct silence_pass {
	int64_t reminded, closed; /* results */
	int64_t faults;           /* logged, and tried again by the next pass */
};

/* cx->db reads; writes go to the store. */
NODISCARD error silence_pass(struct ctx *, struct store *, struct silence_pass *);

/* Each ten minutes. */
extern const struct periodic silence_periodic;
