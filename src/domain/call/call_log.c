/* call_log.c - the calls that were, and those that wait */
#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/call/call.h"
#include "store/db.h"

enum { WAITS_FOR_S = 4 * 3600 };

error call_load(struct ctx *cx, call_id id, struct phone_call *out)
{
	bool found;

	TRY(actor_may(cx, MAY_TAKE_CALLS, RELATION_NONE));
	TRY(q_call_load(cx, id, out, &found));
	if (!found)
		return err_new(cx, ERR_NOT_FOUND, "no such call");
	return OK;
}

error call_waiting(struct ctx *cx, struct phone_call_list *out)
{
	TRY(actor_may(cx, MAY_TAKE_CALLS, RELATION_NONE));
	return q_call_waiting(cx, cx->actor->person,
		instant_add(cx->now, (seconds){ -WAITS_FOR_S }), out);
}

error call_of_case(struct ctx *cx, casefile_id id, struct phone_call_list *out)
{
	TRY(actor_may(cx, MAY_TAKE_CALLS, RELATION_NONE));
	return q_call_of_case(cx, id, out);
}

error call_log(struct ctx *cx, const struct call_filter *f, struct phone_call_list *out)
{
	instant before_at = { INT64_MAX };
	person_id agent = { 0 };
	struct phone_call last;

	TRY(actor_may(cx, MAY_TAKE_CALLS, RELATION_NONE));
	if (f->before.v != 0) {
		TRY(call_load(cx, f->before, &last));
		before_at = last.started_at;
	}
	if (f->mine)
		agent = cx->actor->person;
	return q_call_log(cx, agent, f->missed, before_at, f->before, LIMIT_LIST_PAGE, out);
}

bool call_is_missed(const struct phone_call *k)
{
	return !k->outgoing && instant_is_set(k->ended_at) && !instant_is_set(k->answered_at);
}

seconds call_length(const struct phone_call *k, instant now)
{
	if (!instant_is_set(k->answered_at))
		return (seconds){ 0 };
	return instant_since(instant_is_set(k->ended_at) ? k->ended_at : now, k->answered_at);
}
