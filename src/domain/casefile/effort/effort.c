#include "domain/casefile/effort/effort.h"

#include "base/limits.h"
#include "domain/account/permission.h"
#include "store/db.h"
#include "store/store.h"

static error check_new(struct ctx *cx, const struct effort_new *n)
{
	error wrong = OK;

	if (n->minutes < 1 || n->minutes > EFFORT_MINUTES_MAX)
		wrong = err_field(cx, "minutes", "Write minutes, 1 to 1,440: a day at most at a time.");
	if (n->what.len > LIMIT_SUBJECT)
		wrong = err_also(cx, wrong, err_field(cx, "what", "Say it in at most 250 bytes."));
	return wrong;
}

static struct str minutes_text(struct ctx *cx, int64_t minutes)
{
	return str_printf(cx->arena, "%" PRId64 " min", minutes);
}

static error say(struct ctx *cx, casefile_id id, const struct field_change *change)
{
	TRY(timeline_add_change(cx, id, change));
	return store_announce(cx, STR("case"), id.v);
}

error effort_add(struct ctx *cx, casefile_id id, const struct effort_new *n)
{
	struct q_effort_insert_row row;
	struct casefile c;

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, id, &c));
	TRY(casefile_may_change(cx, &c, MAY_WORK_CASE));
	TRY(check_new(cx, n));
	TRY(q_effort_insert(cx, id, cx->actor->person, n->entry, n->minutes, str_trim(n->what),
		cx->now, &row));
	if (n->entry == 0)
		TRY(say(cx, id, &(struct field_change){ .field = "time spent",
			.to = minutes_text(cx, n->minutes), .why = str_trim(n->what) }));

	return tx_commit(&tx);
}

error effort_remove(struct ctx *cx, casefile_id id, effort_id effort)
{
	struct q_effort_drop_row gone;
	struct casefile c;
	bool found;

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, id, &c));
	TRY(casefile_may_change(cx, &c, MAY_WORK_CASE));
	TRY(q_effort_drop(cx, effort, id, cx->actor->person, &gone, &found));
	if (!found)
		return err_new(cx, ERR_NOT_FOUND, "no such time of the actor");
	TRY(say(cx, id, &(struct field_change){ .field = "time spent",
		.from = minutes_text(cx, gone.minutes) }));

	return tx_commit(&tx);
}

error effort_of(struct ctx *cx, const struct casefile *c, struct effort_total *out)
{
	*out = (struct effort_total){ 0 };
	TRY(actor_may(cx, MAY_WORK_CASE, casefile_relation(cx, c)));
	TRY(q_effort_people(cx, c->id, &out->people));
	TRY(q_effort_list(cx, c->id, &out->newest));
	for (size_t i = 0; i < out->people.len; i++)
		out->minutes += out->people.at[i].minutes;
	return OK;
}
