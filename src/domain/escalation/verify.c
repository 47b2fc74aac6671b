#include "domain/escalation/verify.h"

#include "domain/escalation/climb.h"

/* One case on the walk: its ladder as it stands, and as its log makes it. */
struct walk {
	struct ctx *cx;
	struct arena *texts; /* outlives the rows */
	struct verify_result *out;
	struct escalation_state_list states;
	size_t at;           /* of the state that the log at hand belongs to */
	/* from the log so far */
	unsigned char head[32];
	size_t head_len;
	int64_t events, period, priority;
	bool running, broken;
	instant last;
	int64_t acc[LADDER_PRIORITIES];
};

static void fault(struct walk *w, casefile_id id, const char *what)
{
	w->broken = true;
	w->out->faults++;
	if (w->out->texts.len < VERIFY_FAULTS_MAX)
		*arena_push(w->texts, &w->out->texts) =
			str_printf(w->texts, "Case %" PRId64 ": %s", id.v, what);
}

static void begin_case(struct walk *w)
{
	const struct escalation_state *s = &w->states.at[w->at];

	w->head_len = 0;
	w->events = 0;
	w->period = 1;
	w->priority = s->priority;
	w->running = false;
	w->broken = false;
	w->last = s->reported_at;
	memset(w->acc, 0, sizeof w->acc);
}

static void run_watches(struct walk *w, instant until)
{
	for (int64_t p = w->priority; w->running && p <= LADDER_PRIORITIES; p++)
		w->acc[p - 1] += until.us - w->last.us;
	w->last = until;
}

static void end_case(struct walk *w)
{
	const struct escalation_state *s = &w->states.at[w->at];
	struct str head = str_of(w->head, w->head_len);

	w->out->ladders++;
	if (w->broken)
		return;
	if (s->events != w->events || !str_eq(s->head, head)) {
		fault(w, s->casefile, "notes at the end of its ladder's log are missing.");
		return;
	}
	run_watches(w, s->since.us > w->last.us ? s->since : w->last);
	const int64_t acc[] = { s->acc1, s->acc2, s->acc3, s->acc4 };
	/* A note may be younger than the stopwatches: then it tells what they will be. */
	bool same = s->since.us >= w->last.us;
	for (int p = 1; p <= LADDER_PRIORITIES; p++) {
		int64_t more = !same && w->running && p >= s->priority ? w->last.us - s->since.us : 0;
		if (acc[p - 1] + more == w->acc[p - 1])
			continue;
		fault(w, s->casefile, "its stopwatches are not what its log says.");
		return;
	}
}

/* The state of the case that an event belongs to; false when it has none. */
static bool find_state(struct walk *w, casefile_id id)
{
	while (w->at < w->states.len && w->states.at[w->at].casefile.v < id.v) {
		end_case(w);
		w->at++;
		if (w->at < w->states.len)
			begin_case(w);
	}
	return w->at < w->states.len && w->states.at[w->at].casefile.v == id.v;
}

/* "acc A B C D" of a merge, or of its undoing. */
static void take_watches(struct walk *w, struct str detail)
{
	struct str word;

	str_cut(&detail, ' ', &word);
	for (int i = 0; i < LADDER_PRIORITIES; i++)
		if (!str_cut(&detail, ' ', &word) || !str_int(word, &w->acc[i]))
			w->acc[i] = -1;
}

static void take_event(struct walk *w, const struct escalation_event *e)
{
	struct str head = str_of(w->head, w->head_len);
	struct str hash = climb_event_hash(w->cx, head, e);
	bool next = e->id.v == e->casefile.v * CLIMB_EVENTS + w->events + 1;

	w->out->notes++;
	if (w->broken)
		return;
	if (!next || !str_eq(hash, e->hash)) {
		fault(w, e->casefile, next ? "a note of its ladder's log was changed."
					   : "a note of its ladder's log is missing.");
		return;
	}
	memcpy(w->head, hash.at, hash.len);
	w->head_len = hash.len;
	w->events++;
	if (e->period > w->period) {
		memset(w->acc, 0, sizeof w->acc);
		w->running = false;
	}
	if (e->act != ACT_ARMED)
		run_watches(w, e->at);
	if (e->act == ACT_MERGED || e->act == ACT_UNMERGED)
		take_watches(w, e->detail);
	w->period = e->period;
	w->priority = e->priority;
	w->running = e->running;
}

static error walk_page(struct walk *w, entry_id first, entry_id before)
{
	CLEANUP(q_escalation_events_of_close) struct q_escalation_events_of_rows rows;
	struct escalation_event e;
	bool more;

	w->at = 0;
	if (w->states.len > 0)
		begin_case(w);
	TRY(q_escalation_events_of_open(w->cx, first, before, &rows));
	for (;;) {
		struct arena_mark mark = arena_mark(w->cx->arena);
		TRY(q_escalation_events_of_next(&rows, &e, &more));
		if (!more)
			break;
		bool known = find_state(w, e.casefile), broken = w->broken;
		if (known) {
			take_event(w, &e);
		} else {
			fault(w, e.casefile, "its log has no ladder.");
			w->broken = broken; /* that of the next case */
		}
		arena_release(w->cx->arena, mark);
	}
	find_state(w, (casefile_id){ INT64_MAX });
	return OK;
}

error escalation_verify(struct ctx *cx, struct verify_result *out)
{
	AUTO_ARENA texts = arena_create();
	struct walk w = { .cx = cx, .out = out, .texts = texts };
	casefile_id after = { 0 };

	*out = (struct verify_result){ .ladders = 0 };
	struct arena_mark mark = arena_mark(cx->arena);
	for (bool more = true; more;) {
		TRY(q_escalation_page(cx, after, &w.states));
		more = w.states.len == 200;
		entry_id first = { after.v * CLIMB_EVENTS + CLIMB_EVENTS - 1 }, before;
		if (more)
			after = w.states.at[w.states.len - 1].casefile;
		before.v = more ? (after.v + 1) * CLIMB_EVENTS : INT64_MAX;
		TRY(walk_page(&w, first, before));
		arena_release(cx->arena, mark);
	}
	str_list kept = out->texts;
	out->texts = (str_list){ .len = 0 };
	for (size_t i = 0; i < kept.len; i++)
		*arena_push(cx->arena, &out->texts) = str_copy(cx->arena, kept.at[i]);
	return OK;
}
