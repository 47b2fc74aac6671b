#include "domain/account/permission.h"
#include "domain/audit/audit.h"
#include "domain/casefile/bond.h"
#include "domain/casefile/merge/merge.h"
#include "domain/casefile/merge/merge.sql.h"
#include "domain/escalation/escalation.h"
#include "domain/target/target.h"
#include "domain/webhook/webhook.h"
#include "store/db.h"

static bool went_on(const struct casefile *into, const struct merge_record *m)
{
	return into->merged_into.v != 0 || into->entry_count != m->into_after ||
		m->away_now != m->away_after;
}

error casefile_unmerge_look(struct ctx *cx, const struct casefile *into, struct str away,
	bool *ret_possible)
{
	struct merge_record m;
	bool found;

	TRY(q_merge_record_of(cx, away, &m, &found));
	*ret_possible = found && m.into.v == into->id.v && !went_on(into, &m);
	return OK;
}

/* The copies go, and what the program wrote after them; the files go back. */
static error part(struct ctx *cx, const struct casefile *into, const struct casefile *away,
	const struct merge_record *m)
{
	enum casefile_status was = (enum casefile_status)m->away_status;
	int64_t gone;

	TRY(q_unmerge_files(cx, away->id, into->id, m->into_entries, m->copied));
	TRY(q_unmerge_entries(cx, into->id, m->into_entries, &gone));
	TRY(q_unmerge_into(cx, into->id, away->id, cx->now));
	TRY(q_unmerge_away(cx, away->id, status_rule(was)->open, cx->now));
	TRY(q_unmerge_watchers(cx, away->id, into->id));
	TRY(q_bond_drop_other(cx, into->id, BOND_MERGED, away->number, &gone));
	return target_status_changed(cx, away->id, CASEFILE_CLOSED, was);
}

/* It took the other's when that was worse. */
static error give_priority_back(struct ctx *cx, const struct casefile *into,
	const struct merge_record *m)
{
	if (into->priority == m->into_priority)
		return OK;
	return casefile_put_priority(cx, into, m->into_priority, STR("Undone"));
}

static error tell(struct ctx *cx, const struct casefile *into, const struct casefile *away,
	enum casefile_status was)
{
	enum webhook_event event = status_rule(was)->open ? EVENT_REOPENED : EVENT_STATUS;

	TRY(webhook_tell_pair(cx, into->id, EVENT_UNMERGED, away->number));
	return was == CASEFILE_CLOSED ? OK
				      : webhook_tell_pair(cx, away->id, event, into->number);
}

error casefile_unmerge(struct ctx *cx, casefile_id id, struct str number)
{
	struct casefile into, away;
	struct merge_record m;
	bool found;

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, id, &into));
	TRY(casefile_may_change(cx, &into, MAY_WORK_CASE));
	TRY(q_merge_record_of(cx, number, &m, &found));
	if (!found || m.into.v != id.v)
		return err_new(cx, ERR_NOT_FOUND, "not merged into this case");
	if (went_on(&into, &m))
		return err_person(cx, ERR_CONFLICT, "One of the two cases went on since the merge. "
			"Split off what belongs to a case of its own.");
	TRY(casefile_load(cx, m.away, &away));
	TRY(casefile_may_change(cx, &away, MAY_WORK_CASE));
	TRY(part(cx, &into, &away, &m));
	TRY(give_priority_back(cx, &into, &m));
	TRY(escalation_unmerged(cx, id, away.id));
	TRY(tell(cx, &into, &away, (enum casefile_status)m.away_status));
	TRY(q_merge_forget_watchers(cx, away.id));
	TRY(q_merge_forget(cx, away.id));
	TRY(audit_note(cx, STR("case.unmerged"), "casefile", id.v, away.number));
	TRY(casefile_say(cx, id, str_printf(cx->arena,
		"Case %.*s was merged into this one by mistake: undone.", STR_ARG(away.number))));
	TRY(casefile_say(cx, away.id, str_printf(cx->arena,
		"Merged into case %.*s by mistake: undone.", STR_ARG(into.number))));

	return tx_commit(&tx);
}
