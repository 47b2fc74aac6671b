/* todo_pages.c - what readers look for in vain: the authors' list, and clicks */
#include "web/search/todo_pages.h"

#include "base/limits.h"
#include "domain/account/permission.h"
#include "web/search/todo.html.h"

#define WEEK_S (7 * SECONDS_PER_DAY)

struct msg search_need_label(int64_t need)
{
	static const struct msg labels[NEED_COUNT_] = {
		[NEED_EMPTY] = MSG_INIT("Nothing found"),
		[NEED_UNOPENED] = MSG_INIT("Nothing opened"),
		[NEED_REFINED] = MSG_INIT("Searched again"),
	};
	check(need >= 0 && need < NEED_COUNT_);
	return labels[need];
}

struct msg search_task_label(int64_t state)
{
	static const struct msg labels[TASK_COUNT_] = {
		[TASK_OPEN] = MSG_INIT("To do"),
		[TASK_TAKEN] = MSG_INIT("Being written"),
		[TASK_DONE] = MSG_INIT("Done"),
		[TASK_DROPPED] = MSG_INIT("Dropped"),
	};
	check(state >= 0 && state < TASK_COUNT_);
	return labels[state];
}

static struct str address(struct arena *a, instant week, int64_t need, bool all)
{
	return str_printf(a, "/kb/searches?week=%.*s&need=%" PRId64 "%s",
		STR_ARG(form_day_text(a, week)), need, all ? "&all=1" : "");
}

struct url todo_url(struct html *out, const struct todo_view *v, int64_t need, bool all)
{
	return url_of(address(out->arena, v->week, need, all));
}

static error show(struct web *w, int status, struct todo_view *v)
{
	struct ctx *cx = web_ctx(w);
	instant next = instant_add(v->week, (seconds){ WEEK_S });

	TRY(search_todo(cx, v->week, v->need, v->all, &v->todo));
	v->before = address(cx->arena, instant_add(v->week, (seconds){ -WEEK_S }), v->need, v->all);
	if (next.us <= cx->now.us)
		v->after = address(cx->arena, next, v->need, v->all);
	todo_page(web_html(w, status), v);
	return OK;
}

/* A week or a need that is none is the first one there is: the address may be typed. */
static error todo(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct todo_view v = { .all = web_query_int(w, "all", 0) == 1 };
	int64_t need = web_query_int(w, "need", NEED_EMPTY);
	instant day = { 0 };

	if (form_day(cx, "week", web_query(w, "week"), &day) != OK || !instant_is_set(day))
		day = cx->now;
	v.week = search_week_of(day);
	if (need > NEED_EMPTY && need < NEED_COUNT_)
		v.need = (enum search_need)need;
	return show(w, HTTP_OK, &v);
}

struct task_form {
	struct str query, note;
	int64_t state, need, week;
};

static const struct field task_fields[] = {
	FIELD_TEXT(struct task_form, query, .max = LIMIT_SEARCH_LOG * 4, .required = true),
	FIELD_TEXT(struct task_form, note, .max = LIMIT_REASON),
	FIELD_INT(struct task_form, state, .min = 0, .max = TASK_COUNT_ - 1, .required = true),
	FIELD_INT(struct task_form, need, .min = 0, .max = NEED_COUNT_ - 1),
	FIELD_INT(struct task_form, week, .min = 0, .max = INT64_MAX),
	FIELDS_END
};

static error set_task(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct task_form form = { .week = cx->now.us };

	error wrong = web_form(w, task_fields, &form);
	if (wrong == OK)
		wrong = search_task_set(cx, form.query, (enum search_task_state)form.state, form.note);
	if (form_is_refused(wrong)) {
		struct todo_view v = { .week = search_week_of((instant){ form.week }),
			.query = form.query, .note = form.note, .errors = wrong->fields };
		if (form.need > NEED_EMPTY && form.need < NEED_COUNT_)
			v.need = (enum search_need)form.need;
		return show(w, err_http_status(wrong->kind), &v);
	}
	TRY(wrong);
	web_notice(w, MSG("Saved."));
	return web_see_other(w, "%.*s", STR_ARG(address(cx->arena,
		search_week_of((instant){ form.week }), form.need, false)));
}

/* Sent by the page of results as a hit is opened. What is no hit of it counts nothing. */
static error click(struct web *w)
{
	struct search_ref ref = { search_kind_by_name(web_path_text(w, "kind")), web_path_id(w, "id") };
	int64_t place = web_path_id(w, "place");

	if (ref.kind != SEARCH_NONE && place >= 1 && place <= LIMIT_SEARCH_HITS)
		TRY(search_log_click(web_ctx(w), web_path_id(w, "mark"), ref, place));
	return web_no_content(w);
}

const struct route todo_routes[] = {
	GET("/kb/searches", todo, .may = MAY_WRITE_ARTICLE),
	POST("/kb/searches", set_task, .may = MAY_WRITE_ARTICLE),
	/* The mark in the path is the proof. */
	POST("/search/click/{mark}/{place}/{kind}/{id}", click, .may = MAY_ANYONE, .open = true),
	ROUTES_END
};
