/*
 * mailbox.h - mailboxes elsewhere, looked into by IMAP
 *
 * A mailbox remembers the UIDVALIDITY and the UID up to which all is stored; a message
 * counts as stored in the transaction that notes it, and only then it is marked, moved or
 * deleted over there. When the server numbers anew all is fetched again, and what is here
 * already is known by what it says (mailin.h). Failures make the pauses longer.
 *
 * The secret is kept for the poll alone and shown nowhere.
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
	struct str address;    /* a support address */
	enum mailbox_afterwards afterwards;
	struct str move_to;
	int64_t period;        /* seconds, 10 to 86,400 */
};

/* MAY_ADMINISTER; audited without the secret. */
NODISCARD error mailbox_add(struct ctx *, const struct mailbox_new *, mailbox_id *out);
NODISCARD error mailbox_remove(struct ctx *, mailbox_id);
NODISCARD error mailboxes(struct ctx *, struct mailbox_list *out);

/* --- for the poll --- */

NODISCARD error mailbox_due(struct ctx *, struct mailbox_list *out);
NODISCARD error mailbox_secret(struct ctx *, mailbox_id, struct str *out);
/* On a writer: the server's numbers are new, all begins again. */
NODISCARD error mailbox_renumber(struct ctx *, mailbox_id, int64_t validity);
/* On a writer: the message of a UID is stored. */
NODISCARD error mailbox_received(struct ctx *, const struct mailbox *, int64_t uid,
	struct mailin_arrival *);
/* On a writer: it was looked into; `why` is empty when that went well. */
NODISCARD error mailbox_looked(struct ctx *, const struct mailbox *, struct str why);
