#include "domain/casefile/edit/value.h"

#include "domain/account/person.h"

static const char *const names[EDIT_ACTS_] = {
	[EDIT_STATUS] = "status",
	[EDIT_PRIORITY] = "priority",
	[EDIT_OWNER] = "owner",
	[EDIT_QUEUE] = "queue",
	[EDIT_ACTION] = "next action",
	[EDIT_TAG] = "tag",
	[EDIT_MERGE] = "merge",
	[EDIT_SPLIT] = "split",
	[EDIT_INCIDENT] = "incident",
};

const char *edit_name(enum edit_field field)
{
	check(field < EDIT_ACTS_);
	return names[field];
}

struct str edit_action(struct arena *a, struct str action, instant by)
{
	struct str when = instant_is_set(by) ? instant_iso(a, by) : STR("-");

	/* Forms trim what they bring back. */
	return action.len > 0 ? str_printf(a, "%.*s %.*s", STR_ARG(when), STR_ARG(action)) : when;
}

void edit_action_read(struct str value, struct str *ret_action, instant *ret_by)
{
	struct str rest = value, when = STR("");

	*ret_by = (instant){ 0 };
	if (value.len > 0 && str_cut(&rest, ' ', &when) && !instant_parse(when, ret_by))
		*ret_by = (instant){ 0 };
	*ret_action = rest;
}

struct str edit_value(struct arena *a, const struct casefile *c, enum edit_field field)
{
	switch (field) {
	case EDIT_STATUS:
		return status_rule((enum casefile_status)c->status)->name;
	case EDIT_PRIORITY:
		return str_printf(a, "%" PRId64, c->priority);
	case EDIT_OWNER:
		return str_printf(a, "%" PRId64, c->owner.v);
	case EDIT_QUEUE:
		return str_printf(a, "%" PRId64, c->queue.v);
	case EDIT_ACTION:
		return edit_action(a, c->next_action, c->next_action_at);
	case EDIT_TAG:
	case EDIT_MERGE:
	case EDIT_SPLIT:
	case EDIT_INCIDENT:
	case EDIT_ACTS_:
		break;
	}
	return STR("");
}

static error person_label(struct ctx *cx, struct str value, struct str *out)
{
	struct person p;
	int64_t id;

	*out = STR("");
	if (!str_int(value, &id) || id <= 0)
		return OK;
	error e = person_load(cx, (person_id){ id }, &p);
	if (e == OK)
		*out = p.name;
	return err_is(e, ERR_NOT_FOUND) ? OK : e;
}

static error queue_label(struct ctx *cx, struct str value, struct str *out)
{
	struct q_queue_list_list queues;
	int64_t id;

	*out = STR("");
	if (!str_int(value, &id))
		return OK;
	TRY(q_queue_list(cx, &queues));
	for (size_t i = 0; i < queues.len; i++)
		if (queues.at[i].id.v == id)
			*out = queues.at[i].name;
	return OK;
}

error edit_label(struct ctx *cx, enum edit_field field, struct str value, struct str *out)
{
	enum casefile_status status;
	int64_t priority;
	instant by;

	*out = value;
	switch (field) {
	case EDIT_STATUS:
		status = status_by_name(value);
		if (status < CASEFILE_STATUS_COUNT_)
			*out = status_rule(status)->label;
		return OK;
	case EDIT_PRIORITY:
		if (str_int(value, &priority) && priority >= PRIORITY_HIGHEST &&
			priority <= PRIORITY_LOWEST)
			*out = priority_name(priority);
		return OK;
	case EDIT_OWNER:
		return person_label(cx, value, out);
	case EDIT_QUEUE:
		return queue_label(cx, value, out);
	case EDIT_ACTION:
		edit_action_read(value, out, &by);
		*out = casefile_action_text(cx->arena, *out, by);
		return OK;
	case EDIT_TAG:
	case EDIT_MERGE:
	case EDIT_SPLIT:
	case EDIT_INCIDENT:
	case EDIT_ACTS_:
		break;
	}
	return OK;
}
