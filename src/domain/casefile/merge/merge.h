/*
 * merge.h - two cases of one problem become one, and what takes that back
 *
 * A case goes into another of the same organisation and ends: its entries are copied and
 * its files move, with their times and writers, its people watch the other, which takes the
 * worse priority and clock (escalation_merged). The old number leads to the other.
 *
 * What both were before is kept. While neither has got another entry since, and every
 * change of a case is one, a merge can be taken back: by whoever did it, for the time that
 * edit.h says. A text that was redacted meanwhile stays so in both.
 *
 * All for MAY_WORK_CASE.
 */
#pragma once

#include "domain/casefile/casefile.h"

enum { MERGES_MAX = 20 }; /* that are followed from case to case */

NODISCARD error casefile_merge(struct ctx *, casefile_id away, struct str into);
/* Whether it would be taken, and the other case; errors as casefile_merge's. */
NODISCARD error casefile_merge_look(struct ctx *, const struct casefile *away, struct str into,
	struct casefile *out);

/* The case of that number comes out again. ERR_CONFLICT when either went on since. */
NODISCARD error casefile_unmerge(struct ctx *, casefile_id into, struct str away);
/* Whether it would. */
NODISCARD error casefile_unmerge_look(struct ctx *, const struct casefile *into, struct str away,
	bool *ret_possible);

/*
 * For verbs that end a case in favour of another: it is closed at once, without a mail,
 * since its people are those of the other; webhooks are told of both. `files` stay with it. Its ladder is the caller's.
 */
NODISCARD error casefile_end_for(struct ctx *, const struct casefile *away, const struct casefile *into,
	int64_t files);
/* A sentence of the program for both sides; the index and open pages follow. */
NODISCARD error casefile_say(struct ctx *, casefile_id, struct str text);
