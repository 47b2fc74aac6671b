/*
 * search.h - one box over everything that the reader may see
 *
 * search_run gives one ranked list over all kinds, with counts for tabs and facets. The
 * filter of what the reader may see is part of every question to the index, and each
 * hit is loaded from the tables as the reader before its title or text goes out.
 *
 * What a person types is never an operator. The index keeps at most RANK_DEPTH hits in
 * order for a question: who wants more must say more.
 */
#pragma once

#include "domain/search/count.h"
#include "domain/search/rank.h"
#include "domain/search/sections.h"
#include "domain/search/snippet.h"
#include "domain/search/source.h"

struct search_config {
	struct str place; /* "DATA/search" */
	const struct search_source *const *sources; /* NULL-terminated */
};

/* For the `search` of each ctx that searches; without one it gives ERR_UNAVAILABLE. */
NODISCARD error search_open(struct ctx *, const struct search_config *, struct search **out);
void search_close(struct search *); /* NULL is none */

enum { SEARCH_PAGE_SIZE = 10 };

/* Names as shown; a name that no document has finds nothing. */
struct search_narrow {
	unsigned kinds; /* bit 1 << enum search_kind; 0: all */
	str_list products, releases, types;
	bool solved;
	instant since; /* 0: any time */
};

struct search_request {
	struct str text;
	struct str language;       /* of the reader ("de"); empty: the actor's */
	bool as_typed;             /* "search instead for": no corrections */
	struct search_narrow narrow;
	int64_t page;              /* 1 is the first */
	int64_t size;              /* hits of a page; 0: SEARCH_PAGE_SIZE */
	bool counts;
	uint32_t exact_max;        /* matches that are counted one by one; 0: COUNT_EXACT_MAX */
	uint32_t candidates;       /* that the best are looked for in; 0: QUERY_CANDIDATES */
	struct str product, release; /* what the reader has in hand: ranks, not narrows */
};

struct search_hit {
	struct search_ref ref;
	double weight;             /* for measuring alone: it depends on all documents */
	struct search_document document; /* as the reader may read it */
	struct snippet title, text;
	const struct search_section *section; /* where the snippet stands, or NULL */
	search_sections sections;  /* others of the page in which words of the query stand */
	str_list also;             /* releases of the other pages of its group */
};

struct search_value {
	struct str name;
	int64_t count;
	bool chosen;
};
typedef SLICE(struct search_value) search_values;

struct search_results {
	struct search_query query;        /* .corrected, and .words with what was typed */
	struct snippet shown;      /* the text as searched; corrected words are hits */
	SLICE(struct search_hit) hits;
	int64_t total;             /* documents that match, with the narrowing */
	bool about;                /* total and counts are estimates: see count.h */
	int64_t page, pages;       /* pages that can be asked for */
	/* With .counts: */
	int64_t all, kinds[SEARCH_KINDS], solved;
	search_values products, releases, types;
};

/* An empty text finds nothing. ERR_UNAVAILABLE while there is no index yet. */
NODISCARD error search_run(struct ctx *, const struct search_request *,
	struct search_results *out);

/* References and weights alone, best first, at most RANK_DEPTH: nothing is loaded. */
NODISCARD error search_rank(struct ctx *, const struct search_request *, ranked_list *out);

/* --- type-ahead --- */

enum { SUGGEST_PER_KIND = 4, SUGGEST_MAX = 10, SUGGEST_MIN_LENGTH = 2 };

struct search_suggestion {
	struct search_document document;
	struct snippet title;
};
typedef SLICE(struct search_suggestion) search_suggestions;

/* Titles with all the words typed, the last one being a beginning; kinds together. */
NODISCARD error search_suggest(struct ctx *, struct str typed, search_suggestions *out);

/* --- for the parts of the search --- */

/* What the actor may see, from the account and its memberships. */
NODISCARD error search_reader_of(struct ctx *, struct search_reader *out);
/* One document as the reader; *ret_found is false when it is not theirs to read. */
NODISCARD error search_load(struct ctx *, struct search_ref, bool brief,
	struct search_document *out, bool *ret_found);
