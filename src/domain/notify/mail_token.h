/*
 * mail_token.h - what our mails carry, so that an answer is known again
 *
 * A token says which case a mail was about and to whom it went, or which message of the
 * outbox it was, signed with a key of this center (keyed BLAKE2b, 80 bits). It stands
 * behind a "+" in Reply-To and in the envelope's sender, and in the Message-ID:
 *
 *	support+r812.45.k5m2xq7apt3zb6yd@vendor.example
 *
 * It proves that the mail was sent by us, not who answers it: the address of the sender
 * must still be that of the recipient (domain/mailin).
 */
#pragma once

#include "base/ctx.h"

enum mail_token_kind {
	MAIL_TOKEN_REPLY = 'r',  /* case, person: the answer is a message */
	MAIL_TOKEN_NOTE = 'n',   /* case, person: the answer is an internal note */
	MAIL_TOKEN_BOUNCE = 'b', /* message of the outbox: it came back */
};

struct mail_token {
	enum mail_token_kind kind;
	int64_t first, second;
};

/* On a writer, once before mails are made: there is a key from then on. */
NODISCARD error mail_token_ready(struct ctx *);
/* Empty while there is no key. */
NODISCARD error mail_token_make(struct ctx *, const struct mail_token *, struct str *out);
/* *ret_good is false for what we have not signed. Capitals do not matter. */
NODISCARD error mail_token_read(struct ctx *, struct str, struct mail_token *out, bool *ret_good);

/* What stands behind the first "+" of the local part, or empty. */
struct str mail_token_of_address(struct str address);
/* "support@host" and a token: "support+TOKEN@host". */
struct str mail_token_address(struct arena *, struct str address, struct str token);
