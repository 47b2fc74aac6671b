#include "domain/escalation/escalation.h"

#include "domain/escalation/climb.h"
#include "domain/escalation/fire.h"

const struct escalation_level escalation_levels[LADDER_LEVELS] = {
	{ ROLE_MANAGER, SAY_INIT("Manager Technical Support"), STR_INIT("MANAGER") },
	{ ROLE_DIRECTOR, SAY_INIT("Director Technical Support"), STR_INIT("DIRECTOR") },
	{ ROLE_VP_CS, SAY_INIT("VP Customer Service"), STR_INIT("VP-CS") },
	{ ROLE_VP_ES, SAY_INIT("VP Engineering and Sales"), STR_INIT("VP-ES") },
};

/* What every verb begins with and ends with. */
struct verb {
	struct climb climb;
	struct policy policy;
	bool found; /* the case has a ladder */
};

static error begin(struct ctx *cx, casefile_id id, struct verb *v)
{
	TRY(policy_load(cx, &v->policy));
	return climb_begin(cx, id, &v->policy, &v->climb, &v->found);
}

static error finish(struct ctx *cx, struct verb *v, struct firings fired,
	const struct climb_note *note, const char *why)
{
	struct fire_as as = { .flagged = false };

	TRY(climb_note(cx, &v->climb, &v->policy, note));
	TRY(fire(cx, &v->climb, &v->policy, &fired, &as));
	return climb_save(cx, &v->climb, &v->policy, str_from(why));
}

error escalation_forecast(struct ctx *cx, int priority, instant reported, int *ret_level,
	instant *ret_due)
{
	struct policy policy;
	struct ladder ladder;

	TRY(policy_load(cx, &policy));
	ladder_open(&ladder, priority, reported);
	*ret_due = ladder_next(&ladder, &policy.ladder, ret_level);
	return OK;
}

static error arm(struct ctx *cx, casefile_id id, int priority, instant reported)
{
	struct verb v;
	struct ladder ladder;
	int level;

	TRY(policy_load(cx, &v.policy));
	ladder_open(&ladder, priority, reported);
	v.climb = climb_new(id, &ladder, reported);
	instant due = ladder_next(&ladder, &v.policy.ladder, &level);
	return finish(cx, &v, (struct firings){ .len = 0 },
		&(struct climb_note){ .act = ACT_ARMED, .level = level, .due = due }, "");
}

error escalation_case_opened(struct ctx *cx, casefile_id id, int priority, instant reported)
{
	return arm(cx, id, priority, reported);
}

error escalation_priority_changed(struct ctx *cx, casefile_id id, int from, int to)
{
	struct verb v;

	TRY(begin(cx, id, &v));
	if (!v.found || from == to)
		return OK;
	struct firings fired =
		ladder_set_priority(&v.climb.ladder, &v.policy.ladder, cx->now, to);
	return finish(cx, &v, fired, &(struct climb_note){ .act = ACT_PRIORITY }, "priority");
}

error escalation_waiting_changed(struct ctx *cx, casefile_id id, bool waiting)
{
	struct verb v;

	TRY(begin(cx, id, &v));
	if (!v.found || v.climb.ladder.waiting == waiting)
		return OK;
	ladder_set_waiting(&v.climb.ladder, &v.policy.ladder, cx->now, waiting);
	return finish(cx, &v, (struct firings){ .len = 0 },
		&(struct climb_note){ .act = ACT_WAITING,
			.detail = waiting ? STR("customer") : STR("") },
		"waiting");
}

error escalation_case_stopped(struct ctx *cx, casefile_id id, bool closed)
{
	struct verb v;

	TRY(begin(cx, id, &v));
	if (!v.found)
		return OK;
	struct firings fired = ladder_stop(&v.climb.ladder, &v.policy.ladder, cx->now,
		closed ? LADDER_CLOSED : LADDER_RESOLVED);
	return finish(cx, &v, fired,
		&(struct climb_note){ .act = ACT_STOPPED,
			.detail = closed ? STR("closed") : STR("resolved") },
		"stopped");
}

static error reopen(struct ctx *cx, casefile_id id, bool anew)
{
	struct verb v;

	TRY(begin(cx, id, &v));
	if (!v.found)
		return OK;
	struct firings fired = ladder_reopen(&v.climb.ladder, cx->now, anew);
	return finish(cx, &v, fired,
		&(struct climb_note){ .act = anew ? ACT_ANEW : ACT_REOPENED }, "reopened");
}

error escalation_case_reopened(struct ctx *cx, casefile_id id)
{
	return reopen(cx, id, false);
}

error escalation_case_begun_anew(struct ctx *cx, casefile_id id)
{
	return reopen(cx, id, true);
}

static struct str watches_text(struct arena *a, const struct ladder *l)
{
	return str_printf(a, "acc %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64, l->acc[0],
		l->acc[1], l->acc[2], l->acc[3]);
}

/* As it is stored: what comes due after that is derived again when it is put back. */
static error keep(struct ctx *cx, casefile_id id)
{
	TRY(q_escalation_keep_drop(cx, id));
	return q_escalation_keep(cx, id);
}

error escalation_merged(struct ctx *cx, casefile_id into, casefile_id away)
{
	struct verb i, a;

	TRY(begin(cx, into, &i));
	TRY(begin(cx, away, &a));
	if (!i.found || !a.found)
		return OK;
	TRY(keep(cx, into));
	TRY(keep(cx, away));
	if (i.climb.ladder.state != LADDER_OPEN && a.climb.ladder.state == LADDER_OPEN)
		return err_person(cx, ERR_CONFLICT,
			"An open case cannot be merged into one that has ended. Reopen that one "
			"first.");

	struct firings fired =
		ladder_merge(&i.climb.ladder, &a.climb.ladder, &i.policy.ladder, cx->now);
	struct str watches = watches_text(cx->arena, &i.climb.ladder);
	TRY(finish(cx, &a, (struct firings){ .len = 0 }, &(struct climb_note){ .act = ACT_LEFT },
		"merged away"));
	return finish(cx, &i, fired,
		&(struct climb_note){ .act = ACT_MERGED, .detail = watches }, "merged");
}

/* Levels that were told of the worse priority of the merge are stood down. */
static error put_back(struct ctx *cx, casefile_id id)
{
	struct verb merged, own;
	struct firings fired = { .len = 0 };
	int64_t changes;

	TRY(begin(cx, id, &merged));
	TRY(q_escalation_put_back(cx, id, &changes));
	if (!merged.found || changes == 0)
		return OK;
	TRY(begin(cx, id, &own));
	if (merged.climb.ladder.state == LADDER_OPEN)
		fired = ladder_set_priority(&merged.climb.ladder, &own.policy.ladder, cx->now,
			own.climb.ladder.priority);
	ladder_advance(&own.climb.ladder, &own.policy.ladder, cx->now, false);
	return finish(cx, &own, fired,
		&(struct climb_note){ .act = ACT_UNMERGED,
			.detail = watches_text(cx->arena, &own.climb.ladder) },
		"unmerged");
}

error escalation_unmerged(struct ctx *cx, casefile_id into, casefile_id away)
{
	TRY(put_back(cx, into));
	return put_back(cx, away);
}

error escalation_split(struct ctx *cx, casefile_id from, casefile_id made, int priority,
	bool same_report_time)
{
	struct climb c;
	bool found;

	TRY(climb_load(cx, from, &c, &found));
	return arm(cx, made, priority, found && same_report_time ? c.reported_at : cx->now);
}
