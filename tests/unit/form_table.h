/*
 * form_table.h - each form of the program, with good and with bad input
 *
 * In fields "$N$" becomes N letters, {own} and so on what they stand for.
 */
#pragma once

#include "tests/unit/center.h"

extern const struct form {
	const char *path;
	enum center_who who;
	const char *good; /* what is taken */
	int status;       /* then; 0: it has a test of its own */
	bool looks;       /* nothing is stored */
} forms[];

extern const struct bad {
	const char *path;
	enum center_who who;
	const char *fields;
	int status;
	const char *part; /* of the page: what is wrong */
	const char *kept; /* of the page: what was typed; NULL: nothing */
} bad_forms[];
