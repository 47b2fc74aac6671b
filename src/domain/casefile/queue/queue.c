#include "domain/casefile/queue/queue.h"

#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/account/team.h"
#include "domain/casefile/assign/assign.h"
#include "store/db.h"

enum { QUEUES_MAX = 500 };

error queue_load(struct ctx *cx, queue_id id, struct queue *out)
{
	bool found;

	TRY(actor_may(cx, MAY_SEE_QUEUES, RELATION_NONE));
	TRY(q_queue_one(cx, id, out, &found));
	return found ? OK : err_new(cx, ERR_NOT_FOUND, "no such queue");
}

error queue_all(struct ctx *cx, struct queue_list *out)
{
	TRY(actor_may(cx, MAY_SEE_QUEUES, RELATION_NONE));
	return q_queue_every(cx, QUEUES_MAX, out);
}

static error check_team(struct ctx *cx, team_id team)
{
	struct team row;
	bool found = true;

	if (team.v != 0)
		TRY(q_team_one(cx, team, &row, &found));
	return found ? OK : err_field(cx, "team", "There is no such team. Choose one of the list.");
}

static error check_change(struct ctx *cx, queue_id id, const struct queue_change *c)
{
	struct q_queue_named_row other;
	error wrong = OK;
	bool found;

	if (str_is_blank(c->name) || c->name.len > LIMIT_NAME)
		wrong = err_field(cx, "name", "Give the queue a name of 1 to 200 bytes.");
	if (c->about.len > LIMIT_REASON)
		wrong = err_also(cx, wrong, err_field(cx, "about", "What a queue is for has at most 2,000 bytes."));
	if (c->family.len > LIMIT_NAME)
		wrong = err_also(cx, wrong, err_field(cx, "family", "A product family has at most 200 bytes."));
	wrong = err_also(cx, wrong, check_team(cx, c->team));
	TRY(wrong);
	TRY(q_queue_named(cx, str_trim(c->name), &other, &found));
	if (found && other.id.v != id.v)
		return err_person_(cx, ERR_CONFLICT, "name", SAY("There is a queue of this name already."),
			__FILE__, __LINE__);
	return OK;
}

error queue_create(struct ctx *cx, const struct queue_change *c, queue_id *out)
{
	struct q_queue_insert_row made;

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	TRY(check_change(cx, (queue_id){ 0 }, c));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_queue_insert(cx, str_trim(c->name), str_trim(c->family), &made));
	TRY(queue_change(cx, made.id, c));
	*out = made.id;

	return tx_commit(&tx);
}

error queue_change(struct ctx *cx, queue_id id, const struct queue_change *c)
{
	struct queue q;
	int64_t changes;

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(queue_load(cx, id, &q));
	TRY(check_change(cx, id, c));
	TRY(q_queue_update(cx, id, str_trim(c->name), str_trim(c->about), str_trim(c->family), c->team,
		c->at_opening ? ASSIGN_AT_OPENING : ASSIGN_BY_HAND, &changes));

	return tx_commit(&tx);
}

error queue_retire(struct ctx *cx, queue_id id, bool retired)
{
	struct queue q;
	struct q_queue_others_for_any_row others;
	int64_t changes;

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(queue_load(cx, id, &q));
	TRY(q_queue_others_for_any(cx, id, &others));
	if (retired && q.family.len == 0 && others.n == 0)
		return err_person(cx, ERR_CONFLICT,
			"This queue takes the cases of all other products. Let another one do so first.");
	TRY(q_queue_set_retired(cx, id, retired ? cx->now : (instant){ 0 }, &changes));

	return tx_commit(&tx);
}

error queue_named(struct ctx *cx, struct str name, queue_id *out)
{
	struct q_queue_list_list all;

	TRY(q_queue_list(cx, &all));
	for (size_t i = 0; i < all.len; i++)
		if (str_eq(all.at[i].name, name)) {
			*out = all.at[i].id;
			return OK;
		}
	return err_field(cx, "queue", "There is no such queue. Choose one of the list.");
}
