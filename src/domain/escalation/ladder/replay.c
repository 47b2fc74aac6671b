#include "domain/escalation/ladder/replay.h"

#include "base/json.h"
#include "domain/escalation/ladder/ladder.h"
#include "domain/escalation/ladder/replay_read.h"

/* Second 0 of a history is not the instant 0, which means "never". */
enum { EPOCH_S = SECONDS_PER_DAY };

enum { LINE_MAX_OUT = 2048 };

/* A rung ahead of a case, in a heap with the next one on top. */
struct ahead {
	instant due;
	size_t casefile;
	uint64_t version; /* of the case: another one is out of date */
};

struct running {
	struct ladder ladder;
	uint64_t version;
	bool stops; /* some event of the second at hand stops it */
};

struct replay {
	struct ctx *cx;
	const struct replay_history *history;
	const struct ladder_policy *policy;
	struct running *cases;
	size_t opened;
	struct ahead *heap;
	size_t heap_len, heap_cap;
	bool down;
	int64_t t;
	struct buf line;
	replay_sink sink;
	void *arg;
};

static instant at_second(int64_t t)
{
	return (instant){ (t + EPOCH_S) * US_PER_SECOND };
}

/* Rounded up: see now_for(). */
static int64_t second_of(instant i)
{
	return (i.us + US_PER_SECOND - 1) / US_PER_SECOND - EPOCH_S;
}

/*
 * Stopping wins a tie with a rung due in the same second, wherever in that second its
 * line stands. So what else happens to that case then counts as a moment before it.
 */
static instant now_for(const struct replay *r, const struct running *c)
{
	return (instant){ at_second(r->t).us - (c->stops ? 1 : 0) };
}

static bool is_before(const struct ahead *a, const struct ahead *b)
{
	if (a->due.us != b->due.us)
		return a->due.us < b->due.us;
	return a->casefile < b->casefile;
}

static void swap(struct ahead *a, struct ahead *b)
{
	struct ahead keep = *a;

	*a = *b;
	*b = keep;
}

static void heap_push(struct replay *r, struct ahead item)
{
	if (r->heap_len == r->heap_cap) {
		size_t cap = r->heap_cap ? r->heap_cap * 2 : 256;
		r->heap = arena_grow(r->cx->arena, r->heap, r->heap_cap * sizeof item,
			cap * sizeof item);
		r->heap_cap = cap;
	}
	size_t i = r->heap_len++;
	r->heap[i] = item;
	for (; i > 0 && is_before(&r->heap[i], &r->heap[(i - 1) / 2]); i = (i - 1) / 2)
		swap(&r->heap[i], &r->heap[(i - 1) / 2]);
}

static void heap_pop(struct replay *r)
{
	size_t i = 0;

	r->heap[0] = r->heap[--r->heap_len];
	for (;;) {
		size_t least = i, left = 2 * i + 1, right = left + 1;
		if (left < r->heap_len && is_before(&r->heap[left], &r->heap[least]))
			least = left;
		if (right < r->heap_len && is_before(&r->heap[right], &r->heap[least]))
			least = right;
		if (least == i)
			return;
		swap(&r->heap[i], &r->heap[least]);
		i = least;
	}
}

/* After anything that happened to a case: the rung that it has ahead now. */
static void rearm(struct replay *r, size_t index)
{
	struct running *c = &r->cases[index];
	int level;
	instant due = ladder_next(&c->ladder, r->policy, &level);

	c->version++;
	if (level != 0)
		heap_push(r, (struct ahead){ due, index, c->version });
}

static struct str kind_name(enum firing_kind kind)
{
	switch (kind) {
	case FIRING_RUNG:
		return STR("rung");
	case FIRING_NOTICE:
		return STR("notice");
	case FIRING_SUPPRESSED:
		return STR("suppressed");
	case FIRING_STAND_DOWN:
		break;
	}
	return STR("stand_down");
}

static error write_firings(struct replay *r, size_t index, struct firings fired)
{
	for (size_t i = 0; i < fired.len; i++) {
		const struct firing *f = &fired.at[i];
		int64_t due = second_of(f->due);
		struct json_writer j = jw_new(&r->line);
		buf_clear(&r->line);
		jw_object(&j);
		jw_put_int(&j, "t", r->t);
		jw_put_str(&j, "case", r->history->names.at[index]);
		jw_put_str(&j, "kind", kind_name(f->kind));
		jw_put_int(&j, "level", f->level);
		jw_put_int(&j, "due", due);
		jw_put_int(&j, "late", r->t - due);
		jw_object_end(&j);
		buf_char(&r->line, '\n');
		check(!r->line.overflow);
		TRY(r->sink(r->arg, buf_str(&r->line)));
	}
	return OK;
}

static error fire(struct replay *r, size_t index)
{
	struct running *c = &r->cases[index];
	struct firings fired = ladder_fire(&c->ladder, r->policy, now_for(r, c));

	TRY(write_firings(r, index, fired));
	rearm(r, index);
	return OK;
}

/* Fires what is due up to `until`, each at its own second. */
static error run_clock(struct replay *r, instant until)
{
	while (!r->down && r->heap_len > 0 && r->heap[0].due.us <= until.us) {
		struct ahead next = r->heap[0];
		heap_pop(r);
		if (next.version != r->cases[next.casefile].version)
			continue;
		int64_t due = second_of(next.due);
		r->t = due > r->t ? due : r->t; /* reported before it was opened */
		TRY(fire(r, next.casefile));
	}
	return OK;
}

/*
 * The rungs due in the second of the next events, before those: but for cases that
 * one of the events stops.
 */
static error run_second(struct replay *r, int64_t t)
{
	while (!r->down && r->heap_len > 0 && r->heap[0].due.us <= at_second(t).us) {
		struct ahead next = r->heap[0];
		struct running *c = &r->cases[next.casefile];
		heap_pop(r);
		if (next.version == c->version && !c->stops)
			TRY(fire(r, next.casefile));
	}
	return OK;
}

static void open_case(struct replay *r, const struct replay_event *e)
{
	struct running *c = &r->cases[e->casefile];

	ladder_open(&c->ladder, e->priority, at_second(e->when));
	r->opened = e->casefile + 1;
}

static void split_case(struct replay *r, const struct replay_event *e)
{
	const struct ladder *from = &r->cases[e->other].ladder;
	int priority = e->priority ? e->priority : from->priority;
	instant since = at_second(r->t);

	if (e->flag)
		since.us -= ladder_acc(from, r->policy, LADDER_PRIORITIES, since);
	ladder_open(&r->cases[e->casefile].ladder, priority, since);
	r->opened = e->casefile + 1;
}

static error start_engine(struct replay *r)
{
	r->down = false;
	for (size_t i = 0; i < r->opened; i++)
		TRY(fire(r, i));
	return OK;
}

static struct firings apply(struct replay *r, const struct replay_event *e)
{
	struct running *c = &r->cases[e->casefile];
	instant now = now_for(r, c), stop = at_second(r->t);

	switch (e->verb) {
	case REPLAY_OPEN:
		open_case(r, e);
		break;
	case REPLAY_SPLIT:
		split_case(r, e);
		break;
	case REPLAY_PRIORITY:
		return ladder_set_priority(&c->ladder, r->policy, now, e->priority);
	case REPLAY_RESOLVE:
		if (c->ladder.state == LADDER_OPEN)
			return ladder_stop(&c->ladder, r->policy, stop, LADDER_RESOLVED);
		break;
	case REPLAY_CLOSE:
		return ladder_stop(&c->ladder, r->policy, stop, LADDER_CLOSED);
	case REPLAY_REOPEN:
		return ladder_reopen(&c->ladder, stop, e->flag);
	case REPLAY_ESCALATE:
		return ladder_escalate(&c->ladder, r->policy, now);
	case REPLAY_MERGE:
		return ladder_merge(&r->cases[e->other].ladder, &c->ladder, r->policy, stop);
	case REPLAY_HOLD:
		ladder_hold(&c->ladder, r->policy, now, e->level, at_second(e->when));
		break;
	case REPLAY_DOWN:
	case REPLAY_UP:
	case REPLAY_END:
		break;
	}
	return (struct firings){ .len = 0 };
}

static error run_event(struct replay *r, const struct replay_event *e)
{
	if (e->verb == REPLAY_UP && r->down)
		return start_engine(r);
	if (e->verb == REPLAY_DOWN)
		r->down = true;
	if (e->verb >= REPLAY_DOWN)
		return OK;

	/* What a merge fires is for the case that stays. */
	size_t told = e->verb == REPLAY_MERGE ? e->other : e->casefile;
	struct firings fired = apply(r, e);
	TRY(write_firings(r, told, fired));
	rearm(r, e->casefile);
	if (told != e->casefile)
		rearm(r, told);
	return OK;
}

static void mark_stops(struct replay *r, const struct replay_event *e, size_t count,
	bool on)
{
	for (size_t i = 0; i < count; i++)
		if (e[i].verb == REPLAY_RESOLVE || e[i].verb == REPLAY_CLOSE ||
			e[i].verb == REPLAY_MERGE)
			r->cases[e[i].casefile].stops = on;
}

/* All events of one second. */
static error run_group(struct replay *r, const struct replay_event *e, size_t count)
{
	TRY(run_clock(r, (instant){ at_second(e->t).us - 1 }));
	r->t = e->t;
	mark_stops(r, e, count, true);
	TRY(run_second(r, e->t));
	for (size_t i = 0; i < count; i++)
		TRY(run_event(r, &e[i]));
	mark_stops(r, e, count, false);
	return run_clock(r, at_second(e->t)); /* what the events made due at once */
}

error replay_run(struct ctx *cx, struct str history, replay_sink sink, void *arg)
{
	struct replay_history h;

	TRY(replay_read(cx, history, &h));
	struct replay r = {
		.cx = cx, .history = &h, .policy = &ladder_policy_first, .sink = sink,
		.arg = arg, .line = buf_new(cx->arena, LINE_MAX_OUT), .cases = arena_array(cx->arena, struct running, h.names.len),
	};
	size_t from = 0, len = h.events.len;
	while (from < len) {
		size_t to = from + 1;
		while (to < len && h.events.at[to].t == h.events.at[from].t)
			to++;
		TRY(run_group(&r, &h.events.at[from], to - from));
		from = to;
	}
	if (len > 0 && h.events.at[len - 1].verb == REPLAY_END)
		return OK;
	return run_clock(&r, (instant){ INT64_MAX });
}
