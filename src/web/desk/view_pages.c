#include "web/desk/view_pages.h"

#include "base/limits.h"
#include "web/desk/views.html.h"

static const struct {
	enum desk_column column;
	struct msg name;
} columns[] = {
	{ COLUMN_CUSTOMER, MSG_INIT("Customer") }, { COLUMN_PRODUCT, MSG_INIT("Product") },
	{ COLUMN_QUEUE, MSG_INIT("Queue") }, { COLUMN_STATUS, MSG_INIT("Status") },
	{ COLUMN_NEXT, MSG_INIT("Next escalation") }, { COLUMN_OWNER, MSG_INIT("Owner") },
	{ COLUMN_CHANGED, MSG_INIT("Changed") }, { COLUMN_AGE, MSG_INIT("Age") },
};

static bool is_in(str_list list, struct str value)
{
	for (size_t i = 0; i < list.len; i++)
		if (str_eq(list.at[i], value))
			return true;
	return false;
}

column_choices view_columns(struct arena *a, const struct view_edit *v)
{
	column_choices all = { 0 };

	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
		struct str value = str_printf(a, "%d", (int)columns[i].column);
		*arena_push(a, &all) = (struct column_choice){ value, columns[i].name,
			is_in(v->form.columns, value) };
	}
	return all;
}

bool view_may_change(struct html *h, const struct desk_view *view)
{
	bool own = view->owner.v == h->viewer->actor->person.v;
	return !view->ours && (own || viewer_may(h, MAY_ADMINISTER));
}

static error list(struct web *w)
{
	struct views_view v = { 0 };

	TRY(desk_view_list(web_ctx(w), &v.list));
	views_page(web_html(w, HTTP_OK), &v);
	return OK;
}

static error show_form(struct web *w, int status, struct view_edit *v)
{
	struct ctx *cx = web_ctx(w);

	TRY(q_desk_team_of(cx, cx->actor->person, DESK_TEAMS_MAX, &v->teams));
	view_edit_page(web_html(w, status), v);
	return OK;
}

static void fill(struct ctx *cx, struct view_edit *v, const struct desk_view *from)
{
	v->form = (struct view_form){ .name = from->name, .q = from->filter,
		.sort = desk_sort_name(from->sort), .sharing = from->sharing, .team = from->team.v };
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		if (from->columns & columns[i].column)
			*arena_push(cx->arena, &v->form.columns) =
				str_printf(cx->arena, "%d", (int)columns[i].column);
}

/* Begins with the list that is shown. */
static error show_new(struct web *w)
{
	struct desk_view from = { .filter = web_query(w, "q"), .columns = COLUMNS_USUAL };
	struct view_edit v = { 0 };

	desk_sort_by_name(web_query(w, "sort"), &from.sort);
	fill(web_ctx(w), &v, &from);
	return show_form(w, HTTP_OK, &v);
}

static error show(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct view_edit v = { 0 };

	TRY(desk_view_find(cx, web_path_text(w, "view"), &v.view));
	if (!desk_view_may_change(cx, &v.view))
		return err_new(cx, ERR_DENIED, "a view of somebody else, or of the program");
	fill(cx, &v, &v.view);
	return show_form(w, HTTP_OK, &v);
}

static const struct field view_fields[] = {
	FIELD_TEXT(struct view_form, name, .max = DESK_VIEW_NAME_MAX, .required = true),
	FIELD_TEXT(struct view_form, q, .max = DESK_FILTER_MAX),
	FIELD_TEXT(struct view_form, sort, .max = 20),
	FIELD_TEXTS(struct view_form, columns, .max = 4),
	FIELD_INT(struct view_form, sharing, .min = 0, .max = DESK_SHARED_ALL),
	FIELD_INT(struct view_form, team, .min = 0, .max = INT64_MAX),
	FIELDS_END
};

static error read_view(struct web *w, struct view_edit *v, struct desk_view_new *out)
{
	int64_t bit;

	TRY(web_form(w, view_fields, &v->form));
	*out = (struct desk_view_new){ .name = v->form.name, .filter = v->form.q,
		.sharing = (enum desk_sharing)v->form.sharing, .team = { v->form.team } };
	for (size_t i = 0; i < v->form.columns.len; i++)
		if (str_int(v->form.columns.at[i], &bit))
			out->columns |= bit;
	if (v->form.sort.len > 0 && !desk_sort_by_name(v->form.sort, &out->sort))
		return err_field(web_ctx(w), "sort", "Lists are sorted by due, priority, newest or changed.");
	return OK;
}

static error done(struct web *w, struct view_edit *v, error outcome, struct msg notice)
{
	if (form_is_refused(outcome)) {
		v->errors = outcome->fields;
		return show_form(w, err_http_status(outcome->kind), v);
	}
	TRY(outcome);
	web_notice(w, notice);
	return web_see_other(w, "/desk?view=%.*s", STR_ARG(v->view.key));
}

static error create(struct web *w)
{
	struct view_edit v = { 0 };
	struct desk_view_new n;

	error wrong = read_view(w, &v, &n);
	if (wrong == OK)
		wrong = desk_view_create(web_ctx(w), &n, &v.view);
	return done(w, &v, wrong, MSG("The view is saved."));
}

static error change(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct view_edit v = { 0 };
	struct desk_view_new n;

	TRY(desk_view_find(cx, web_path_text(w, "view"), &v.view));
	error wrong = read_view(w, &v, &n);
	if (wrong == OK)
		wrong = desk_view_change(cx, v.view.key, &n);
	return done(w, &v, wrong, MSG("The view is saved."));
}

static error back_to_list(struct web *w, error outcome)
{
	TRY(outcome);
	return web_see_other(w, "/desk/views");
}

static error remove_view(struct web *w)
{
	TRY(desk_view_remove(web_ctx(w), web_path_text(w, "view")));
	web_notice(w, MSG("The view is deleted."));
	return web_see_other(w, "/desk/views");
}

static error move_up(struct web *w)
{
	return back_to_list(w, desk_view_move(web_ctx(w), web_path_text(w, "view"), true));
}

static error move_down(struct web *w)
{
	return back_to_list(w, desk_view_move(web_ctx(w), web_path_text(w, "view"), false));
}

static error hide(struct web *w)
{
	return back_to_list(w, desk_view_hide(web_ctx(w), web_path_text(w, "view"), true));
}

static error unhide(struct web *w)
{
	return back_to_list(w, desk_view_hide(web_ctx(w), web_path_text(w, "view"), false));
}

const struct route view_routes[] = {
	GET("/desk/views", list, .may = MAY_SEE_QUEUES),
	GET("/desk/views/new", show_new, .may = MAY_SEE_QUEUES),
	POST("/desk/views", create, .may = MAY_SEE_QUEUES),
	GET("/desk/views/{view}", show, .may = MAY_SEE_QUEUES),
	POST("/desk/views/{view}", change, .may = MAY_SEE_QUEUES),
	POST("/desk/views/{view}/remove", remove_view, .may = MAY_SEE_QUEUES),
	POST("/desk/views/{view}/up", move_up, .may = MAY_SEE_QUEUES),
	POST("/desk/views/{view}/down", move_down, .may = MAY_SEE_QUEUES),
	POST("/desk/views/{view}/hide", hide, .may = MAY_SEE_QUEUES),
	POST("/desk/views/{view}/show", unhide, .may = MAY_SEE_QUEUES),
	ROUTES_END
};
