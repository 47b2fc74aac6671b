#include "domain/escalation/fire.h"

#include "domain/account/secret.h"
#include "domain/escalation/brief.h"
#include "domain/escalation/duty.h"
#include "domain/escalation/escalation.h"
#include "domain/escalation/fire.sql.h"
#include "domain/notify/notify.h"
#include "domain/timeline/timeline.h"
#include "domain/webhook/webhook.h"
#include "os/metric.h"

enum { LATE_S = 60 }; /* less is not worth a word */

instant fire_chase_at(const struct ctx *cx, const struct policy *policy, int priority)
{
	return instant_add(cx->now, policy->ack_timeout[priority - 1]);
}

error fire_queue(struct ctx *cx, const struct brief *b, const struct duty_person *who,
	rung_id rung, struct str secret)
{
	struct brief_message m;
	struct brief_to to = { .person = who, .secret = secret };
	outbox_id queued;

	TRY(brief_write(cx, b, &to, &m));
	return notify_queue(cx,
		&(struct outgoing_new){
			.channel = OUTGOING_MAIL,
			.purpose = STR("escalation"),
			.recipient = who->email,
			.person = who->person,
			.casefile = b->climb->casefile,
			.rung = rung,
			.message_id = m.message_id,
			.subject = m.subject,
			.text = m.text,
			.html = m.html,
		},
		&queued);
}

error fire_brief(struct ctx *cx, const struct brief *b, const struct fire_brief *f,
	int *ret_told)
{
	*ret_told = 0;
	for (size_t i = 0; i < f->people->len; i++) {
		const struct duty_person *who = &f->people->at[i];
		struct str secret = secret_new(cx->arena);
		struct q_escalation_brief_put_row told;
		bool added;

		TRY(q_escalation_brief_put(cx, f->rung, who->person, f->step, cx->now,
			secret_hash(cx->arena, secret), f->digest, &told, &added));
		*ret_told += added;
		if (added && !f->digest)
			TRY(fire_queue(cx, b, who, f->rung, secret));
	}
	return OK;
}

error fire_alarm(struct ctx *cx, struct climb *c, const struct brief *b, rung_id rung,
	enum brief_kind kind)
{
	struct duty_list administrators;
	struct brief alarm = *b;

	alarm.kind = kind;
	TRY(duty_administrators(cx, &administrators));
	for (size_t i = 0; i < administrators.len; i++)
		TRY(fire_queue(cx, &alarm, &administrators.at[i], rung, STR("")));
	return climb_note(cx, c, b->policy,
		&(struct climb_note){ .act = ACT_ALARM, .level = b->level });
}

/* A hold that this level was under has run out, or was overtaken by hand. */
static error end_hold(struct ctx *cx, struct climb *c, const struct policy *policy, int level)
{
	int64_t ended;

	TRY(q_escalation_hold_end(cx, c->casefile, level, &ended));
	if (ended == 0)
		return OK;
	return climb_note(cx, c, policy,
		&(struct climb_note){ .act = ACT_HOLD_EXPIRED, .level = level });
}

static error say_on_timeline(struct ctx *cx, const struct climb *c, const struct firing *f)
{
	entry_id entry;
	const struct escalation_level *level = &escalation_levels[f->level - 1];
	struct str text = str_printf(cx->arena, "Level %d, %.*s, was briefed%s.", f->level,
		STR_ARG(level->title), f->why == WHY_MANUAL ? " by hand" : "");

	return timeline_add(cx, c->casefile,
		&(struct entry_new){
			.kind = ENTRY_ESCALATION, .public = true, .plain = true, .text = text },
		&entry);
}

static enum escalation_act act_of(const struct firing *f)
{
	if (f->kind == FIRING_SUPPRESSED)
		return ACT_SUPPRESSED;
	if (f->why == WHY_MANUAL)
		return ACT_MANUAL;
	return instant_since(f->at, f->due).s >= LATE_S ? ACT_LATE : ACT_FIRED;
}

static error put_rung(struct ctx *cx, struct climb *c, const struct policy *policy,
	const struct firing *f, const struct fire_as *as, rung_id *ret_rung)
{
	bool sent = f->kind == FIRING_RUNG, made;
	struct q_escalation_rung_put_row row;
	instant chase = sent ? fire_chase_at(cx, policy, c->ladder.priority) : (instant){ 0 };

	TRY(q_escalation_rung_put(cx, c->casefile, c->ladder.period, f->level,
		sent ? RUNG_SENT : RUNG_SUPPRESSED, c->ladder.priority, f->why == WHY_MANUAL,
		as->flagged, f->due, cx->now, as->by, as->reason, chase, &row, &made));
	*ret_rung = made ? row.id : (rung_id){ 0 };
	return OK;
}

static error fire_rung(struct ctx *cx, struct climb *c, const struct policy *policy,
	const struct firing *f, const struct fire_as *as)
{
	rung_id rung;
	struct duty_list duty;
	int told;
	struct brief b = {
		.kind = BRIEF_RUNG, .level = f->level, .manual = f->why == WHY_MANUAL,
		.flagged = as->flagged, .reason = as->reason, .due = f->due, .fired = f->at,
		.climb = c, .policy = policy,
	};

	TRY(put_rung(cx, c, policy, f, as, &rung));
	if (rung.v == 0)
		return OK; /* another engine was first */
	TRY(end_hold(cx, c, policy, f->level));
	TRY(climb_note(cx, c, policy, &(struct climb_note){ .act = act_of(f),
		.level = f->level, .due = f->due, .person = as->by, .detail = as->reason }));
	if (f->kind == FIRING_SUPPRESSED)
		return OK;
	metric_add(METRIC_ESCALATIONS, 1);

	TRY(duty_find(cx, f->level, &duty));
	TRY(brief_load(cx, &b));
	TRY(fire_brief(cx, &b, &(struct fire_brief){ .rung = rung, .step = STEP_DUTY,
		.people = &duty, .digest = as->digest && c->ladder.priority > 1 },
		&told));
	if (duty.alarm)
		TRY(fire_alarm(cx, c, &b, rung, BRIEF_ALARM));
	TRY(webhook_tell(cx, c->casefile, EVENT_ESCALATED));
	return say_on_timeline(cx, c, f);
}

static enum brief_kind kind_of(enum firing_why why)
{
	switch (why) {
	case WHY_RAISED:
		return BRIEF_RAISED;
	case WHY_REOPENED:
		return BRIEF_REOPENED;
	case WHY_LOWERED:
		return BRIEF_LOWERED;
	case WHY_RESOLVED:
		return BRIEF_RESOLVED;
	case WHY_CLOSED:
		return BRIEF_CLOSED;
	case WHY_DUE:
	case WHY_MANUAL:
		break;
	}
	return BRIEF_RUNG;
}

static const char *const why_names[] = {
	[WHY_RAISED] = "raised",
	[WHY_REOPENED] = "reopened",
	[WHY_LOWERED] = "lowered",
	[WHY_RESOLVED] = "resolved",
	[WHY_CLOSED] = "closed",
};

/* Those who were briefed on this level hear of what has changed. */
static error tell(struct ctx *cx, struct climb *c, const struct policy *policy,
	const struct firing *f)
{
	struct duty_person_list told;
	struct brief b = {
		.kind = kind_of(f->why), .level = f->level, .due = f->due, .fired = f->at,
		.climb = c, .policy = policy, .number = c->events + 1,
	};

	TRY(climb_note(cx, c, policy, &(struct climb_note){
		.act = f->kind == FIRING_NOTICE ? ACT_NOTICE : ACT_STAND_DOWN,
		.level = f->level, .detail = str_from(why_names[f->why]) }));
	TRY(q_escalation_told(cx, c->casefile, c->ladder.period, f->level, &told));
	if (told.len == 0)
		return OK;
	TRY(brief_load(cx, &b));
	for (size_t i = 0; i < told.len; i++)
		TRY(fire_queue(cx, &b, &told.at[i], (rung_id){ 0 }, STR("")));
	return OK;
}

error fire(struct ctx *cx, struct climb *c, const struct policy *policy,
	const struct firings *firings, const struct fire_as *as)
{
	for (size_t i = 0; i < firings->len; i++) {
		const struct firing *f = &firings->at[i];
		bool rung = f->kind == FIRING_RUNG || f->kind == FIRING_SUPPRESSED;
		TRY(rung ? fire_rung(cx, c, policy, f, as) : tell(cx, c, policy, f));
	}
	return OK;
}
