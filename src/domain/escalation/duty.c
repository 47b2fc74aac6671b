#include "domain/escalation/duty.h"

#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/escalation/escalation.h"

/* Adds the people of a query to the list; says whether there were any. */
static bool take(struct duty_list *list, const struct duty_person_list *found, enum duty_as as)
{
	for (size_t i = 0; i < found->len && list->len < DUTY_PEOPLE_MAX; i++)
		list->at[list->len++] = found->at[i];
	list->as = as;
	return list->len > 0;
}

static error find_at(struct ctx *cx, int level, struct duty_list *out)
{
	struct duty_person_list found;
	enum role role = escalation_levels[level - 1].role;

	TRY(q_duty_on_call(cx, level, cx->now, &found));
	if (take(out, &found, DUTY_ON_CALL))
		return OK;
	TRY(q_duty_held_by(cx, level, cx->now, &found));
	if (take(out, &found, DUTY_HOLDER))
		return OK;
	TRY(q_duty_deputies(cx, level, cx->now, &found));
	if (take(out, &found, DUTY_DEPUTY))
		return OK;
	TRY(q_duty_with_role(cx, role, &found));
	take(out, &found, DUTY_ROLE);
	return OK;
}

error duty_find(struct ctx *cx, int level, struct duty_list *out)
{
	struct duty_list list = { .level = level };

	for (; list.level <= LADDER_LEVELS; list.level++) {
		TRY(find_at(cx, list.level, &list));
		if (list.len > 0)
			break;
	}
	if (list.len == 0)
		TRY(duty_administrators(cx, &list));
	list.alarm = list.level != level;
	*out = list;
	return OK;
}

error duty_deputies(struct ctx *cx, int level, struct duty_list *out)
{
	struct duty_person_list found;

	*out = (struct duty_list){ .level = level };
	TRY(q_duty_deputies(cx, level, cx->now, &found));
	take(out, &found, DUTY_DEPUTY);
	return OK;
}

error duty_administrators(struct ctx *cx, struct duty_list *out)
{
	struct duty_person_list found;

	*out = (struct duty_list){ .level = 0 };
	TRY(q_duty_with_role(cx, ROLE_ADMIN, &found));
	take(out, &found, DUTY_ADMINISTRATOR);
	return OK;
}

error duty_level_of(struct ctx *cx, int *ret_level)
{
	struct q_duty_highest_row held;

	TRY(q_duty_highest(cx, cx->actor->person, cx->now, &held));
	*ret_level = (int)held.level;
	for (int level = 1; level <= LADDER_LEVELS; level++)
		if ((cx->actor->roles & escalation_levels[level - 1].role) && level > *ret_level)
			*ret_level = level;
	return OK;
}

error duty_is_at(struct ctx *cx, int level, bool *ret_is)
{
	struct q_duty_is_at_row found;

	TRY(q_duty_is_at(cx, level, cx->actor->person, cx->now, &found));
	*ret_is = found.count > 0;
	return OK;
}

static error find_person(struct ctx *cx, const char *field, struct str email, person_id *out)
{
	struct duty_person p;
	bool found;

	TRY(q_duty_person_by_email(cx, str_lower(cx->arena, str_trim(email)), &p, &found));
	if (!found)
		return err_person_(cx, ERR_INVALID, field,
			SAY("Give the address of somebody of the support organisation who has an "
			    "account."),
			__FILE__, __LINE__);
	*out = p.person;
	return OK;
}

static error check_level(struct ctx *cx, int64_t level)
{
	if (level < 1 || level > LADDER_LEVELS)
		return err_field(cx, "level", "Choose one of the four levels.");
	return OK;
}

error duty_add_holder(struct ctx *cx, const struct holder_new *n, holder_id *out)
{
	person_id person, deputy = { 0 };
	instant from = instant_is_set(n->from) ? n->from : cx->now;

	TRY(actor_may(cx, MAY_EDIT_ESCALATION, RELATION_NONE));
	TRY(check_level(cx, n->level));
	TRY(find_person(cx, "person", n->person, &person));
	if (!str_is_blank(n->deputy))
		TRY(find_person(cx, "deputy", n->deputy, &deputy));
	if (deputy.v == person.v)
		return err_field(cx, "deputy", "Nobody can deputise for themselves.");
	if (instant_is_set(n->until) && n->until.us <= from.us)
		return err_field(cx, "until", "The end must be later than the start.");
	struct q_duty_holder_insert_row row;
	TRY(q_duty_holder_insert(cx, n->level, person, deputy, from, n->until, &row));
	*out = row.id;
	return OK;
}

error duty_end_holder(struct ctx *cx, holder_id id)
{
	int64_t ended, removed;

	TRY(actor_may(cx, MAY_EDIT_ESCALATION, RELATION_NONE));
	TRY(q_duty_holder_end(cx, id, cx->now, &ended));
	TRY(q_duty_holder_remove(cx, id, cx->now, &removed));
	if (ended + removed == 0)
		return err_new(cx, ERR_NOT_FOUND, "no holder %" PRId64, id.v);
	return OK;
}

error duty_holders(struct ctx *cx, struct duty_holder_list *out)
{
	TRY(actor_may(cx, MAY_SEE_ESCALATIONS, RELATION_NONE));
	return q_duty_holder_list(cx, cx->now, out);
}

error duty_add_shift(struct ctx *cx, const struct shift_new *n, shift_id *out)
{
	person_id person;

	TRY(actor_may(cx, MAY_EDIT_ESCALATION, RELATION_NONE));
	TRY(check_level(cx, n->level));
	TRY(find_person(cx, "person", n->person, &person));
	if (!instant_is_set(n->from) || n->until.us <= n->from.us)
		return err_field(cx, "until", "The end must be later than the start.");
	struct q_duty_shift_insert_row row;
	TRY(q_duty_shift_insert(cx, n->level, person, n->from, n->until, &row));
	*out = row.id;
	return OK;
}

error duty_end_shift(struct ctx *cx, shift_id id)
{
	int64_t ended, removed;

	TRY(actor_may(cx, MAY_EDIT_ESCALATION, RELATION_NONE));
	TRY(q_duty_shift_end(cx, id, cx->now, &ended));
	TRY(q_duty_shift_remove(cx, id, cx->now, &removed));
	if (ended + removed == 0)
		return err_new(cx, ERR_NOT_FOUND, "no shift %" PRId64, id.v);
	return OK;
}

error duty_shifts(struct ctx *cx, struct duty_shift_list *out)
{
	TRY(actor_may(cx, MAY_SEE_ESCALATIONS, RELATION_NONE));
	return q_duty_shift_list(cx, cx->now, out);
}
