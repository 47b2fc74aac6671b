/* macro_pages.c - macros and answers: kept, chosen, looked at before they are applied */
#include "base/limits.h"
#include "web/casework/casework.h"
#include "web/casework/macro.html.h"

static const struct field macro_fields[] = {
	FIELD_TEXT(struct macro_form, name, .max = LIMIT_NAME, .required = true),
	FIELD_TEXT(struct macro_form, text, .max = MACRO_TEXT_MAX, .lines = true),
	FIELD_TEXT(struct macro_form, kind, .max = 20),
	FIELD_TEXT(struct macro_form, status, .max = 40),
	FIELD_TEXT(struct macro_form, owner, .max = 20),
	FIELD_TEXT(struct macro_form, tags, .max = LIMIT_NAME),
	FIELD_TEXT(struct macro_form, next_action, .max = LIMIT_REASON),
	FIELD_INT(struct macro_form, shared, .min = MACRO_OWN, .max = MACRO_ALL, .required = true),
	FIELD_INT(struct macro_form, team, .min = 0, .max = INT64_MAX),
	FIELD_INT(struct macro_form, queue, .min = 0, .max = INT64_MAX),
	FIELD_INT(struct macro_form, priority, .min = 0, .max = PRIORITY_LOWEST),
	FIELD_INT(struct macro_form, hours, .min = 0, .max = MACRO_HOURS_MAX),
	FIELDS_END
};

void macro_variable_rows(struct html *out)
{
	for (size_t i = 0; i < macro_variable_count; i++)
		macro_variable_row(out, str_printf(out->arena, "{{%.*s}}",
			STR_ARG(macro_variables[i].name)), macro_variables[i].meaning);
}

void macro_step_rows(struct html *out, const struct macro_preview *p)
{
	for (size_t i = 0; i < p->count; i++)
		macro_step_row(out, &p->shown[i]);
}

static error read_macro(struct web *w, struct macro_form *f, struct macro_new *out)
{
	TRY(web_form(w, macro_fields, f));
	*out = (struct macro_new){ .name = f->name, .text = f->text, .status = f->status,
		.owner = f->owner, .tags = f->tags, .next_action = f->next_action,
		.shared = f->shared, .team = f->team, .queue = f->queue, .priority = f->priority,
		.hours = f->hours };
	return case_entry_kind(web_ctx(w), f->kind, &out->kind);
}

static error show_list(struct web *w, int status, struct macros_view *v)
{
	struct ctx *cx = web_ctx(w);

	TRY(macro_list(cx, &v->list));
	TRY(q_team_mine(cx, cx->actor->person, &v->teams));
	TRY(q_queue_list(cx, &v->queues));
	if (v->macro.id.v == 0)
		macros_page(web_html(w, status), v);
	else
		macro_page(web_html(w, status), v);
	return OK;
}

static error list(struct web *w)
{
	struct macros_view v = { .form.shared = MACRO_OWN };
	return show_list(w, HTTP_OK, &v);
}

static error done(struct web *w, struct macros_view *v, error outcome, struct msg notice)
{
	if (form_is_refused(outcome)) {
		v->errors = outcome->fields;
		return show_list(w, err_http_status(outcome->kind), v);
	}
	TRY(outcome);
	web_notice(w, notice);
	return web_see_other(w, "/desk/macros");
}

static error create(struct web *w)
{
	struct macros_view v = { 0 };
	struct macro_new n;
	macro_id id;

	error wrong = read_macro(w, &v.form, &n);
	if (wrong == OK)
		wrong = macro_create(web_ctx(w), &n, &id);
	return done(w, &v, wrong, MSG("Saved."));
}

static error find(struct web *w, struct macros_view *v)
{
	struct macro *m = &v->macro;

	TRY(macro_load(web_ctx(w), (macro_id){ web_path_id(w, "macro") }, m));
	v->form = (struct macro_form){ .name = m->name, .text = m->text, .status = m->status,
		.owner = m->owner, .tags = m->tags, .next_action = m->next_action,
		.kind = case_kind_name((enum entry_kind)m->kind), .shared = m->shared,
		.team = m->team.v, .queue = m->queue.v, .priority = m->priority, .hours = m->hours };
	return OK;
}

static error show(struct web *w)
{
	struct macros_view v = { 0 };

	TRY(find(w, &v));
	return show_list(w, HTTP_OK, &v);
}

static error change(struct web *w)
{
	struct macros_view v = { 0 };
	struct macro_new n;

	TRY(find(w, &v));
	v.form = (struct macro_form){ 0 };
	error wrong = read_macro(w, &v.form, &n);
	if (wrong == OK)
		wrong = macro_change(web_ctx(w), v.macro.id, &n);
	return done(w, &v, wrong, MSG("Saved."));
}

static error remove_macro(struct web *w)
{
	struct macros_view v = { 0 };

	TRY(find(w, &v));
	return done(w, &v, macro_remove(web_ctx(w), v.macro.id), MSG("The macro is gone."));
}

/* --- on a case --- */

static error choose(struct web *w)
{
	struct macro_choice_view v = { 0 };

	TRY(casefile_find(web_ctx(w), web_path_text(w, "case"), &v.c));
	TRY(macro_list(web_ctx(w), &v.list));
	macro_choice_page(web_html(w, HTTP_OK), &v);
	return OK;
}

static error find_both(struct web *w, struct macro_preview_view *v)
{
	TRY(casefile_find(web_ctx(w), web_path_text(w, "case"), &v->c));
	return macro_load(web_ctx(w), (macro_id){ web_path_id(w, "macro") }, &v->macro);
}

static error preview(struct web *w)
{
	struct macro_preview_view v = { 0 };

	TRY(find_both(w, &v));
	TRY(macro_preview(web_ctx(w), &v.c, &v.macro, &v.preview));
	v.text = v.preview.text;
	macro_preview_page(web_html(w, HTTP_OK), &v);
	return OK;
}

struct apply_form {
	struct str text, act;
};

static const struct field apply_fields[] = {
	FIELD_TEXT(struct apply_form, text, .max = LIMIT_CASE_TEXT, .lines = true),
	FIELD_TEXT(struct apply_form, act, .max = 20),
	FIELDS_END
};

static error apply(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct macro_preview_view v = { 0 };
	struct apply_form form = { 0 };

	TRY(find_both(w, &v));
	error wrong = web_form(w, apply_fields, &form);
	bool send = str_eq(form.act, STR("send"));
	if (wrong == OK)
		wrong = macro_apply(cx, &v.c, &v.macro, form.text, send);
	if (form_is_refused(wrong)) {
		TRY(macro_preview(cx, &v.c, &v.macro, &v.preview));
		v.text = form.text;
		v.errors = wrong->fields;
		macro_preview_page(web_html(w, err_http_status(wrong->kind)), &v);
		return OK;
	}
	TRY(wrong);
	web_notice(w, send || str_is_blank(form.text)
			? MSG("The macro is applied.")
			: MSG("The macro is applied. Its text is your draft: send it when it is ready."));
	return web_see_other(w, "/cases/%.*s", STR_ARG(v.c.number));
}

const struct route macro_routes[] = {
	GET("/desk/macros", list, .may = MAY_WORK_CASE),
	POST("/desk/macros", create, .may = MAY_WORK_CASE),
	GET("/desk/macros/{macro}", show, .may = MAY_WORK_CASE),
	POST("/desk/macros/{macro}", change, .may = MAY_WORK_CASE),
	POST("/desk/macros/{macro}/remove", remove_macro, .may = MAY_WORK_CASE),
	GET("/cases/{case}/macros", choose, .may = MAY_WORK_CASE),
	GET("/cases/{case}/macros/{macro}", preview, .may = MAY_WORK_CASE),
	POST("/cases/{case}/macros/{macro}", apply, .may = MAY_WORK_CASE),
	ROUTES_END
};
