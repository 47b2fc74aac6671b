/*
 * reason.h - why a mail was not delivered, in a word
 *
 * Words of the server first, since they say more than most statuses, then the status.
 */
#pragma once

#include "base/str.h"

struct reason_phrase {
	const char *words;  /* as servers write them, in lower case */
	const char *reason;
	bool hard;          /* where no status says it */
};

/* Ends with NULL; the first that is found counts. */
extern const struct reason_phrase reason_phrases[];

struct reason_status {
	const char *status; /* "5.1.1"; "x.2.2" for both classes */
	const char *reason;
};

extern const struct reason_status reason_statuses[]; /* ends with NULL */

/* NULL when no phrase is in `words`. */
const struct reason_phrase *reason_in(struct str words);
/* "" when the status says nothing. */
struct str reason_of_status(struct str status);
