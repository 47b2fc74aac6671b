/*
 * count.h - how many there are: by kind, product, release, type, solved
 *
 * Counted under the access filter only, over everything that matches. A facet is
 * counted as if nothing were chosen in it (but in the others), so that the page can
 * show what choosing another value would give. Documents of one group count once.
 *
 * Beyond COUNT_EXACT_MAX matches, one of TERMS_SAMPLE is counted and stands for as many:
 * the time of a search must not grow with the collection. A value that few have may then
 * be missing.
 */
#pragma once

#include "domain/search/index/facets.h"
#include "domain/search/index/xapian_index.h"

enum { COUNT_EXACT_MAX = 20000, COUNT_VALUES_MAX = 30, COUNT_CHOSEN_MAX = 20 };

/* What a searcher has narrowed the search to; empty lists are no choice. */
struct search_choice {
	unsigned kinds; /* bit 1 << enum search_kind; 0: all */
	uint32_t products[COUNT_CHOSEN_MAX], releases[COUNT_CHOSEN_MAX], types[COUNT_CHOSEN_MAX];
	size_t product_count, release_count, type_count;
	bool solved;    /* only what is solved */
	int since_day;  /* only from this day on; 0: any */
};

struct search_count {
	uint32_t number;
	int64_t count;
};

typedef SLICE(struct search_count) search_count_list;

struct search_counts {
	bool about;                 /* made of a sample */
	int64_t total;              /* with every choice */
	int64_t all_kinds;          /* with every choice but that of kinds */
	int64_t kinds[SEARCH_KINDS];
	int64_t solved;
	/* The most frequent first, at most COUNT_VALUES_MAX. */
	search_count_list products, releases, types;
};

/* `matching` already has the access filter, and no choice; `exact_max`: COUNT_EXACT_MAX. */
NODISCARD error count(struct ctx *, struct xindex *, const struct xquery *matching,
	const struct search_choice *, uint32_t exact_max, struct search_counts *out);

/* The choice as a filter for ranking; `matching` itself when nothing is chosen. */
const struct xquery *choice_filter(struct arena *, const struct xquery *matching,
	const struct search_choice *);
