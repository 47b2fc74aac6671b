/*
 * bad_field_table.h - members of bodies that the API refuses, each with what it says
 *
 * For test_bad_api.c, which sends each in a center where nothing else is wrong.
 */
#pragma once

#include "tests/unit/center.h"

/* In a body "$N$" becomes N letters. */
extern const struct bad_field {
	const char *method, *path; /* of a line in calls[] */
	enum center_who who;
	const char *body, *field, *part;
	int status; /* 0: 422 */
} bad_fields[];
