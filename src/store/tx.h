/*
 * tx.h - all or nothing, for one verb
 *
 * A verb that changes more than one row opens a tx; what it wrote is undone unless
 * it commits. It nests: on the writer the whole request is a transaction already,
 * so this is a savepoint, and durable only when the request's work is (store.h).
 * cx->db must be a writer.
 *
 * A query that failed leaves the tx unusable on PostgreSQL: a verb that goes on after
 * an expected failure (a name that is taken) tries it in a tx of its own.
 */
#pragma once

#include "base/ctx.h"

struct tx {
	struct ctx *cx;
	int depth;
	bool open;
	size_t announced; /* what was said before it */
};

struct tx tx_begin(struct ctx *);
NODISCARD error tx_commit(struct tx *);
void tx_end(struct tx *);
#define AUTO_TX CLEANUP(tx_end) struct tx
