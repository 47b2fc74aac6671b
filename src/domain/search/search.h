/*
 * search.h - tell the index that something changed
 *
 * Called in the transaction of the change, by every domain whose things can be found.
 * The row that it writes is what the indexer follows, so that a crash between the two
 * loses nothing.
 */
#pragma once

#include "base/ctx.h"

enum search_kind {
	SEARCH_ARTICLE = 1,
	SEARCH_CASEFILE,
	SEARCH_DOCUMENT, /* of a JSON Lines collection */
	SEARCH_KINDS
};

/* Made, changed or removed: the indexer looks at the row. On a writer. */
NODISCARD error search_changed(struct ctx *, enum search_kind, int64_t id);
