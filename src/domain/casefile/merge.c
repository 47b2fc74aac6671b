#include "domain/casefile/bond.h"

#include "domain/account/permission.h"
#include "domain/casefile/find.h"
#include "domain/escalation/escalation.h"
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
	int64_t entries, people;

	TRY(q_merge_entries(cx, from->id, to->id, to->entry_count, &entries));
	TRY(q_merge_files(cx, from->id, to->id, to->entry_count));
	TRY(q_merge_counts(cx, from->id, to->id));
	TRY(q_merge_watchers(cx, from->id, to->id, &people));
	return q_casefile_watch(cx, to->id, from->contact, &people);
}

static error say(struct ctx *cx, casefile_id id, struct str text)
{
	entry_id entry;

	TRY(timeline_add(cx, id,
		&(struct entry_new){ .kind = ENTRY_SYSTEM, .public = true, .plain = true, .text = text },
		&entry));
	TRY(casefile_findable(cx, id));
	return store_announce(cx, STR("case"), id.v);
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
	TRY(escalation_merged(cx, to.id, from.id));
	TRY(move_all(cx, &from, &to));
	TRY(q_merge_close(cx, from.id, to.id, CASEFILE_CLOSED, cx->now, &done));
	TRY(q_bond_put(cx, to.id, BOND_MERGED, from.number, from.id.v, cx->now, cx->actor->person, &done));
	TRY(say(cx, to.id, str_printf(cx->arena, "Case %.*s was merged into this one.", STR_ARG(from.number))));
	TRY(say(cx, from.id, str_printf(cx->arena, "Merged into case %.*s.", STR_ARG(to.number))));

	return tx_commit(&tx);
}
