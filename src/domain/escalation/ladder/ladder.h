/*
 * ladder.h - when each level of management is told about a case
 *
 * The pure core of escalation: no database, no clock, no input. Who calls it says
 * what time it is; the same calls in the same order always give the same firings.
 *
 * A policy gives each priority its rungs: how long a case may be open before a level
 * is briefed. A case has four stopwatches: acc[p] is the time that it has been open
 * at priority p or worse. The rung of a level is due when the stopwatch of the
 * current priority reaches the rung's offset. So raising a case starts a short
 * watch, lowering it keeps what ran, and doing both resets nothing.
 *
 * A level is briefed once a period. What fell due while nobody could fire it (the
 * program was down) is owed: it keeps its due time through whatever happens to the
 * case, until ladder_fire sends it late, or writes it off when the case has stopped.
 *
 * All times are instants in UTC: a day is 86,400 s, there is no calendar.
 */
#pragma once

#include "base/time.h"

enum { LADDER_LEVELS = 4, LADDER_PRIORITIES = 4 };

struct ladder_policy {
	int version;
	instant from; /* no rung of this policy is due before; zero: always in force */
	seconds offset[LADDER_PRIORITIES][LADDER_LEVELS]; /* zero: no such rung */
	bool pause_on_wait[LADDER_PRIORITIES]; /* never for priority 1 */
};

/* Version 1, as published. */
extern const struct ladder_policy ladder_policy_first;

enum ladder_state {
	LADDER_NONE,     /* never armed: imported closed, or before the cut-over */
	LADDER_OPEN,
	LADDER_RESOLVED,
	LADDER_CLOSED,
	LADDER_MERGED,   /* left for another case; nothing happens to it any more */
};

enum rung_state {
	RUNG_AHEAD,      /* not yet due */
	RUNG_OWED,       /* was due, not yet fired */
	RUNG_SENT,
	RUNG_SUPPRESSED, /* was owed when the case stopped; due again if it reopens */
};

struct rung {
	enum rung_state state;
	instant due;  /* while owed */
	instant held; /* not to fire before; zero: not held */
};

struct ladder {
	enum ladder_state state;
	int period;   /* from 1; a fresh start after reopening is the next one */
	int priority; /* 1 the worst */
	bool waiting; /* for the customer; pauses only where the policy says so */
	instant since; /* acc is right at this instant */
	int64_t acc[LADDER_PRIORITIES]; /* microseconds at priority p + 1 or worse */
	struct rung rung[LADDER_LEVELS];
};

enum firing_kind { FIRING_RUNG, FIRING_NOTICE, FIRING_SUPPRESSED, FIRING_STAND_DOWN };

enum firing_why {
	WHY_DUE,
	WHY_MANUAL,
	WHY_RAISED,   /* notices */
	WHY_REOPENED,
	WHY_LOWERED,  /* stand-downs */
	WHY_RESOLVED,
	WHY_CLOSED,
};

struct firing {
	enum firing_kind kind;
	enum firing_why why;
	int level; /* from 1 */
	instant at, due; /* at - due is how late */
};

/* What one call made happen, in order. A call makes at most one firing a level. */
struct firings {
	struct firing at[LADDER_LEVELS];
	size_t len;
};

/*
 * Arms a ladder in its first period. `reported` may lie before the moment of the
 * call (a phone call that began earlier): rungs may be due at once.
 */
void ladder_open(struct ladder *, int priority, instant reported);

/*
 * The time of an event. Rungs that were due before it become owed, then the watches
 * are brought up to `at`. A rung due at exactly `at` becomes owed too, unless the
 * event stops the ladder: stopping wins a tie. Every function below that takes `at`
 * calls this first. An `at` before `since` counts as `since`: time never runs back.
 */
void ladder_advance(struct ladder *, const struct ladder_policy *, instant at, bool stops);

/* A worse priority tells each briefed level, a better one stands them down. */
struct firings ladder_set_priority(struct ladder *, const struct ladder_policy *,
	instant at, int priority);

void ladder_set_waiting(struct ladder *, const struct ladder_policy *, instant at,
	bool waiting);

/*
 * `state` is LADDER_RESOLVED or LADDER_CLOSED. Leaving LADDER_OPEN stands the
 * briefed levels down; closing what was resolved tells nobody again.
 */
struct firings ladder_stop(struct ladder *, const struct ladder_policy *, instant at,
	enum ladder_state state);

/*
 * Watches resume where they stopped; sent rungs stay sent; briefed levels are told.
 * With `fresh` a new period starts instead, with no time counted and nobody briefed.
 */
struct firings ladder_reopen(struct ladder *, instant at, bool fresh);

/* Fires the lowest unsent rung of the current priority now; none left: no firing. */
struct firings ladder_escalate(struct ladder *, const struct ladder_policy *, instant at);

/*
 * `away` leaves for `into`, which takes the worse priority of two open ladders, the
 * longer of each watch, and what either has sent or owes. When that raises `into`,
 * the levels that it had briefed are told.
 */
struct firings ladder_merge(struct ladder *into, struct ladder *away,
	const struct ladder_policy *, instant at);

/* Keeps an unsent rung from firing before `until`; zero lifts a hold. */
void ladder_hold(struct ladder *, const struct ladder_policy *, instant at, int level,
	instant until);

/* From `next->from` on another policy holds; what was due before is owed. */
void ladder_change_policy(struct ladder *, const struct ladder_policy *old,
	const struct ladder_policy *next);

/*
 * The tick: rungs owed or due at `at` fire, low to high; on a stopped ladder what is
 * owed is suppressed.
 */
struct firings ladder_fire(struct ladder *, const struct ladder_policy *, instant at);

/* When the rung of a level fires if nothing happens meanwhile; zero: it does not. */
instant ladder_due(const struct ladder *, const struct ladder_policy *, int level);

/* The earliest of them, and its level (the lower one of two); zero: none. */
instant ladder_next(const struct ladder *, const struct ladder_policy *, int *ret_level);

/* acc[priority] at an instant not before `since`. */
int64_t ladder_acc(const struct ladder *, const struct ladder_policy *, int priority,
	instant at);

/* Whether the stopwatches of the current priority and the less severe ones run. */
bool ladder_is_running(const struct ladder *, const struct ladder_policy *);

/*
 * One line of a case's history: from `at` on it had this priority, and its watches
 * ran or not. Watches follow from the history alone: this is the check of acc.
 */
struct ladder_step {
	instant at;
	int priority;
	bool running;
};

void ladder_recompute(const struct ladder_step *, size_t count, instant at,
	int64_t out[LADDER_PRIORITIES]);
