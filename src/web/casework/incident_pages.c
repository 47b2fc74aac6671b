/* incident_pages.c - a case that leads, those attached to it, and one answer to all */
#include "base/limits.h"
#include "web/casework/casework.h"
#include "web/casework/incident.html.h"

static error show_page(struct web *w, int status, struct incident_page_view *v)
{
	TRY(incident_load(web_ctx(w), &v->c, &v->incident));
	incident_page(web_html(w, status), v);
	return OK;
}

static error find(struct web *w, struct casefile *out)
{
	return casefile_find(web_ctx(w), web_path_text(w, "case"), out);
}

static error show(struct web *w)
{
	struct incident_page_view v = { 0 };

	TRY(find(w, &v.c));
	return show_page(w, HTTP_OK, &v);
}

static error done(struct web *w, struct incident_page_view *v, error outcome, struct msg notice)
{
	if (form_is_refused(outcome)) {
		v->errors = outcome->fields;
		return show_page(w, err_http_status(outcome->kind), v);
	}
	TRY(outcome);
	web_notice(w, notice);
	return web_see_other(w, "/cases/%.*s/incident", STR_ARG(v->c.number));
}

static const struct field attach_fields[] = {
	FIELD_TEXT(struct incident_form, numbers, .max = INCIDENT_NUMBERS_MAX, .required = true,
		.lines = true),
	FIELDS_END
};

static error attach(struct web *w)
{
	struct incident_page_view v = { 0 };
	int64_t count;

	TRY(find(w, &v.c));
	error wrong = web_form(w, attach_fields, &v.form);
	if (wrong == OK)
		wrong = incident_attach(web_ctx(w), v.c.id, v.form.numbers, &count);
	return done(w, &v, wrong, MSG("The cases are attached."));
}

static error detach(struct web *w)
{
	struct incident_page_view v = { 0 };

	TRY(find(w, &v.c));
	return done(w, &v, incident_detach(web_ctx(w), v.c.id, web_path_text(w, "child")),
		MSG("The case stands for itself again."));
}

static const struct field tell_fields[] = {
	FIELD_TEXT(struct incident_form, kind, .max = 20),
	FIELD_TEXT(struct incident_form, text, .max = LIMIT_CASE_TEXT, .required = true, .lines = true),
	FIELD_TEXT(struct incident_form, then, .max = 40),
	FIELDS_END
};

static error read_update(struct ctx *cx, const struct incident_form *f, struct incident_update *out)
{
	*out = (struct incident_update){ .text = f->text, .then = CASEFILE_STATUS_COUNT_ };
	TRY(case_entry_kind(cx, f->kind, &out->kind));
	if (f->then.len == 0)
		return OK;
	out->then = status_by_name(f->then);
	if (out->then == CASEFILE_STATUS_COUNT_)
		return err_field(cx, "then", "There is no such status. Choose one of the list.");
	return OK;
}

static error tell(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct incident_page_view v = { 0 };
	struct incident_update u;
	int64_t count;

	TRY(find(w, &v.c));
	error wrong = web_form(w, tell_fields, &v.form);
	if (wrong == OK)
		wrong = read_update(cx, &v.form, &u);
	if (wrong == OK)
		wrong = incident_tell(cx, v.c.id, &u, &count);
	return done(w, &v, wrong, MSG("The update is on all open cases of the incident."));
}

static const struct field join_fields[] = {
	FIELD_TEXT(struct incident_form, lead, .max = LIMIT_NAME, .required = true),
	FIELDS_END
};

/* The same from the other side: on the page of a case that is to be attached. */
static error join(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct incident_page_view v = { 0 };
	struct casefile lead;
	int64_t count;

	TRY(find(w, &v.c));
	error wrong = web_form(w, join_fields, &v.form);
	if (wrong == OK) {
		wrong = casefile_find(cx, str_trim(v.form.lead), &lead);
		if (err_is(wrong, ERR_NOT_FOUND))
			wrong = err_field(cx, "lead", "There is no case of this number.");
	}
	if (wrong == OK)
		wrong = incident_attach(cx, lead.id, v.c.number, &count);
	return done(w, &v, wrong, MSG("The case is attached."));
}

const struct route incident_routes[] = {
	GET("/cases/{case}/incident", show, .may = MAY_WORK_CASE),
	POST("/cases/{case}/incident/attach", attach, .may = MAY_WORK_CASE),
	POST("/cases/{case}/incident/join", join, .may = MAY_WORK_CASE),
	POST("/cases/{case}/incident/update", tell, .may = MAY_WORK_CASE),
	POST("/cases/{case}/incident/cases/{child}/detach", detach, .may = MAY_WORK_CASE),
	ROUTES_END
};
