/* verbs_api.c - what both sides do with a case, as JSON: escalate, close, reopen, follow */
#include "base/limits.h"
#include "domain/account/person.h"
#include "domain/casefile/follow.h"
#include "domain/casefile/notice/notice.h"
#include "domain/casefile/watch.h"
#include "domain/escalation/respond.h"
#include "web/api/api.h"

struct verb_body {
	struct str why, reason, email, choice;
};

static const struct field why_fields[] = {
	FIELD_TEXT(struct verb_body, why, .max = LIMIT_CASE_TEXT, .lines = true),
	FIELDS_END
};
static const struct field reason_fields[] = {
	FIELD_TEXT(struct verb_body, reason, .max = LIMIT_REASON, .required = true),
	FIELDS_END
};
static const struct field email_fields[] = {
	FIELD_TEXT(struct verb_body, email, .max = LIMIT_EMAIL, .required = true),
	FIELDS_END
};
static const struct field choice_fields[] = {
	FIELD_TEXT(struct verb_body, choice, .max = 20, .required = true),
	FIELDS_END
};

static error find(struct web *w, struct casefile *out)
{
	return casefile_find(web_ctx(w), web_path_text(w, "case"), out);
}

/* *ret_done: it was done before, and the reply is made. */
static error begin(struct web *w, const struct field *fields, struct casefile *c,
	struct verb_body *b, bool *ret_done)
{
	TRY(api_replayed(w, ret_done));
	if (*ret_done)
		return OK;
	TRY(find(w, c));
	return web_json(w, fields, b);
}

static error reply_case(struct web *w, int status, casefile_id id)
{
	struct casefile c;
	struct str body;

	TRY(casefile_load(web_ctx(w), id, &c));
	TRY(api_case(w, &c, &body));
	struct str location = status == HTTP_CREATED
		? str_printf(web_ctx(w)->arena, "/api/v1/cases/%.*s", STR_ARG(c.number))
		: STR("");
	return api_reply(w, status, location, body);
}

static error escalate(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct verb_body b = { 0 };
	struct casefile c;
	bool done;

	TRY(begin(w, reason_fields, &c, &b, &done));
	if (done)
		return OK;
	TRY(escalation_raise(cx, c.id, casefile_relation(cx, &c), b.reason, NULL));
	return reply_case(w, HTTP_OK, c.id);
}

static error close_case(struct web *w)
{
	struct verb_body b = { 0 };
	struct casefile c;
	bool done;

	TRY(begin(w, why_fields, &c, &b, &done));
	if (done)
		return OK;
	TRY(casefile_close(web_ctx(w), c.id, b.why));
	return reply_case(w, HTTP_OK, c.id);
}

/* After the window a new case comes of it: 201. */
static error reopen(struct web *w)
{
	struct verb_body b = { 0 };
	struct casefile c, next;
	bool done;

	TRY(begin(w, why_fields, &c, &b, &done));
	if (done)
		return OK;
	TRY(casefile_come_back(web_ctx(w), c.id, b.why, &next));
	return reply_case(w, next.id.v == c.id.v ? HTTP_OK : HTTP_CREATED, next.id);
}

static error reply_watchers(struct web *w, int status, const struct casefile *c)
{
	struct ctx *cx = web_ctx(w);
	struct watcher_list list;
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);

	TRY(casefile_watchers(cx, c, &list));
	jw_object(&j);
	jw_key(&j, STR("watchers"));
	jw_array(&j);
	for (size_t i = 0; i < list.len; i++) {
		jw_object(&j);
		jw_put_int(&j, "id", list.at[i].person.v);
		jw_put_str(&j, "name", list.at[i].name);
		jw_put_bool(&j, "staff", list.at[i].staff);
		jw_object_end(&j);
	}
	jw_array_end(&j);
	jw_object_end(&j);
	return api_reply(w, status, STR(""), buf_str(&b));
}

static error watchers(struct web *w)
{
	struct casefile c;

	TRY(find(w, &c));
	return reply_watchers(w, HTTP_OK, &c);
}

static error add_watcher(struct web *w)
{
	struct verb_body b = { 0 };
	struct casefile c;
	bool done;

	TRY(begin(w, email_fields, &c, &b, &done));
	if (done)
		return OK;
	TRY(casefile_watch(web_ctx(w), c.id, b.email));
	return reply_watchers(w, HTTP_CREATED, &c);
}

static error remove_watcher(struct web *w)
{
	struct casefile c;

	TRY(find(w, &c));
	TRY(casefile_unwatch(web_ctx(w), c.id, (person_id){ web_path_id(w, "person") }));
	return reply_watchers(w, HTTP_OK, &c);
}

/* --- what one is told of it by mail --- */

static const struct str choices[] = {
	[NOTICE_ALL] = STR_INIT("all"),
	[NOTICE_MESSAGES] = STR_INIT("messages"),
	[NOTICE_NONE] = STR_INIT("none"),
};

static error reply_choice(struct web *w, const struct casefile *c)
{
	enum notice_choice choice;

	TRY(notice_choice_of(web_ctx(w), c->id, &choice));
	return api_reply(w, HTTP_OK, STR(""), str_printf(web_ctx(w)->arena,
		"{\"choice\":\"%.*s\"}", STR_ARG(choices[choice])));
}

static error choice(struct web *w)
{
	struct casefile c;

	TRY(find(w, &c));
	return reply_choice(w, &c);
}

static error choose(struct web *w)
{
	struct verb_body b = { 0 };
	struct casefile c;
	enum notice_choice n = NOTICE_ALL;

	TRY(find(w, &c));
	TRY(web_json(w, choice_fields, &b));
	while (n <= NOTICE_NONE && !str_eq(choices[n], b.choice))
		n++;
	if (n > NOTICE_NONE)
		return err_field(web_ctx(w), "choice", "The choice is all, messages or none.");
	TRY(notice_choose(web_ctx(w), c.id, n));
	return reply_choice(w, &c);
}

const struct route verbs_api_routes[] = {
	POST("/api/v1/cases/{case}/escalate", escalate, .may = MAY_ESCALATE_CASE, .api = true),
	POST("/api/v1/cases/{case}/close", close_case, .may = MAY_CLOSE_CASE, .api = true),
	POST("/api/v1/cases/{case}/reopen", reopen, .may = MAY_CLOSE_CASE, .api = true),
	GET("/api/v1/cases/{case}/watchers", watchers, .may = MAY_READ_CASE, .api = true),
	POST("/api/v1/cases/{case}/watchers", add_watcher, .may = MAY_UPDATE_CASE, .api = true),
	DELETE("/api/v1/cases/{case}/watchers/{person}", remove_watcher, .may = MAY_UPDATE_CASE,
		.api = true),
	GET("/api/v1/cases/{case}/notices", choice, .may = MAY_READ_CASE, .api = true),
	PUT("/api/v1/cases/{case}/notices", choose, .may = MAY_READ_CASE, .api = true),
	ROUTES_END
};
