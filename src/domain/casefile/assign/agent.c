/* agent.c - who takes part in the round robin, and with what */
#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/casefile/assign/assign.h"
#include "domain/casefile/assign/shift.h"
#include "html/zone.h"
#include "store/db.h"

static error fill(struct ctx *cx, struct agent *a)
{
	struct q_agent_one_row row;
	struct q_agent_skills_list skills;
	struct q_agent_languages_list languages;
	struct q_agent_open_cases_row open;
	shifts all;

	TRY(q_agent_open_cases(cx, a->person, &open));
	a->open_cases = open.n;
	TRY(q_agent_one(cx, a->person, &row, &a->takes_part));
	if (!a->takes_part)
		return OK;
	a->zone = row.zone;
	a->capacity = row.capacity;
	a->away = row.away;
	TRY(q_agent_skills(cx, a->person, &skills));
	for (size_t i = 0; i < skills.len; i++)
		*arena_push(cx->arena, &a->skills) = skills.at[i].what;
	TRY(q_agent_languages(cx, a->person, &languages));
	for (size_t i = 0; i < languages.len; i++)
		*arena_push(cx->arena, &a->languages) = languages.at[i].language;
	TRY(shift_list(cx, a->person, &all));
	a->shifts = shift_text(cx->arena, &all);
	return shift_is_on(cx, a->person, a->zone, &a->on_shift);
}

error agent_list(struct ctx *cx, agents *out)
{
	struct person_list people;

	*out = (agents){ 0 };
	TRY(actor_may(cx, MAY_SEE_QUEUES, RELATION_NONE));
	TRY(q_person_with_role(cx, ROLE_AGENT, &people));
	for (size_t i = 0; i < people.len; i++) {
		struct agent *a = arena_push(cx->arena, out);
		*a = (struct agent){ .person = people.at[i].id, .name = people.at[i].name };
		TRY(fill(cx, a));
	}
	return OK;
}

error agent_load(struct ctx *cx, person_id id, struct agent *out)
{
	struct person p;
	struct actor a;

	TRY(actor_may(cx, MAY_SEE_QUEUES, RELATION_NONE));
	TRY(person_load(cx, id, &p));
	TRY(person_actor(cx, &p, &a));
	if (!may(&a, MAY_WORK_CASE))
		return err_new(cx, ERR_NOT_FOUND, "not of the desk");
	*out = (struct agent){ .person = id, .name = p.name, .zone = p.zone, .capacity = 10 };
	return fill(cx, out);
}

static error check_skills(struct ctx *cx, const struct agent *a)
{
	struct q_agent_is_product_row row;

	if (a->skills.len > AGENT_WORDS_MAX || a->languages.len > AGENT_WORDS_MAX)
		return err_field(cx, "skills", "At most 40 products and 40 languages are kept.");
	for (size_t i = 0; i < a->skills.len; i++) {
		TRY(q_agent_is_product(cx, a->skills.at[i], &row));
		if (row.n == 0)
			return err_field(cx, "skills",
				"Name products by their code, like NB-F500, or their family, like Switches.");
	}
	for (size_t i = 0; i < a->languages.len; i++)
		if (a->languages.at[i].len < 2 || a->languages.at[i].len > 8)
			return err_field(cx, "languages", "Write languages by their code, like de or pt-BR.");
	return OK;
}

static error check_agent(struct ctx *cx, const struct agent *a, shifts *out)
{
	error wrong = OK;

	if (a->capacity < 1 || a->capacity > AGENT_CAPACITY_MAX)
		wrong = err_field(cx, "capacity", "Somebody has room for 1 to 1,000 open cases.");
	if (!zone_is_known(a->zone))
		wrong = err_also(cx, wrong, err_field(cx, "zone", "Write a time zone like Europe/Oslo."));
	wrong = err_also(cx, wrong, check_skills(cx, a));
	return err_also(cx, wrong, shift_read(cx, a->shifts, out));
}

static error store_words(struct ctx *cx, const struct agent *a, const shifts *all)
{
	for (size_t i = 0; i < a->skills.len; i++)
		TRY(q_agent_put_skill(cx, a->person, a->skills.at[i]));
	for (size_t i = 0; i < a->languages.len; i++)
		TRY(q_agent_put_language(cx, a->person, a->languages.at[i]));
	for (size_t i = 0; i < all->len; i++)
		TRY(q_agent_put_shift(cx, a->person, all->at[i].weekday, all->at[i].from,
			all->at[i].until));
	return OK;
}

error agent_save(struct ctx *cx, const struct agent *a)
{
	struct agent was;
	shifts all = { 0 };

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(agent_load(cx, a->person, &was));
	if (a->takes_part)
		TRY(check_agent(cx, a, &all));
	TRY(q_agent_drop_skills(cx, a->person));
	TRY(q_agent_drop_languages(cx, a->person));
	TRY(q_agent_drop_shifts(cx, a->person));
	if (a->takes_part) {
		TRY(q_agent_put(cx, a->person, a->capacity, a->away, a->zone));
		TRY(store_words(cx, a, &all));
	} else {
		TRY(q_agent_drop(cx, a->person));
	}

	return tx_commit(&tx);
}

error agent_set_away(struct ctx *cx, bool away)
{
	int64_t changes;

	TRY(actor_may(cx, MAY_WORK_CASE, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_agent_put_away(cx, cx->actor->person, away, &changes));
	if (changes == 0)
		return err_person(cx, ERR_CONFLICT,
			"You take no part in the round robin. An administrator adds you.");

	return tx_commit(&tx);
}
