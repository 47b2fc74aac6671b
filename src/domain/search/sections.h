/*
 * sections.h - the places of a hit that have most of what was asked for
 *
 * A long page is one hit. Besides the place where its snippet stands, a reader may go to
 * the other sections in which words of the query stand.
 */
#pragma once

#include "domain/search/document.h"
#include "domain/search/snippet.h"

enum { SEARCH_SECTIONS_MAX = 3 };

typedef SLICE(struct search_section) search_sections;

/*
 * At most SEARCH_SECTIONS_MAX, that with the most different words of the query first;
 * without `shown`, where the snippet stands already. `text` is the snippet of the
 * document's body.
 */
search_sections search_sections_of(struct arena *, const struct search_document *,
	const struct snippet *text, const struct search_section *shown);
