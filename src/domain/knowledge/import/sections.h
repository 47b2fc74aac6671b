/* sections.h - a text cut at its headings into the sections of an article */
#pragma once

#include "domain/knowledge/article.h"

/*
 * Cuts at "# " and "## " outside of code. Headings that name a part of an article
 * (symptoms, cause, resolution, ...) become that part.
 */
void kb_sections(struct arena *, struct str markdown, struct article_new *out);
/* By what it says of itself, else by its sections. */
enum article_type kb_type(struct str topic, const struct article_new *);
