/* edit_pages.c - owner, queue, status, priority and next action of a case, and undo */
#include "base/limits.h"
#include "web/casefile/case_edit.html.h"
#include "web/casefile/casefile_pages.h"

enum { TIME_TEXT_MAX = 40 };

static const struct field owner_fields[] = {
	FIELD_INT(struct case_typed, owner, .min = 0, .max = INT64_MAX, .required = true),
	FIELD_TEXT(struct case_typed, why, .max = LIMIT_REASON),
	FIELD_TEXT(struct case_typed, from, .max = EDIT_VALUE_MAX),
	FIELDS_END
};
static const struct field queue_fields[] = {
	FIELD_INT(struct case_typed, queue, .min = 1, .max = INT64_MAX, .required = true),
	FIELD_TEXT(struct case_typed, why, .max = LIMIT_REASON),
	FIELD_TEXT(struct case_typed, from, .max = EDIT_VALUE_MAX),
	FIELDS_END
};
static const struct field status_fields[] = {
	FIELD_TEXT(struct case_typed, status, .max = 40, .required = true),
	FIELD_TEXT(struct case_typed, why, .max = LIMIT_REASON),
	FIELD_TEXT(struct case_typed, from, .max = EDIT_VALUE_MAX),
	FIELDS_END
};
static const struct field priority_fields[] = {
	FIELD_INT(struct case_typed, priority, .min = 1, .max = 4, .required = true),
	FIELD_TEXT(struct case_typed, why, .max = LIMIT_REASON),
	FIELD_TEXT(struct case_typed, from, .max = EDIT_VALUE_MAX),
	FIELDS_END
};
static const struct field action_fields[] = {
	FIELD_TEXT(struct case_typed, next_action, .max = LIMIT_REASON),
	FIELD_TEXT(struct case_typed, by, .max = TIME_TEXT_MAX),
	FIELD_TEXT(struct case_typed, from, .max = EDIT_VALUE_MAX),
	FIELDS_END
};

struct str case_from(struct html *out, const struct case_view *v, enum edit_field field,
	struct str form)
{
	return case_refused(v, form) ? v->typed.from : edit_value(out->arena, &v->c, field);
}

static error begin(struct web *w, struct case_view *v, const struct field *fields)
{
	TRY(casefile_find(web_ctx(w), web_path_text(w, "case"), &v->c));
	return web_form(w, fields, &v->typed);
}

static struct str number_text(struct web *w, int64_t number)
{
	return str_printf(web_ctx(w)->arena, "%" PRId64, number);
}

/* A form without `from` says what it wants, whatever was there. */
static error apply(struct web *w, struct case_view *v, struct clash_view *shown, struct edit e,
	error wrong, struct msg notice)
{
	e.from = v->typed.from;
	e.checked = e.from.len > 0;
	e.why = v->typed.why;
	if (wrong == OK)
		wrong = casefile_edit(web_ctx(w), v->c.id, &e, 1, &shown->clash);
	if (wrong != OK || !shown->clash.is)
		return case_done(w, v, wrong, notice);
	shown->c = v->c;
	shown->why = v->typed.why;
	shown->form = v->typed.form;
	clash_page(web_html(w, err_http_status(ERR_CONFLICT)), shown);
	return OK;
}

static error set_owner(struct web *w)
{
	struct case_view v = { .typed.form = STR("owner") };

	error wrong = begin(w, &v, owner_fields);
	struct clash_view shown = { .name = STR("owner"), .value = number_text(w, v.typed.owner) };
	return apply(w, &v, &shown, (struct edit){ .field = EDIT_OWNER, .to = shown.value }, wrong,
		MSG("The owner is changed."));
}

static error set_queue(struct web *w)
{
	struct case_view v = { .typed.form = STR("queue") };

	error wrong = begin(w, &v, queue_fields);
	struct clash_view shown = { .name = STR("queue"), .value = number_text(w, v.typed.queue) };
	return apply(w, &v, &shown, (struct edit){ .field = EDIT_QUEUE, .to = shown.value }, wrong,
		MSG("The case is in its new queue."));
}

static error set_status(struct web *w)
{
	struct case_view v = { .typed.form = STR("status") };

	error wrong = begin(w, &v, status_fields);
	struct clash_view shown = { .name = STR("status"), .value = v.typed.status };
	return apply(w, &v, &shown, (struct edit){ .field = EDIT_STATUS, .to = shown.value }, wrong,
		MSG("The status is changed."));
}

static error set_priority(struct web *w)
{
	struct case_view v = { .typed.form = STR("priority") };

	error wrong = begin(w, &v, priority_fields);
	struct clash_view shown = { .name = STR("priority"),
		.value = number_text(w, v.typed.priority) };
	return apply(w, &v, &shown, (struct edit){ .field = EDIT_PRIORITY, .to = shown.value }, wrong,
		MSG("The priority is changed."));
}

static error set_next_action(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct case_view v = { .typed.form = STR("next-action") };
	instant by = { 0 };

	error wrong = begin(w, &v, action_fields);
	if (wrong == OK)
		wrong = form_time(cx, "by", v.typed.by, &by);
	struct clash_view shown = { .name = STR("next_action"), .value = v.typed.next_action,
		.name2 = STR("by"), .value2 = v.typed.by };
	struct edit e = { .field = EDIT_ACTION,
		.to = edit_action(cx->arena, str_trim(v.typed.next_action), by) };
	return apply(w, &v, &shown, e, wrong, MSG("The next action is saved."));
}

static error undo(struct web *w)
{
	struct case_view v = { .typed.form = STR("undo") };

	TRY(casefile_find(web_ctx(w), web_path_text(w, "case"), &v.c));
	return case_done(w, &v, casefile_undo(web_ctx(w), v.c.id), MSG("It is as it was."));
}

const struct route case_edit_routes[] = {
	POST("/cases/{case}/owner", set_owner, .may = MAY_WORK_CASE),
	POST("/cases/{case}/queue", set_queue, .may = MAY_WORK_CASE),
	POST("/cases/{case}/status", set_status, .may = MAY_WORK_CASE),
	POST("/cases/{case}/priority", set_priority, .may = MAY_SET_PRIORITY),
	POST("/cases/{case}/next-action", set_next_action, .may = MAY_WORK_CASE),
	POST("/cases/{case}/undo", undo, .may = MAY_WORK_CASE),
	ROUTES_END
};
