/*
 * engine.h - what makes rungs fire
 *
 * One engine works at a time, of whatever nodes there are; two would do no harm, for a
 * rung has one row. It sleeps to the earliest due time, which is indexed, and at most
 * a second. Each minute it asks the formula itself about every open case, which
 * heals whatever the index lost. Before the program takes requests it makes good what
 * fell due while it was down.
 */
#pragma once

#include "base/ctx.h"
#include "store/store.h"

struct settings_live; /* domain/setting/setting.h */

/* One look at everything that is due at cx->now. cx->db reads; writes go to the store. */
struct engine_pass {
	bool starting; /* priority 1 first; other late rungs go into digests */
	bool sweep;    /* by the formula too, not only by the index */
	bool flagged;  /* the clock has stepped */
	const _Atomic bool *stop; /* ends early when it gets true; may be NULL */
	/* results */
	int64_t cases; /* that had something to fire */
	int64_t faults; /* cases where it failed: logged, tried again by the next pass */
};

NODISCARD error engine_pass(struct ctx *, struct store *, struct engine_pass *);

/* When the next rung or the next try of an unanswered one is due; zero: none. */
NODISCARD error engine_next(struct ctx *, instant *ret_at);


/*
 * The engine of a running program. engine_start makes good what fell due while nobody
 * looked, and returns when that is done: only then are requests taken. A thread goes
 * on. It also keeps instant_now() from leaping and from running back (clock.h); on
 * PostgreSQL the database's clock is the one that counts, on every node.
 */
struct engine;

NODISCARD error engine_start(struct ctx *, struct store *, struct settings_live *,
	struct engine **out);
/* Waits for the pass at hand. NULL is fine. */
void engine_stop(struct engine *);
/* Whether this node is the one that fires. */
bool engine_is_owner(struct engine *);
