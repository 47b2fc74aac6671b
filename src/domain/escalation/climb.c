#include "domain/escalation/climb.h"

#include <sodium.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"

enum {
	HASH_SIZE = 32,
	HASHED_MAX = 16 * 1024,
};

_Static_assert(HASH_SIZE >= crypto_generichash_BYTES_MIN, "a hash that is too short");

static const struct str act_names[ACT_COUNT_] = {
	[ACT_ARMED] = STR_INIT("armed"),
	[ACT_REARMED] = STR_INIT("re-armed"),
	[ACT_PRIORITY] = STR_INIT("priority"),
	[ACT_WAITING] = STR_INIT("waiting"),
	[ACT_STOPPED] = STR_INIT("stopped"),
	[ACT_REOPENED] = STR_INIT("reopened"),
	[ACT_ANEW] = STR_INIT("begun anew"),
	[ACT_MERGED] = STR_INIT("merged"),
	[ACT_LEFT] = STR_INIT("left"),
	[ACT_FIRED] = STR_INIT("fired"),
	[ACT_LATE] = STR_INIT("late"),
	[ACT_MANUAL] = STR_INIT("manual"),
	[ACT_SUPPRESSED] = STR_INIT("suppressed"),
	[ACT_NOTICE] = STR_INIT("notice"),
	[ACT_STAND_DOWN] = STR_INIT("stand-down"),
	[ACT_HELD] = STR_INIT("held"),
	[ACT_HOLD_EXPIRED] = STR_INIT("hold expired"),
	[ACT_ACKED] = STR_INIT("acknowledged"),
	[ACT_ATTEMPT] = STR_INIT("attempt"),
	[ACT_DELIVERED] = STR_INIT("delivered"),
	[ACT_BOUNCED] = STR_INIT("bounced"),
	[ACT_ALARM] = STR_INIT("alarm"),
	[ACT_UNMERGED] = STR_INIT("unmerged"),
};

struct str act_name(enum escalation_act act)
{
	check(act > 0 && act < ACT_COUNT_);
	return act_names[act];
}

static struct rung rung_from(const struct escalation_state *s, int level)
{
	const instant marks[] = { s->mark1, s->mark2, s->mark3, s->mark4 };
	int64_t bit = 1 << (level - 1);

	if (s->sent & bit)
		return (struct rung){ .state = RUNG_SENT };
	if (s->owed & bit)
		return (struct rung){ .state = RUNG_OWED, .due = marks[level - 1] };
	return (struct rung){
		.state = s->suppressed & bit ? RUNG_SUPPRESSED : RUNG_AHEAD,
		.held = marks[level - 1],
	};
}

static void climb_from(const struct escalation_state *s, struct climb *out)
{
	*out = (struct climb){
		.casefile = s->casefile,
		.ladder = {
			.state = (enum ladder_state)s->state,
			.period = (int)s->period,
			.priority = (int)s->priority,
			.waiting = s->waiting,
			.since = s->since,
			.acc = { s->acc1, s->acc2, s->acc3, s->acc4 },
		},
		.reported_at = s->reported_at,
		.policy_version = s->policy_version,
		.level = (int)s->next_level,
		.due = s->next_due_at,
		.events = s->events,
		.head = s->head,
	};
	for (int level = 1; level <= LADDER_LEVELS; level++)
		out->ladder.rung[level - 1] = rung_from(s, level);
}

error climb_load(struct ctx *cx, casefile_id id, struct climb *out, bool *ret_found)
{
	struct escalation_state s;

	TRY(q_escalation_load(cx, id, &s, ret_found));
	if (*ret_found)
		climb_from(&s, out);
	return OK;
}

struct climb climb_new(casefile_id id, const struct ladder *ladder, instant reported)
{
	return (struct climb){
		.casefile = id, .ladder = *ladder, .reported_at = reported, .made = true,
	};
}

/* The instant that is kept for a rung: since when it is owed, or until when held. */
static instant mark_of(const struct ladder *l, int level)
{
	const struct rung *rung = &l->rung[level - 1];

	return rung->state == RUNG_OWED ? rung->due : rung->held;
}

static int64_t bits_of(const struct ladder *l, enum rung_state state)
{
	int64_t bits = 0;

	for (int i = 0; i < LADDER_LEVELS; i++)
		bits |= l->rung[i].state == state ? 1 << i : 0;
	return bits;
}

/* Everything of an event but its hash, and the hash before it. */
struct str climb_event_hash(struct ctx *cx, struct str head, const struct escalation_event *e)
{
	struct buf text = buf_new(cx->arena, HASHED_MAX);
	unsigned char *hash = arena_bytes(cx->arena, HASH_SIZE);

	buf_put(&text, head);
	buf_printf(&text,
		"%" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64
		" %" PRId64 " %" PRId64 " %d %" PRId64 " %" PRId64 " %" PRId64 " ",
		e->id.v, e->casefile.v, e->at.us, e->act, e->level, e->priority, e->state,
		e->period, e->running, e->due_at.us, e->old_due_at.us, e->person.v);
	buf_put(&text, e->detail);
	check(!text.overflow);
	crypto_generichash(hash, HASH_SIZE, (const unsigned char *)text.at, text.len, NULL, 0);
	return str_of(hash, HASH_SIZE);
}

static error put_event(struct ctx *cx, struct climb *c, struct escalation_event e)
{
	if (c->events + 1 >= CLIMB_EVENTS)
		return err_new(cx, ERR_LIMIT, "the ladder's log is full");
	e.id.v = c->casefile.v * CLIMB_EVENTS + c->events + 1;
	e.hash = climb_event_hash(cx, c->head, &e);
	TRY(q_escalation_event_insert(cx, e.id, e.casefile, e.at, e.act, e.level, e.priority,
		e.state, e.period, e.running, e.due_at, e.old_due_at, e.person, e.detail,
		e.hash));
	c->events++;
	c->head = e.hash;
	return OK;
}

static struct escalation_event event_of(const struct climb *c,
	const struct ladder_policy *policy, enum escalation_act act, instant at)
{
	const struct ladder *l = &c->ladder;

	return (struct escalation_event){
		.casefile = c->casefile, .at = at, .act = act, .priority = l->priority,
		.state = l->state, .period = l->period,
		.running = ladder_is_running(l, policy),
	};
}

/* A policy that pauses while waiting starts or stops the watches when it comes in force. */
static void turn(struct ctx *cx, struct climb *c, const struct ladder_policy *old,
	const struct ladder_policy *next)
{
	if (ladder_is_running(&c->ladder, old) == ladder_is_running(&c->ladder, next))
		return;
	struct escalation_event e = event_of(c, next, ACT_REARMED, next->from);
	e.detail = STR("policy");
	*arena_push(cx->arena, &c->turns) = e;
}

/* Through each policy that has been in force since: what it made due is owed. */
error climb_begin(struct ctx *cx, casefile_id id, const struct policy *policy,
	struct climb *out, bool *ret_found)
{
	struct policy old, next;

	TRY(climb_load(cx, id, out, ret_found));
	if (!*ret_found || out->policy_version == policy->ladder.version)
		return OK;
	TRY(policy_load_version(cx, out->policy_version, &old));
	for (int64_t v = out->policy_version + 1; v <= policy->ladder.version; v++) {
		TRY(policy_load_version(cx, v, &next));
		ladder_change_policy(&out->ladder, &old.ladder, &next.ladder);
		turn(cx, out, &old.ladder, &next.ladder);
		old = next;
	}
	return OK;
}

static error put_turns(struct ctx *cx, struct climb *c)
{
	for (size_t i = 0; i < c->turns.len; i++)
		TRY(put_event(cx, c, c->turns.at[i]));
	c->turns.len = 0;
	return OK;
}

error climb_note(struct ctx *cx, struct climb *c, const struct policy *policy,
	const struct climb_note *n)
{
	instant at = cx->now.us > c->ladder.since.us ? cx->now : c->ladder.since;
	struct escalation_event e = event_of(c, &policy->ladder, n->act, at);

	e.level = n->level;
	e.due_at = n->due;
	e.old_due_at = n->old_due;
	e.person = n->person;
	e.detail = utf8_cut(n->detail, LIMIT_REASON);
	TRY(put_turns(cx, c));
	return put_event(cx, c, e);
}

static error insert(struct ctx *cx, const struct climb *c, int level, instant due)
{
	const struct ladder *l = &c->ladder;

	return q_escalation_insert(cx, c->casefile, l->state, l->period, l->priority,
		l->waiting, c->reported_at, l->since, l->acc[0], l->acc[1], l->acc[2],
		l->acc[3], bits_of(l, RUNG_SENT), bits_of(l, RUNG_OWED),
		bits_of(l, RUNG_SUPPRESSED), mark_of(l, 1), mark_of(l, 2), mark_of(l, 3),
		mark_of(l, 4), c->policy_version, level, due, c->events, c->head);
}

static error update(struct ctx *cx, const struct climb *c, int level, instant due)
{
	const struct ladder *l = &c->ladder;
	int64_t changes;

	TRY(q_escalation_save(cx, c->casefile, l->state, l->period, l->priority, l->waiting,
		l->since, l->acc[0], l->acc[1], l->acc[2], l->acc[3], bits_of(l, RUNG_SENT),
		bits_of(l, RUNG_OWED), bits_of(l, RUNG_SUPPRESSED), mark_of(l, 1),
		mark_of(l, 2), mark_of(l, 3), mark_of(l, 4), c->policy_version, level, due,
		c->events, c->head, &changes));
	if (changes != 1)
		return err_new(cx, ERR_INTERNAL, "the ladder of case %" PRId64 " is gone",
			c->casefile.v);
	return OK;
}

error climb_save(struct ctx *cx, struct climb *c, const struct policy *policy,
	struct str why)
{
	int level;
	int64_t changes;
	instant due = ladder_next(&c->ladder, &policy->ladder, &level);

	TRY(put_turns(cx, c));
	if (!c->made && why.len > 0 && (level != c->level || due.us != c->due.us))
		TRY(climb_note(cx, c, policy, &(struct climb_note){ .act = ACT_REARMED,
			.level = level, .due = due, .old_due = c->due, .detail = why }));
	c->policy_version = policy->ladder.version;
	TRY(c->made ? insert(cx, c, level, due) : update(cx, c, level, due));
	c->made = false;
	c->level = level;
	c->due = due;
	/* "Never" sorts last there. */
	return q_escalation_show_next(cx, c->casefile, level,
		level != 0 ? due : (instant){ INT64_MAX }, &changes);
}
