#include "domain/presence/presence.h"

#include "domain/account/permission.h"
#include "domain/casefile/casefile.h"
#include "store/db.h"
#include "store/store.h"

error presence_beat(struct ctx *cx, casefile_id id, enum presence_doing doing)
{
	struct casefile c;
	struct q_presence_find_row was;
	bool found;
	int64_t dropped;

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, id, &c));
	TRY(actor_may(cx, MAY_WORK_CASE, casefile_relation(cx, &c)));
	TRY(q_presence_find(cx, id, cx->actor->person, &was, &found));
	TRY(q_presence_put(cx, id, cx->actor->person, doing,
		instant_add(cx->now, (seconds){ PRESENCE_LASTS_S })));
	TRY(q_presence_drop_old(cx, cx->now, &dropped));
	if (!found || was.until.us <= cx->now.us || was.doing != (int64_t)doing)
		TRY(store_announce(cx, STR("case"), id.v));

	return tx_commit(&tx);
}

error presence_leave(struct ctx *cx, casefile_id id)
{
	int64_t dropped;

	TRY(actor_may(cx, MAY_WORK_CASE, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_presence_drop(cx, id, cx->actor->person, &dropped));
	if (dropped > 0)
		TRY(store_announce(cx, STR("case"), id.v));

	return tx_commit(&tx);
}

error presence_of(struct ctx *cx, casefile_id id, struct presence_list *out)
{
	*out = (struct presence_list){ 0 };
	if (!may(cx->actor, MAY_WORK_CASE))
		return OK;
	TRY(q_presence_on(cx, id, cx->actor->person, cx->now, out));
	if (out->len > PRESENCE_SHOWN_MAX)
		out->len = PRESENCE_SHOWN_MAX;
	return OK;
}

static bool is_among(casefile_id id, const casefile_id *ids, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (ids[i].v == id.v)
			return true;
	return false;
}

error presence_among(struct ctx *cx, const casefile_id *ids, size_t count,
	struct presence_list *out)
{
	casefile_id first = { INT64_MAX }, last = { 0 };
	struct presence_list all;
	size_t kept = 0;

	*out = (struct presence_list){ 0 };
	if (count == 0 || !may(cx->actor, MAY_WORK_CASE))
		return OK;
	for (size_t i = 0; i < count; i++) {
		first.v = ids[i].v < first.v ? ids[i].v : first.v;
		last.v = ids[i].v > last.v ? ids[i].v : last.v;
	}
	TRY(q_presence_between(cx, first, last, cx->now, &all));
	for (size_t i = 0; i < all.len; i++)
		if (is_among(all.at[i].casefile, ids, count))
			all.at[kept++] = all.at[i];
	*out = (struct presence_list){ all.at, kept };
	return OK;
}
