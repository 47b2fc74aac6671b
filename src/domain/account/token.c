#include "domain/account/token.h"

#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/account/secret.h"
#include "domain/audit/audit.h"
#include "store/db.h"

enum { TOUCH_AFTER_S = 60 };

error token_create(struct ctx *cx, const struct token_new *t, struct str *ret_secret)
{
	struct q_api_token_insert_row made;
	struct str secret = str_concat(cx->arena, STR("mst_"), secret_new(cx->arena));
	unsigned scopes = t->scopes ? t->scopes : TOKEN_READ | TOKEN_WRITE;

	if (t->person.v != cx->actor->person.v)
		TRY(actor_may(cx, MAY_MANAGE_PEOPLE, RELATION_NONE));
	TRY(actor_may(cx, MAY_SIGNED_IN, RELATION_NONE));
	if (t->name.len > LIMIT_NAME)
		return err_field(cx, "name", "A name has at most 200 bytes.");

	AUTO_TX tx = tx_begin(cx);

	TRY(q_api_token_insert(cx, secret_hash(cx->arena, secret), t->person, t->name, scopes,
		cx->now, t->expires_at, &made));
	TRY(audit_note(cx, STR("token.created"), "person", t->person.v, t->name));
	TRY(tx_commit(&tx));

	*ret_secret = secret;
	return OK;
}

error token_actor(struct ctx *cx, struct str secret, struct api_token *ret_token,
	struct actor *ret_actor, bool *ret_touch)
{
	struct api_token t;
	struct person p;
	bool found = false;

	if (str_starts(secret, STR("mst_")) && secret.len == SECRET_TEXT + 4)
		TRY(q_api_token_by_secret(cx, secret_hash(cx->arena, secret), &t, &found));
	bool ended = found && (instant_is_set(t.revoked_at) ||
		(instant_is_set(t.expires_at) && cx->now.us >= t.expires_at.us));
	if (!found || ended)
		return err_person(cx, ERR_UNSIGNED,
			"This API token is not known, or it has ended. Create a new one.");
	TRY(person_load(cx, t.person, &p));
	p.roles &= ~(int64_t)ROLE_SIRT;
	TRY(person_actor(cx, &p, ret_actor));
	ret_actor->token = t.id;

	*ret_touch = instant_since(cx->now, t.used_at).s >= TOUCH_AFTER_S;
	*ret_token = t;
	return OK;
}

error token_touch(struct ctx *cx, token_id id)
{
	return q_api_token_used(cx, id, cx->now);
}

error token_list(struct ctx *cx, struct api_token_list *out)
{
	TRY(actor_may(cx, MAY_SIGNED_IN, RELATION_NONE));
	return q_api_token_list(cx, cx->actor->person, out);
}

error token_revoke(struct ctx *cx, token_id id)
{
	int64_t changed;

	AUTO_TX tx = tx_begin(cx);

	TRY(q_api_token_revoke(cx, id, cx->actor->person, cx->now, &changed));
	if (changed == 0)
		return err_new(cx, ERR_NOT_FOUND, "no such token");
	TRY(audit_note(cx, STR("token.revoked"), "person", cx->actor->person.v, STR("")));

	return tx_commit(&tx);
}
