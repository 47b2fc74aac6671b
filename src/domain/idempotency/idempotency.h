/*
 * idempotency.h - a POST that is sent twice is done once
 *
 * A client names its request with an Idempotency-Key (draft-ietf-httpapi-idempotency-key).
 * The reply is kept with the change, in one transaction, for a day; the same key with the
 * same request gets it again, with another request it is refused.
 *
 * A reply may hold a token that is shown once. So it is sealed by the credential that the
 * request was signed with, of which the database has the hash alone: neither who reads the
 * database nor another token of the same person can open it.
 */
#pragma once

#include "base/ctx.h"

enum { IDEMPOTENCY_KEY_MAX = 200 };

/* Which request it is. */
struct idempotent_request {
	struct str key, text;  /* Idempotency-Key; path and body */
	struct str credential; /* the token that it is sent with */
};

struct idempotent_reply {
	int64_t status;
	struct str location, body;
};

/*
 * *ret_found: done before. Else the key is held until the transaction ends: on the writer,
 * before anything is changed. ERR_INVALID for a bad key, one of another request, or one that
 * was used with another credential.
 */
NODISCARD error idempotency_look(struct ctx *, const struct idempotent_request *,
	struct idempotent_reply *out, bool *ret_found);

/* After idempotency_look, in the transaction of the change. */
NODISCARD error idempotency_keep(struct ctx *, const struct idempotent_request *,
	const struct idempotent_reply *);
