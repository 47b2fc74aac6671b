/*
 * worktime.h - time as an office counts it
 *
 * A calendar has opening hours by weekday, holidays and a zone; what lies outside does
 * not count. Pure: the same calendar and instants always give the same. Daylight saving
 * is ICU's: a Sunday of 23 hours has 23.
 */
#pragma once

#include "base/arena.h"
#include "base/time.h"

struct work_span {
	int64_t weekday;       /* 0 Monday */
	int64_t opens, closes; /* minutes since local midnight; closes at most 1440 */
};

struct work_calendar {
	struct str zone;
	SLICE(struct work_span) spans; /* by weekday and opens; none overlap */
	str_list holidays;             /* "2026-12-25", sorted */
};

enum { WORKTIME_DAYS_MAX = 3700 }; /* how far ahead is looked */

/*
 * When `us` of working time have passed since `from`. Zero when there is not as much
 * within WORKTIME_DAYS_MAX days. A NULL calendar is around the clock.
 */
instant worktime_add(const struct work_calendar *, instant from, int64_t us);
/* Working time between the two, in microseconds; 0 when until is not later. */
int64_t worktime_between(const struct work_calendar *, instant from, instant until);
