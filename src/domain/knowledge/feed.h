/*
 * feed.h - published articles as other programs read them: feeds, and maps of the site
 *
 * Whoever fetches these is nobody: they hold what the actor's audiences may read, and
 * their pages call them as a visitor.
 */
#pragma once

#include "base/ctx.h"
#include "domain/knowledge/feed.sql.h"

enum { FEED_ENTRIES = 50 };

/*
 * Newest publication first; `type` -1: all; product 0: any. Each article once: by its
 * translation into the language, else (or when that is empty) as it was written.
 */
NODISCARD error article_feed(struct ctx *, int64_t type, product_id, struct str language,
	struct article_entry_list *out);

/* Public articles alone, with ids above `after` and up to `until`. */
NODISCARD error article_map(struct ctx *, int64_t after, int64_t until,
	struct article_place_list *out);
/* The largest id of an article; 0 when there is none. */
NODISCARD error article_map_end(struct ctx *, int64_t *out);
