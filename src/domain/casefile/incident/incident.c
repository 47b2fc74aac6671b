#include "domain/casefile/incident/incident.h"

#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/casefile/edit/edit.h"
#include "domain/webhook/webhook.h"
#include "store/db.h"
#include "store/store.h"

static error load_lead(struct ctx *cx, casefile_id id, struct casefile *out)
{
	TRY(casefile_load(cx, id, out));
	return casefile_may_change(cx, out, MAY_WORK_CASE);
}

/* For the desk alone: neither side's customers learn of the other. */
static error note(struct ctx *cx, casefile_id id, struct str from, struct str to)
{
	struct field_change change = { .field = "incident", .from = from, .to = to };

	TRY(timeline_add_change(cx, id, &change));
	return store_announce(cx, STR("case"), id.v);
}

static error check_child(struct ctx *cx, const struct casefile *lead, struct str number,
	struct casefile *out)
{
	struct q_incident_lead_row other;
	struct incident_case_list own;
	bool found;

	error e = casefile_find(cx, number, out);
	if (err_is(e, ERR_NOT_FOUND))
		return err_field(cx, "numbers", "One of the numbers is of no case. Check each and send the list again.");
	TRY(e);
	if (out->id.v == lead->id.v)
		return err_field(cx, "numbers", "This case itself is in the list. Take it out.");
	if (out->disclosure.v != 0)
		return err_field(cx, "numbers", "The SIRT has one of the cases. Take it out.");
	TRY(q_incident_lead(cx, out->id, &other, &found));
	if (found && other.lead.v != lead->id.v)
		return err_field(cx, "numbers", "One of the cases is attached to another one. Detach it there first.");
	TRY(q_incident_cases(cx, out->id, &own));
	if (own.len > 0)
		return err_field(cx, "numbers", "One of the cases leads others itself. Detach those first.");
	return OK;
}

_Static_assert((int)INCIDENT_CASES_MAX <= (int)UNDO_STEPS_MAX, "a list is one act");

static error attach_one(struct ctx *cx, const struct casefile *lead, struct str number,
	int64_t *count)
{
	struct casefile child;
	int64_t added;

	TRY(check_child(cx, lead, number, &child));
	TRY(q_incident_put(cx, child.id, lead->id, cx->now, cx->actor->person, &added));
	if (added == 0)
		return OK;
	++*count;
	TRY(note(cx, child.id, STR(""), lead->number));
	TRY(webhook_tell_pair(cx, child.id, EVENT_INCIDENT, lead->number));
	TRY(note(cx, lead->id, STR(""), child.number));
	return undo_note(cx, lead->id, *count,
		&(struct edit){ .field = EDIT_INCIDENT, .to = child.number });
}

static bool parts(char c)
{
	return str_is_space(c) || c == ',' || c == ';';
}

static struct str next_number(struct str *rest)
{
	size_t start = 0, end;

	while (start < rest->len && parts(rest->at[start]))
		start++;
	for (end = start; end < rest->len && !parts(rest->at[end]);)
		end++;
	struct str number = str_sub(*rest, start, end - start);
	*rest = str_skip(*rest, end);
	return number;
}

error incident_attach(struct ctx *cx, casefile_id id, struct str numbers, int64_t *ret_count)
{
	struct q_incident_lead_row other;
	struct incident_case_list all;
	struct casefile lead;
	struct str number;
	bool attached;

	*ret_count = 0;
	number = next_number(&numbers);
	if (number.len == 0 || numbers.len > INCIDENT_NUMBERS_MAX)
		return err_field(cx, "numbers", "Write the numbers of the cases, at most 500.");

	AUTO_TX tx = tx_begin(cx);

	TRY(load_lead(cx, id, &lead));
	TRY(q_incident_lead(cx, id, &other, &attached));
	if (attached)
		return err_person(cx, ERR_CONFLICT, "This case is attached to another one, which leads.");
	for (; number.len > 0; number = next_number(&numbers))
		TRY(attach_one(cx, &lead, number, ret_count));
	TRY(q_incident_cases(cx, id, &all));
	if (all.len > INCIDENT_CASES_MAX)
		return err_field(cx, "numbers", "At most 500 cases are attached to one. Open a second one that leads.");

	return tx_commit(&tx);
}

error incident_detach(struct ctx *cx, casefile_id id, struct str number)
{
	struct casefile lead, child;
	int64_t gone;

	AUTO_TX tx = tx_begin(cx);

	TRY(load_lead(cx, id, &lead));
	TRY(casefile_find(cx, number, &child));
	TRY(q_incident_drop(cx, child.id, id, &gone));
	if (gone == 0)
		return err_new(cx, ERR_NOT_FOUND, "not attached");
	TRY(note(cx, child.id, lead.number, STR("")));
	TRY(webhook_tell(cx, child.id, EVENT_INCIDENT));
	TRY(note(cx, id, child.number, STR("")));
	TRY(undo_note(cx, id, 1, &(struct edit){ .field = EDIT_INCIDENT, .from = child.number }));

	return tx_commit(&tx);
}

error incident_load(struct ctx *cx, const struct casefile *c, struct incident_view *out)
{
	*out = (struct incident_view){ 0 };
	if (!may(cx->actor, MAY_WORK_CASE))
		return OK;
	TRY(q_incident_cases(cx, c->id, &out->cases));
	for (size_t i = 0; i < out->cases.len; i++)
		out->open += out->cases.at[i].is_open;
	return q_incident_lead(cx, c->id, &out->lead, &out->attached);
}

/* One entry with what follows from it: one mail to each of the case's people. */
static error tell_one(struct ctx *cx, const struct casefile *c, const struct incident_update *u)
{
	struct casefile_reply r = { .kind = u->kind, .text = u->text, .then = u->then };
	entry_id entry;

	if (r.then < CASEFILE_STATUS_COUNT_ &&
		!status_may_become((enum casefile_status)c->status, r.then))
		r.then = CASEFILE_STATUS_COUNT_;
	return casefile_add_entry(cx, c, &r, &entry);
}

error incident_tell(struct ctx *cx, casefile_id id, const struct incident_update *u,
	int64_t *ret_count)
{
	struct incident_case_list all;
	struct casefile c;

	*ret_count = 0;
	if (u->kind != ENTRY_MESSAGE && u->kind != ENTRY_NOTE)
		return err_field(cx, "kind", "Choose a public reply or an internal note.");

	AUTO_TX tx = tx_begin(cx);

	TRY(load_lead(cx, id, &c));
	TRY(q_incident_cases(cx, id, &all));
	TRY(tell_one(cx, &c, u));
	for (size_t i = 0; i < all.len; i++) {
		if (!all.at[i].is_open)
			continue;
		TRY(casefile_load(cx, all.at[i].id, &c));
		TRY(tell_one(cx, &c, u));
		++*ret_count;
	}

	return tx_commit(&tx);
}
