#include "domain/casefile/edit/edit.h"

#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/casefile/edit/edit.sql.h"
#include "domain/casefile/edit/value.h"
#include "domain/casefile/tag/tag.h"
#include "store/db.h"

/* Whoever changed it last; nothing when that is further back than the log is read. */
static error who_changed(struct ctx *cx, const struct casefile *c, struct edit_clash *out)
{
	struct q_edit_log_list log;
	struct field_change change;

	TRY(q_edit_log(cx, (entry_id){ c->id.v * TIMELINE_ENTRIES_MAX },
		(entry_id){ (c->id.v + 1) * TIMELINE_ENTRIES_MAX }, &log));
	for (size_t i = 0; i < log.len; i++) {
		if (!timeline_read_change(cx->arena, log.at[i].text, &change) ||
			strcmp(change.field, edit_name(out->field)) != 0)
			continue;
		out->who = log.at[i].author_name;
		out->at = log.at[i].created_at;
		return OK;
	}
	return OK;
}

static error find_clash(struct ctx *cx, const struct casefile *c, const struct edit *e,
	struct edit_clash *out)
{
	struct str now = edit_value(cx->arena, c, e->field);

	if (!e->checked || e->field == EDIT_TAG || str_eq(now, e->from) || str_eq(now, e->to))
		return OK;
	*out = (struct edit_clash){ .is = true, .field = e->field, .now = now, .mine = e->to,
		.seen.field = edit_name(e->field) };
	TRY(edit_label(cx, e->field, e->from, &out->seen.from));
	TRY(edit_label(cx, e->field, now, &out->seen.to));
	TRY(edit_label(cx, e->field, e->to, &out->wanted));
	return who_changed(cx, c, out);
}

error edit_apply(struct ctx *cx, casefile_id id, const struct edit *e)
{
	enum casefile_status status;
	struct str action;
	int64_t number = 0;
	instant by;

	switch (e->field) {
	case EDIT_STATUS:
		status = status_by_name(e->to);
		if (status == CASEFILE_STATUS_COUNT_)
			return err_field(cx, "status", "There is no such status. Choose one of the list.");
		return casefile_set_status(cx, id, status, e->why);
	case EDIT_PRIORITY:
		if (!str_int(e->to, &number))
			number = 0; /* which is none */
		return casefile_set_priority(cx, id, number, e->why);
	case EDIT_OWNER:
		if (!str_int(e->to, &number))
			number = -1;
		return casefile_assign(cx, id, (person_id){ number }, e->why);
	case EDIT_QUEUE:
		if (!str_int(e->to, &number))
			number = -1;
		return casefile_enqueue(cx, id, (queue_id){ number }, e->why);
	case EDIT_ACTION:
		edit_action_read(e->to, &action, &by);
		return casefile_set_next_action(cx, id, action, by);
	case EDIT_TAG:
	case EDIT_MERGE:
	case EDIT_SPLIT:
	case EDIT_INCIDENT:
	case EDIT_ACTS_:
		break;
	}
	return e->to.len > 0 ? casefile_tag(cx, id, e->to) : casefile_untag(cx, id, e->from);
}

/* A step that changes nothing is none, and leaves what can be undone as it was. */
static error note_step(struct ctx *cx, const struct casefile *c, const struct edit *e,
	int64_t *steps)
{
	struct str was = e->field == EDIT_TAG ? e->from : edit_value(cx->arena, c, e->field);

	if (str_eq(was, e->to))
		return OK;
	return undo_note(cx, c->id, ++*steps,
		&(struct edit){ .field = e->field, .from = was, .to = e->to });
}

error casefile_edit(struct ctx *cx, casefile_id id, const struct edit *edits, size_t count,
	struct edit_clash *out)
{
	struct casefile c;
	int64_t steps = 0;

	*out = (struct edit_clash){ 0 };
	check(count > 0 && count <= EDIT_STEPS_MAX);

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, id, &c));
	for (size_t i = 0; i < count && !out->is; i++)
		TRY(find_clash(cx, &c, &edits[i], out));
	if (out->is)
		return OK;
	for (size_t i = 0; i < count; i++) {
		TRY(casefile_load(cx, id, &c));
		TRY(edit_apply(cx, id, &edits[i]));
		TRY(note_step(cx, &c, &edits[i], &steps));
	}

	return tx_commit(&tx);
}
