#include "domain/escalation/policy.h"

#include "domain/escalation/policy.sql.h"
#include "store/memo.h"

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
	};
	for (size_t i = 0; i < cells->len; i++, c++) {
		check(c->priority >= 1 && c->priority <= LADDER_PRIORITIES);
		check(c->level >= 1 && c->level <= LADDER_LEVELS);
		out->ladder.offset[c->priority - 1][c->level - 1].s = c->offset_s;
	}
	return OK;
}

error policy_load_version(struct ctx *cx, int64_t version, struct policy *out)
{
	struct escalation_policy_cell_list cells;

	TRY(q_escalation_policy_version(cx, version, &cells));
	return policy_from(cx, &cells, out);
}

/*
 * A version is never changed, but one whose transaction was rolled back gives its
 * number to another: that has another time.
 */
static bool is_kept(const struct policy *kept, const struct q_escalation_policy_newest_row *newest)
{
	return kept->ladder.version == newest->version && kept->from.us == newest->from_at.us;
}

error policy_load(struct ctx *cx, struct policy *out)
{
	static const char key;
	struct q_escalation_policy_newest_row newest;
	struct policy *kept = db_memo(cx, &key, sizeof *kept);

	TRY(q_escalation_policy_newest(cx, &newest));
	if (is_kept(kept, &newest)) {
		*out = *kept;
		return OK;
	}
	TRY(policy_load_version(cx, newest.version, out));
	*kept = *out;
	return OK;
}
