/* target_pages.h - response targets: on a case, and their policy for administrators */
#pragma once

#include "domain/target/policy.h"
#include "web/web.h"

struct target_form {
	int64_t priority, calendar;
	struct str tier;
	int64_t response_minutes, update_minutes, restore_minutes;
	str_list pause; /* names of statuses */
};

struct calendar_form {
	struct str name, zone, holidays;
	struct str day0, day1, day2, day3, day4, day5, day6;
};

struct targets_view {
	struct target_policy_list policies;
	struct calendar_list calendars;
	struct target_form form;
	const struct err_at_field *errors;
};

struct calendar_view {
	calendar_id id; /* 0: a new one */
	struct calendar_form form;
	const struct err_at_field *errors;
};

/* "4 h 00 min", or empty for none. */
struct str target_span(struct html *, seconds);
bool target_pauses(const struct target_form *, struct str status);

extern const struct route target_routes[];
