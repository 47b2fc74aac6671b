/*
 * idempotency.h - a POST that is sent twice is done once
 *
 * A client names its request with an Idempotency-Key (draft-ietf-httpapi-idempotency-key).
 * The reply is kept with the change, in one transaction, for a day; the same key with the
 * same request gets it again, with another request it is refused.
 */
#pragma once

#include "base/ctx.h"

enum { IDEMPOTENCY_KEY_MAX = 200 };

struct idempotent_reply {
	int64_t status;
	struct str location, body;
};

/* *ret_found: done before. ERR_INVALID for a bad key, or one of another request. */
NODISCARD error idempotency_look(struct ctx *, struct str key, struct str request,
	struct idempotent_reply *out, bool *ret_found);

/* On the writer, in the transaction of the change. */
NODISCARD error idempotency_keep(struct ctx *, struct str key, struct str request,
	const struct idempotent_reply *);
