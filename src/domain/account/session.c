#include "domain/account/session.h"

#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/account/secret.h"
#include "domain/audit/audit.h"
#include "domain/setting/setting.h"
#include "store/db.h"

enum { TOUCH_AFTER_S = 60 };

static struct settings settings_of(const struct ctx *cx)
{
	return cx->settings != NULL ? *cx->settings : settings_initial();
}

seconds session_life(const struct ctx *cx)
{
	return settings_of(cx).session_absolute;
}

error session_create(struct ctx *cx, person_id person, struct str address, struct str agent,
	struct str *ret_secret)
{
	struct q_session_insert_row made;
	struct str secret = secret_new(cx->arena);

	AUTO_TX tx = tx_begin(cx);

	TRY(q_session_insert(cx, secret_hash(cx->arena, secret), person, cx->now,
		instant_add(cx->now, session_life(cx)), address, str_sub(agent, 0, 300), &made));
	TRY(audit_note(cx, STR("session.signed-in"), "person", person.v, address));
	TRY(tx_commit(&tx));

	*ret_secret = secret;
	return OK;
}

static bool has_ended(const struct ctx *cx, const struct session *s)
{
	instant idle = instant_add(s->seen_at, settings_of(cx).session_idle);
	return instant_is_set(s->revoked_at) || cx->now.us >= s->expires_at.us ||
		cx->now.us >= idle.us;
}

error session_actor(struct ctx *cx, struct str secret, struct session *ret_session,
	struct actor *ret_actor, bool *ret_touch)
{
	struct session s;
	struct person p;
	bool found = false;

	if (secret.len == SECRET_TEXT)
		TRY(q_session_by_secret(cx, secret_hash(cx->arena, secret), &s, &found));
	if (!found || has_ended(cx, &s))
		return err_new(cx, ERR_UNSIGNED, "no such session, or it has ended");
	TRY(person_load(cx, s.person, &p));
	TRY(person_actor(cx, &p, ret_actor));

	*ret_touch = instant_since(cx->now, s.seen_at).s >= TOUCH_AFTER_S;
	*ret_session = s;
	return OK;
}

error session_touch(struct ctx *cx, session_id id)
{
	return q_session_touch(cx, id, cx->now);
}

error session_list(struct ctx *cx, struct session_list *out)
{
	TRY(actor_may(cx, MAY_SIGNED_IN, RELATION_NONE));
	return q_session_list(cx, cx->actor->person, cx->now, out);
}

error session_list_of(struct ctx *cx, person_id person, struct session_list *out)
{
	TRY(actor_may(cx, MAY_MANAGE_PEOPLE, RELATION_NONE));
	return q_session_list(cx, person, cx->now, out);
}

error session_revoke(struct ctx *cx, session_id id)
{
	int64_t changed;

	TRY(actor_may(cx, MAY_SIGNED_IN, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_session_revoke(cx, id, cx->actor->person, cx->now, &changed));
	if (changed == 0)
		return err_new(cx, ERR_NOT_FOUND, "no such session");
	TRY(audit_note(cx, STR("session.revoked"), "session", id.v, STR("")));

	return tx_commit(&tx);
}

error session_revoke_others(struct ctx *cx, session_id keep)
{
	int64_t changed;

	TRY(actor_may(cx, MAY_SIGNED_IN, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_session_revoke_others(cx, keep, cx->actor->person, cx->now, &changed));
	TRY(audit_note(cx, STR("session.others-revoked"), "person", cx->actor->person.v,
		STR("")));

	return tx_commit(&tx);
}

bool session_is_confirmed(const struct ctx *cx, const struct session *s)
{
	return instant_since(cx->now, s->confirmed_at).s < SESSION_CONFIRMED.s;
}
