#include "domain/idempotency/idempotency.h"

#include "domain/account/secret.h"
#include "domain/idempotency/idempotency.sql.h"
#include "store/db.h"

enum { KEEP_S = 24 * 3600 };

/* One that no other table stores a hash of. */
static struct str sealing_secret(struct ctx *cx, const struct idempotent_request *q)
{
	return str_printf(cx->arena, "reply\n%.*s\n%.*s", STR_ARG(q->key), STR_ARG(q->credential));
}

/*
 * Before anything is done: another writer with this key is waited for, and then this one
 * runs again and finds its reply. Later it might be refused for what the other made.
 */
static error claim(struct ctx *cx, const struct idempotent_request *q)
{
	TRY(q_idempotency_forget(cx, instant_add(cx->now, (seconds){ -KEEP_S })));
	error e = q_idempotency_claim(cx, cx->actor->person, q->key, secret_hash(cx->arena, q->text),
		STR(""), cx->now);
	if (!err_is(e, ERR_CONFLICT))
		return e;
	struct err *again = arena_new(cx->arena, struct err);
	*again = *e;
	again->retry = true;
	return again;
}

error idempotency_look(struct ctx *cx, const struct idempotent_request *q,
	struct idempotent_reply *out, bool *ret_found)
{
	struct q_idempotency_find_row row;
	struct str reply;

	if (q->key.len == 0 || q->key.len > IDEMPOTENCY_KEY_MAX)
		return err_field(cx, "Idempotency-Key", "A key has 1 to 200 characters.");
	TRY(q_idempotency_find(cx, cx->actor->person, q->key, &row, ret_found));
	if (!*ret_found)
		return claim(cx, q);
	if (!str_eq(row.request_hash, secret_hash(cx->arena, q->text)))
		return err_field(cx, "Idempotency-Key",
			"This key was used for another request. Use a new one.");
	*ret_found = row.status != 0; /* else a reply that is not kept: done again */
	if (!*ret_found)
		return OK;
	if (!secret_open(cx->arena, sealing_secret(cx, q), row.sealed, &reply))
		return err_field(cx, "Idempotency-Key",
			"This key was used with another token. Send the same token, or use a new key.");
	size_t line = (size_t)str_find_char(reply, '\n');
	*out = (struct idempotent_reply){ row.status, str_sub(reply, 0, line),
		str_skip(reply, line + 1) };
	return OK;
}

error idempotency_keep(struct ctx *cx, const struct idempotent_request *q,
	const struct idempotent_reply *r)
{
	struct str reply = str_concat(cx->arena, str_concat(cx->arena, r->location, STR("\n")), r->body);

	return q_idempotency_put(cx, cx->actor->person, q->key, r->status,
		secret_seal(cx->arena, sealing_secret(cx, q), reply));
}
