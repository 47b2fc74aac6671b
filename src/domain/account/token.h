/*
 * token.h - API tokens
 *
 * A token acts as its person, within its scopes, and never as a member of the SIRT.
 * Shown once, stored as a hash; its last use is kept to the minute.
 */
#pragma once

#include "base/ctx.h"
#include "domain/account/token.sql.h"

enum token_scope {
	TOKEN_READ = 1 << 0,  /* GET */
	TOKEN_WRITE = 1 << 1, /* the rest */
};

struct token_new {
	person_id person;
	struct str name;   /* for the list; may be empty */
	unsigned scopes;   /* bits of enum token_scope; 0 is both */
	instant expires_at; /* not set: never */
};

/* For oneself, or MAY_MANAGE_PEOPLE. *ret_secret is "mst_" and 43 characters. */
NODISCARD error token_create(struct ctx *, const struct token_new *, struct str *ret_secret);

/* As session_actor. *ret_touch: call token_touch soon. */
NODISCARD error token_actor(struct ctx *, struct str secret, struct api_token *ret_token,
	struct actor *ret_actor, bool *ret_touch);
NODISCARD error token_touch(struct ctx *, token_id);
NODISCARD error token_list(struct ctx *, struct api_token_list *out); /* the actor's */
NODISCARD error token_revoke(struct ctx *, token_id);                 /* of the actor */
