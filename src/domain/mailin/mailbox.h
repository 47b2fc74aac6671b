/*
 * mailbox.h - mailboxes elsewhere, looked into by IMAP
 *
 * A mailbox remembers the UIDVALIDITY and the UID up to which all is stored; a message
 * counts as stored in the transaction that notes it, and only then it is marked, moved or
 * deleted over there. When the server numbers anew all is fetched again, and what is here
 * already is known by what it says (mailin.h). Failures make the pauses longer.
 *
 * It signs in by a password, by a token that is given, or by access tokens that end soon and
 * are asked for at a token endpoint (RFC 6749): with a refresh token, or for the client itself
 * where there is none. All secrets are kept for the poll alone and shown nowhere.
 */
#pragma once

#include "domain/mailin/mailbox.sql.h"
#include "domain/mailin/mailin.h"

enum mailbox_afterwards { MAILBOX_SEEN, MAILBOX_MOVE, MAILBOX_DELETE };

enum { MAILBOXES_MAX = 50, MAILBOX_PAUSE_MOST_S = 3600, MAILBOX_SECRET_MAX = 8192 };

struct mailbox_new {
	struct str url;        /* "imaps://mail.example.com", or imap:// with STARTTLS */
	struct str folder;     /* empty: INBOX */
	struct str user, secret;
	bool bearer;           /* the secret is an OAuth 2 token */
	struct str token_url;  /* empty: none; else the secret is a refresh token, or empty */
	struct str client_id, client_secret, scope;
	struct str address;    /* a support address */
	enum mailbox_afterwards afterwards;
	struct str move_to;
	int64_t period;        /* seconds, 10 to 86,400 */
};

/* MAY_ADMINISTER; audited without the secret. */
NODISCARD error mailbox_add(struct ctx *, const struct mailbox_new *, mailbox_id *out);
/* Another password or token, for the next look. */
NODISCARD error mailbox_renew(struct ctx *, mailbox_id, struct str secret);
NODISCARD error mailbox_remove(struct ctx *, mailbox_id);
NODISCARD error mailboxes(struct ctx *, struct mailbox_list *out);

/* --- for the poll --- */

NODISCARD error mailbox_due(struct ctx *, struct mailbox_list *out);
NODISCARD error mailbox_secrets(struct ctx *, mailbox_id, struct mailbox_secrets *out);
/* "imap://localhost:1143": nobody listens on the way. */
bool mailbox_is_here(struct str url);
/* On a writer: an access token, and the refresh token when that is new as well. */
NODISCARD error mailbox_token(struct ctx *, mailbox_id, struct str refresh, struct str access, instant until);
/* On a writer: the server's numbers are new, all begins again. */
NODISCARD error mailbox_renumber(struct ctx *, mailbox_id, int64_t validity);
/* On a writer: the message of a UID is stored. */
NODISCARD error mailbox_received(struct ctx *, const struct mailbox *, int64_t uid,
	struct mailin_arrival *);
/* On a writer: the message of a UID is too large; it is left where it is. */
NODISCARD error mailbox_leave(struct ctx *, mailbox_id, int64_t uid);
/* Whether the message of a UID is stored. */
NODISCARD error mailbox_has(struct ctx *, const struct mailbox *, int64_t uid, bool *out);
/* On a writer: it was looked into; `why` is empty when that went well. */
NODISCARD error mailbox_looked(struct ctx *, const struct mailbox *, struct str why);
