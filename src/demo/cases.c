/*
 * cases.c - three months of work at the desk: demo/cases
 *
 * Each text is one story. It is told of many devices, begun at many times, and breaks
 * off where the present is: so cases stand at every point of their ladders. All that
 * happens is sorted by time and done in that order, the escalation engine in between.
 */
#include "demo/center.h"

#include <stdlib.h>

#include "base/buf.h"

#include "demo/script.h"
#include "domain/casefile/bond.h"
#include "domain/casefile/casefile.h"
#include "domain/escalation/engine.h"
#include "domain/escalation/respond.h"
#include "domain/notify/notify.h"
#include "domain/rma/rma.h"
#include "store/store.h"

enum { CASES = 300, HOUR = 3600, ANSWER_S = 12 * 60 };

enum happening { HAPPENS_REPORT, HAPPENS_PART, HAPPENS_ANSWER };

struct event {
	instant at;
	size_t story;
	enum happening kind;
	size_t part; /* of the script; HAPPENS_ANSWER: the level */
};

struct story {
	const struct script *script;
	struct center_customer *customer;
	const struct center_asset *asset; /* NULL: none of that product */
	const struct center_person *contact, *agent;
	int64_t priority;
	instant began;
	bool ends; /* it may come to its resolution */
	casefile_id casefile;
	struct str rma; /* number of its replacement, if there is one */
};

struct desk {
	struct center *center;
	script_list scripts;
	struct story stories[CASES];
	SLICE(struct event) events;
};

static const int64_t rungs[5][4] = { { 0 }, { HOUR, 2 * HOUR, 4 * HOUR, 24 * HOUR },
	{ 12 * HOUR, 24 * HOUR, 96 * HOUR }, { 15 * 24 * HOUR }, { 30 * 24 * HOUR } };

/* "+2h30m", "+25m", "+3d" */
static int64_t offset_of(struct str heading)
{
	ptrdiff_t plus = str_rfind_char(heading, '+');
	int64_t total = 0, n = 0;

	for (size_t i = (size_t)plus + 1; plus >= 0 && i < heading.len; i++) {
		char c = heading.at[i];
		if (str_is_digit(c)) {
			n = n * 10 + (c - '0');
			continue;
		}
		total += n * (c == 'd' ? 24 * HOUR : c == 'h' ? HOUR : 60);
		n = 0;
	}
	return total;
}

static struct str first_word(struct str *heading)
{
	struct str word;

	str_cut(heading, ' ', &word);
	return word;
}

/* How long ago an open case of this priority began: somewhere between two rungs. */
static int64_t age_of_open(struct dice *d, int64_t priority, size_t nth)
{
	const int64_t *offsets = rungs[priority];
	int64_t from = 0, to = 0;
	size_t most = 0, leg;

	while (most < 4 && offsets[most] > 0)
		most++;
	leg = dice_below(d, most + 1);
	from = leg == 0 ? 0 : offsets[leg - 1];
	to = leg == most ? from + from / 2 : offsets[leg];
	/* Every ninth is about to be told to the next level. */
	if (nth % 9 == 4 && leg < most)
		return to - dice_between(d, 60, 15 * 60);
	return from + dice_between(d, (to - from) / 50 + 60, to - from - (to - from) / 20);
}

static const struct center_asset *device_of(struct center *c, const struct center_customer *k,
	struct str product)
{
	size_t start = dice_below(&c->dice, k->assets.len);

	for (size_t i = 0; i < k->assets.len; i++) {
		const struct center_asset *a = &k->assets.at[(start + i) % k->assets.len];
		if (str_eq(c->products.at[a->product].code, product))
			return a;
	}
	return NULL;
}

static void begin(struct desk *d, size_t nth)
{
	struct center *c = d->center;
	struct story *s = &d->stories[nth];
	int64_t ago;

	s->script = &d->scripts.at[nth % d->scripts.len];
	s->customer = &c->customers.at[nth < 12 ? 0 : dice_below(&c->dice, c->customers.len)];
	s->contact = &s->customer->people.at[nth < 12 ? 1 : dice_below(&c->dice, s->customer->people.len)];
	s->agent = &c->agents.at[dice_below(&c->dice, c->agents.len)];
	s->asset = device_of(c, s->customer, script_value(s->script, "product"));
	check(str_int(script_value(s->script, "priority"), &s->priority));
	if ((nth / d->scripts.len) % 3 == 2 && s->priority < 4)
		s->priority++;
	s->ends = nth % 10 < 4;
	ago = s->ends ? dice_between(&c->dice, 6 * 24 * HOUR, 85 * 24 * HOUR)
		      : age_of_open(&c->dice, s->priority, nth);
	s->began = instant_add(c->now, (seconds){ -ago });
}

static void add_event(struct desk *d, size_t story, int64_t after, enum happening kind, size_t part)
{
	struct event e = { instant_add(d->stories[story].began, (seconds){ after }), story, kind,
		part };

	if (e.at.us <= d->center->now.us)
		*arena_push(d->center->cx->arena, &d->events) = e;
}

static void plan(struct desk *d, size_t nth)
{
	struct story *s = &d->stories[nth];
	struct dice *dice = &d->center->dice;

	add_event(d, nth, 0, HAPPENS_REPORT, 0);
	for (size_t i = 1; i < s->script->parts.len; i++) {
		struct str heading = s->script->parts.at[i].heading, word = first_word(&heading);
		bool end = str_eq(word, STR("resolve")) || str_eq(word, STR("close"));
		if (!end || s->ends)
			add_event(d, nth, offset_of(heading), HAPPENS_PART, i);
	}
	for (size_t level = 1; level <= 4 && rungs[s->priority][level - 1] > 0; level++)
		if (dice_below(dice, 4) > 0)
			add_event(d, nth, rungs[s->priority][level - 1] + ANSWER_S, HAPPENS_ANSWER,
				level);
}

static int by_time(const void *a, const void *b)
{
	const struct event *x = a, *y = b;

	if (x->at.us != y->at.us)
		return x->at.us < y->at.us ? -1 : 1;
	if (x->story != y->story)
		return x->story < y->story ? -1 : 1;
	return x->part < y->part ? -1 : x->part > y->part;
}

/* The text with {host} filled in. */
static struct str told(struct desk *d, const struct story *s, struct str text)
{
	struct arena *a = d->center->cx->arena;
	struct str host = s->asset != NULL ? s->asset->host : STR("core-1");
	struct buf b = buf_new(a, text.len * 2 + 1000);
	ptrdiff_t at;

	while ((at = str_find(text, STR("{host}"))) >= 0) {
		buf_put(&b, str_sub(text, 0, (size_t)at));
		buf_put(&b, host);
		text = str_skip(text, (size_t)at + 6);
	}
	buf_put(&b, text);
	return buf_str(&b);
}

static error report(struct ctx *cx, struct desk *d, struct story *s)
{
	struct casefile made;
	struct casefile_new n = { .priority = s->priority, .language = STR("en"),
		.summary = told(d, s, script_value(s->script, "summary")),
		.impact = told(d, s, script_value(s->script, "impact")),
		.description = told(d, s, s->script->parts.at[0].text),
		.product = script_value(s->script, "product"),
		.release = script_value(s->script, "release"),
		.organisation = s->customer->name,
		.serial = s->asset != NULL ? s->asset->serial : STR("") };

	cx->actor = &s->contact->actor;
	TRY(casefile_open(cx, &n, &made));
	s->casefile = made.id;
	d->center->demo->cases++;
	return OK;
}

static error say(struct ctx *cx, struct desk *d, struct story *s, struct str word, struct str text)
{
	struct casefile_reply r = { .text = told(d, s, text), .kind = ENTRY_MESSAGE,
		.then = CASEFILE_STATUS_COUNT_ };
	struct casefile c;
	entry_id id;

	if (str_eq(word, STR("note")))
		r.kind = ENTRY_NOTE;
	if (str_eq(word, STR("call"))) {
		r.kind = ENTRY_CALL;
		r.outgoing = true;
		r.seconds = 840;
	}
	TRY(casefile_load(cx, s->casefile, &c));
	if (cx->actor == &s->agent->actor && c.owner.v == 0) {
		TRY(casefile_set_owner(cx, c.id, s->agent->id));
		TRY(casefile_load(cx, s->casefile, &c));
	}
	return casefile_add_entry(cx, &c, &r, &id);
}

/* "## rma shipped": a replacement of the device, step by step. */
static error replace(struct ctx *cx, struct desk *d, struct story *s, struct str what, struct str why)
{
	struct rma_step step = { .to = rma_state_by_name(what) };
	struct rma made;

	if (s->asset == NULL)
		return OK;
	if (step.to != RMA_REQUESTED) {
		if (step.to == RMA_SHIPPED) {
			step.replacement = str_concat(cx->arena, STR("R"), s->asset->serial);
			step.carrier = STR("Courier");
		}
		return rma_advance(cx, s->rma, &step);
	}
	struct rma_new n = { .defective = s->asset->serial, .reason = why,
		.ship_to = str_printf(cx->arena, "%.*s\nHarbor Street 4", STR_ARG(s->customer->name)) };
	TRY(rma_open(cx, s->casefile, &n, &made));
	s->rma = str_copy(d->center->cx->arena, made.number);
	return OK;
}

static error part(struct ctx *cx, struct desk *d, struct story *s, const struct script_part *p)
{
	struct str heading = p->heading, word = first_word(&heading), what = first_word(&heading);
	int64_t priority;

	if (str_eq(word, STR("mail")))
		return center_mail_take(cx, d->center->demo->files, &(struct center_mail){
			.name = what, .text = p->text, .casefile = s->casefile, .from = s->contact });
	cx->actor = str_eq(word, STR("customer")) ? &s->contact->actor : &s->agent->actor;
	if (str_eq(word, STR("status")))
		return casefile_set_status(cx, s->casefile, status_by_name(what), STR(""));
	if (str_eq(word, STR("priority")) && str_int(what, &priority))
		return casefile_set_priority(cx, s->casefile, priority, p->text);
	if (str_eq(word, STR("defect")))
		return bond_add(cx, s->casefile, what);
	if (str_eq(word, STR("rma")))
		return replace(cx, d, s, what, p->text);
	if (str_eq(word, STR("resolve"))) {
		TRY(say(cx, d, s, STR("agent"), p->text));
		return casefile_set_status(cx, s->casefile, CASEFILE_RESOLVED, STR(""));
	}
	if (str_eq(word, STR("close"))) {
		cx->actor = &s->contact->actor;
		return casefile_close(cx, s->casefile, p->text);
	}
	return say(cx, d, s, word, p->text);
}

/* A level of management answers its brief, if there was one. */
static error answer(struct ctx *cx, struct desk *d, struct story *s, size_t level)
{
	struct center *c = d->center;
	const struct center_person *people[] = { c->managers.at, c->directors.at, c->vps_cs.at,
		c->vps_es.at };
	static const struct str plans[] = {
		STR_INIT("Second engineer joined; bridge open until service is back."),
		STR_INIT("Lab is reproducing it; development looks at the core file now."),
		STR_INIT("Field replacement is on its way; I call the customer hourly."),
	};

	cx->actor = &people[level - 1]->actor;
	error e = escalation_acknowledge(cx, s->casefile, (int)level, plans[s->casefile.v % 3]);
	bool nothing = err_is(e, ERR_CONFLICT) || err_is(e, ERR_NOT_FOUND) || err_is(e, ERR_DENIED);
	return nothing ? OK : e;
}

struct happening_run {
	struct desk *desk;
	const struct event *event;
};

static error happen(struct ctx *cx, void *arg)
{
	struct happening_run *run = arg;
	struct story *s = &run->desk->stories[run->event->story];

	if (run->event->kind == HAPPENS_REPORT)
		return report(cx, run->desk, s);
	if (run->event->kind == HAPPENS_ANSWER)
		return answer(cx, run->desk, s, run->event->part);
	error e = part(cx, run->desk, s, &s->script->parts.at[run->event->part]);
	/* A step that the status machine does not have from where an earlier one led. */
	return err_is(e, ERR_CONFLICT) && !e->retry ? OK : e;
}

/* Lets the engine do what falls due until then, each at its time. */
static error pass_time(struct center *c, instant until)
{
	instant next;

	c->cx->actor = &actor_system;
	for (;;) {
		struct engine_pass pass = { 0 };
		TRY(store_reader(c->cx, c->store, &c->cx->db));
		TRY(engine_next(c->cx, &next));
		if (!instant_is_set(next) || next.us > until.us)
			break;
		if (next.us > c->cx->now.us)
			c->cx->now = next;
		TRY(engine_pass(c->cx, c->store, &pass));
		if (pass.faults > 0)
			return err_new(c->cx, ERR_INTERNAL, "the escalation engine failed");
	}
	c->cx->now = until;
	return OK;
}

/* What the past would have sent has been sent. */
static error empty_outbox(struct ctx *cx, void *arg)
{
	struct outgoing_list due;

	(void)arg;
	for (;;) {
		TRY(notify_due(cx, &due));
		if (due.len == 0)
			return OK;
		for (size_t i = 0; i < due.len; i++)
			TRY(notify_sent(cx, due.at[i].id));
	}
}

error center_cases(struct center *c)
{
	struct desk *d = arena_new(c->cx->arena, struct desk);

	*d = (struct desk){ .center = c, .scripts = script_folder(c->cx->arena, "cases") };
	for (size_t i = 0; i < CASES; i++) {
		begin(d, i);
		plan(d, i);
	}
	qsort(d->events.at, d->events.len, sizeof *d->events.at, by_time);
	c->cx->now = d->events.at[0].at;
	for (size_t i = 0; i < d->events.len; i++) {
		struct happening_run run = { d, &d->events.at[i] };
		TRY(pass_time(c, run.event->at));
		TRY(store_write(c->store, c->cx, happen, &run));
	}
	TRY(pass_time(c, c->now));
	return store_write(c->store, c->cx, empty_outbox, NULL);
}
