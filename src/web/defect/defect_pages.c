/* defect_pages.c - defects of products: listed, written, fixed in releases */
#include "web/defect/defect_pages.h"

#include "base/buf.h"
#include "base/limits.h"
#include "domain/casefile/bond.h"
#include "web/defect/defect.html.h"

static struct str next_page(struct arena *a, const struct defects_view *v)
{
	struct buf b = buf_new(a, LIMIT_URL);
	struct html part = { .out = &b, .arena = a };

	if (v->list.len < LIMIT_QUEUE_PAGE)
		return STR("");
	buf_put(&b, STR("/defects?find="));
	html_part_str(&part, v->filter.text);
	buf_put(&b, str_printf(a, "&state=%" PRId64 "&before=%" PRId64, v->filter.state,
		v->list.at[v->list.len - 1].id.v));
	return buf_str(&b);
}

static error show_list(struct web *w, int status, struct defects_view *v)
{
	struct ctx *cx = web_ctx(w);

	v->filter = (struct defect_filter){ .text = web_query(w, "find"),
		.state = web_query_int(w, "state", -1), .before = { web_query_int(w, "before", 0) } };
	TRY(defect_list_page(cx, &v->filter, &v->list));
	TRY(product_list(cx, &v->products));
	v->next = next_page(cx->arena, v);
	defects_page(web_html(w, status), v);
	return OK;
}

static error list(struct web *w)
{
	struct defects_view v = { 0 };
	return show_list(w, HTTP_OK, &v);
}

static const struct field defect_fields[] = {
	FIELD_TEXT(struct defect_form, title, .max = LIMIT_SUBJECT, .required = true),
	FIELD_TEXT(struct defect_form, description, .max = DEFECT_TEXT_MAX, .lines = true),
	FIELD_TEXT(struct defect_form, product, .max = LIMIT_NAME),
	FIELD_TEXT(struct defect_form, state, .max = 20),
	FIELDS_END
};

static struct defect_new new_of(const struct defect_form *f)
{
	return (struct defect_new){ .title = f->title, .description = f->description,
		.product = f->product,
		.state = f->state.len > 0 ? defect_state_by_name(f->state) : DEFECT_OPEN };
}

static error create(struct web *w)
{
	struct defects_view v = { 0 };
	struct defect made;

	error wrong = web_form(w, defect_fields, &v.form);
	struct defect_new n = new_of(&v.form);
	if (wrong == OK)
		wrong = defect_create(web_ctx(w), &n, &made);
	if (form_is_refused(wrong)) {
		v.errors = wrong->fields;
		return show_list(w, err_http_status(wrong->kind), &v);
	}
	TRY(wrong);
	web_notice(w, MSG("Saved."));
	return web_see_other(w, "/defects/%.*s", STR_ARG(made.number));
}

static error show_page(struct web *w, int status, struct defect_page_view *v)
{
	TRY(defect_load(web_ctx(w), web_path_text(w, "defect"), &v->v));
	TRY(product_list(web_ctx(w), &v->products));
	defect_page(web_html(w, status), v);
	return OK;
}

static void fill(struct defect_page_view *v)
{
	const struct defect *d = &v->v.defect;

	v->form = (struct defect_form){ .title = d->title, .description = d->description,
		.product = d->product_code, .state = defect_rule((enum defect_state)d->state)->name };
}

static error show(struct web *w)
{
	struct defect_page_view v = { 0 };

	TRY(defect_load(web_ctx(w), web_path_text(w, "defect"), &v.v));
	fill(&v);
	return show_page(w, HTTP_OK, &v);
}

static error done(struct web *w, struct defect_page_view *v, error outcome, struct msg notice)
{
	if (form_is_refused(outcome)) {
		v->errors = outcome->fields;
		return show_page(w, err_http_status(outcome->kind), v);
	}
	TRY(outcome);
	web_notice(w, notice);
	return web_see_other(w, "/defects/%.*s", STR_ARG(web_path_text(w, "defect")));
}

static error change(struct web *w)
{
	struct defect_page_view v = { 0 };

	error wrong = web_form(w, defect_fields, &v.form);
	struct defect_new n = new_of(&v.form);
	if (wrong == OK)
		wrong = defect_change(web_ctx(w), web_path_text(w, "defect"), &n);
	return done(w, &v, wrong, MSG("Saved."));
}

static const struct field fix_fields[] = {
	FIELD_TEXT(struct defect_form, release, .max = LIMIT_NAME, .required = true),
	FIELDS_END
};

/* The other forms of the page show what is stored. */
static error begin(struct web *w, struct defect_page_view *v, const struct field *fields)
{
	struct defect_form typed = { 0 };

	TRY(defect_load(web_ctx(w), web_path_text(w, "defect"), &v->v));
	fill(v);
	error wrong = web_form(w, fields, &typed);
	v->form.release = typed.release;
	v->form.number = typed.number;
	v->form.on = typed.on;
	return wrong;
}

static error add_fix(struct web *w)
{
	struct defect_page_view v = { 0 };

	error wrong = begin(w, &v, fix_fields);
	if (wrong == OK)
		wrong = defect_fix_add(web_ctx(w), v.v.defect.number, v.form.release);
	return done(w, &v, wrong, MSG("The cases linked with it are told."));
}

static error remove_fix(struct web *w)
{
	struct defect_page_view v = { 0 };

	return done(w, &v, defect_fix_remove(web_ctx(w), web_path_text(w, "defect"),
		(release_id){ web_path_id(w, "release") }), MSG("Saved."));
}

static const struct field case_fields[] = {
	FIELD_TEXT(struct defect_form, number, .max = LIMIT_NAME, .required = true),
	FIELDS_END
};

static error link_case(struct web *w)
{
	struct defect_page_view v = { 0 };
	struct casefile c;

	error wrong = begin(w, &v, case_fields);
	if (wrong == OK) {
		wrong = casefile_find(web_ctx(w), str_trim(v.form.number), &c);
		if (err_is(wrong, ERR_NOT_FOUND))
			wrong = err_field(web_ctx(w), "number", "There is no case of this number.");
	}
	if (wrong == OK)
		wrong = bond_add(web_ctx(w), c.id, v.v.defect.number);
	return done(w, &v, wrong, MSG("Linked."));
}

static const struct field watch_fields[] = {
	FIELD_BOOL(struct defect_form, on),
	FIELDS_END
};

static error set_watch(struct web *w)
{
	struct defect_page_view v = { 0 };

	error wrong = begin(w, &v, watch_fields);
	if (wrong == OK)
		wrong = defect_watch(web_ctx(w), v.v.defect.number, v.form.on);
	return done(w, &v, wrong, v.form.on ? MSG("You hear when it is fixed.")
					    : MSG("You do not hear of it any more."));
}

const struct route defect_routes[] = {
	GET("/defects", list, .may = MAY_WORK_CASE),
	POST("/defects", create, .may = MAY_WORK_CASE),
	GET("/defects/{defect}", show, .may = MAY_WORK_CASE),
	POST("/defects/{defect}", change, .may = MAY_WORK_CASE),
	POST("/defects/{defect}/fixes", add_fix, .may = MAY_WORK_CASE),
	POST("/defects/{defect}/fixes/{release}/remove", remove_fix, .may = MAY_WORK_CASE),
	POST("/defects/{defect}/cases", link_case, .may = MAY_WORK_CASE),
	POST("/defects/{defect}/watch", set_watch, .may = MAY_WORK_CASE),
	ROUTES_END
};
