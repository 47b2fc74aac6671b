/* ladder_pages.c - answering and raising a case's escalation from its page */
#include "base/limits.h"
#include "web/casefile/casefile_pages.h"

struct acknowledge_form {
	int64_t level;
	struct str plan;
};

static const struct field acknowledge_fields[] = {
	FIELD_INT(struct acknowledge_form, level, .min = 1, .max = LADDER_LEVELS, .required = true),
	FIELD_TEXT(struct acknowledge_form, plan, .max = PLAN_MAX),
	FIELDS_END
};

static error back(struct web *w, const struct casefile *c, struct msg notice)
{
	web_notice(w, notice);
	return web_see_other(w, "/cases/%.*s", STR_ARG(c->number));
}

static error acknowledge(struct web *w)
{
	struct acknowledge_form form = { 0 };
	struct casefile c;

	TRY(casefile_find(web_ctx(w), web_path_text(w, "case"), &c));
	TRY(web_form(w, acknowledge_fields, &form));
	TRY(escalation_acknowledge(web_ctx(w), c.id, (int)form.level, form.plan));
	return back(w, &c, MSG("Acknowledged."));
}

struct escalate_form {
	struct str reason;
};

static const struct field escalate_fields[] = {
	FIELD_TEXT(struct escalate_form, reason, .max = LIMIT_REASON, .required = true),
	FIELDS_END
};

static error escalate(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct escalate_form form = { 0 };
	struct casefile c;

	TRY(casefile_find(cx, web_path_text(w, "case"), &c));
	TRY(web_form(w, escalate_fields, &form));
	TRY(escalation_raise(cx, c.id, casefile_relation(cx, &c), form.reason, NULL));
	return back(w, &c, MSG("The next level has been told."));
}

struct hold_form {
	int64_t level, hours;
	struct str reason;
};

static const struct field hold_fields[] = {
	FIELD_INT(struct hold_form, level, .min = 1, .max = LADDER_LEVELS, .required = true),
	FIELD_INT(struct hold_form, hours, .min = 1, .max = HOLD_MAX_S / 3600, .required = true),
	FIELD_TEXT(struct hold_form, reason, .max = LIMIT_REASON, .required = true),
	FIELDS_END
};

static error hold(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct hold_form form = { 0 };
	struct casefile c;

	TRY(casefile_find(cx, web_path_text(w, "case"), &c));
	TRY(web_form(w, hold_fields, &form));
	TRY(escalation_hold(cx, c.id, (int)form.level,
		instant_add(cx->now, (seconds){ form.hours * 3600 }), form.reason));
	return back(w, &c, MSG("The level waits. The customer sees your plan."));
}

const struct route ladder_routes[] = {
	POST("/cases/{case}/acknowledge", acknowledge, .may = MAY_ACKNOWLEDGE_RUNG),
	POST("/cases/{case}/hold", hold, .may = MAY_HOLD_RUNG),
	POST("/cases/{case}/escalate", escalate, .may = MAY_ESCALATE_CASE),
	ROUTES_END
};
