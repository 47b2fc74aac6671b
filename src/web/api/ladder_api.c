/* ladder_api.c - management answers a rung of a case's ladder, or holds one, as JSON */
#include "base/limits.h"
#include "domain/escalation/respond.h"
#include "web/api/api.h"

struct rung_body {
	int64_t level, hours;
	struct str plan, reason;
};

static const struct field acknowledge_fields[] = {
	FIELD_INT(struct rung_body, level, .min = 1, .max = LADDER_LEVELS, .required = true),
	FIELD_TEXT(struct rung_body, plan, .max = PLAN_MAX),
	FIELDS_END
};
static const struct field hold_fields[] = {
	FIELD_INT(struct rung_body, level, .min = 1, .max = LADDER_LEVELS, .required = true),
	FIELD_INT(struct rung_body, hours, .min = 1, .max = HOLD_MAX_S / 3600, .required = true),
	FIELD_TEXT(struct rung_body, reason, .max = LIMIT_REASON, .required = true),
	FIELDS_END
};

/* The case with its ladder. */
static error reply(struct web *w, casefile_id id)
{
	struct casefile c;
	struct str body;

	TRY(casefile_load(web_ctx(w), id, &c));
	TRY(api_case(w, &c, &body));
	return api_reply(w, HTTP_OK, STR(""), body);
}

static error begin(struct web *w, const struct field *fields, struct casefile *c,
	struct rung_body *b, bool *ret_done)
{
	TRY(api_replayed(w, ret_done));
	if (*ret_done)
		return OK;
	TRY(casefile_find(web_ctx(w), web_path_text(w, "case"), c));
	return web_json(w, fields, b);
}

static error acknowledge(struct web *w)
{
	struct rung_body b = { 0 };
	struct casefile c;
	bool done;

	TRY(begin(w, acknowledge_fields, &c, &b, &done));
	if (done)
		return OK;
	TRY(escalation_acknowledge(web_ctx(w), c.id, (int)b.level, b.plan));
	return reply(w, c.id);
}

static error hold(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct rung_body b = { 0 };
	struct casefile c;
	bool done;

	TRY(begin(w, hold_fields, &c, &b, &done));
	if (done)
		return OK;
	TRY(escalation_hold(cx, c.id, (int)b.level, instant_add(cx->now, (seconds){ b.hours * 3600 }),
		b.reason));
	return reply(w, c.id);
}

const struct route ladder_api_routes[] = {
	POST("/api/v1/cases/{case}/acknowledge", acknowledge, .may = MAY_ACKNOWLEDGE_RUNG, .api = true),
	POST("/api/v1/cases/{case}/hold", hold, .may = MAY_HOLD_RUNG, .api = true),
	ROUTES_END
};
