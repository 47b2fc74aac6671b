#include "domain/casefile/assign/assign.h"

#include "base/buf.h"
#include "domain/account/permission.h"
#include "domain/casefile/assign/shift.h"
#include "store/db.h"
#include "store/store.h"

enum { CANDIDATES_MAX = 500 };

/* What is asked of a person for a case. */
struct fit {
	const struct casefile *c;
	struct str code, family;
	const struct assign_agent *agent;
	struct q_agent_skills_list skills;
	struct q_agent_languages_list languages;
	bool on_shift;
	struct buf why;
};

static void say(struct fit *f, const char *word, struct str what)
{
	buf_printf(&f->why, "%s%s%.*s", f->why.len > 0 ? ", " : "", word, STR_ARG(what));
}

/* --- the rules --- */

static bool is_here(struct fit *f)
{
	return !f->agent->away;
}

static bool is_on_shift(struct fit *f)
{
	if (f->on_shift)
		say(f, "on shift", STR(""));
	return f->on_shift;
}

static bool has_room(struct fit *f)
{
	return f->agent->open_cases < f->agent->capacity;
}

static bool knows(struct fit *f, struct str what)
{
	for (size_t i = 0; what.len > 0 && i < f->skills.len; i++)
		if (str_eq_nocase(f->skills.at[i].what, what))
			return true;
	return false;
}

static bool knows_product(struct fit *f)
{
	if (!knows(f, f->code) && !knows(f, f->family))
		return false;
	say(f, "knows ", knows(f, f->code) ? f->code : f->family);
	return true;
}

static bool speaks_language(struct fit *f)
{
	for (size_t i = 0; i < f->languages.len; i++)
		if (str_eq_nocase(f->languages.at[i].language, f->c->language)) {
			say(f, "speaks ", f->c->language);
			return true;
		}
	return false;
}

/* What must be is asked first; each preference counts more than all below it. */
static const struct rule {
	bool must;
	bool (*holds)(struct fit *);
} rules[] = {
	{ true, is_here },
	{ true, is_on_shift },
	{ true, has_room },
	{ false, knows_product },
	{ false, speaks_language },
};

/* -1: not at all; else the more the better. */
static int score(struct fit *f)
{
	int sum = 0;

	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		bool holds = rules[i].holds(f);
		if (rules[i].must && !holds)
			return -1;
		sum = sum * 2 + holds;
	}
	return sum;
}

/* --- choosing --- */

static error weigh(struct ctx *cx, struct fit *f, int *ret_score)
{
	person_id person = f->agent->person;

	f->why = buf_new(cx->arena, 400);
	TRY(q_agent_skills(cx, person, &f->skills));
	TRY(q_agent_languages(cx, person, &f->languages));
	TRY(shift_is_on(cx, person, f->agent->zone, &f->on_shift));
	*ret_score = score(f);
	return OK;
}

static error candidates(struct ctx *cx, queue_id queue, struct assign_agent_list *out)
{
	struct q_assign_queue_row q;

	TRY(q_assign_queue(cx, queue, &q));
	if (q.team.v != 0)
		return q_assign_team(cx, q.team, CANDIDATES_MAX, out);
	return q_assign_agents(cx, CANDIDATES_MAX, out);
}

error assign_choose(struct ctx *cx, const struct casefile *c, struct assign_choice *out)
{
	struct assign_agent_list all;
	struct q_assign_family_row product = { 0 };
	struct fit f = { .c = c };
	bool found;
	int best = -1, s;

	TRY(actor_may(cx, MAY_WORK_CASE, RELATION_NONE));
	*out = (struct assign_choice){ 0 };
	if (c->product.v != 0)
		TRY(q_assign_family(cx, c->product, &product, &found));
	f.code = product.code;
	f.family = product.family;
	TRY(candidates(cx, c->queue, &all));
	/* They come in the order of who got one the longest time ago: the first of equals is it. */
	for (size_t i = 0; i < all.len; i++) {
		f.agent = &all.at[i];
		TRY(weigh(cx, &f, &s));
		if (s <= best)
			continue;
		best = s;
		*out = (struct assign_choice){ f.agent->person, f.agent->name,
			str_printf(cx->arena, "%.*s, %" PRId64 " of %" PRId64 " open cases",
				STR_ARG(buf_str(&f.why)), f.agent->open_cases, f.agent->capacity) };
	}
	return OK;
}

static error give(struct ctx *cx, const struct casefile *c, const struct assign_choice *to)
{
	entry_id entry;
	struct entry_new said = { .kind = ENTRY_SYSTEM, .plain = true,
		.text = str_printf(cx->arena, "Assigned to %.*s: %.*s.", STR_ARG(to->name),
			STR_ARG(to->why)) };

	TRY(casefile_set_owner(cx, c->id, to->person));
	TRY(q_assign_took(cx, to->person, cx->now));
	return timeline_add(cx, c->id, &said, &entry);
}

error assign_case(struct ctx *cx, casefile_id id, struct assign_choice *out)
{
	struct casefile c;

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, id, &c));
	TRY(casefile_may_change(cx, &c, MAY_WORK_CASE));
	TRY(assign_choose(cx, &c, out));
	if (out->person.v == 0)
		return err_person(cx, ERR_CONFLICT,
			"Nobody of the round robin is on shift and has room. Choose somebody yourself.");
	TRY(give(cx, &c, out));

	return tx_commit(&tx);
}

static error hand_out(struct ctx *cx, struct casefile *c)
{
	struct assign_choice choice;

	TRY(assign_choose(cx, c, &choice));
	if (choice.person.v == 0)
		return OK;
	TRY(give(cx, c, &choice));
	return casefile_load(cx, c->id, c);
}

error assign_opened(struct ctx *cx, struct casefile *c)
{
	struct q_assign_queue_row q;
	const struct actor *opener = cx->actor;

	TRY(q_assign_queue(cx, c->queue, &q));
	if (q.assign != ASSIGN_AT_OPENING)
		return OK;
	cx->actor = &actor_system;
	error e = hand_out(cx, c);
	cx->actor = opener;
	return e;
}
