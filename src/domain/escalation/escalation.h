/*
 * escalation.h - management is told, on a clock that never stops
 *
 * A case climbs a ladder of four levels of management. When each is told follows from
 * the rules of ladder.h and the policy in force; what is done then is here: the
 * row that keeps it from happening twice, the brief, the audit event, in one
 * transaction. Sending is another's work (domain/notify).
 *
 * Verbs run on a writer and in the transaction of their caller. `cx->now` is the time.
 *
 * What the case's own verbs call comes first. They have asked who may; the others,
 * in respond.h, ask themselves.
 */
#pragma once

#include "base/ctx.h"
#include "domain/escalation/ladder/ladder.h"

/* What is known of a level of management: a const table, level 1 first. */
struct escalation_level {
	enum role role;
	struct str title; /* "Manager, Technical Support" */
	struct str tag;   /* "MANAGER", as in a brief's subject */
};

extern const struct escalation_level escalation_levels[LADDER_LEVELS];

/*
 * Arms the ladder. `reported` may lie before now: what is due by then fires at the
 * engine's next tick.
 */
NODISCARD error escalation_case_opened(struct ctx *, casefile_id, int priority,
	instant reported);

/* What next_rung and next_due_at of a new case will be: to insert it with them. */
NODISCARD error escalation_forecast(struct ctx *, int priority, instant reported,
	int *ret_level, instant *ret_due);

NODISCARD error escalation_priority_changed(struct ctx *, casefile_id, int from, int to);
NODISCARD error escalation_waiting_changed(struct ctx *, casefile_id, bool waiting);

/* Resolved or closed: the stopwatches stop. */
NODISCARD error escalation_case_stopped(struct ctx *, casefile_id, bool closed);

/* Open again: the stopwatches go on from where they stopped. */
NODISCARD error escalation_case_reopened(struct ctx *, casefile_id);

/* Open again long after its end: a new period, as if it were a new case. */
NODISCARD error escalation_case_begun_anew(struct ctx *, casefile_id);

/* `away` leaves the ladder, `into` takes the worse of both. `into` is open. */
NODISCARD error escalation_merged(struct ctx *, casefile_id into, casefile_id away);

/*
 * Takes the last merge of both back: each has its own ladder again, with the time since
 * then on its stopwatches. No rung may have fired meanwhile; casefile_unmerge sees to it.
 */
NODISCARD error escalation_unmerged(struct ctx *, casefile_id into, casefile_id away);

/* `made` was split from `from`; its ladder starts now, or when `from` was reported. */
NODISCARD error escalation_split(struct ctx *, casefile_id from, casefile_id made,
	int priority, bool same_report_time);
