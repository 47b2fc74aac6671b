/*
 * policy.h - which level is told when, and how long a brief may stay unanswered
 *
 * A policy is never changed: an edit makes the next version, which holds from then on
 * for every rung that has not fired. Before it is confirmed the editor is told how
 * many people that would brief at once.
 */
#pragma once

#include "base/ctx.h"
#include "domain/escalation/ladder/ladder.h"
#include "domain/escalation/policy.sql.h"

struct policy {
	struct ladder_policy ladder;
	seconds ack_timeout[LADDER_PRIORITIES];
	instant from;
};

/* The one in force. */
NODISCARD error policy_load(struct ctx *, struct policy *out);
NODISCARD error policy_load_version(struct ctx *, int64_t version, struct policy *out);

enum { POLICY_OFFSET_MIN_S = 60, POLICY_OFFSET_MAX_S = 400 * 86400, POLICY_VERSIONS_SHOWN = 50 };

/* What an editor asks for. */
struct policy_edit {
	int64_t offset_s[LADDER_PRIORITIES][LADDER_LEVELS]; /* 0: no such rung */
	int64_t ack_s[LADDER_PRIORITIES];
	bool pause_on_wait[LADDER_PRIORITIES];
	struct str reason;
};

/* What an edit would do at once. */
struct policy_preview {
	int64_t briefs; /* rungs that would fire now */
	int64_t per_level[LADDER_LEVELS];
	int64_t people; /* who would get them */
};

/*
 * ERR_INVALID names the field ("o12": priority 1, level 2; "a1"; "p1") that a policy
 * cannot have: levels without gaps, later for each higher level; no pause at P1.
 */
NODISCARD error policy_check(struct ctx *, const struct policy_edit *);

/* MAY_EDIT_ESCALATION. Reads only. */
NODISCARD error policy_preview(struct ctx *, const struct policy_edit *,
	struct policy_preview *out);

/*
 * Makes the next version, in force from now. `confirmed` is the number of briefs that
 * the editor has seen in the preview: ERR_CONFLICT when it has grown since.
 */
NODISCARD error policy_change(struct ctx *, const struct policy_edit *, int64_t confirmed,
	int64_t *ret_version);

/* Newest first. */
NODISCARD error policy_history(struct ctx *, struct policy_version_list *out);
