/*
 * details.h - all of a version but its title, short answer and sections, as JSON
 *
 * A version keeps what it says of itself (type, audience, products, ...), since the rows
 * of the article say that of the published version alone.
 */
#pragma once

#include "domain/knowledge/article.h"

struct str article_details(struct arena *, const struct article_new *);
/* Into what is there. ERR_INTERNAL for a text that article_details did not write. */
NODISCARD error article_details_read(struct ctx *, struct str json, struct article_new *out);
