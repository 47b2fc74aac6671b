#include "domain/casefile/split/split.h"

#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/casefile/attachment.sql.h"
#include "domain/casefile/bond.h"
#include "domain/casefile/edit/edit.h"
#include "domain/casefile/merge/merge.h"
#include "domain/casefile/notice/notice.h"
#include "domain/casefile/number.h"
#include "domain/casefile/split/split.sql.h"
#include "domain/escalation/escalation.h"
#include "domain/webhook/webhook.h"
#include "store/db.h"
#include "store/store.h"

static error check_split(struct ctx *cx, const struct casefile *c, const struct split *s)
{
	error wrong = OK;

	TRY(casefile_may_change(cx, c, MAY_WORK_CASE));
	if (c->merged_into.v != 0)
		return err_person(cx, ERR_CONFLICT, "This case was merged. Split the one it went to.");
	if (str_is_blank(s->summary) || s->summary.len > LIMIT_SUBJECT)
		wrong = err_field(cx, "summary", "Describe the second problem in 1 to 250 bytes.");
	if (s->entry_count == 0 || s->entry_count > SPLIT_ENTRIES_MAX)
		wrong = err_also(cx, wrong,
			err_field(cx, "entry", "Choose the entries that belong to the new case, 1 to 100."));
	if (s->file_count > SPLIT_FILES_MAX)
		wrong = err_also(cx, wrong, err_field(cx, "file", "Choose at most 100 files."));
	return wrong;
}

static error copy_entry(struct ctx *cx, const struct casefile *c, casefile_id to, int64_t number,
	entry_id *ret_new)
{
	struct q_split_look_row e;
	struct q_entry_next_row next;
	bool found = false;
	int64_t made;

	if (number >= 1 && number <= c->entry_count)
		TRY(q_split_look(cx, entry_of(c->id, number), &e, &found));
	if (!found || e.kind > ENTRY_CALL)
		return err_field(cx, "entry", "Only messages, notes and calls of this case can go. Look at it again.");
	instant at = e.created_at, never = { 0 };
	TRY(q_entry_next(cx, to, e.public, cx->now, e.by_staff ? never : at,
		e.by_staff && e.public ? at : never, &next, &found));
	*ret_new = entry_of(to, next.count);
	return q_split_entry(cx, entry_of(c->id, number), *ret_new, to, &made);
}

static error copy_all(struct ctx *cx, const struct casefile *c, const struct split *s,
	casefile_id to, entry_id *ret_first)
{
	struct q_split_file_row copy;
	int64_t made;
	bool found;

	for (size_t i = 0; i < s->entry_count; i++) {
		entry_id new;
		TRY(copy_entry(cx, c, to, s->entries[i], &new));
		if (i == 0)
			*ret_first = new;
	}
	for (size_t i = 0; i < s->file_count; i++) {
		attachment_id file = { s->files[i] };
		TRY(q_split_file(cx, file, c->id, to, *ret_first, &copy, &found));
		if (!found)
			return err_field(cx, "file", "One of the files is not of this case. Look at it again.");
		TRY(q_split_inspection(cx, file, copy.id));
		TRY(q_casefile_count_file(cx, to));
	}
	return q_split_watchers(cx, c->id, to, &made);
}

error casefile_split(struct ctx *cx, casefile_id id, const struct split *s, struct casefile *out)
{
	struct q_split_insert_row made;
	struct casefile c;
	struct str number;
	entry_id first = { 0 };

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, id, &c));
	TRY(check_split(cx, &c, s));
	instant reported = s->same_time ? c.reported_at : cx->now;
	TRY(casefile_number_next(cx, &number));
	TRY(q_split_insert(cx, id, number, str_trim(s->summary), reported, cx->now, &made));
	TRY(escalation_case_opened(cx, made.id, (int)c.priority, reported));
	TRY(copy_all(cx, &c, s, made.id, &first));
	TRY(casefile_say(cx, made.id, str_printf(cx->arena, "Split off from case %.*s.", STR_ARG(c.number))));
	TRY(casefile_say(cx, id, str_printf(cx->arena, "Case %.*s was split off from this one.", STR_ARG(number))));
	TRY(bond_add(cx, id, number));
	TRY(casefile_load(cx, made.id, out));
	TRY(q_split_keep(cx, made.id, id, out->entry_count));
	TRY(undo_note(cx, id, 1, &(struct edit){ .field = EDIT_SPLIT, .to = number }));
	TRY(undo_note(cx, made.id, 1, &(struct edit){ .field = EDIT_SPLIT, .from = c.number, .to = number }));
	TRY(webhook_tell_pair(cx, made.id, EVENT_OPENED, c.number));
	TRY(webhook_tell_pair(cx, id, EVENT_SPLIT, number));
	TRY(notice_tell(cx, out, &(struct notice){ .kind = NOTICE_OPENED, .entry = first }));

	return tx_commit(&tx);
}

/* The case of that number, when it was split off from this one. */
static error find_made(struct ctx *cx, casefile_id id, struct str number, struct casefile *out,
	bool *ret_untouched)
{
	struct q_split_kept_row kept;
	bool found;

	TRY(casefile_find(cx, number, out));
	TRY(q_split_kept(cx, out->id, &kept, &found));
	if (!found || kept.source.v != id.v)
		return err_new(cx, ERR_NOT_FOUND, "not split off from this case");
	*ret_untouched = out->merged_into.v == 0 && out->entry_count == kept.entries;
	return OK;
}

error casefile_rejoin_look(struct ctx *cx, const struct casefile *c, struct str number,
	bool *ret_possible)
{
	struct casefile made;

	error e = find_made(cx, c->id, number, &made, ret_possible);
	if (!err_is(e, ERR_NOT_FOUND))
		return e;
	*ret_possible = false;
	return OK;
}

error casefile_rejoin(struct ctx *cx, casefile_id id, struct str number)
{
	struct casefile c, made;
	bool untouched;
	int64_t done;

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, id, &c));
	TRY(casefile_may_change(cx, &c, MAY_WORK_CASE));
	TRY(find_made(cx, id, number, &made, &untouched));
	TRY(casefile_may_change(cx, &made, MAY_WORK_CASE));
	if (!untouched)
		return err_person(cx, ERR_CONFLICT,
			"The new case went on since. Merge it into this one instead.");
	TRY(escalation_case_stopped(cx, made.id, true));
	TRY(casefile_end_for(cx, &made, &c, made.file_count));
	TRY(q_bond_drop_other(cx, id, BOND_CASE, made.number, &done));
	TRY(q_bond_drop_other(cx, made.id, BOND_CASE, c.number, &done));
	TRY(q_bond_put(cx, id, BOND_MERGED, made.number, made.id.v, cx->now, cx->actor->person, &done));
	TRY(casefile_say(cx, id, str_printf(cx->arena, "Case %.*s was split off by mistake: undone.", STR_ARG(number))));
	TRY(casefile_say(cx, made.id, str_printf(cx->arena, "Split off from case %.*s by mistake: undone.", STR_ARG(c.number))));

	return tx_commit(&tx);
}
