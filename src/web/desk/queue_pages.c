#include "web/desk/queue_pages.h"

#include "base/limits.h"
#include "domain/account/permission.h"
#include "web/desk/queue.html.h"

/* --- addresses --- */

static struct str queue_address(struct arena *a, const struct viewer *viewer,
	const struct queue_view *v, enum desk_sort sort, const struct desk_key *after)
{
	struct buf b = buf_new(a, LIMIT_URL);
	struct html part = { .out = &b, .arena = a, .viewer = viewer };

	buf_put(&b, STR("/desk?view="));
	html_part_str(&part, v->view.key);
	if (v->edited) {
		buf_put(&b, STR("&q="));
		html_part_str(&part, v->text);
	}
	if (sort != v->usual) {
		buf_put(&b, STR("&sort="));
		buf_put(&b, desk_sort_name(sort));
	}
	if (after != NULL)
		buf_printf(&b, "&after=%.*s", STR_ARG(desk_key_text(a, after)));
	return buf_str(&b);
}

struct url queue_sorted(struct html *h, const struct queue_view *v, enum desk_sort sort)
{
	return url_of(queue_address(h->arena, h->viewer, v, sort, NULL));
}

struct url view_url(struct html *h, const struct desk_view *view)
{
	return url_of(str_concat(h->arena, STR("/desk?view="), view->key));
}

struct str view_name(struct html *h, const struct desk_view *view)
{
	return view->ours ? html_tr(h, view->name) : view->name;
}

struct url queue_keep_url(struct html *h, const struct queue_view *v)
{
	struct buf b = buf_new(h->arena, LIMIT_URL);
	struct html part = { .out = &b, .arena = h->arena, .viewer = h->viewer };

	buf_printf(&b, "/desk/views/new?sort=%.*s&q=", STR_ARG(desk_sort_name(v->sort)));
	html_part_str(&part, v->text);
	return url_of(buf_str(&b));
}

bool queue_shows(const struct queue_view *v, enum desk_column column)
{
	return (v->view.columns & column) != 0;
}

/* --- what is asked --- */

/* The lists beside the bar are conditions of their own: each adds a word to the filter. */
static struct str filter_text(struct web *w, struct str text)
{
	static const char *const lists[] = { "priority", "status", "product", "reported" };
	struct buf b = buf_new(web_ctx(w)->arena, LIMIT_URL);

	buf_put(&b, str_trim(text));
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		struct str value = web_query(w, lists[i]);
		if (value.len > 0 && value.len <= LIMIT_NAME)
			buf_printf(&b, "%s%s:%.*s", b.len > 0 ? " " : "", lists[i], STR_ARG(value));
	}
	return buf_str(&b);
}

static error read_ask(struct web *w, struct queue_view *v, struct desk_ask *ask)
{
	struct ctx *cx = web_ctx(w);
	struct str key = web_query(w, "view"), typed, after = web_query(w, "after");

	TRY(desk_view_find(cx, key.len > 0 ? key : STR("mine"), &v->view));
	bool has = web_query_nth(w, "q", 0, &typed);
	v->text = filter_text(w, has ? typed : v->view.filter);
	v->edited = !str_eq(v->text, v->view.filter);
	TRY(desk_filter_read(cx, v->text, &ask->filter));
	v->usual = v->edited && v->view.sort == DESK_BY_DUE ? desk_usual_sort(&ask->filter) : v->view.sort;
	v->sort = v->usual;
	if (web_query(w, "sort").len > 0 && !desk_sort_by_name(web_query(w, "sort"), &v->sort))
		return err_field(cx, "sort", "Lists are sorted by due, priority, newest or changed.");
	ask->sort = v->sort;
	if (after.len > 0 && !desk_key_read(after, &ask->after))
		return err_field(cx, "after", "This page of the list is not known. Begin with the first.");
	return OK;
}

static error load_rows(struct web *w, struct queue_view *v, const struct desk_page *page)
{
	struct ctx *cx = web_ctx(w);
	struct presence_list here;
	casefile_id *ids = arena_array(cx->arena, casefile_id, page->items.len + 1);

	for (size_t i = 0; i < page->items.len; i++)
		ids[i] = page->items.at[i].id;
	TRY(presence_among(cx, ids, page->items.len, &here));
	for (size_t i = 0; i < page->items.len; i++) {
		struct queue_row *row = arena_push(cx->arena, &v->rows);
		size_t at = 0;
		*row = (struct queue_row){ .item = page->items.at[i] };
		while (at < here.len && here.at[at].casefile.v != row->item.id.v)
			at++;
		row->here.at = here.at + at;
		while (at < here.len && here.at[at].casefile.v == row->item.id.v) {
			row->here.len++;
			at++;
		}
	}
	return OK;
}

static error load_rail(struct web *w, struct queue_view *v)
{
	struct ctx *cx = web_ctx(w);
	desk_views views;

	TRY(desk_view_list(cx, &views));
	for (size_t i = 0; i < views.len; i++) {
		if (views.at[i].hidden && !str_eq(views.at[i].key, v->view.key))
			continue;
		struct rail_item item = { .view = views.at[i],
			.current = str_eq(views.at[i].key, v->view.key) };
		struct desk_filter f;
		error e = desk_filter_read(cx, item.view.filter, &f);
		if (e == OK)
			e = desk_count(cx, &f, &item.count);
		if (e != OK && !err_is(e, ERR_INVALID) && !err_is(e, ERR_UNAVAILABLE))
			return e; /* a name that is no more, or no index: the page says it */
		item.hot = item.count.count > 0 && item.view.ours &&
			(str_eq(item.view.key, STR("late")) || str_eq(item.view.key, STR("soon")));
		*arena_push(cx->arena, &v->rail) = item;
	}
	return OK;
}

/* What was done is told once; of a bulk that is no more nothing is said. */
static error load_bulk(struct web *w, struct queue_view *v)
{
	int64_t id = web_query_int(w, "bulk", 0);

	if (id <= 0)
		return OK;
	error e = bulk_load(web_ctx(w), (bulk_id){ id }, &v->bulk);
	if (err_is(e, ERR_NOT_FOUND) || err_is(e, ERR_DENIED))
		return OK;
	v->has_bulk = e == OK;
	return e;
}

static void put_rail(struct html *h, const void *view)
{
	queue_rail(h, view);
}

/* The script reads the cookie; the row is what a new browser is told by (show_page). */
static void put_keys_cookie(struct web *w, bool off)
{
	struct cookie_options kept = { .max_age_s = 365 * SECONDS_PER_DAY, .script_readable = true };

	web_set_cookie(w, "keys", off ? STR("off") : STR("on"), kept);
}

/* Its filter is shown with what is wrong, over an empty list. */
static error show_page(struct web *w, struct queue_view *v, error wrong)
{
	struct ctx *cx = web_ctx(w);
	struct q_desk_choice_one_row choice = { 0 };
	bool found;

	TRY(load_rail(w, v));
	TRY(product_list(cx, &v->products));
	TRY(q_person_with_role(cx, ROLE_AGENT, &v->desk));
	TRY(q_queue_list(cx, &v->queues));
	TRY(q_desk_choice_one(cx, cx->actor->person, &choice, &found));
	if (web_cookie(w, "keys").len == 0 && choice.keys_off)
		put_keys_cookie(w, true);
	TRY(load_bulk(w, v));
	TRY(call_waiting(cx, &v->calls));
	v->places = (struct console_rail){ put_rail, v };
	v->errors = wrong != OK ? wrong->fields : NULL;
	queue_page(web_html(w, wrong != OK ? err_http_status(wrong->kind) : HTTP_OK), v);
	return OK;
}

static error show(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct queue_view v = { 0 };
	struct desk_ask ask = { 0 };
	struct desk_page page = { 0 };
	struct viewer none = { 0 };

	error wrong = read_ask(w, &v, &ask);
	if (wrong == OK)
		wrong = desk_list(cx, &ask, &page);
	if (form_is_refused(wrong))
		return show_page(w, &v, wrong);
	TRY(wrong);
	TRY(desk_count(cx, &ask.filter, &v.count));
	TRY(load_rows(w, &v, &page));
	v.cut = page.cut;
	v.self = queue_address(cx->arena, &none, &v, v.sort, NULL);
	if (page.more)
		v.next = queue_address(cx->arena, &none, &v, v.sort, &page.next);
	return show_page(w, &v, OK);
}

struct keys_form {
	int64_t off;
};

static const struct field keys_fields[] = {
	FIELD_INT(struct keys_form, off, .min = 0, .max = 1, .required = true),
	FIELDS_END
};

static error set_keys(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct keys_form form = { 0 };

	TRY(web_form(w, keys_fields, &form));
	TRY(q_desk_choice_put(cx, cx->actor->person, form.off));
	put_keys_cookie(w, form.off);
	web_notice(w, form.off ? MSG("Single keys do nothing now.") : MSG("Single keys are shortcuts again."));
	return web_see_other(w, "/desk");
}

static error events(struct web *w)
{
	return web_events(w, STR("case"), 0);
}

const struct route desk_routes[] = {
	GET("/desk", show, .may = MAY_SEE_QUEUES),
	GET("/desk/events", events, .may = MAY_SEE_QUEUES),
	POST("/account/keys", set_keys, .may = MAY_SEE_QUEUES),
	ROUTES_END
};
