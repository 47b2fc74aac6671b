/*
 * bulk.h - one thing done to many cases, and undone
 *
 * Each case is asked for itself: what one refuses does not keep the others from being
 * done, and is told with its reason. What was done is kept for a day by who did it, so
 * that the page can say what came of it, and Undo puts back what nobody has changed since.
 */
#pragma once

#include "domain/casefile/casefile.h"
#include "domain/desk/bulk.sql.h"

enum bulk_act {
	BULK_OWNER,    /* value: a person, 0 nobody */
	BULK_QUEUE,
	BULK_STATUS,
	BULK_PRIORITY,
	BULK_TAG,      /* .tag */
	BULK_CLOSE,    /* .why */
	BULK_INCIDENT, /* value: the case that leads; itself among them is so already */
	BULK_ACTS_
};

enum { BULK_MAX = 100 };

struct bulk_ask {
	enum bulk_act act;
	str_list numbers;
	int64_t value;
	struct str tag, why;
};

struct bulk_refusal {
	struct str number;
	struct str why; /* for a person, to be translated */
};

struct bulk_result {
	bulk_id id;
	enum bulk_act act;
	int64_t done;
	int64_t same;    /* were so already */
	bool undone, can_undo;
	SLICE(struct bulk_refusal) refused;
};

/* MAY_WORK_CASE. ERR_INVALID when no case is named, or more than BULK_MAX. */
NODISCARD error bulk_run(struct ctx *, const struct bulk_ask *, bulk_id *out);
/* What came of it: for who did it, ERR_NOT_FOUND for others and after a day. */
NODISCARD error bulk_load(struct ctx *, bulk_id, struct bulk_result *out);
/* ERR_CONFLICT when it is undone already. Its refusals are those of the undoing then. */
NODISCARD error bulk_undo(struct ctx *, bulk_id);
