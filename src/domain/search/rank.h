/*
 * rank.h - the best hundred, put in the order that a person wants
 *
 * The index gives the best by BM25. Here they gain for words that stand side by side
 * as asked, a title that is the question, an accepted solution, the product that the
 * reader has in hand, and a little for being recent. Then hits of one group become one.
 */
#pragma once

#include "domain/search/index/facets.h"
#include "domain/search/query.h"

enum { RANK_DEPTH = 100, RANK_PAIRS_DEPTH = 50, RANK_ALSO_MAX = 20 };

struct rank_context {
	uint32_t product; /* facet number of the case's or page's product; 0 none */
	uint32_t release; /* of one group, the document of this release is shown */
	instant now;
};

struct ranked {
	struct search_ref ref;
	uint32_t document; /* in the index */
	double weight;
	struct facets facets;
	SLICE(struct search_ref) also; /* others of its group, best first */
};

typedef SLICE(struct ranked) ranked_list;

/* Hits whose data or facets cannot be read are left out. */
ranked_list rank(struct ctx *, struct xindex *, const struct search_query *, const struct xhits *,
	const struct rank_context *);
