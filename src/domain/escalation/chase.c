#include "domain/escalation/chase.h"

#include "base/json.h"
#include "domain/escalation/chase.sql.h"
#include "domain/escalation/climb.h"
#include "domain/escalation/duty.h"
#include "domain/escalation/fire.h"
#include "domain/notify/notify.h"
#include "domain/setting/setting.h"

struct chase {
	struct escalation_rung_row rung;
	struct climb climb;
	struct policy policy;
	struct brief brief;
};

static const char *const step_names[STEP_COUNT_] = {
	[STEP_DUTY] = "mail",
	[STEP_WEBHOOK] = "webhook",
	[STEP_DEPUTY] = "deputy",
	[STEP_ALARM] = "alarm",
};

/* False when nobody needs to be chased any more. */
static error begin(struct ctx *cx, rung_id id, struct chase *c, bool *ret_goes_on)
{
	bool found;

	*ret_goes_on = false;
	TRY(q_escalation_rung_load(cx, id, &c->rung, &found));
	if (!found || instant_is_set(c->rung.acked_at))
		return OK;
	TRY(policy_load(cx, &c->policy));
	TRY(climb_begin(cx, c->rung.casefile, &c->policy, &c->climb, &found));
	*ret_goes_on = found && c->climb.ladder.state == LADDER_OPEN &&
		c->climb.ladder.period == c->rung.period;
	c->brief = (struct brief){
		.kind = BRIEF_RUNG, .level = (int)c->rung.level, .manual = c->rung.manual,
		.flagged = c->rung.flagged, .reason = c->rung.reason, .due = c->rung.due_at,
		.fired = c->rung.fired_at, .climb = &c->climb, .policy = &c->policy,
	};
	return OK;
}

/* What another program gets: the clock and where to look, nothing that a case says. */
static struct str webhook_body(struct ctx *cx, const struct brief *b)
{
	struct buf body = buf_new(cx->arena, 4096);
	struct json_writer j = jw_new(&body);

	jw_object(&j);
	jw_put_str(&j, "event", STR("escalation.unanswered"));
	jw_put_str(&j, "case", b->casefile.number);
	jw_put_int(&j, "priority", b->priority);
	jw_put_int(&j, "level", b->level);
	jw_put_instant(&j, "due_at", b->due);
	jw_put_instant(&j, "fired_at", b->fired);
	jw_put_str(&j, "url", str_printf(cx->arena, "%.*s/cases/%.*s", STR_ARG(b->origin),
		STR_ARG(b->casefile.number)));
	jw_object_end(&j);
	return buf_str(&body);
}

static error try_webhook(struct ctx *cx, struct chase *c, bool *ret_tried)
{
	struct str url = cx->settings != NULL ? cx->settings->escalation_webhook_url : STR("");
	outbox_id queued;

	*ret_tried = url.len > 0;
	if (!*ret_tried)
		return OK;
	return notify_queue(cx,
		&(struct outgoing_new){
			.channel = OUTGOING_WEBHOOK,
			.purpose = STR("escalation"),
			.recipient = url,
			.casefile = c->climb.casefile,
			.rung = c->rung.id,
			.message_id = str_printf(cx->arena, "esc.%.*s.%d.%d@%.*s",
				STR_ARG(c->brief.casefile.number), c->climb.ladder.period,
				c->brief.level, STR_ARG(notify_host(cx))),
			.text = webhook_body(cx, &c->brief),
		},
		&queued);
}

static error try_deputies(struct ctx *cx, struct chase *c, bool *ret_tried)
{
	struct duty_list deputies;
	int told;

	TRY(duty_deputies(cx, c->brief.level, &deputies));
	TRY(fire_brief(cx, &c->brief, &(struct fire_brief){ .rung = c->rung.id,
		.step = STEP_DEPUTY, .people = &deputies }, &told));
	*ret_tried = told > 0;
	return OK;
}

static error try_step(struct ctx *cx, struct chase *c, enum escalation_step step,
	bool *ret_tried)
{
	*ret_tried = false;
	switch (step) {
	case STEP_WEBHOOK:
		return try_webhook(cx, c, ret_tried);
	case STEP_DEPUTY:
		return try_deputies(cx, c, ret_tried);
	case STEP_ALARM:
		*ret_tried = true;
		return fire_alarm(cx, &c->climb, &c->brief, c->rung.id, BRIEF_UNANSWERED);
	case STEP_DUTY:
	case STEP_COUNT_:
		break;
	}
	return OK;
}

error chase_rung(struct ctx *cx, rung_id id)
{
	struct chase c;
	bool goes_on, tried = false;
	int64_t changes;
	int step;

	TRY(begin(cx, id, &c, &goes_on));
	if (!goes_on)
		return q_escalation_rung_chased(cx, id, c.rung.step, (instant){ 0 }, &changes);
	TRY(brief_load(cx, &c.brief));

	for (step = (int)c.rung.step; !tried && step < STEP_ALARM;)
		TRY(try_step(cx, &c, (enum escalation_step)++step, &tried));
	instant chase = step < STEP_ALARM
		? fire_chase_at(cx, &c.policy, c.climb.ladder.priority)
		: (instant){ 0 };
	TRY(q_escalation_rung_chased(cx, id, step, chase, &changes));
	TRY(climb_note(cx, &c.climb, &c.policy, &(struct climb_note){ .act = ACT_ATTEMPT,
		.level = c.brief.level, .detail = str_from(step_names[step]) }));
	return climb_save(cx, &c.climb, &c.policy, STR(""));
}

error escalation_delivery(struct ctx *cx, rung_id id, enum delivery how, int64_t attempts,
	struct str recipient)
{
	struct escalation_rung_row rung;
	struct policy policy;
	struct climb climb;
	bool found;
	int64_t changes;

	TRY(q_escalation_rung_load(cx, id, &rung, &found));
	if (!found)
		return OK;
	TRY(policy_load(cx, &policy));
	TRY(climb_begin(cx, rung.casefile, &policy, &climb, &found));
	if (!found)
		return OK;
	if (how == DELIVERY_BOUNCED || (how == DELIVERY_FAILED && attempts >= DELIVERY_ATTEMPTS))
		TRY(q_escalation_rung_hurry(cx, id, cx->now, &changes));
	enum escalation_act act = how == DELIVERY_DONE	 ? ACT_DELIVERED
		: how == DELIVERY_BOUNCED ? ACT_BOUNCED
					  : ACT_ATTEMPT;
	TRY(climb_note(cx, &climb, &policy, &(struct climb_note){ .act = act,
		.level = (int)rung.level, .detail = recipient }));
	return climb_save(cx, &climb, &policy, STR(""));
}
