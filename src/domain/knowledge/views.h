/*
 * views.h - how often articles are read
 *
 * Each node counts in memory, so that a page out of the cache costs no query, and adds to
 * the articles' rows each minute and when it ends: what a crash takes is a minute's count.
 * Robots count like people.
 */
#pragma once

#include "base/ctx.h"
#include "domain/periodic/periodic.h"

struct article_views;

struct article_views *article_views_new(void);
void article_views_free(struct article_views *);
/* From any thread. Beyond LIMIT_VIEWS_HELD articles a minute further ones do not count. */
void article_views_count(struct article_views *, article_id);
/* Adds to the article's row, on a writer. */
NODISCARD error article_views_add(struct ctx *, article_id, int64_t n);
/* Adds all to the rows. What fails is kept for the next time. Not from a writer. */
NODISCARD error article_views_flush(struct ctx *, struct store *, struct article_views *);

/* Flushes each minute, on each node. */
struct periodic article_views_periodic(struct article_views *);
