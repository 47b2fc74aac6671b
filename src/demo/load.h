/*
 * load.h - a large center, to measure with
 *
 * Adds cases to a demo center by the verbs of the domain, over the last three years: of
 * every twenty one is open, and no level of management is due yet; the others are
 * closed. Texts and
 * their lengths are those of the written stories. Everything that a case has is there:
 * ladders, log, rows of the search.
 */
#pragma once

#include "base/ctx.h"
#include "store/store.h"

enum { LOAD_CASES_MAX = 10 * 1000 * 1000, LOAD_ENTRIES = 10 };

struct load {
	int64_t cases;  /* how many to add */
	uint64_t seed;
	bool all_open;  /* every one, instead of one of twenty */
	/* called after each batch with the cases made so far; may be NULL */
	void (*progress)(void *arg, int64_t done);
	void *arg;
	int64_t made, entries; /* results */
};

/* ERR_CONFLICT when the store has no demo center. */
NODISCARD error load_make(struct ctx *, struct store *, struct load *);
