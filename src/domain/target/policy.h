/*
 * policy.h - what response targets there are, and the calendars that they are counted by
 *
 * A policy is for one priority and one tier of contracts, or all other tiers. It is never
 * changed: another takes its place, and the old one stays as history. Calendars may be
 * changed; due times that were worked out stay.
 */
#pragma once

#include "domain/target/target.h"
#include "domain/target/worktime.h"

enum {
	TARGET_SECONDS_MAX = 366 * 86400,
	CALENDAR_HOLIDAYS_MAX = 400,
};

struct target_policy_new {
	int64_t priority;                  /* 1 to 4 */
	struct str tier;                   /* as contracts have it; empty: all others */
	seconds response, update, restore; /* 0: no such target; all 0: no policy any more */
	calendar_id calendar;              /* 0: around the clock */
	unsigned pauses;                   /* bits of open statuses */
};

/* MAY_ADMINISTER, and in the audit log. */
NODISCARD error target_policy_set(struct ctx *, const struct target_policy_new *);
/* Those that hold, by priority and tier; then those that held, newest first. */
NODISCARD error target_policies(struct ctx *, struct target_policy_list *out);

/* As a person writes it: a line a weekday, from Monday on; "08:00-12:00 13:00-17:30". */
struct calendar_text {
	struct str name, zone, days[7], holidays; /* days: "2026-12-25", by blanks or lines */
};

/* MAY_ADMINISTER. One of that name is changed. ERR_INVALID on name, zone, day0 .. day6, holidays. */
NODISCARD error calendar_set(struct ctx *, const struct calendar_text *, calendar_id *out);
NODISCARD error calendar_text(struct ctx *, calendar_id, struct calendar_text *out);

/* For counting; *out is NULL for calendar 0. */
NODISCARD error calendar_read(struct ctx *, calendar_id, const struct work_calendar **out);
