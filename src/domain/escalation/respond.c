#include "domain/escalation/respond.h"

#include "base/limits.h"
#include "domain/account/secret.h"
#include "domain/escalation/chase.sql.h"
#include "domain/escalation/climb.h"
#include "domain/escalation/duty.h"
#include "domain/escalation/escalation.h"
#include "domain/escalation/fire.h"
#include "domain/notify/notify.h"
#include "domain/timeline/timeline.h"
#include "store/db.h"

struct answer {
	struct policy policy;
	struct climb climb;
};

static error begin(struct ctx *cx, casefile_id id, struct answer *a)
{
	bool found;

	TRY(policy_load(cx, &a->policy));
	TRY(climb_begin(cx, id, &a->policy, &a->climb, &found));
	if (!found)
		return err_person(cx, ERR_NOT_FOUND, "This case has no escalation ladder.");
	return OK;
}

static error check_level(struct ctx *cx, int level)
{
	if (level < 1 || level > LADDER_LEVELS)
		return err_new(cx, ERR_NOT_FOUND, "no level %d", level);
	return OK;
}

static error say(struct ctx *cx, casefile_id id, bool public, struct str text)
{
	entry_id entry;

	return timeline_add(cx, id,
		&(struct entry_new){
			.kind = ENTRY_ESCALATION, .public = public, .plain = true, .text = text },
		&entry);
}

/* Who was told of the rung, has its level, or stands above it. */
error escalation_may_answer(struct ctx *cx, rung_id rung, int level, bool *ret_may)
{
	struct q_respond_was_briefed_row briefed = { .count = 0 };
	int own = 0;
	bool is_at = false;

	*ret_may = false;
	if (cx->actor->person.v == 0)
		return OK;
	if (rung.v != 0)
		TRY(q_respond_was_briefed(cx, rung, cx->actor->person, &briefed));
	TRY(duty_is_at(cx, level, &is_at));
	TRY(duty_level_of(cx, &own));
	*ret_may = may_on(cx->actor, MAY_ACKNOWLEDGE_RUNG, RELATION_OWN) &&
		(briefed.count > 0 || is_at || own > level);
	return OK;
}

static error check_plan(struct ctx *cx, int priority, struct str plan)
{
	if (priority <= 2 && str_is_blank(plan))
		return err_field(cx, "plan", "Say in one line what happens next.");
	if (plan.len > PLAN_MAX)
		return err_field(cx, "plan", "Make the plan one line, of at most 500 bytes.");
	return OK;
}

static error acknowledge(struct ctx *cx, struct answer *a, rung_id rung, int level,
	struct str plan)
{
	int64_t changes;

	TRY(check_plan(cx, a->climb.ladder.priority, plan));
	TRY(q_respond_acknowledge(cx, rung, cx->now, cx->actor->person, str_trim(plan), &changes));
	if (changes == 0)
		return err_person(cx, ERR_CONFLICT, "Somebody has acknowledged this already.");
	TRY(notify_withdraw_rung(cx, rung));
	TRY(climb_note(cx, &a->climb, &a->policy, &(struct climb_note){ .act = ACT_ACKED,
		.level = level, .person = cx->actor->person, .detail = str_trim(plan) }));
	TRY(climb_save(cx, &a->climb, &a->policy, STR("")));
	return say(cx, a->climb.casefile, false,
		str_printf(cx->arena, "Level %d acknowledged by %.*s. %.*s", level,
			STR_ARG(cx->actor->name), STR_ARG(str_trim(plan))));
}

error escalation_acknowledge(struct ctx *cx, casefile_id id, int level, struct str plan)
{
	struct answer a;
	struct escalation_rung_row rung;
	bool found, may_it;

	AUTO_TX tx = tx_begin(cx);

	TRY(check_level(cx, level));
	TRY(begin(cx, id, &a));
	TRY(q_escalation_rung_at(cx, id, a.climb.ladder.period, level, &rung, &found));
	found = found && rung.state == RUNG_SENT;
	TRY(escalation_may_answer(cx, found ? rung.id : (rung_id){ 0 }, level, &may_it));
	if (!may_it)
		return err_new(cx, ERR_DENIED, "actor %" PRId64 " may not acknowledge level %d",
			cx->actor->person.v, level);
	if (!found)
		return err_person(cx, ERR_CONFLICT, "This level has not been briefed.");
	TRY(acknowledge(cx, &a, rung.id, level, plan));

	return tx_commit(&tx);
}

error escalation_link_look(struct ctx *cx, struct str secret, struct escalation_link *out)
{
	bool found = false;

	if (secret.len == SECRET_TEXT)
		TRY(q_respond_link(cx, secret_hash(cx->arena, secret), out, &found));
	if (!found || instant_is_set(out->used_at) || instant_is_set(out->disabled_at))
		return err_person(cx, ERR_NOT_FOUND,
			"This link was used already, or it is not valid. Open the case to "
			"acknowledge it there.");
	return OK;
}

error escalation_link_use(struct ctx *cx, struct str secret, struct str plan)
{
	struct escalation_link link;
	struct answer a;
	int64_t changes;
	const struct actor *before = cx->actor;
	struct actor person;

	AUTO_TX tx = tx_begin(cx);

	TRY(escalation_link_look(cx, secret, &link));
	TRY(begin(cx, link.casefile, &a));
	TRY(check_plan(cx, a.climb.ladder.priority, plan));
	TRY(q_respond_link_use(cx, secret_hash(cx->arena, secret), cx->now, &changes));
	person = (struct actor){ .person = link.person, .name = link.name, .staff = true };
	cx->actor = &person;
	error e = acknowledge(cx, &a, link.rung, (int)link.level, plan);
	cx->actor = before;
	TRY(e);

	return tx_commit(&tx);
}

static error check_hold(struct ctx *cx, const struct answer *a, int level, instant until,
	struct str reason)
{
	instant due = ladder_due(&a->climb.ladder, &a->policy.ladder, level);

	if (str_is_blank(reason) || reason.len > LIMIT_REASON)
		return err_field(cx, "reason",
			"Say what the plan is, in up to 2000 bytes. The customer will read it.");
	if (until.us <= cx->now.us || instant_since(until, cx->now).s > HOLD_MAX_S)
		return err_field(cx, "until", "Choose a time within the next 24 hours.");
	if (!instant_is_set(due))
		return err_person(cx, ERR_CONFLICT, "This level is not about to be briefed.");
	if (due.us <= cx->now.us)
		return err_person(cx, ERR_CONFLICT, "This level is due already.");
	return OK;
}

error escalation_hold(struct ctx *cx, casefile_id id, int level, instant until,
	struct str reason)
{
	struct answer a;
	int own;

	AUTO_TX tx = tx_begin(cx);

	TRY(check_level(cx, level));
	TRY(actor_may(cx, MAY_HOLD_RUNG, RELATION_OWN));
	TRY(duty_level_of(cx, &own));
	if (own < level)
		return err_new(cx, ERR_DENIED, "level %d may not hold level %d", own, level);
	TRY(begin(cx, id, &a));
	TRY(check_hold(cx, &a, level, until, reason));

	ladder_hold(&a.climb.ladder, &a.policy.ladder, cx->now, level, until);
	TRY(q_respond_hold_put(cx, id, level, until, cx->actor->person, cx->now, str_trim(reason)));
	TRY(climb_note(cx, &a.climb, &a.policy, &(struct climb_note){ .act = ACT_HELD,
		.level = level, .due = until, .person = cx->actor->person,
		.detail = str_trim(reason) }));
	TRY(climb_save(cx, &a.climb, &a.policy, STR("held")));
	TRY(say(cx, id, true,
		str_printf(cx->arena, "Management plan until %.*s: %.*s",
			STR_ARG(instant_iso(cx->arena, until)), STR_ARG(str_trim(reason)))));

	return tx_commit(&tx);
}

error escalation_raise(struct ctx *cx, casefile_id id, enum relation relation,
	struct str reason, int *ret_level)
{
	struct answer a;

	AUTO_TX tx = tx_begin(cx);

	TRY(actor_may(cx, MAY_ESCALATE_CASE, relation));
	if (str_is_blank(reason) || reason.len > LIMIT_REASON)
		return err_field(cx, "reason",
			"Say in a few lines why this cannot wait, in up to 2000 bytes.");
	TRY(begin(cx, id, &a));
	if (a.climb.ladder.state != LADDER_OPEN)
		return err_person(cx, ERR_CONFLICT, "The case has ended. Reopen it first.");
	struct firings fired =
		ladder_escalate(&a.climb.ladder, &a.policy.ladder, cx->now);
	if (fired.len == 0)
		return err_person(cx, ERR_CONFLICT,
			"Every level of this priority has been briefed. Raise the priority to "
			"reach the next one.");
	TRY(fire(cx, &a.climb, &a.policy, &fired,
		&(struct fire_as){ .by = cx->actor->person, .reason = str_trim(reason) }));
	TRY(climb_save(cx, &a.climb, &a.policy, STR("")));
	if (ret_level != NULL)
		*ret_level = fired.at[0].level;

	return tx_commit(&tx);
}
