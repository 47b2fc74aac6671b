/* ladder_pages.c - answering and raising a case's escalation from its page */
#include "base/limits.h"
#include "web/casefile/casefile_pages.h"

bool ladder_asks(const struct ladder_view *v, instant now)
{
	bool asks = false;

	for (int i = 0; i < LADDER_LEVELS; i++)
		asks |= v->levels[i].may_acknowledge || v->levels[i].may_hold ||
			instant_cmp(v->levels[i].held_until, now) > 0;
	return asks;
}

static const struct field acknowledge_fields[] = {
	FIELD_INT(struct case_typed, level, .min = 1, .max = LADDER_LEVELS, .required = true),
	FIELD_TEXT(struct case_typed, plan, .max = PLAN_MAX),
	FIELDS_END
};

static const struct field escalate_fields[] = {
	FIELD_TEXT(struct case_typed, reason, .max = LIMIT_REASON, .required = true),
	FIELDS_END
};

static const struct field hold_fields[] = {
	FIELD_INT(struct case_typed, level, .min = 1, .max = LADDER_LEVELS, .required = true),
	FIELD_INT(struct case_typed, hours, .min = 1, .max = HOLD_MAX_S / 3600, .required = true),
	FIELD_TEXT(struct case_typed, reason, .max = LIMIT_REASON, .required = true),
	FIELDS_END
};

static error acknowledge(struct web *w)
{
	struct case_view v = { .typed.form = STR("acknowledge") };
	struct case_typed *t = &v.typed;

	TRY(casefile_find(web_ctx(w), web_path_text(w, "case"), &v.c));
	error wrong = web_form(w, acknowledge_fields, t);
	if (wrong == OK)
		wrong = escalation_acknowledge(web_ctx(w), v.c.id, (int)t->level, t->plan);
	return case_done(w, &v, wrong, MSG("Acknowledged."));
}

static error escalate(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct case_view v = { .typed.form = STR("escalate") };

	TRY(casefile_find(cx, web_path_text(w, "case"), &v.c));
	error wrong = web_form(w, escalate_fields, &v.typed);
	if (wrong == OK)
		wrong = escalation_raise(cx, v.c.id, casefile_relation(cx, &v.c), v.typed.reason,
			NULL);
	return case_done(w, &v, wrong, MSG("The next level has been told."));
}

static error hold(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct case_view v = { .typed.form = STR("hold") };
	struct case_typed *t = &v.typed;

	TRY(casefile_find(cx, web_path_text(w, "case"), &v.c));
	error wrong = web_form(w, hold_fields, t);
	if (wrong == OK)
		wrong = escalation_hold(cx, v.c.id, (int)t->level,
			instant_add(cx->now, (seconds){ t->hours * 3600 }), t->reason);
	return case_done(w, &v, wrong, MSG("The level waits. The customer sees your plan."));
}

const struct route ladder_routes[] = {
	POST("/cases/{case}/acknowledge", acknowledge, .may = MAY_ACKNOWLEDGE_RUNG),
	POST("/cases/{case}/hold", hold, .may = MAY_HOLD_RUNG),
	POST("/cases/{case}/escalate", escalate, .may = MAY_ESCALATE_CASE),
	ROUTES_END
};
