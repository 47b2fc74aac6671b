/*
 * target.h - promises on a case: first answer, next news, restored
 *
 * A policy says for a priority and a contract's tier how long each may take, by which
 * calendar it is counted, and in which statuses the time stands still. The policy of the
 * moment when a case is opened, or gets its priority, holds for it: a later change moves
 * no promise that was made. Without a policy there is no target.
 *
 * A target is met, or missed when it fell due before; both are kept as instants. News are
 * due again after each public answer of the desk, in rounds that are counted. All this
 * tells nobody: management hears of a case by the ladder (escalation), which it is apart
 * from.
 */
#pragma once

#include "domain/casefile/status.h"
#include "domain/target/target.sql.h"
#include "domain/periodic/periodic.h"

enum target_kind {
	TARGET_RESPONSE = 1,
	TARGET_UPDATE,
	TARGET_RESTORE,
	TARGET_KINDS_
};

/* "First answer", for pages. */
struct str target_name(enum target_kind);

/* Called by the case's verbs, in their transaction. */
NODISCARD error target_case_opened(struct ctx *, casefile_id);
NODISCARD error target_answered(struct ctx *, casefile_id);
NODISCARD error target_priority_changed(struct ctx *, casefile_id);
NODISCARD error target_status_changed(struct ctx *, casefile_id, enum casefile_status from,
	enum casefile_status to);

/* In the order of enum target_kind; for a case that the actor has loaded. */
NODISCARD error target_list(struct ctx *, casefile_id, struct target_list *out);

/* Notes as missed what has fallen due; *ret_missed targets. */
NODISCARD error target_pass(struct ctx *, int64_t *ret_missed);

/* The same each half minute. */
extern const struct periodic target_periodic;
