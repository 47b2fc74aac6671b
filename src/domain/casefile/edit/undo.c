#include "domain/account/permission.h"
#include "domain/casefile/edit/edit.h"
#include "domain/casefile/edit/edit.sql.h"
#include "domain/casefile/edit/value.h"
#include "domain/casefile/incident/incident.h"
#include "domain/casefile/merge/merge.h"
#include "domain/casefile/split/split.h"
#include "store/db.h"

static error steps_of(struct ctx *cx, casefile_id id, struct undo_step_list *out)
{
	return q_undo_list(cx, cx->actor->person, id,
		instant_add(cx->now, (seconds){ -UNDO_SECONDS }), out);
}

error undo_note(struct ctx *cx, casefile_id id, int64_t step, const struct edit *e)
{
	if (cx->actor->person.v == 0)
		return OK;
	if (step == 1)
		TRY(q_undo_drop(cx, cx->actor->person, id));
	return q_undo_put(cx, cx->actor->person, id, step, e->field, e->from, e->to, cx->now);
}

/* Where it was split off: this one, unless the step stands with the new case. */
static error find_source(struct ctx *cx, casefile_id id, const struct undo_step *s,
	struct casefile *out)
{
	return s->was.len > 0 ? casefile_find(cx, s->was, out) : casefile_load(cx, id, out);
}

/* Whether nobody went on from there. */
static error stands(struct ctx *cx, const struct casefile *c, const struct undo_step *s, bool *out)
{
	enum edit_field field = (enum edit_field)s->field;
	struct casefile source;

	*out = true;
	if (field == EDIT_MERGE)
		return casefile_unmerge_look(cx, c, s->became, out);
	if (field == EDIT_SPLIT) {
		TRY(find_source(cx, c->id, s, &source));
		return casefile_rejoin_look(cx, &source, s->became, out);
	}
	if (field < EDIT_FIELDS_ && field != EDIT_TAG)
		*out = str_eq(edit_value(cx->arena, c, field), s->became);
	return OK;
}

error undo_look(struct ctx *cx, const struct casefile *c, struct undo *out)
{
	struct undo_step_list steps;

	*out = (struct undo){ 0 };
	if (!may(cx->actor, MAY_WORK_CASE))
		return OK;
	TRY(steps_of(cx, c->id, &steps));
	if (steps.len == 0)
		return OK;
	const struct undo_step *first = &steps.at[steps.len - 1];
	enum edit_field field = (enum edit_field)first->field;
	bool stand;
	TRY(stands(cx, c, first, &stand));
	if (!stand)
		return OK;
	*out = (struct undo){ .is = true, .steps = steps.len, .first.field = edit_name(field) };
	TRY(edit_label(cx, field, first->was, &out->first.from));
	return edit_label(cx, field, first->became, &out->first.to);
}

/* Back to a status that the machine has no step to, by way of an open one. */
static error reach(struct ctx *cx, casefile_id id, struct edit *back)
{
	struct casefile c;

	TRY(casefile_load(cx, id, &c));
	enum casefile_status now = (enum casefile_status)c.status, to = status_by_name(back->to);
	if (to == CASEFILE_NEW)
		back->to = status_rule(CASEFILE_OPEN)->name; /* it was seen since */
	else if (now != to && !status_may_become(now, to))
		TRY(casefile_set_status(cx, id, CASEFILE_OPEN, back->why));
	return OK;
}

/* What is no change of a field. */
static error take_act_back(struct ctx *cx, casefile_id id, const struct undo_step *s)
{
	struct casefile source;
	int64_t count;

	if (s->field == EDIT_MERGE)
		return casefile_unmerge(cx, id, s->became);
	if (s->field == EDIT_SPLIT) {
		TRY(find_source(cx, id, s, &source));
		return casefile_rejoin(cx, source.id, s->became);
	}
	return s->became.len > 0 ? incident_detach(cx, id, s->became)
				 : incident_attach(cx, id, s->was, &count);
}

static error take_back(struct ctx *cx, casefile_id id, const struct undo_step *s)
{
	struct edit back = { .field = (enum edit_field)s->field, .to = s->was, .from = s->became,
		.why = STR("Undone") };
	struct casefile c;

	if (back.field >= EDIT_FIELDS_)
		return take_act_back(cx, id, s);
	TRY(casefile_load(cx, id, &c));
	bool stand;
	TRY(stands(cx, &c, s, &stand));
	if (!stand)
		return err_person(cx, ERR_CONFLICT,
			"It was changed again since. Look at the case and change it by hand.");
	if (back.field == EDIT_STATUS)
		TRY(reach(cx, id, &back));
	return edit_apply(cx, id, &back);
}

error casefile_undo(struct ctx *cx, casefile_id id)
{
	struct undo_step_list steps;
	struct casefile c;

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, id, &c));
	TRY(casefile_may_change(cx, &c, MAY_WORK_CASE));
	TRY(steps_of(cx, id, &steps));
	if (steps.len == 0)
		return err_person(cx, ERR_CONFLICT,
			"There is nothing to undo: changes can be taken back for ten minutes.");
	for (size_t i = 0; i < steps.len; i++)
		TRY(take_back(cx, id, &steps.at[i]));
	TRY(q_undo_drop(cx, cx->actor->person, id));

	return tx_commit(&tx);
}
