#include "domain/escalation/ladder/ladder.h"

#include "tests/unit/test.h"

enum { H = 3600, STEP = 600, EVENTS = 14, HISTORIES = 3000 };

static instant at(int64_t s)
{
	return (instant){ (s + SECONDS_PER_DAY) * US_PER_SECOND };
}

static int64_t second(instant i)
{
	return i.us / US_PER_SECOND - SECONDS_PER_DAY;
}

/* Told: a level and when, for comparing two ways to the same. */
struct told {
	int level;
	int64_t t;
};
typedef struct {
	struct told at[64];
	size_t len;
} told_list;

static void add_rungs(told_list *list, struct firings fired)
{
	for (size_t i = 0; i < fired.len; i++)
		if (fired.at[i].kind == FIRING_RUNG)
			list->at[list->len++] =
				(struct told){ fired.at[i].level, second(fired.at[i].at) };
}

struct move {
	int64_t t;
	enum { SET_PRIORITY, STOP, REOPEN, MOVES } verb;
	int priority;
};

static uint64_t next_random(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

static void random_history(uint64_t *seed, struct move *moves)
{
	int64_t t = 0;

	for (int i = 0; i < EVENTS; i++) {
		static const int64_t spans[] = { 0, 3, 6, 9, 40, 400 };
		t += STEP * (spans[next_random(seed) % 6] + (int64_t)(next_random(seed) % 7));
		moves[i] = (struct move){ t, (int)(next_random(seed) % MOVES),
			1 + (int)(next_random(seed) % 4) };
	}
}

static int64_t end_of(const struct move *moves)
{
	return moves[EVENTS - 1].t + 40 * SECONDS_PER_DAY;
}

/* Sleeps from due time to due time. */
static void run_timer(const struct move *moves, told_list *out, struct ladder *l)
{
	const struct ladder_policy *p = &ladder_policy_first;

	ladder_open(l, 4, at(0));
	for (int i = 0; i <= EVENTS; i++) {
		int64_t until = i < EVENTS ? moves[i].t : end_of(moves);
		bool stops = i < EVENTS && moves[i].verb == STOP;
		int level;
		instant due = ladder_next(l, p, &level);
		while (level != 0 && due.us < at(until).us + (stops ? 0 : 1)) {
			add_rungs(out, ladder_fire(l, p, due));
			due = ladder_next(l, p, &level);
		}
		if (i == EVENTS)
			break;
		if (moves[i].verb == SET_PRIORITY)
			ladder_set_priority(l, p, at(until), moves[i].priority);
		else if (stops)
			ladder_stop(l, p, at(until), LADDER_RESOLVED);
		else
			ladder_reopen(l, at(until), false);
	}
}

/*
 * The same from nothing but the formula: every STEP it asks the history how long the
 * case has been open at its priority or worse.
 */
struct sweep {
	struct ladder_step log[EVENTS + 1];
	size_t len;
	bool sent[LADDER_LEVELS];
	told_list *out;
};

static void sweep_at(struct sweep *s, int64_t t)
{
	const struct ladder_step *now = &s->log[s->len - 1];
	int64_t acc[LADDER_PRIORITIES];

	ladder_recompute(s->log, s->len, at(t), acc);
	for (int level = 1; now->running && level <= LADDER_LEVELS; level++) {
		int64_t offset = ladder_policy_first.offset[now->priority - 1][level - 1].s;
		bool due = offset > 0 && acc[now->priority - 1] >= offset * US_PER_SECOND;
		if (!due || s->sent[level - 1])
			continue;
		s->sent[level - 1] = true;
		s->out->at[s->out->len++] = (struct told){ level, t };
	}
}

static void run_sweep(const struct move *moves, struct sweep *s)
{
	int next = 0;

	s->log[s->len++] = (struct ladder_step){ at(0), 4, true };
	for (int64_t t = 0; t <= end_of(moves); t += STEP) {
		bool first_stops = next < EVENTS && moves[next].t == t && moves[next].verb == STOP;
		if (!first_stops)
			sweep_at(s, t);
		for (; next < EVENTS && moves[next].t == t; next++) {
			struct ladder_step step = s->log[s->len - 1];
			const struct move *m = &moves[next];
			step.at = at(t);
			step.priority = m->verb == SET_PRIORITY ? m->priority : step.priority;
			step.running = m->verb == STOP ? false
					: m->verb == REOPEN ? true : step.running;
			s->log[s->len++] = step;
			/* the timer fires what an event made due before the next event */
			if (next + 1 < EVENTS && moves[next + 1].t == t &&
				moves[next + 1].verb != STOP)
				sweep_at(s, t);
		}
		sweep_at(s, t);
	}
}

TEST(a_timer_and_a_formula_sweep_tell_the_same_levels_at_the_same_times)
{
	uint64_t seed = 20261123;

	for (int n = 0; n < HISTORIES; n++) {
		struct move moves[EVENTS];
		told_list timer = { .len = 0 }, swept = { .len = 0 };
		struct sweep s = { .out = &swept };
		struct ladder l;
		int64_t acc[LADDER_PRIORITIES];

		random_history(&seed, moves);
		run_timer(moves, &timer, &l);
		run_sweep(moves, &s);

		ASSERT_EQ(timer.len, swept.len);
		ASSERT(timer.len <= LADDER_LEVELS);
		for (size_t i = 0; i < timer.len; i++) {
			ASSERT_EQ(timer.at[i].level, swept.at[i].level);
			ASSERT_EQ(timer.at[i].t, swept.at[i].t);
		}
		ladder_recompute(s.log, s.len, at(end_of(moves)), acc);
		for (int p = 1; p <= LADDER_PRIORITIES; p++)
			ASSERT_EQ(ladder_acc(&l, &ladder_policy_first, p, at(end_of(moves))),
				acc[p - 1]);
	}
}

TEST(a_rung_fires_once_and_never_before_it_is_due_however_seldom_anyone_looks)
{
	const struct ladder_policy *p = &ladder_policy_first;
	uint64_t seed = 7;

	for (int n = 0; n < HISTORIES; n++) {
		struct move moves[EVENTS];
		struct ladder l;
		int sent[LADDER_LEVELS] = { 0 };

		random_history(&seed, moves);
		ladder_open(&l, 1, at(0));
		for (int i = 0; i < EVENTS; i++) {
			struct firings fired = { .len = 0 };
			if (next_random(&seed) % 3 == 0)
				fired = ladder_fire(&l, p, at(moves[i].t));
			else if (next_random(&seed) % 5 == 0)
				fired = ladder_escalate(&l, p, at(moves[i].t));
			else if (moves[i].verb == SET_PRIORITY)
				ladder_set_priority(&l, p, at(moves[i].t), moves[i].priority);
			else if (moves[i].verb == STOP)
				ladder_stop(&l, p, at(moves[i].t), LADDER_CLOSED);
			else
				ladder_reopen(&l, at(moves[i].t), false);
			for (size_t f = 0; f < fired.len; f++) {
				ASSERT(fired.at[f].due.us <= fired.at[f].at.us);
				if (fired.at[f].kind == FIRING_RUNG)
					ASSERT_EQ(++sent[fired.at[f].level - 1], 1);
			}
		}
	}
}

TEST(merging_takes_the_worse_priority_the_longer_watch_and_what_either_sent)
{
	const struct ladder_policy *p = &ladder_policy_first;
	struct ladder into, away;
	int level;

	ladder_open(&into, 2, at(0));
	ladder_fire(&into, p, at(20 * H));
	ladder_open(&away, 1, at(17 * H));
	ladder_fire(&away, p, at(20 * H));
	struct firings told = ladder_merge(&into, &away, p, at(20 * H));

	ASSERT_EQ(into.priority, 1);
	ASSERT_EQ(into.acc[0], 3 * H * US_PER_SECOND);
	ASSERT_EQ(into.acc[1], 20 * H * US_PER_SECOND);
	ASSERT_EQ(second(ladder_next(&into, p, &level)), 21 * H);
	ASSERT_EQ(level, 3);
	ASSERT_EQ(told.len, 1); /* level 1, which `into` had briefed */
	ASSERT(!instant_is_set(ladder_next(&away, p, &level)));
}

TEST(a_new_policy_makes_due_from_the_moment_that_it_holds)
{
	struct ladder_policy shorter = ladder_policy_first;
	struct ladder l;
	int level;

	shorter.offset[2][0].s = 5 * SECONDS_PER_DAY;
	shorter.from = at(6 * SECONDS_PER_DAY);
	ladder_open(&l, 3, at(0));
	ladder_change_policy(&l, &ladder_policy_first, &shorter);

	ASSERT_EQ(second(ladder_next(&l, &shorter, &level)), 6 * SECONDS_PER_DAY);
	ASSERT_EQ(ladder_fire(&l, &shorter, at(6 * SECONDS_PER_DAY)).len, 1);
	ASSERT_EQ(ladder_fire(&l, &shorter, at(60 * SECONDS_PER_DAY)).len, 0);
}

TEST(waiting_for_the_customer_stops_nothing_unless_the_policy_says_so)
{
	struct ladder_policy pausing = ladder_policy_first;
	struct ladder plain, paused;
	int level;

	pausing.pause_on_wait[2] = true;
	ladder_open(&plain, 3, at(0));
	ladder_open(&paused, 3, at(0));
	ladder_set_waiting(&plain, &ladder_policy_first, at(H), true);
	ladder_set_waiting(&paused, &pausing, at(H), true);

	ASSERT_EQ(second(ladder_next(&plain, &ladder_policy_first, &level)), 360 * H);
	ASSERT(!instant_is_set(ladder_next(&paused, &pausing, &level)));
	ladder_set_waiting(&paused, &pausing, at(11 * H), false);
	ASSERT_EQ(second(ladder_next(&paused, &pausing, &level)), 370 * H);
}

TEST(time_never_runs_back_on_a_ladder)
{
	struct ladder l;

	ladder_open(&l, 1, at(H));
	ladder_set_priority(&l, &ladder_policy_first, at(0), 2);

	ASSERT_EQ(second(l.since), H);
	ASSERT_EQ(l.acc[0], 0);
}
