#include "domain/escalation/policy.h"

#include "domain/escalation/policy.sql.h"

static error policy_from(struct ctx *cx, const struct escalation_policy_cell_list *cells,
	struct policy *out)
{
	if (cells->len == 0)
		return err_new(cx, ERR_INTERNAL, "there is no escalation policy");

	const struct escalation_policy_cell *c = cells->at;
	*out = (struct policy){
		.ladder = {
			.version = (int)c->version,
			.from = c->from_at,
			.pause_on_wait = { c->pause1, c->pause2, c->pause3, c->pause4 },
		},
		.ack_timeout = { { c->ack1 }, { c->ack2 }, { c->ack3 }, { c->ack4 } },
		.from = c->from_at,
		.by = c->created_by,
		.reason = c->reason,
	};
	for (size_t i = 0; i < cells->len; i++, c++) {
		check(c->priority >= 1 && c->priority <= LADDER_PRIORITIES);
		check(c->level >= 1 && c->level <= LADDER_LEVELS);
		out->ladder.offset[c->priority - 1][c->level - 1].s = c->offset_s;
	}
	return OK;
}

error policy_load(struct ctx *cx, struct policy *out)
{
	struct escalation_policy_cell_list cells;

	TRY(q_escalation_policy_current(cx, &cells));
	return policy_from(cx, &cells, out);
}

error policy_load_version(struct ctx *cx, int64_t version, struct policy *out)
{
	struct escalation_policy_cell_list cells;

	TRY(q_escalation_policy_version(cx, version, &cells));
	return policy_from(cx, &cells, out);
}
