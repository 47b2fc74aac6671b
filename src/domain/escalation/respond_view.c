#include "domain/escalation/respond.h"

#include "domain/account/permission.h"
#include "domain/escalation/climb.h"
#include "domain/escalation/duty.h"

static void fill_levels(const struct climb *c, const struct policy *policy,
	struct ladder_view *v)
{
	const struct ladder *l = &c->ladder;

	v->next_due = ladder_next(l, &policy->ladder, &v->next_level);
	for (int level = 1; level <= LADDER_LEVELS; level++) {
		struct ladder_level *at = &v->levels[level - 1];
		bool exists = policy->ladder.offset[l->priority - 1][level - 1].s > 0;
		at->level = level;
		at->due = ladder_due(l, &policy->ladder, level);
		at->state = l->rung[level - 1].state == RUNG_SENT ? STEP_PASSED
			: !exists				  ? STEP_NONE
			: !instant_is_set(at->due)		  ? STEP_STOPPED
			: level == v->next_level		  ? STEP_COMING
								  : STEP_AHEAD;
	}
}

static error fill_rungs(struct ctx *cx, const struct climb *c, struct ladder_view *v)
{
	struct brief_rung_list rungs;
	struct q_respond_holds_list holds;

	TRY(q_brief_rungs(cx, c->casefile, c->ladder.period, &rungs));
	for (size_t i = 0; i < rungs.len; i++)
		v->levels[rungs.at[i].level - 1].rung = rungs.at[i];
	TRY(q_respond_holds(cx, c->casefile, &holds));
	for (size_t i = 0; i < holds.len; i++) {
		struct ladder_level *at = &v->levels[holds.at[i].level - 1];
		if (holds.at[i].until_at.us <= cx->now.us || at->state == STEP_PASSED)
			continue;
		at->held_until = holds.at[i].until_at;
		at->held_by = holds.at[i].held_by_name;
		at->hold_reason = holds.at[i].reason;
	}
	return OK;
}

static error fill_rights(struct ctx *cx, struct ladder_view *v)
{
	int own;

	if (cx->actor->person.v == 0 || !cx->actor->staff)
		return OK;
	TRY(duty_level_of(cx, &own));
	for (int i = 0; i < LADDER_LEVELS; i++) {
		struct ladder_level *at = &v->levels[i];
		bool unanswered = at->state == STEP_PASSED && !instant_is_set(at->rung.acked_at);
		bool unsent = at->state == STEP_COMING || at->state == STEP_AHEAD;
		if (unanswered)
			TRY(escalation_may_answer(cx, at->rung.id, at->level,
				&at->may_acknowledge));
		at->may_hold = unsent && own >= at->level && at->due.us > cx->now.us &&
			may_on(cx->actor, MAY_HOLD_RUNG, RELATION_OWN);
	}
	return OK;
}

error escalation_view(struct ctx *cx, casefile_id id, struct ladder_view *out)
{
	struct policy policy;
	struct climb c;

	*out = (struct ladder_view){ .armed = false };
	TRY(policy_load(cx, &policy));
	TRY(climb_begin(cx, id, &policy, &c, &out->armed));
	if (!out->armed)
		return OK;
	out->state = c.ladder.state;
	out->priority = c.ladder.priority;
	out->open_for.s = ladder_acc(&c.ladder, &policy.ladder, c.ladder.priority, cx->now) /
		US_PER_SECOND;
	fill_levels(&c, &policy, out);
	TRY(fill_rungs(cx, &c, out));
	return fill_rights(cx, out);
}

error escalation_board(struct ctx *cx, seconds ahead, struct board_rung_list *out)
{
	TRY(actor_may(cx, MAY_SEE_ESCALATIONS, RELATION_NONE));
	return q_board_rungs(cx, instant_add(cx->now, ahead), out);
}

error escalation_open_briefs(struct ctx *cx, struct board_brief_list *out)
{
	instant since = instant_add(cx->now, (seconds){ -90 * SECONDS_PER_DAY });

	TRY(actor_may(cx, MAY_SEE_ESCALATIONS, RELATION_NONE));
	return q_board_briefs(cx, since, out);
}
