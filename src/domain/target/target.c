#include "domain/target/target.h"

#include "domain/target/policy.h"
#include "store/db.h"

struct str target_name(enum target_kind kind)
{
	static const struct str names[TARGET_KINDS_] = {
		[TARGET_RESPONSE] = SAY_INIT("First answer"),
		[TARGET_UPDATE] = SAY_INIT("Next news"),
		[TARGET_RESTORE] = SAY_INIT("Restored"),
	};
	return names[kind];
}

static seconds allowed_by(const struct target_policy *p, enum target_kind kind)
{
	switch (kind) {
	case TARGET_RESPONSE:
		return p->response_s;
	case TARGET_UPDATE:
		return p->update_s;
	case TARGET_RESTORE:
	case TARGET_KINDS_:
		break;
	}
	return p->restore_s;
}

/* What the verbs below work on: one case, its policy and its clocks. */
struct clocks {
	struct ctx *cx;
	casefile_id casefile;
	struct q_target_case_row c;
	struct target_policy policy;
	bool has_policy;
	const struct work_calendar *calendar;
	struct target_list list;
};

static error load_calendar(struct clocks *k)
{
	return calendar_read(k->cx, k->policy.calendar, &k->calendar);
}

static error load(struct ctx *cx, casefile_id id, struct clocks *k)
{
	bool found;

	*k = (struct clocks){ .cx = cx, .casefile = id };
	TRY(q_target_case(cx, id, &k->c, &found));
	if (!found)
		return err_new(cx, ERR_NOT_FOUND, "no such case");
	TRY(q_target_list(cx, id, &k->list));
	if (k->list.len == 0)
		return OK;
	k->has_policy = true;
	TRY(q_target_policy_load(cx, k->list.at[0].policy, &k->policy));
	return load_calendar(k);
}

static error store(struct clocks *k, const struct target *t)
{
	return q_target_put(k->cx, &(struct q_target_put_args){ .casefile = k->casefile,
		.kind = t->kind, .policy = t->policy, .allowed = t->allowed_s,
		.started = t->started_at, .spent = t->spent_us, .running = t->running_since,
		.due = t->due_at, .met = t->met_at, .missed = t->missed_at,
		.rounds_met = t->rounds_met, .rounds_missed = t->rounds_missed });
}

static bool pauses(const struct clocks *k, int64_t status)
{
	bool open = status_rule((enum casefile_status)status)->open;
	return !open || (k->policy.pauses & INT64_C(1) << status) != 0;
}

static bool is_over(const struct target *t)
{
	return instant_is_set(t->met_at);
}

/* What has fallen due is missed from then, whatever comes after. */
static void judge(struct clocks *k, struct target *t)
{
	if (instant_is_set(t->due_at) && t->due_at.us <= k->cx->now.us &&
		!instant_is_set(t->missed_at))
		t->missed_at = t->due_at;
}

static void pause(struct clocks *k, struct target *t)
{
	judge(k, t);
	if (!instant_is_set(t->running_since))
		return;
	t->spent_us += worktime_between(k->calendar, t->running_since, k->cx->now);
	t->running_since = t->due_at = (instant){ 0 };
}

static void run(struct clocks *k, struct target *t, instant from)
{
	int64_t left = t->allowed_s.s * US_PER_SECOND - t->spent_us;

	if (is_over(t) || instant_is_set(t->running_since))
		return;
	t->running_since = from;
	t->due_at = worktime_add(k->calendar, from, left > 0 ? left : 0);
}

static void meet(struct clocks *k, struct target *t)
{
	if (is_over(t))
		return;
	pause(k, t);
	t->met_at = k->cx->now;
}

/* --- what happens to a case --- */

static error begin(struct clocks *k, enum target_kind kind, instant from)
{
	struct target t = { .kind = kind, .policy = k->policy.id,
		.allowed_s = allowed_by(&k->policy, kind), .started_at = from };

	if (t.allowed_s.s == 0)
		return OK;
	if (!pauses(k, k->c.status))
		run(k, &t, from);
	return store(k, &t);
}

error target_case_opened(struct ctx *cx, casefile_id id)
{
	struct clocks k;

	TRY(load(cx, id, &k));
	TRY(q_target_policy_for(cx, k.c.priority, k.c.tier, &k.policy, &k.has_policy));
	if (!k.has_policy)
		return OK;
	TRY(load_calendar(&k));
	for (enum target_kind kind = TARGET_RESPONSE; kind < TARGET_KINDS_; kind++)
		TRY(begin(&k, kind, k.c.reported_at));
	return OK;
}

/* The next round begins; how the last one went is counted. */
static void again(struct clocks *k, struct target *t)
{
	pause(k, t);
	t->rounds_missed += instant_is_set(t->missed_at);
	t->rounds_met += !instant_is_set(t->missed_at);
	t->missed_at = (instant){ 0 };
	t->spent_us = 0;
	t->started_at = k->cx->now;
	if (!pauses(k, k->c.status))
		run(k, t, k->cx->now);
}

error target_answered(struct ctx *cx, casefile_id id)
{
	struct clocks k;

	TRY(load(cx, id, &k));
	for (size_t i = 0; i < k.list.len; i++) {
		struct target *t = &k.list.at[i];
		if (t->kind == TARGET_RESPONSE)
			meet(&k, t);
		else if (t->kind == TARGET_UPDATE && !is_over(t))
			again(&k, t);
		TRY(store(&k, t));
	}
	return OK;
}

/* An end restores the service; opened again it was not restored. News end with the case. */
static void turn(struct clocks *k, struct target *t, bool opened, bool ended)
{
	if (ended && t->kind != TARGET_RESPONSE) {
		meet(k, t);
		return;
	}
	if (opened && t->kind != TARGET_RESPONSE)
		t->met_at = (instant){ 0 };
	if (opened && t->kind == TARGET_UPDATE)
		again(k, t);
}

error target_status_changed(struct ctx *cx, casefile_id id, enum casefile_status from,
	enum casefile_status to)
{
	struct clocks k;
	bool was = status_rule(from)->open, is = status_rule(to)->open;

	TRY(load(cx, id, &k));
	for (size_t i = 0; i < k.list.len; i++) {
		struct target *t = &k.list.at[i];
		turn(&k, t, !was && is, was && !is);
		if (pauses(&k, to))
			pause(&k, t);
		else
			run(&k, t, cx->now);
		TRY(store(&k, t));
	}
	return OK;
}

/* The time that went by counts, by the calendar under which it did. */
static error take_over(struct clocks *k, enum target_kind kind, const struct target_list *old)
{
	struct target t = { .kind = kind, .started_at = k->c.reported_at };

	for (size_t i = 0; i < old->len; i++)
		if (old->at[i].kind == (int64_t)kind)
			t = old->at[i];
	if (is_over(&t))
		return OK;
	t.policy = k->policy.id;
	t.allowed_s = allowed_by(&k->policy, kind);
	if (t.allowed_s.s == 0) {
		int64_t dropped;
		return q_target_drop(k->cx, k->casefile, kind, &dropped);
	}
	if (kind == TARGET_RESPONSE && instant_is_set(k->c.first_response_at))
		return OK;
	if (!pauses(k, k->c.status))
		run(k, &t, k->cx->now);
	return store(k, &t);
}

error target_priority_changed(struct ctx *cx, casefile_id id)
{
	struct clocks k;

	TRY(load(cx, id, &k));
	for (size_t i = 0; i < k.list.len; i++)
		pause(&k, &k.list.at[i]);
	TRY(q_target_policy_for(cx, k.c.priority, k.c.tier, &k.policy, &k.has_policy));
	if (!k.has_policy)
		k.policy = (struct target_policy){ 0 };
	TRY(load_calendar(&k));
	for (enum target_kind kind = TARGET_RESPONSE; kind < TARGET_KINDS_; kind++)
		TRY(take_over(&k, kind, &k.list));
	return OK;
}

error target_list(struct ctx *cx, casefile_id id, struct target_list *out)
{
	return q_target_list(cx, id, out);
}

error target_pass(struct ctx *cx, int64_t *ret_missed)
{
	return q_target_missed(cx, cx->now, ret_missed);
}
