/*
 * session.h - being signed in
 *
 * A session ends after settings->session_idle without a request, after session_absolute
 * at the latest, or when it is revoked. The cookie's value is new at each sign-in.
 */
#pragma once

#include "base/ctx.h"
#include "domain/account/session.sql.h"

/* Dangerous actions ask for the password again after this. */
#define SESSION_CONFIRMED ((seconds){ 15 * 60 })

/* On a writer. *ret_secret is the cookie's value. */
NODISCARD error session_create(struct ctx *, person_id, struct str address, struct str agent,
	struct str *ret_secret);

/*
 * Who a cookie's value stands for. ERR_UNSIGNED when it is unknown, ended, or the
 * person is disabled. *ret_touch: seen_at is a minute old, call session_touch soon.
 */
NODISCARD error session_actor(struct ctx *, struct str secret, struct session *ret_session,
	struct actor *ret_actor, bool *ret_touch);
NODISCARD error session_touch(struct ctx *, session_id);

NODISCARD error session_list(struct ctx *, struct session_list *out);  /* the actor's */
/* Somebody's; MAY_MANAGE_PEOPLE. */
NODISCARD error session_list_of(struct ctx *, person_id, struct session_list *out);
NODISCARD error session_revoke(struct ctx *, session_id);              /* of the actor */
NODISCARD error session_revoke_others(struct ctx *, session_id keep);
/* The longest that a new one lives: for the cookie. */
seconds session_life(const struct ctx *);
bool session_is_confirmed(const struct ctx *, const struct session *);
