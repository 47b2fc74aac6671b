/*
 * structured.h - what an article's page says to programs that read it (schema.org)
 *
 * A data block of JSON-LD: nothing runs it, so it needs no right to run. It has what the
 * page shows to the same reader.
 */
#pragma once

#include "domain/knowledge/article.h"
#include "html/html.h"

/* origin: "https://support.example". Nothing for an article that is not published. */
void article_structured(struct html *, const struct article_view *, struct str origin);
