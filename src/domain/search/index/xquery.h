/*
 * xquery.h - put a query of the index together
 *
 * Nodes live in the arena. A join of nothing is NULL and finds nothing; a join of one
 * is that one.
 */
#pragma once

#include "domain/search/index/xapian_index.h"

struct xquery_list {
	const struct xquery **at;
	size_t len;
};

const struct xquery *xquery_term(struct arena *, struct str term, uint32_t times);
const struct xquery *xquery_prefix(struct arena *, struct str begin, uint32_t most);
/* Passes over NULL. */
void xquery_add(struct arena *, struct xquery_list *, const struct xquery *);
const struct xquery *xquery_join(struct arena *, enum xop, const struct xquery_list *);
/* NULL when `q` is. */
const struct xquery *xquery_scale(struct arena *, double factor, const struct xquery *q);
/* `q` with more weight where `more` matches too; NULL when `q` is. */
const struct xquery *xquery_maybe(struct arena *, const struct xquery *q,
	const struct xquery *more);
/* NULL when either is: a filter that is nothing lets nothing through. */
const struct xquery *xquery_filter(struct arena *, const struct xquery *q,
	const struct xquery *only);
const struct xquery *xquery_from(struct arena *, uint32_t slot, struct str least);
const struct xquery *xquery_all(struct arena *);
