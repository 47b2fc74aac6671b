#include "domain/audit/audit.h"

#include <sodium.h>

#include "base/limits.h"
#include "domain/account/permission.h"
#include "store/db.h"

enum { HASH_BYTES = 32 };

static const unsigned char genesis[HASH_BYTES];

static void feed(crypto_generichash_state *state, struct str s)
{
	/* The length first, so that two fields cannot pass for two others. */
	uint64_t len = s.len;
	crypto_generichash_update(state, (const unsigned char *)&len, sizeof len);
	crypto_generichash_update(state, (const unsigned char *)s.at, s.len);
}

static struct str hash_of(struct arena *a, const struct audit_event *e)
{
	unsigned char *hash = arena_bytes(a, HASH_BYTES);
	int64_t numbers[] = { e->at.us, e->actor.v, e->object };
	crypto_generichash_state state;
	crypto_generichash_init(&state, NULL, 0, HASH_BYTES);
	feed(&state, e->previous);
	feed(&state, str_of(numbers, sizeof numbers));
	feed(&state, e->act);
	feed(&state, e->kind);
	feed(&state, e->detail);
	crypto_generichash_final(&state, hash, HASH_BYTES);
	return str_of(hash, HASH_BYTES);
}

error audit_note(struct ctx *cx, struct str act, const char *object_kind, int64_t object_id,
	struct str detail)
{
	struct q_audit_head_row head;
	bool found;

	TRY(q_audit_head(cx, &head, &found));
	if (!found)
		head = (struct q_audit_head_row){ str_of(genesis, sizeof genesis), 0 };

	struct audit_event e = {
		.at = cx->now,
		.actor = cx->actor->person,
		.act = act,
		.kind = str_from(object_kind),
		.object = object_id,
		.detail = str_sub(detail, 0, LIMIT_REASON),
		.previous = head.hash,
	};
	e.hash = hash_of(cx->arena, &e);
	TRY(q_audit_insert(cx, e.at, e.actor, e.act, e.kind, e.object, e.detail, e.previous,
		e.hash));
	return q_audit_head_put(cx, e.hash, head.count + 1);
}

error audit_verify(struct ctx *cx, int64_t *ret_count, audit_id *ret_broken)
{
	struct q_audit_head_row head = { str_of(genesis, sizeof genesis), 0 };
	struct audit_event e;
	CLEANUP(q_audit_each_close) struct q_audit_each_rows rows;
	unsigned char last[HASH_BYTES] = { 0 };
	bool found, more;

	*ret_count = 0;
	*ret_broken = (audit_id){ 0 };
	TRY(q_audit_head(cx, &head, &found));
	TRY(q_audit_each_open(cx, &rows));
	for (;;) {
		struct arena_mark mark = arena_mark(cx->arena);
		TRY(q_audit_each_next(&rows, &e, &more));
		if (!more)
			break;
		bool sound = str_eq(e.previous, str_of(last, sizeof last)) &&
			str_eq(e.hash, hash_of(cx->arena, &e));
		if (!sound && ret_broken->v == 0)
			*ret_broken = e.id;
		if (e.hash.len == HASH_BYTES)
			memcpy(last, e.hash.at, HASH_BYTES);
		++*ret_count;
		arena_release(cx->arena, mark);
	}
	bool complete = head.count == *ret_count && str_eq(head.hash, str_of(last, sizeof last));
	if (!complete && ret_broken->v == 0)
		*ret_broken = (audit_id){ INT64_MAX };
	return OK;
}

error audit_list(struct ctx *cx, struct str act, audit_id before, struct audit_event_list *out)
{
	TRY(actor_may(cx, MAY_READ_AUDIT, RELATION_NONE));
	if (before.v <= 0)
		before.v = INT64_MAX;
	return q_audit_list(cx, before, act, LIMIT_LIST_PAGE, out);
}
