/*
 * effort.h - minutes that people worked on a case
 *
 * Each is somebody's, for an entry that they wrote or for something else that they name.
 * For the desk alone. What is booked apart from an entry, and what is taken back, is on
 * the timeline.
 */
#pragma once

#include "domain/casefile/casefile.h"
#include "domain/casefile/effort/effort.sql.h"

enum { EFFORT_MINUTES_MAX = 24 * 60 };

struct effort_new {
	int64_t minutes;  /* 1 to EFFORT_MINUTES_MAX */
	struct str what;  /* at most LIMIT_SUBJECT; may be empty */
	int64_t entry;    /* its number, or 0 */
};

/* On a writer, MAY_WORK_CASE: for the actor. */
NODISCARD error effort_add(struct ctx *, casefile_id, const struct effort_new *);
/* One's own only. ERR_NOT_FOUND when there is none. */
NODISCARD error effort_remove(struct ctx *, casefile_id, effort_id);

struct effort_total {
	int64_t minutes;
	struct effort_person_list people; /* most first */
	struct effort_list newest;        /* at most 200 */
};
NODISCARD error effort_of(struct ctx *, const struct casefile *, struct effort_total *out);
