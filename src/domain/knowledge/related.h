/*
 * related.h - articles that belong together
 *
 * An author names them by number in a version; they are shown from the version's
 * publication on, on the pages of both, to readers of both. The numbers are the article's
 * alone: its translations show the same, each in their own language where there is one.
 */
#pragma once

#include "domain/knowledge/article.h"
#include "domain/knowledge/related.sql.h"

/* Those that the actor may read, at most LIMIT_RELATED. */
NODISCARD error article_related(struct ctx *, const struct article *, struct article_item_list *out);

/* --- for saving and publishing, within its transaction --- */

/*
 * Makes of what was typed the numbers of articles, each once; that of a translation is its
 * article's. ERR_INVALID on related: too many, no number, of no article, the article's own.
 */
NODISCARD error article_related_take(struct ctx *, article_id own, struct article_new *);
/*
 * What the published version names. A number that no article has (yet) is passed over: in
 * an import the articles come one after the other.
 */
NODISCARD error article_related_save(struct ctx *, article_id, const str_list *numbers);
/* Names one more article, for an import when all of its articles are there. */
NODISCARD error article_related_add(struct ctx *, article_id, struct str number, int64_t position);
/* Pages that name the article are to be made anew. */
NODISCARD error article_related_changed(struct ctx *, article_id);
