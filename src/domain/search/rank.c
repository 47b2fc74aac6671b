#include "domain/search/rank.h"

#include <math.h>

#include "domain/search/index/terms.h"

enum { POSITIONS_MAX = 512, PAIRS_MAX = 16, YEAR = 365 };

/* Shares of a hit's weight: doc/decisions/0060-ranking.md. */
static const double exact_title = 0.5;
static const double solved_share = 0.05;
static const double product_share = 0.15;
static const double recent_share = 0.05;
/* Weight of a pair of neighbours, in shares of the rarity of its words. */
static const double pair_share = 0.1;

struct ranking {
	struct ctx *cx;
	struct xindex *index;
	const struct search_query *q;
	const struct rank_context *context;
	uint32_t title;               /* facet number of the query as a title */
	double rarity[PAIRS_MAX + 1]; /* of the first words, in their order */
	size_t words;
};

static double rarity_of(struct ranking *r, const struct query_word *w, double documents)
{
	struct str term = terms_prefixed(r->cx->arena, 'Z', w->stems.at[0]);
	return log(1 + documents / (xindex_frequency(r->index, term) + 0.5));
}

static void weigh_words(struct ranking *r)
{
	double documents = xindex_documents(r->index);
	if (r->q->pasted || r->q->words.len > QUERY_LONG)
		return;
	for (size_t i = 0; i < r->q->words.len && i <= PAIRS_MAX; i++)
		r->rarity[r->words++] = rarity_of(r, &r->q->words.at[i], documents);
}

/* Whether a position of `after` follows one of `before`, stop words let by. */
static bool follows(const uint32_t *before, size_t b, const uint32_t *after, size_t a)
{
	for (size_t i = 0, j = 0; i < b && j < a;) {
		if (after[j] <= before[i])
			j++;
		else if (after[j] - before[i] <= 2)
			return true;
		else
			i++;
	}
	return false;
}

static double pairs(struct ranking *r, uint32_t document)
{
	uint32_t positions[2][POSITIONS_MAX];
	size_t count[2] = { 0 };
	double sum = 0;
	for (size_t i = 0; i < r->words; i++) {
		size_t now = i & 1;
		count[now] = xindex_positions(r->index, document, r->q->words.at[i].text,
			positions[now], POSITIONS_MAX);
		if (i > 0 && follows(positions[!now], count[!now], positions[now], count[now]))
			sum += r->rarity[i - 1] + r->rarity[i];
	}
	return sum;
}

static bool has(const uint32_t *numbers, size_t count, uint32_t number)
{
	for (size_t i = 0; i < count; i++)
		if (numbers[i] == number)
			return number != 0;
	return false;
}

static double share(const struct ranking *r, const struct facets *f)
{
	double more = 1;
	int64_t today = r->context->now.us / (SECONDS_PER_DAY * US_PER_SECOND);
	if (f->title != 0 && f->title == r->title)
		more += exact_title;
	if (f->solved)
		more += solved_share;
	if (has(f->products, f->product_count, r->context->product))
		more += product_share;
	if (f->day != 0 && f->day <= today)
		more += recent_share * exp(-(double)(today - f->day) / (2 * YEAR));
	return more;
}

static int by_weight(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	if (x->weight != y->weight)
		return x->weight < y->weight ? 1 : -1;
	return x->document < y->document ? -1 : 1;
}

/*
 * Whether a hit stands for its group rather than the leader: one of the release that is
 * read, else the newest. Manuals alone have groups of several releases.
 */
static bool stands_better(const struct ranking *r, const struct facets *hit,
	const struct facets *leader)
{
	uint32_t want = r->context->release;
	bool wanted = has(hit->releases, hit->release_count, want);
	bool leads = has(leader->releases, leader->release_count, want);

	if (wanted != leads)
		return wanted;
	return hit->kind == SEARCH_MANUAL && hit->day > leader->day;
}

/* The earlier hit of the same group, or NULL. */
static struct ranked *leader_of(ranked_list *list, const struct ranked *hit)
{
	for (size_t i = 0; i < list->len && hit->facets.group != 0; i++)
		if (list->at[i].facets.group == hit->facets.group)
			return &list->at[i];
	return NULL;
}

static void collapse(struct ranking *r, ranked_list *list)
{
	size_t kept = list->len;
	list->len = 0;
	for (size_t i = 0; i < kept; i++) {
		struct ranked hit = list->at[i], *leader = leader_of(list, &hit);
		if (leader == NULL) {
			list->at[list->len++] = hit;
			continue;
		}
		bool better = stands_better(r, &hit.facets, &leader->facets);
		struct search_ref other = better ? leader->ref : hit.ref;
		if (better) {
			leader->ref = hit.ref;
			leader->document = hit.document;
			leader->facets = hit.facets;
		}
		if (leader->also.len < RANK_ALSO_MAX)
			*arena_push(r->cx->arena, &leader->also) = other;
	}
}

ranked_list rank(struct ctx *cx, struct xindex *index, const struct search_query *q,
	const struct xhits *hits, const struct rank_context *context)
{
	struct ranking r = { .cx = cx, .index = index, .q = q, .context = context };
	ranked_list list = { 0 };
	r.title = facet_number(cx->arena, q->text);
	weigh_words(&r);
	for (size_t i = 0; i < hits->len; i++) {
		const struct xhit *h = &hits->at[i];
		struct ranked hit = { .document = h->document, .weight = h->weight };
		if (!search_ref_parse(h->data, &hit.ref) || !facets_unpack(h->value, &hit.facets))
			continue;
		if (i < RANK_PAIRS_DEPTH && r.words > 1)
			hit.weight += pair_share * pairs(&r, h->document);
		hit.weight *= share(&r, &hit.facets);
		*arena_push(cx->arena, &list) = hit;
	}
	if (list.len > 0)
		qsort(list.at, list.len, sizeof *list.at, by_weight);
	collapse(&r, &list);
	return list;
}
