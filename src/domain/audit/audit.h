/*
 * audit.h - what was done, by whom, that nobody can quietly change
 *
 * Append-only. Each row's hash (BLAKE2b-256) covers its content and the hash of the
 * row before it, so a changed, removed or inserted row breaks the chain from there
 * on; the head keeps the last hash and the count, so a cut tail is seen too.
 * Written in the transaction of what it records. No personal text beyond names and
 * addresses: what a case says is never in here.
 */
#pragma once

#include "base/ctx.h"
#include "domain/audit/audit.sql.h"

/* `act` is 'noun.verb-ed'; `detail` is short text (LIMIT_REASON). */
NODISCARD error audit_note(struct ctx *, struct str act, const char *object_kind,
	int64_t object_id, struct str detail);

/* Walks the chain. *ret_broken is the id of the first bad row, 0 when sound. */
NODISCARD error audit_verify(struct ctx *, int64_t *ret_count, audit_id *ret_broken);

/* With names of people. Newest first, at most LIMIT_LIST_PAGE; MAY_READ_AUDIT. `act` a prefix or empty. */
NODISCARD error audit_list(struct ctx *, struct str act, audit_id before,
	struct audit_event_list *out);
