/*
 * source.h - where a kind of document comes from
 *
 * Each domain that has something to be found declares one const struct search_source;
 * domain/findable lists them. The search knows no domain.
 */
#pragma once

#include "domain/search/document.h"

typedef SLICE(int64_t) search_ids;

struct search_source {
	enum search_kind kind;

	/*
	 * The document as it is now, if it exists and cx->actor may read it. For the
	 * index the actor is the program itself, which reads all; for a page it is the
	 * reader, and *ret_found is what decides whether a hit is shown. With `brief` the
	 * body, keywords and sections may be left empty.
	 */
	error (*load)(struct ctx *, int64_t id, bool brief, struct search_document *out,
		bool *ret_found);

	/*
	 * The same in the language, if there is such a document and cx->actor may read it.
	 * NULL: documents of the kind have no translations.
	 */
	error (*twin)(struct ctx *, int64_t id, struct str language, int64_t *out,
		bool *ret_found);

	/* Ids above `after` that belong in the index, ascending, at most `limit`. */
	error (*list)(struct ctx *, int64_t after, int64_t limit, search_ids *out);

	/* About how many there are: for progress. */
	error (*count)(struct ctx *, int64_t *out);
};
