/* board_pages.c - the board of escalations, and the page behind a brief's link */
#include "base/limits.h"
#include "web/escalation/answer.html.h"
#include "web/escalation/board.html.h"
#include "web/escalation/escalation_pages.h"

enum { AHEAD_H = 24, AHEAD_MOST_H = 720 };

static error board(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct board_view v = { .ahead_h = web_query_int(w, "ahead", AHEAD_H) };

	if (v.ahead_h < 1 || v.ahead_h > AHEAD_MOST_H)
		v.ahead_h = AHEAD_H;
	TRY(escalation_board(cx, (seconds){ v.ahead_h * 3600 }, &v.rungs));
	TRY(escalation_open_briefs(cx, &v.briefs));

	board_page(web_html(w, HTTP_OK), &v);
	return OK;
}

static error look(struct web *w, struct answer_view *v)
{
	v->secret = web_path_text(w, "secret");
	TRY(escalation_link_look(web_ctx(w), v->secret, &v->link));
	v->needs_plan = v->link.priority <= 2;
	return OK;
}

static error answer_form(struct web *w)
{
	struct answer_view v = { 0 };

	TRY(look(w, &v));
	/* Mail programs fetch links ahead: looking changes nothing. */
	answer_page(web_html(w, HTTP_OK), &v);
	return OK;
}

struct plan_form {
	struct str plan;
};

static const struct field plan_fields[] = {
	FIELD_TEXT(struct plan_form, plan, .max = PLAN_MAX),
	FIELDS_END
};

static error answer(struct web *w)
{
	struct plan_form form = { 0 };
	struct answer_view v = { 0 };

	TRY(look(w, &v));
	error e = web_form(w, plan_fields, &form);
	if (e == OK)
		e = escalation_link_use(web_ctx(w), v.secret, form.plan);
	if (e != OK && !form_is_refused(e))
		return e;
	v.plan = form.plan;
	v.done = e == OK;
	v.errors = e != OK ? e->fields : NULL;
	answer_page(web_html(w, e == OK ? HTTP_OK : err_http_status(e->kind)), &v);
	return OK;
}

const struct route escalation_routes[] = {
	GET("/escalations", board, .may = MAY_SEE_ESCALATIONS),
	GET("/escalations/acknowledge/{secret}", answer_form, .may = MAY_ANYONE),
	POST("/escalations/acknowledge/{secret}", answer, .may = MAY_ANYONE),
	ROUTES_END
};
