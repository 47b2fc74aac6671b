#include "demo/load.h"

#include "base/buf.h"
#include "demo/dice.h"
#include "demo/script.h"
#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/casefile/casefile.h"
#include "domain/timeline/timeline.h"

enum {
	BATCH = 1000,         /* cases in a transaction */
	PEOPLE = 100,         /* organisations and agents taken part */
	YEARS_S = 3 * 365 * 86400,
	OPEN_EVERY = 20,
	STEP_S = 20 * 60,     /* between entries */
	CLOSED_AFTER_S = 2 * 86400,
};

struct crew {
	struct load *load;
	script_list scripts;
	SLICE(struct actor) customers, agents;
	instant now;
	int64_t first;        /* of the running batch */
};

static error add_actor(struct ctx *cx, struct crew *w, person_id id, bool staff)
{
	struct person p;
	struct actor *to = staff ? arena_push(cx->arena, &w->agents)
				 : arena_push(cx->arena, &w->customers);

	TRY(person_load(cx, id, &p));
	return person_actor(cx, &p, to);
}

static error gather(struct ctx *cx, void *arg)
{
	struct crew *w = arg;
	struct organisation_list organisations;
	struct person_list staff;

	w->customers.len = w->agents.len = 0;
	TRY(organisation_list(cx, STR(""), (organisation_id){ 0 }, &organisations));
	for (size_t i = 0; i < organisations.len && i < PEOPLE; i++) {
		struct member_list members;
		TRY(organisation_members(cx, organisations.at[i].id, (person_id){ 0 }, &members));
		for (size_t k = 0; k < members.len; k++)
			TRY(add_actor(cx, w, members.at[k].person, false));
	}
	TRY(person_list(cx, (struct person_filter){ .staff_only = true }, &staff));
	for (size_t i = 0; i < staff.len; i++)
		if (staff.at[i].roles & ROLE_AGENT)
			TRY(add_actor(cx, w, staff.at[i].id, true));
	if (w->customers.len == 0 || w->agents.len == 0)
		return err_person(cx, ERR_CONFLICT,
			"This needs a demo center: mainstay init --demo makes one.");
	return OK;
}

static struct str on(struct arena *a, struct str text, int64_t nth)
{
	ptrdiff_t at = str_find(text, STR("{host}"));

	if (at < 0)
		return text;
	return str_printf(a, "%.*srt-%" PRId64 "%.*s", (int)at, text.at, nth,
		STR_ARG(str_skip(text, (size_t)at + 6)));
}

/* As a support center has them: few are critical. */
static int64_t priority_of(int64_t nth)
{
	int64_t of_hundred = nth / OPEN_EVERY % 100;

	return of_hundred < 1 ? 1 : of_hundred < 15 ? 2 : of_hundred < 60 ? 3 : 4;
}

/* How long the oldest open one has been: no level is due yet, nor soon. */
static int64_t open_for(int64_t priority)
{
	static const int64_t seconds_of[] = { 45 * 60, 11 * 3600, 14 * 86400, 29 * 86400 };

	return seconds_of[priority - 1];
}

static error open_one(struct ctx *cx, const struct script *s, int64_t nth, struct casefile *out)
{
	struct casefile_new n = { .priority = priority_of(nth),
		.summary = on(cx->arena, script_value(s, "summary"), nth),
		.description = s->parts.at[0].text, .impact = script_value(s, "impact"),
		.product = script_value(s, "product"), .release = script_value(s, "release") };

	return casefile_open(cx, &n, out);
}

/* The rest of the story, again from its beginning when it is short. */
static error talk(struct ctx *cx, const struct crew *w, const struct script *s, casefile_id id,
	const struct actor *customer, const struct actor *agent)
{
	for (size_t i = 1; i < LOAD_ENTRIES; i++) {
		const struct script_part *p = &s->parts.at[i % s->parts.len];
		bool theirs = str_starts(p->heading, STR("customer")) ||
			str_starts(p->heading, STR("mail")) || i % s->parts.len == 0;
		bool note = str_starts(p->heading, STR("note"));
		struct entry_new e = { .kind = note ? ENTRY_NOTE : ENTRY_MESSAGE, .public = !note,
			.text = p->text };
		entry_id entry;
		cx->actor = theirs ? customer : agent;
		cx->now = instant_add(cx->now, (seconds){ STEP_S });
		if (cx->now.us > w->now.us)
			cx->now = w->now;
		TRY(timeline_add(cx, id, &e, &entry));
	}
	return OK;
}

static error one(struct ctx *cx, struct crew *w, int64_t nth)
{
	struct dice dice = { w->load->seed + (uint64_t)nth * 7919 };
	const struct script *s = &w->scripts.at[(size_t)nth % w->scripts.len];
	const struct actor *customer = &w->customers.at[dice_below(&dice, w->customers.len)];
	const struct actor *agent = &w->agents.at[dice_below(&dice, w->agents.len)];
	bool open = w->load->all_open || nth % OPEN_EVERY == 0;
	int64_t ago = open ? dice_between(&dice, 60, open_for(priority_of(nth)))
			   : YEARS_S - YEARS_S / w->load->cases * nth + CLOSED_AFTER_S * 2;
	struct casefile c;

	cx->now = instant_add(w->now, (seconds){ -ago });
	cx->actor = customer;
	TRY(open_one(cx, s, nth, &c));
	TRY(talk(cx, w, s, c.id, customer, agent));
	if (open)
		return OK;
	cx->actor = agent;
	cx->now = instant_add(cx->now, (seconds){ CLOSED_AFTER_S });
	TRY(casefile_set_status(cx, c.id, CASEFILE_RESOLVED, STR("")));
	return casefile_set_status(cx, c.id, CASEFILE_CLOSED, STR(""));
}

static error batch(struct ctx *cx, void *arg)
{
	struct crew *w = arg;

	for (int64_t i = 0; i < BATCH && w->first + i < w->load->cases; i++) {
		struct arena_mark mark = arena_mark(cx->arena);
		error e = one(cx, w, w->first + i);
		if (e != OK)
			return e;
		arena_release(cx->arena, mark);
	}
	return OK;
}

error load_make(struct ctx *cx, struct store *store, struct load *load)
{
	struct crew w = { .load = load, .now = cx->now,
		.scripts = script_folder(cx->arena, "cases") };

	TRY(store_write(store, cx, gather, &w));
	while (load->made < load->cases) {
		AUTO_ARENA arena = arena_create();
		struct ctx own = *cx;
		own.arena = arena;
		w.first = load->made;
		TRY_KEEP(cx->arena, store_write(store, &own, batch, &w));
		int64_t left = load->cases - load->made;
		load->made += left < BATCH ? left : BATCH;
		load->entries = load->made * LOAD_ENTRIES;
		if (load->progress != NULL)
			load->progress(load->arg, load->made);
	}
	return OK;
}
