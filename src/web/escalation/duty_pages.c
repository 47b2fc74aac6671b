/* duty_pages.c - who holds a level, who is on call */
#include "base/limits.h"
#include "web/escalation/duty.html.h"
#include "web/escalation/escalation_pages.h"

enum { TIME_TEXT_MAX = 40 };

static error show(struct web *w, int status, struct duty_view *v)
{
	TRY(duty_holders(web_ctx(w), &v->holders));
	TRY(duty_shifts(web_ctx(w), &v->shifts));
	duty_page(web_html(w, status), v);
	return OK;
}

static error duty(struct web *w)
{
	struct duty_view v = { 0 };
	return show(w, HTTP_OK, &v);
}

static error done(struct web *w, struct duty_view *v, error e, struct msg notice)
{
	if (form_is_refused(e)) {
		v->errors = e->fields;
		return show(w, err_http_status(e->kind), v);
	}
	TRY(e);
	web_notice(w, notice);
	return web_see_other(w, "/admin/escalation/people");
}

static const struct field duty_fields[] = {
	FIELD_INT(struct duty_form, level, .min = 1, .max = LADDER_LEVELS, .required = true),
	FIELD_TEXT(struct duty_form, person, .max = LIMIT_EMAIL, .required = true),
	FIELD_TEXT(struct duty_form, deputy, .max = LIMIT_EMAIL),
	FIELD_TEXT(struct duty_form, from, .max = TIME_TEXT_MAX),
	FIELD_TEXT(struct duty_form, until, .max = TIME_TEXT_MAX),
	FIELDS_END
};

static error read_form(struct web *w, struct duty_form *f, instant *from, instant *until)
{
	struct ctx *cx = web_ctx(w);

	TRY(web_form(w, duty_fields, f));
	error wrong = form_time(cx, "from", f->from, from);
	return err_also(cx, wrong, form_time(cx, "until", f->until, until));
}

static error add_holder(struct web *w)
{
	struct duty_view v = { 0 };
	struct holder_new n = { 0 };
	holder_id id;

	error e = read_form(w, &v.holder, &n.from, &n.until);
	n.level = v.holder.level;
	n.person = v.holder.person;
	n.deputy = v.holder.deputy;
	if (e == OK)
		e = duty_add_holder(web_ctx(w), &n, &id);
	return done(w, &v, e, MSG("The holder was named."));
}

static error add_shift(struct web *w)
{
	struct duty_view v = { .of_shift = true };
	struct shift_new n = { 0 };
	shift_id id;

	error e = read_form(w, &v.shift, &n.from, &n.until);
	n.level = v.shift.level;
	n.person = v.shift.person;
	if (e == OK)
		e = duty_add_shift(web_ctx(w), &n, &id);
	return done(w, &v, e, MSG("The shift was planned."));
}

static error end_holder(struct web *w)
{
	struct duty_view v = { 0 };
	holder_id id = { web_path_id(w, "id") };
	return done(w, &v, duty_end_holder(web_ctx(w), id), MSG("It has ended."));
}

static error end_shift(struct web *w)
{
	struct duty_view v = { 0 };
	shift_id id = { web_path_id(w, "id") };
	return done(w, &v, duty_end_shift(web_ctx(w), id), MSG("It has ended."));
}

const struct route duty_routes[] = {
	GET("/admin/escalation/people", duty, .may = MAY_EDIT_ESCALATION),
	POST("/admin/escalation/holders", add_holder, .may = MAY_EDIT_ESCALATION),
	POST("/admin/escalation/holders/{id}/end", end_holder, .may = MAY_EDIT_ESCALATION),
	POST("/admin/escalation/shifts", add_shift, .may = MAY_EDIT_ESCALATION),
	POST("/admin/escalation/shifts/{id}/end", end_shift, .may = MAY_EDIT_ESCALATION),
	ROUTES_END
};
