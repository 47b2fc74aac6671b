/*
 * twin.h - the same words and files in other cases, where merges and splits copied them
 *
 * Copies keep the time and the text of their original, by which they are found: also those
 * of merges and splits that were made before anything else was kept of them. Cases that go
 * together by merges, splits and links are looked through, TWIN_CASES_MAX at most.
 *
 * For verbs that take something out for good, after they have asked.
 */
#pragma once

#include "domain/casefile/casefile.h"

enum { TWIN_CASES_MAX = 200 };

typedef SLICE(casefile_id) casefile_id_list;

/* The case itself is the first. */
NODISCARD error twin_cases(struct ctx *, casefile_id, casefile_id_list *out);
/*
 * Copies of the entries `first` to `last` are emptied as those are to be, with what was mailed
 * of them; each has its line in the audit log. Call it while their text still stands.
 * *ret_held: the cases that had some.
 */
NODISCARD error twin_redact(struct ctx *, entry_id first, entry_id last, struct str why,
	casefile_id_list *ret_held);

/* One entry: its text, the mail that it came by, and the mails that told of it. */
NODISCARD error entry_blank(struct ctx *, entry_id, int64_t *ret_changes);
/* The line in the audit log; `text` is what the entry said. */
NODISCARD error entry_blank_note(struct ctx *, casefile_id, entry_id, struct str text, struct str why);
