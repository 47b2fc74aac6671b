#include "domain/search/index/xquery.h"

static struct xquery *node(struct arena *a, enum xop op)
{
	struct xquery *q = arena_new(a, struct xquery);
	q->op = op;
	return q;
}

const struct xquery *xquery_term(struct arena *a, struct str term, uint32_t times)
{
	struct xquery *q = node(a, XOP_TERM);
	q->term = term;
	q->count = times;
	return q;
}

const struct xquery *xquery_prefix(struct arena *a, struct str begin, uint32_t most)
{
	struct xquery *q = node(a, XOP_PREFIX);
	q->term = begin;
	q->count = most;
	return q;
}

void xquery_add(struct arena *a, struct xquery_list *list, const struct xquery *q)
{
	if (q != NULL)
		*arena_push(a, list) = q;
}

const struct xquery *xquery_join(struct arena *a, enum xop op, const struct xquery_list *list)
{
	if (list->len == 0)
		return NULL;
	if (list->len == 1)
		return list->at[0];
	struct xquery *q = node(a, op);
	q->parts = list->at;
	q->part_count = list->len;
	return q;
}

static struct xquery *with(struct arena *a, enum xop op, const struct xquery *first,
	const struct xquery *second)
{
	struct xquery *q = node(a, op);
	const struct xquery **parts = arena_array(a, const struct xquery *, 2);
	parts[0] = first;
	parts[1] = second;
	q->parts = parts;
	q->part_count = second == NULL ? 1 : 2;
	return q;
}

const struct xquery *xquery_scale(struct arena *a, double factor, const struct xquery *part)
{
	if (part == NULL)
		return NULL;
	struct xquery *q = with(a, XOP_SCALE, part, NULL);
	q->factor = factor;
	return q;
}

const struct xquery *xquery_maybe(struct arena *a, const struct xquery *q,
	const struct xquery *more)
{
	return q == NULL || more == NULL ? q : with(a, XOP_MAYBE, q, more);
}

const struct xquery *xquery_filter(struct arena *a, const struct xquery *q,
	const struct xquery *only)
{
	return q == NULL || only == NULL ? NULL : with(a, XOP_FILTER, q, only);
}

const struct xquery *xquery_from(struct arena *a, uint32_t slot, struct str least)
{
	struct xquery *q = node(a, XOP_FROM);
	q->count = slot;
	q->term = least;
	return q;
}

const struct xquery *xquery_all(struct arena *a)
{
	return node(a, XOP_ALL);
}
