/*
 * outbox.h - the outbox as people look at it: what waits, what failed, and why
 *
 * A message is queued, delayed (it was tried and will be again), sent, failed or
 * withdrawn. What failed or waits can be tried at once, or dropped.
 */
#pragma once

#include "domain/notify/notify.h"
#include "domain/notify/outbox.sql.h"

enum { OUTBOX_UNSIGNED_DAYS = 1 };

enum outbox_show { OUTBOX_ALL, OUTBOX_WAITING, OUTBOX_FAILED };

/* A word for a person: "Queued", "Delayed", "Sent", "Failed", "Withdrawn". */
struct str outbox_word(int64_t state, int64_t attempts);
bool outbox_may_retry(int64_t state); /* and be dropped */

/* --- MAY_ADMINISTER --- */

/* Newest first, ids below `before` (0: from the newest), LIMIT_LIST_PAGE at most. */
NODISCARD error outbox_page(struct ctx *, enum outbox_show, outbox_id before,
	struct outbox_line_list *out);
NODISCARD error outbox_totals(struct ctx *, struct outbox_totals *out);
/* Of the last OUTBOX_UNSIGNED_DAYS days, while a key is to sign; what went out as it was, and why the last did. */
NODISCARD error outbox_unsigned(struct ctx *, struct outbox_unsigned *out);
/* Due now. ERR_CONFLICT when it was sent or withdrawn meanwhile. */
NODISCARD error outbox_retry(struct ctx *, outbox_id);
NODISCARD error outbox_drop(struct ctx *, outbox_id);

/* --- MAY_WORK_CASE --- */

/* To whom entries of a case went by mail, in their order. */
NODISCARD error outbox_of_entries(struct ctx *, casefile_id, entry_id first, entry_id last,
	struct outbox_delivery_list *out);
