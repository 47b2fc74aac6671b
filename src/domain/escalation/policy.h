/*
 * policy.h - which level is told when, and how long a brief may stay unanswered
 *
 * A policy is never changed: an edit makes the next version, which holds from then on
 * for every rung that has not fired. Before it is confirmed the editor is told how
 * many people that would brief at once.
 */
#pragma once

#include "base/ctx.h"
#include "domain/escalation/ladder.h"

struct policy {
	struct ladder_policy ladder;
	seconds ack_timeout[LADDER_PRIORITIES];
	instant from;
	person_id by; /* 0: came with the program */
	struct str reason;
};

/* The one in force. */
NODISCARD error policy_load(struct ctx *, struct policy *out);
NODISCARD error policy_load_version(struct ctx *, int64_t version, struct policy *out);
