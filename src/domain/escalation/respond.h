/*
 * respond.h - what people do about a ladder: acknowledge, hold, raise
 *
 * The case was loaded for the actor before (casefile.h), so it is theirs to see; these
 * verbs ask what more they may do. They run on a writer.
 */
#pragma once

#include "base/ctx.h"
#include "domain/account/permission.h"
#include "domain/escalation/respond.sql.h"
#include "domain/escalation/brief.sql.h"
#include "domain/escalation/ladder/ladder.h"

enum {
	PLAN_MAX = 500,            /* one line */
	HOLD_MAX_S = 24 * 3600,
};

/*
 * The actor has read the brief of a level and deals with it: nobody is chased for that
 * rung any more; the next one comes all the same. For whoever was briefed, the holder
 * and the deputies of the level, and anyone of a higher one. Priority 1 and 2 ask for
 * a plan of one line. ERR_CONFLICT when somebody else was first.
 */
NODISCARD error escalation_acknowledge(struct ctx *, casefile_id, int level,
	struct str plan);

/* Whether the actor might, of a rung that was sent. */
NODISCARD error escalation_may_answer(struct ctx *, rung_id, int level, bool *ret_may);

/* What the link in a brief leads to. ERR_NOT_FOUND: unknown, used, or no longer theirs. */
NODISCARD error escalation_link_look(struct ctx *, struct str secret,
	struct escalation_link *out);
/* Acknowledges as the person who was briefed; the link is spent. */
NODISCARD error escalation_link_use(struct ctx *, struct str secret, struct str plan);

/*
 * Keeps an unsent rung from firing until then, at most HOLD_MAX_S ahead; for holders of
 * its level or a higher one. The reason is shown to the customer as the plan.
 */
NODISCARD error escalation_hold(struct ctx *, casefile_id, int level, instant until,
	struct str reason);

/*
 * Fires the next unsent rung now. `relation` is the actor's to the case. ERR_CONFLICT
 * when the case has ended or every level of its priority was told. *ret_level may be
 * NULL.
 */
NODISCARD error escalation_raise(struct ctx *, casefile_id, enum relation,
	struct str reason, int *ret_level);

/* --- for pages --- */

enum step_state {
	STEP_PASSED,  /* briefed */
	STEP_COMING,  /* the next to be */
	STEP_AHEAD,
	STEP_NONE,    /* this priority has no such rung */
	STEP_STOPPED, /* the ladder does not run */
};

/* A level of the ladder as a page shows it. */
struct ladder_level {
	int level;
	enum step_state state;
	instant due;          /* COMING and AHEAD */
	instant held_until;   /* zero: not held */
	struct str held_by, hold_reason;
	struct brief_rung rung; /* PASSED */
	bool may_acknowledge, may_hold;
};

struct ladder_view {
	bool armed;           /* the case has a ladder */
	enum ladder_state state;
	int priority;
	seconds open_for;     /* at this priority or worse */
	struct ladder_level levels[LADDER_LEVELS];
	int next_level;       /* 0: none is left */
	instant next_due;
};

/* The case was loaded for the reader. */
NODISCARD error escalation_view(struct ctx *, casefile_id, struct ladder_view *out);

/* The rungs that come within a span, soonest first, for management. */
NODISCARD error escalation_board(struct ctx *, seconds ahead, struct board_rung_list *out);

/* What was told and not acknowledged, oldest first, for management. */
NODISCARD error escalation_open_briefs(struct ctx *, struct board_brief_list *out);
