/*
 * climb.h - the ladder of one case, as it is in the database
 *
 * Private to this folder. A verb loads a climb, moves its ladder, notes what happened,
 * performs what fired, and saves it. Notes are rows of an append-only log, each with a
 * hash over itself and the one before: climb_verify finds what was changed.
 */
#pragma once

#include "base/ctx.h"
#include "domain/escalation/climb.sql.h"
#include "domain/escalation/ladder/ladder.h"
#include "domain/escalation/policy.h"

enum escalation_act {
	ACT_ARMED = 1,
	ACT_REARMED,     /* the next rung or its time is another; detail: why */
	ACT_PRIORITY,
	ACT_WAITING,     /* detail: "customer", or empty when it ended */
	ACT_STOPPED,     /* detail: "resolved" or "closed" */
	ACT_REOPENED,
	ACT_ANEW,
	ACT_MERGED,      /* detail: "acc A B C D": the watches after it */
	ACT_LEFT,        /* merged away */
	ACT_FIRED,
	ACT_LATE,        /* fired a minute or more after it was due */
	ACT_MANUAL,
	ACT_SUPPRESSED,
	ACT_NOTICE,      /* detail: "raised" or "reopened" */
	ACT_STAND_DOWN,
	ACT_HELD,
	ACT_HOLD_EXPIRED,
	ACT_ACKED,       /* detail: the plan */
	ACT_ATTEMPT,     /* a channel was tried; detail: which */
	ACT_DELIVERED,
	ACT_BOUNCED,
	ACT_ALARM,       /* administrators were told that nobody holds a level */
	ACT_UNMERGED,    /* as if it had not been merged; detail: as of ACT_MERGED */
	ACT_COUNT_
};

struct climb {
	casefile_id casefile;
	struct ladder ladder;
	instant reported_at;
	int64_t policy_version; /* that next was derived from */
	int level;              /* the next rung when it was loaded, and its time */
	instant due;
	int64_t events;
	struct str head;
	bool made;              /* not in the database yet */
	/* turns of the stopwatches by a policy, not yet in the log */
	SLICE(struct escalation_event) turns;
};

/* *ret_found is false for a case without a ladder. */
NODISCARD error climb_load(struct ctx *, casefile_id, struct climb *out, bool *ret_found);

/* The same, brought up to the policy in force. */
NODISCARD error climb_begin(struct ctx *, casefile_id, const struct policy *,
	struct climb *out, bool *ret_found);

struct climb climb_new(casefile_id, const struct ladder *, instant reported);

struct climb_note {
	enum escalation_act act;
	int level;
	instant due, old_due;
	person_id person;
	struct str detail;
};

/* Adds to the log; the ladder is already as it is after what is noted. */
NODISCARD error climb_note(struct ctx *, struct climb *, const struct policy *,
	const struct climb_note *);

/*
 * Writes the ladder and the case's next rung. When that is another one than it was,
 * that is noted with `why`.
 */
NODISCARD error climb_save(struct ctx *, struct climb *, const struct policy *,
	struct str why);

struct str act_name(enum escalation_act);

/* An event's id is its case's times this, and its number in the case. */
enum { CLIMB_EVENTS = 1 << 20 };

/* What an event's hash must be after a log that ends with `head`. */
struct str climb_event_hash(struct ctx *, struct str head, const struct escalation_event *);
