/*
 * split.h - a second problem in one case becomes a case of its own
 *
 * Chosen entries and files are copied with their times and writers: the old case keeps
 * what was said in it. The new one has the same contact, watchers, device and priority,
 * is linked with the old one both ways, and its ladder starts now, or when the old case
 * was reported.
 */
#pragma once

#include "domain/casefile/casefile.h"

enum { SPLIT_ENTRIES_MAX = 100, SPLIT_FILES_MAX = 100 };

struct split {
	struct str summary;
	const int64_t *entries; /* numbers of messages, notes and calls; at least one */
	size_t entry_count;
	const int64_t *files;   /* ids */
	size_t file_count;
	bool same_time;
};

/* MAY_WORK_CASE. */
NODISCARD error casefile_split(struct ctx *, casefile_id, const struct split *,
	struct casefile *out);

/*
 * The case of that number goes back where it was split off: it ends, and its number leads
 * here, where all that it says still stands. ERR_CONFLICT when anything was added to it.
 */
NODISCARD error casefile_rejoin(struct ctx *, casefile_id, struct str made);
NODISCARD error casefile_rejoin_look(struct ctx *, const struct casefile *, struct str made,
	bool *ret_possible);
