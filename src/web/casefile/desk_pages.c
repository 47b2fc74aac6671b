/* desk_pages.c - the queues of the desk */
#include "base/limits.h"
#include "web/casefile/casefile_pages.h"
#include "web/casefile/cases.html.h"

static struct str next_page(struct ctx *cx, const struct desk_view *v)
{
	if (v->list.len < LIMIT_QUEUE_PAGE)
		return STR("");
	const struct casefile_item *last = &v->list.at[v->list.len - 1];
	return str_printf(cx->arena, "%.*s?priority=%" PRId64 "&status=%" PRId64 "&due=%" PRId64
		"&after=%" PRId64, STR_ARG(v->path), v->filter.priority, v->filter.status,
		last->next_due_at.us, last->id.v);
}

static error show(struct web *w, enum casefile_view view, int64_t priority, struct msg title)
{
	struct ctx *cx = web_ctx(w);
	struct desk_view v = { .title = title, .path = web_path(w), .filter = {
		.view = view,
		.priority = priority ? priority : web_query_int(w, "priority", 0),
		.status = web_query_int(w, "status", -1),
		.due = { web_query_int(w, "due", 0) },
		.after = { web_query_int(w, "after", 0) },
	} };

	if (v.filter.status >= CASEFILE_STATUS_COUNT_)
		v.filter.status = -1;
	v.filter.ended = v.filter.status >= 0 &&
		!status_rule((enum casefile_status)v.filter.status)->open;
	TRY(casefile_queue(cx, &v.filter, &v.list));
	TRY(casefile_counts(cx, &v.counts));
	v.next = next_page(cx, &v);
	desk_page(web_html(w, HTTP_OK), &v);
	return OK;
}

static error mine(struct web *w)
{
	return show(w, VIEW_MINE, 0, MSG("My queue"));
}

static error unowned(struct web *w)
{
	return show(w, VIEW_UNOWNED, 0, MSG("No owner"));
}

static error all(struct web *w)
{
	return show(w, VIEW_ALL, 0, MSG("All open cases"));
}

static error p1(struct web *w)
{
	return show(w, VIEW_ALL, 1, MSG("P1 open"));
}

static error p2(struct web *w)
{
	return show(w, VIEW_ALL, 2, MSG("P2 open"));
}

struct bulk_form {
	str_list numbers;
	struct str act, back;
};

static const struct field bulk_fields[] = {
	{ .name = "case", .kind = FIELD_TEXTS_, .at = offsetof(struct bulk_form, numbers), .max = 40 },
	FIELD_TEXT(struct bulk_form, act, .max = 20, .required = true),
	FIELD_TEXT(struct bulk_form, back, .max = 200),
	FIELDS_END
};

static error bulk(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct bulk_form form = { 0 };
	struct casefile c;

	TRY(web_form(w, bulk_fields, &form));
	bool take = str_eq(form.act, STR("take"));
	if (!take && !str_eq(form.act, STR("release")))
		return err_field(cx, "act", "Choose to take the cases or to give them back.");
	for (size_t i = 0; i < form.numbers.len; i++) {
		TRY(casefile_find(cx, form.numbers.at[i], &c));
		TRY(casefile_set_owner(cx, c.id, take ? cx->actor->person : (person_id){ 0 }));
	}
	web_notice(w, take ? MSG("The cases are yours.") : MSG("The cases are back in the queue."));
	bool local = str_starts(form.back, STR("/desk")) && str_eq(url_of(form.back).text, form.back);
	return web_see_other(w, "%.*s", STR_ARG(local ? form.back : STR("/desk")));
}

static error events(struct web *w)
{
	return web_events(w, STR("case"), 0);
}

const struct route desk_routes[] = {
	GET("/desk", mine, .may = MAY_SEE_QUEUES),
	GET("/desk/unowned", unowned, .may = MAY_SEE_QUEUES),
	GET("/desk/all", all, .may = MAY_SEE_QUEUES),
	GET("/desk/p1", p1, .may = MAY_SEE_QUEUES),
	GET("/desk/p2", p2, .may = MAY_SEE_QUEUES),
	GET("/desk/events", events, .may = MAY_SEE_QUEUES),
	POST("/desk/bulk", bulk, .may = MAY_WORK_CASE),
	ROUTES_END
};
