#include "domain/escalation/ladder/ladder.h"

#define HOURS(n) { (n) * INT64_C(3600) }
#define DAYS(n) { (n) * SECONDS_PER_DAY }

const struct ladder_policy ladder_policy_first = {
	.version = 1,
	.offset = {
		{ HOURS(1), HOURS(2), HOURS(4), HOURS(24) },
		{ HOURS(12), HOURS(24), HOURS(96) },
		{ DAYS(15) },
		{ DAYS(30) },
	},
};

static instant later(instant a, instant b)
{
	return a.us >= b.us ? a : b;
}

/* A level that some rung of this period has briefed. */
static bool is_briefed(const struct ladder *l, int level)
{
	return l->rung[level - 1].state == RUNG_SENT;
}

static bool has_rung(const struct ladder *l, const struct ladder_policy *policy, int level)
{
	return policy->offset[l->priority - 1][level - 1].s > 0;
}

bool ladder_is_running(const struct ladder *l, const struct ladder_policy *policy)
{
	bool paused = l->waiting && policy->pause_on_wait[l->priority - 1];
	return l->state == LADDER_OPEN && !paused;
}

static void put(struct firings *out, struct firing f)
{
	check(out->len < LADDER_LEVELS);
	out->at[out->len++] = f;
}

/* Each briefed level hears of an event, lowest first. */
static struct firings tell_briefed(const struct ladder *l, instant at,
	enum firing_kind kind, enum firing_why why)
{
	struct firings out = { .len = 0 };

	for (int level = 1; level <= LADDER_LEVELS; level++)
		if (is_briefed(l, level))
			put(&out, (struct firing){ kind, why, level, at, at });
	return out;
}

void ladder_open(struct ladder *l, int priority, instant reported)
{
	check(priority >= 1 && priority <= LADDER_PRIORITIES);
	*l = (struct ladder){
		.state = LADDER_OPEN, .period = 1, .priority = priority, .since = reported,
	};
}

instant ladder_due(const struct ladder *l, const struct ladder_policy *policy, int level)
{
	const struct rung *rung = &l->rung[level - 1];
	instant never = { 0 };

	if (is_briefed(l, level))
		return never;
	if (rung->state == RUNG_OWED)
		return rung->due;
	if (l->state != LADDER_OPEN || !has_rung(l, policy, level))
		return never;

	int64_t offset = policy->offset[l->priority - 1][level - 1].s * US_PER_SECOND;
	int64_t missing = offset - l->acc[l->priority - 1];
	if (missing > 0 && !ladder_is_running(l, policy))
		return never;

	instant due = { l->since.us + (missing > 0 ? missing : 0) };
	return later(later(due, policy->from), rung->held);
}

instant ladder_next(const struct ladder *l, const struct ladder_policy *policy,
	int *ret_level)
{
	instant first = { 0 };

	*ret_level = 0;
	for (int level = 1; level <= LADDER_LEVELS; level++) {
		instant due = ladder_due(l, policy, level);
		if (!instant_is_set(due) || (*ret_level != 0 && due.us >= first.us))
			continue;
		first = due;
		*ret_level = level;
	}
	return first;
}

int64_t ladder_acc(const struct ladder *l, const struct ladder_policy *policy,
	int priority, instant at)
{
	int64_t acc = l->acc[priority - 1];

	if (priority >= l->priority && ladder_is_running(l, policy) && at.us > l->since.us)
		acc += at.us - l->since.us;
	return acc;
}

void ladder_advance(struct ladder *l, const struct ladder_policy *policy, instant at,
	bool stops)
{
	for (int level = 1; level <= LADDER_LEVELS; level++) {
		instant due = ladder_due(l, policy, level);
		bool owed = instant_is_set(due) && (stops ? due.us < at.us : due.us <= at.us);
		if (owed)
			l->rung[level - 1] = (struct rung){ RUNG_OWED, due, { 0 } };
	}
	for (int p = 1; p <= LADDER_PRIORITIES; p++)
		l->acc[p - 1] = ladder_acc(l, policy, p, at);
	l->since = later(l->since, at);
}

struct firings ladder_set_priority(struct ladder *l, const struct ladder_policy *policy,
	instant at, int priority)
{
	check(priority >= 1 && priority <= LADDER_PRIORITIES);
	ladder_advance(l, policy, at, false);

	bool raised = priority < l->priority, lowered = priority > l->priority;
	l->priority = priority;
	if (l->state == LADDER_OPEN && raised)
		return tell_briefed(l, at, FIRING_NOTICE, WHY_RAISED);
	if (l->state == LADDER_OPEN && lowered)
		return tell_briefed(l, at, FIRING_STAND_DOWN, WHY_LOWERED);
	return (struct firings){ .len = 0 };
}

void ladder_set_waiting(struct ladder *l, const struct ladder_policy *policy, instant at,
	bool waiting)
{
	ladder_advance(l, policy, at, false);
	l->waiting = waiting;
}

struct firings ladder_stop(struct ladder *l, const struct ladder_policy *policy,
	instant at, enum ladder_state state)
{
	check(state == LADDER_RESOLVED || state == LADDER_CLOSED);
	ladder_advance(l, policy, at, true);

	bool was_open = l->state == LADDER_OPEN;
	l->state = state;
	if (!was_open)
		return (struct firings){ .len = 0 };
	return tell_briefed(l, at, FIRING_STAND_DOWN,
		state == LADDER_RESOLVED ? WHY_RESOLVED : WHY_CLOSED);
}

struct firings ladder_reopen(struct ladder *l, instant at, bool fresh)
{
	if (l->state != LADDER_RESOLVED && l->state != LADDER_CLOSED)
		return (struct firings){ .len = 0 };

	at = later(l->since, at);
	if (fresh) {
		int period = l->period + 1;
		ladder_open(l, l->priority, at);
		l->period = period;
		return (struct firings){ .len = 0 };
	}
	l->state = LADDER_OPEN;
	l->waiting = false;
	l->since = at;
	return tell_briefed(l, at, FIRING_NOTICE, WHY_REOPENED);
}

struct firings ladder_escalate(struct ladder *l, const struct ladder_policy *policy,
	instant at)
{
	struct firings out = { .len = 0 };

	ladder_advance(l, policy, at, false);
	if (l->state != LADDER_OPEN)
		return out;

	for (int level = 1; level <= LADDER_LEVELS; level++) {
		struct rung *rung = &l->rung[level - 1];
		bool owed = rung->state == RUNG_OWED;
		if (is_briefed(l, level) || (!owed && !has_rung(l, policy, level)))
			continue;
		instant due = owed ? rung->due : at;
		*rung = (struct rung){ .state = RUNG_SENT };
		put(&out, (struct firing){ FIRING_RUNG, WHY_MANUAL, level, at, due });
		break;
	}
	return out;
}

/* What either ladder has sent is sent, else what either owes is owed. */
static struct rung union_of(struct rung into, struct rung away)
{
	if (into.state == RUNG_SENT || away.state == RUNG_SENT)
		return (struct rung){ .state = RUNG_SENT };
	if (into.state == RUNG_OWED && away.state == RUNG_OWED)
		return into.due.us <= away.due.us ? into : away;
	return away.state == RUNG_OWED ? away : into;
}

struct firings ladder_merge(struct ladder *into, struct ladder *away,
	const struct ladder_policy *policy, instant at)
{
	struct firings out = { .len = 0 };

	ladder_advance(into, policy, at, false);
	ladder_advance(away, policy, at, true);
	check(into->state == LADDER_OPEN || away->state != LADDER_OPEN);

	if (away->state == LADDER_OPEN && away->priority < into->priority) {
		into->priority = away->priority;
		out = tell_briefed(into, at, FIRING_NOTICE, WHY_RAISED);
	}
	for (int i = 0; i < LADDER_PRIORITIES; i++)
		if (into->acc[i] < away->acc[i])
			into->acc[i] = away->acc[i];
	for (int i = 0; i < LADDER_LEVELS; i++) {
		into->rung[i] = union_of(into->rung[i], away->rung[i]);
		away->rung[i].held = (instant){ 0 };
		if (away->rung[i].state == RUNG_OWED)
			away->rung[i].state = RUNG_SUPPRESSED;
	}
	away->state = LADDER_MERGED;
	return out;
}

void ladder_hold(struct ladder *l, const struct ladder_policy *policy, instant at,
	int level, instant until)
{
	check(level >= 1 && level <= LADDER_LEVELS);
	ladder_advance(l, policy, at, true);
	if (!is_briefed(l, level) && l->rung[level - 1].state != RUNG_OWED)
		l->rung[level - 1].held = until;
}

void ladder_change_policy(struct ladder *l, const struct ladder_policy *old,
	const struct ladder_policy *next)
{
	ladder_advance(l, old, next->from, false);
}

struct firings ladder_fire(struct ladder *l, const struct ladder_policy *policy,
	instant at)
{
	struct firings out = { .len = 0 };
	bool open = l->state == LADDER_OPEN;

	ladder_advance(l, policy, at, false);
	for (int level = 1; level <= LADDER_LEVELS; level++) {
		struct rung *rung = &l->rung[level - 1];
		if (rung->state != RUNG_OWED)
			continue;
		put(&out, (struct firing){ open ? FIRING_RUNG : FIRING_SUPPRESSED,
			WHY_DUE, level, at, rung->due });
		rung->state = open ? RUNG_SENT : RUNG_SUPPRESSED;
	}
	return out;
}

void ladder_recompute(const struct ladder_step *steps, size_t count, instant at,
	int64_t out[LADDER_PRIORITIES])
{
	for (int p = 1; p <= LADDER_PRIORITIES; p++)
		out[p - 1] = 0;
	for (size_t i = 0; i < count; i++) {
		instant end = i + 1 < count ? steps[i + 1].at : at;
		for (int p = steps[i].priority; steps[i].running && p <= LADDER_PRIORITIES; p++)
			out[p - 1] += end.us - steps[i].at.us;
	}
}
