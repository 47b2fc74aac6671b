/*
 * oauth.h - access tokens for a mailbox, asked for at its token endpoint (RFC 6749)
 *
 * With a refresh token, as a person's mailbox has one; without, for the client itself, as
 * an organisation grants one to a program. Redirects are not followed, certificates are
 * checked, and what the endpoint says when it refuses is the error.
 */
#pragma once

#include "domain/mailin/mailbox.h"

enum { OAUTH_SECONDS = 30, OAUTH_ANSWER_MAX = 64 * 1024 };

struct oauth_token {
	struct str access;
	struct str refresh; /* a new one, in the place of the old; empty: the old one stays */
	int64_t seconds;    /* that it lives */
};

/* ERR_DENIED: the endpoint refuses, asking again is of no use. ERR_UNAVAILABLE: else. */
NODISCARD error oauth_ask(struct ctx *, const struct mailbox *, const struct mailbox_secrets *,
	struct oauth_token *out);
