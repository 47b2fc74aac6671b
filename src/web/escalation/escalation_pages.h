/* escalation_pages.h - what management sees and sets of the escalation clock */
#pragma once

#include "domain/escalation/duty.h"
#include "domain/escalation/escalation.h"
#include "domain/escalation/policy.h"
#include "domain/escalation/respond.h"
#include "web/web.h"

struct board_view {
	int64_t ahead_h; /* rungs of the next so many hours are shown */
	struct board_rung_list rungs;
	struct board_brief_list briefs;
};

/* The page behind the link in a brief. */
struct answer_view {
	struct str secret;
	struct escalation_link link;
	bool needs_plan, done;
	struct str plan;
	const struct err_at_field *errors;
};

/* Spans as people write them: "90m", "4h", "15d". */
struct policy_cell {
	struct str name, value;
	int64_t level;
};

struct policy_row {
	int64_t priority;
	SLICE(struct policy_cell) cells;
	struct str ack_name, ack, pause_name;
	bool pause, may_pause;
};

struct policy_view {
	int64_t version; /* in force */
	SLICE(struct policy_row) rows;
	struct str reason;
	bool previewed;
	struct policy_preview preview;
	struct policy_version_list history;
	const struct err_at_field *errors;
};

/* As typed: of the holder's form, or the shift's. */
struct duty_form {
	int64_t level;
	struct str person, deputy, from, until;
};

struct duty_view {
	struct duty_form holder, shift;
	bool of_shift; /* the errors are of the shift's form */
	struct duty_holder_list holders;
	struct duty_shift_list shifts;
	const struct err_at_field *errors;
};

/* "4h" of 14,400; "" of 0. */
struct str span_text(struct arena *, int64_t s);
/* False when it is no span; blank is 0. */
bool span_parse(struct str, int64_t *ret_s);

extern const struct route escalation_routes[];
extern const struct route policy_routes[];
extern const struct route duty_routes[];
