/*
 * fixture_search.h - a small index made from documents in memory
 *
 * A source of SEARCH_ARTICLE whose documents a test writes down. No database.
 */
#pragma once

#include "domain/search/search.h"
#include "tests/unit/test.h"

/* Documents given out as they are: number i has the id i + 1; kind and language default. */
struct search_shelf {
	struct search_document *at;
	size_t len;
};

/* Indexes the documents, opens the search on them. Close with fixture_search_close. */
#define FIXTURE(t, documents)                                                            \
	fixture_search((t), (documents), sizeof(documents) / sizeof *(documents))
struct ctx *fixture_search(struct test *, struct search_document *, size_t count);
void fixture_search_close(struct test *);

struct search_results fixture_find(struct ctx *, const char *text);
/* Ids of the hits in order: "3 1 2". */
struct str fixture_ids(struct ctx *, const struct search_results *);
/* Pieces of a snippet, hits in []. */
struct str fixture_marked(struct ctx *, const struct snippet *);
