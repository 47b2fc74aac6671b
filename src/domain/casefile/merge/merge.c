#include "domain/casefile/merge/merge.h"

#include "domain/account/permission.h"
#include "domain/casefile/bond.h"
#include "domain/casefile/edit/edit.h"
#include "domain/casefile/find.h"
#include "domain/casefile/merge/merge.sql.h"
#include "domain/escalation/escalation.h"
#include "domain/target/target.h"
#include "domain/webhook/webhook.h"
#include "store/db.h"
#include "store/store.h"

static error check_both(struct ctx *cx, const struct casefile *from, const struct casefile *to)
{
	TRY(casefile_may_change(cx, from, MAY_WORK_CASE));
	if (from->id.v == to->id.v)
		return err_field(cx, "into", "This is the number of the case itself.");
	if (from->merged_into.v != 0 || to->merged_into.v != 0)
		return err_field(cx, "into", "One of the two was merged before. Use the case it went to.");
	if (from->organisation.v != to->organisation.v)
		return err_field(cx, "into",
			"The other case is of another organisation, which must not read this one.");
	if (!to->is_open)
		return err_field(cx, "into", "The other case has ended. Reopen it first.");
	if (from->entry_count + to->entry_count >= TIMELINE_ENTRIES_MAX)
		return err_field(cx, "into", "The two have too many entries for one case.");
	return OK;
}

static error move_all(struct ctx *cx, const struct casefile *from, const struct casefile *to)
{
	int64_t entries, people, added;

	TRY(q_merge_entries(cx, from->id, to->id, to->entry_count, &entries));
	TRY(q_merge_files(cx, from->id, to->id, to->entry_count));
	TRY(q_merge_counts(cx, from->id, to->id));
	TRY(q_merge_keep_watchers(cx, from->id, to->id));
	TRY(q_merge_watchers(cx, from->id, to->id, &people));
	TRY(q_casefile_watch(cx, to->id, from->contact, &added));
	return added > 0 ? q_merge_keep_watcher(cx, from->id, from->contact) : OK;
}

/* The ladder has it already. */
static error take_priority(struct ctx *cx, const struct casefile *from, const struct casefile *to)
{
	if (!from->is_open || from->priority >= to->priority)
		return OK;
	return casefile_put_priority(cx, to, from->priority, from->number);
}

error casefile_say(struct ctx *cx, casefile_id id, struct str text)
{
	entry_id entry;

	TRY(timeline_add(cx, id,
		&(struct entry_new){ .kind = ENTRY_SYSTEM, .public = true, .plain = true, .text = text },
		&entry));
	TRY(casefile_findable(cx, id));
	return store_announce(cx, STR("case"), id.v);
}

error casefile_end_for(struct ctx *cx, const struct casefile *away, const struct casefile *into,
	int64_t files)
{
	enum casefile_turn turn = status_rule((enum casefile_status)away->status)->turn;
	int64_t spent = away->is_open ? cx->now.us - away->status_since.us : 0, done;

	TRY(q_merge_close(cx, away->id, into->id, CASEFILE_CLOSED, files, cx->now,
		turn == TURN_OURS ? spent : 0, turn == TURN_CUSTOMER ? spent : 0,
		turn == TURN_OTHER ? spent : 0, &done));
	TRY(target_status_changed(cx, away->id, (enum casefile_status)away->status,
		CASEFILE_CLOSED));
	if (away->status != CASEFILE_CLOSED)
		TRY(webhook_tell_pair(cx, away->id, EVENT_CLOSED, into->number));
	return webhook_tell_pair(cx, into->id, EVENT_MERGED, away->number);
}

error casefile_merge_look(struct ctx *cx, const struct casefile *away, struct str into,
	struct casefile *out)
{
	error e = casefile_find(cx, str_trim(into), out);
	if (err_is(e, ERR_NOT_FOUND))
		return err_field(cx, "into", "There is no case of this number.");
	TRY(e);
	return check_both(cx, away, out);
}

error casefile_merge(struct ctx *cx, casefile_id away, struct str into)
{
	struct casefile from, to;
	int64_t done;

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, away, &from));
	TRY(casefile_merge_look(cx, &from, into, &to));
	TRY(q_merge_keep(cx, from.id, to.id, cx->now));
	TRY(escalation_merged(cx, to.id, from.id));
	TRY(move_all(cx, &from, &to));
	TRY(take_priority(cx, &from, &to));
	TRY(casefile_end_for(cx, &from, &to, 0));
	TRY(q_bond_put(cx, to.id, BOND_MERGED, from.number, from.id.v, cx->now, cx->actor->person, &done));
	TRY(casefile_say(cx, to.id, str_printf(cx->arena, "Case %.*s was merged into this one.", STR_ARG(from.number))));
	TRY(casefile_say(cx, from.id, str_printf(cx->arena, "Merged into case %.*s.", STR_ARG(to.number))));
	TRY(q_merge_kept(cx, from.id, to.id));
	TRY(undo_note(cx, to.id, 1, &(struct edit){ .field = EDIT_MERGE, .to = from.number }));

	return tx_commit(&tx);
}
