/*
 * history.h - every change of a case: who, when, from what to what, and why
 *
 * Fields as the timeline logged them, and what was redacted, with its reason and the
 * hash of what stood there. For the desk. Newest first.
 */
#pragma once

#include "domain/casefile/casefile.h"
#include "domain/casefile/history/history.sql.h"

enum { HISTORY_PAGE = 100 };

struct history_item {
	int64_t number;   /* of its entry */
	struct str who;   /* empty: the program */
	instant at;
	struct field_change change;
};

struct history {
	SLICE(struct history_item) items;
	struct redaction_list redactions; /* newest first, at most 100 */
	int64_t older;                    /* give it as `before`; 0: that was all */
};

/* MAY_WORK_CASE. `before` is the number of an entry, 0: from the newest. */
NODISCARD error history_load(struct ctx *, const struct casefile *, int64_t before,
	struct history *out);
