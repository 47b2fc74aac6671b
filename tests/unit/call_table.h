/*
 * call_table.h - each call of the API, with a body that is taken
 */
#pragma once

#include "tests/unit/center.h"

#define GOOD_CASE                                                                        \
	"\"summary\":\"No link\",\"description\":\"Since noon.\",\"priority\":3"

/* One line a call; a new route without one fails a test of test_bad_api.c. */
extern const struct call {
	const char *method, *path;
	const char *good;     /* a body that is taken; NULL: none is */
	int status;           /* of the good one */
	bool open;            /* for anyone */
	bool anyones;         /* every account may */
	bool raw;             /* the body is bytes, not JSON */
	bool desk;            /* for people of the desk alone */
	bool management;      /* of these, for a director */
	bool admin;           /* for administrators */
} calls[];
