#include "domain/idempotency/idempotency.h"

#include "domain/account/secret.h"
#include "domain/idempotency/idempotency.sql.h"
#include "store/db.h"

enum { KEEP_S = 24 * 3600 };

error idempotency_look(struct ctx *cx, struct str key, struct str request,
	struct idempotent_reply *out, bool *ret_found)
{
	struct q_idempotency_find_row row;

	if (key.len == 0 || key.len > IDEMPOTENCY_KEY_MAX)
		return err_field(cx, "Idempotency-Key", "A key has 1 to 200 characters.");
	TRY(q_idempotency_find(cx, cx->actor->person, key, &row, ret_found));
	if (!*ret_found)
		return OK;
	if (!str_eq(row.request_hash, secret_hash(cx->arena, request)))
		return err_field(cx, "Idempotency-Key",
			"This key was used for another request. Use a new one.");
	*out = (struct idempotent_reply){ row.status, row.location, row.body };
	return OK;
}

error idempotency_keep(struct ctx *cx, struct str key, struct str request,
	const struct idempotent_reply *r)
{
	instant old = instant_add(cx->now, (seconds){ -KEEP_S });
	TRY(q_idempotency_forget(cx, old));
	error e = q_idempotency_put(cx, cx->actor->person, key, secret_hash(cx->arena, request),
		r->status, r->location, r->body, cx->now);
	if (!err_is(e, ERR_CONFLICT))
		return e;
	/* Another writer did it at the same time: run again, this one finds its reply. */
	struct err *again = arena_new(cx->arena, struct err);
	*again = *e;
	again->retry = true;
	return again;
}
