/* time_pages.c - minutes that people worked on a case */
#include "base/limits.h"
#include "web/desk/desk_tools.h"
#include "web/desk/time.html.h"

static const struct field time_fields[] = {
	FIELD_INT(struct time_form, minutes, .min = 1, .max = EFFORT_MINUTES_MAX, .required = true),
	FIELD_TEXT(struct time_form, what, .max = LIMIT_SUBJECT),
	FIELDS_END
};

static error show_page(struct web *w, int status, struct time_view *v)
{
	TRY(effort_of(web_ctx(w), &v->c, &v->total));
	time_page(web_html(w, status), v);
	return OK;
}

static error show(struct web *w)
{
	struct time_view v = { 0 };

	TRY(casefile_find(web_ctx(w), web_path_text(w, "case"), &v.c));
	return show_page(w, HTTP_OK, &v);
}

static error done(struct web *w, struct time_view *v, error outcome, struct msg notice)
{
	if (form_is_refused(outcome)) {
		v->errors = outcome->fields;
		return show_page(w, err_http_status(outcome->kind), v);
	}
	TRY(outcome);
	web_notice(w, notice);
	return web_see_other(w, "/cases/%.*s/time", STR_ARG(v->c.number));
}

static error add(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct time_view v = { 0 };

	TRY(casefile_find(cx, web_path_text(w, "case"), &v.c));
	error wrong = web_form(w, time_fields, &v.form);
	if (wrong == OK)
		wrong = effort_add(cx, v.c.id, &(struct effort_new){ .minutes = v.form.minutes,
			.what = v.form.what });
	return done(w, &v, wrong, MSG("The time is booked."));
}

static error take_back(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct time_view v = { 0 };

	TRY(casefile_find(cx, web_path_text(w, "case"), &v.c));
	error wrong = effort_remove(cx, v.c.id, (effort_id){ web_path_id(w, "effort") });
	return done(w, &v, wrong, MSG("The time is taken back."));
}

const struct route time_routes[] = {
	GET("/cases/{case}/time", show, .may = MAY_WORK_CASE),
	POST("/cases/{case}/time", add, .may = MAY_WORK_CASE),
	POST("/cases/{case}/time/{effort}/remove", take_back, .may = MAY_WORK_CASE),
	ROUTES_END
};
