#include "domain/search/count.h"

#include <string.h>

#include "domain/search/index/index.h"
#include "domain/search/index/terms.h"
#include "domain/search/index/xquery.h"

enum { TALLY_SLOTS = 4096, GROUP_SLOTS = 1 << 16, ATTEMPTS = 3 };

/* Open addressing; when full, further numbers are not counted. */
struct tally {
	struct search_count slots[TALLY_SLOTS];
	size_t used;
};

struct counting {
	const struct search_choice *choice;
	struct search_counts *out;
	struct tally *products, *releases, *types;
	uint64_t *groups;
	size_t groups_used;
};

static void tally_add(struct tally *t, uint32_t number)
{
	size_t i = number * 2654435761u % TALLY_SLOTS;
	while (t->slots[i].number != 0 && t->slots[i].number != number)
		i = (i + 1) % TALLY_SLOTS;
	if (t->slots[i].number == 0) {
		if (t->used == TALLY_SLOTS / 2)
			return;
		t->used++;
		t->slots[i].number = number;
	}
	t->slots[i].count++;
}

/* True when the group was met before. Past half full groups are counted again. */
static bool is_met(struct counting *c, uint64_t group)
{
	size_t i = group % GROUP_SLOTS;
	while (c->groups[i] != 0 && c->groups[i] != group)
		i = (i + 1) % GROUP_SLOTS;
	if (c->groups[i] == group)
		return true;
	if (c->groups_used < GROUP_SLOTS / 2) {
		c->groups[i] = group;
		c->groups_used++;
	}
	return false;
}

static bool any_in(const uint32_t *have, size_t have_count, const uint32_t *want, size_t wanted)
{
	for (size_t i = 0; i < wanted; i++)
		for (size_t j = 0; j < have_count; j++)
			if (want[i] == have[j])
				return true;
	return wanted == 0;
}

enum { PASS_KIND = 1, PASS_PRODUCT = 2, PASS_RELEASE = 4, PASS_TYPE = 8, PASS_SOLVED = 16,
	PASS_ALL = 31 };

/* Which of the choices the document passes; 0 when not even the date. */
static unsigned passes(const struct search_choice *c, const struct facets *f)
{
	if (c->since_day != 0 && f->day < c->since_day)
		return 0;
	bool kind = c->kinds == 0 || (c->kinds >> f->kind & 1) != 0;
	bool product = any_in(f->products, f->product_count, c->products, c->product_count);
	bool release = any_in(f->releases, f->release_count, c->releases, c->release_count);
	bool type = any_in(&f->type, 1, c->types, c->type_count);
	bool solved = !c->solved || f->solved;
	return (unsigned)kind * PASS_KIND | (unsigned)product * PASS_PRODUCT |
		(unsigned)release * PASS_RELEASE | (unsigned)type * PASS_TYPE |
		(unsigned)solved * PASS_SOLVED;
}

static bool count_one(void *arg, struct str value)
{
	struct counting *c = arg;
	struct facets f;
	if (!facets_unpack(value, &f))
		return true;
	unsigned passed = passes(c->choice, &f);
	if (passed == 0 || (f.group != 0 && passed == PASS_ALL && is_met(c, f.group)))
		return true;
	if ((passed | PASS_KIND) == PASS_ALL) {
		c->out->kinds[f.kind]++;
		c->out->all_kinds++;
	}
	if ((passed | PASS_PRODUCT) == PASS_ALL)
		for (size_t i = 0; i < f.product_count; i++)
			tally_add(c->products, f.products[i]);
	if ((passed | PASS_RELEASE) == PASS_ALL)
		for (size_t i = 0; i < f.release_count; i++)
			tally_add(c->releases, f.releases[i]);
	if ((passed | PASS_TYPE) == PASS_ALL && f.type != 0)
		tally_add(c->types, f.type);
	if ((passed | PASS_SOLVED) == PASS_ALL)
		c->out->solved += f.solved;
	c->out->total += passed == PASS_ALL;
	return true;
}

static int by_count(const void *a, const void *b)
{
	const struct search_count *x = a, *y = b;
	if (x->count != y->count)
		return x->count < y->count ? 1 : -1;
	return x->number < y->number ? -1 : x->number > y->number;
}

/* From a sample to all. */
static void scale(struct counting *c)
{
	struct search_counts *out = c->out;
	struct tally *tallies[] = { c->products, c->releases, c->types };

	out->about = true;
	out->total *= TERMS_SAMPLE;
	out->all_kinds *= TERMS_SAMPLE;
	out->solved *= TERMS_SAMPLE;
	for (int k = 0; k < SEARCH_KINDS; k++)
		out->kinds[k] *= TERMS_SAMPLE;
	for (size_t t = 0; t < sizeof tallies / sizeof *tallies; t++)
		for (size_t i = 0; i < TALLY_SLOTS; i++)
			tallies[t]->slots[i].count *= TERMS_SAMPLE;
}

static search_count_list pour(struct ctx *cx, const struct tally *t)
{
	search_count_list list = { 0 };
	for (size_t i = 0; i < TALLY_SLOTS; i++)
		if (t->slots[i].number != 0)
			*arena_push(cx->arena, &list) = t->slots[i];
	if (list.len > 0)
		qsort(list.at, list.len, sizeof *list.at, by_count);
	if (list.len > COUNT_VALUES_MAX)
		list.len = COUNT_VALUES_MAX;
	return list;
}

error count(struct ctx *cx, struct xindex *index, const struct xquery *matching,
	const struct search_choice *choice, uint32_t exact_max, struct search_counts *out)
{
	struct counting c = { .choice = choice, .out = out };
	struct xfault fault;
	bool sample = xindex_estimate(index, matching) > exact_max;

	if (sample)
		matching = xquery_filter(cx->arena, matching, xquery_term(cx->arena, TERMS_SAMPLED, 1));
	c.products = arena_new(cx->arena, struct tally);
	c.releases = arena_new(cx->arena, struct tally);
	c.types = arena_new(cx->arena, struct tally);
	c.groups = arena_array(cx->arena, uint64_t, GROUP_SLOTS);
	for (int left = ATTEMPTS;; left--) {
		*out = (struct search_counts){ 0 };
		if (xindex_scan(index, matching, count_one, &c, &fault))
			break;
		if (!fault.overtaken || left <= 1 || !xindex_refresh(index, &fault))
			return index_fault(cx, &fault);
		memset(c.products, 0, sizeof *c.products);
		memset(c.releases, 0, sizeof *c.releases);
		memset(c.types, 0, sizeof *c.types);
		memset(c.groups, 0, GROUP_SLOTS * sizeof *c.groups);
		c.groups_used = 0;
	}
	if (sample)
		scale(&c);
	out->products = pour(cx, c.products);
	out->releases = pour(cx, c.releases);
	out->types = pour(cx, c.types);
	return OK;
}

static const struct xquery *any_of(struct arena *a, char prefix, const uint32_t *numbers,
	size_t len)
{
	struct xquery_list any = { 0 };
	for (size_t i = 0; i < len; i++)
		xquery_add(a, &any, xquery_term(a, terms_facet(a, prefix, numbers[i]), 1));
	return xquery_join(a, XOP_OR, &any);
}

const struct xquery *choice_filter(struct arena *a, const struct xquery *matching,
	const struct search_choice *c)
{
	struct xquery_list all = { 0 }, kinds = { 0 };
	for (int k = SEARCH_NONE + 1; k < SEARCH_KINDS; k++)
		if ((c->kinds >> k & 1) != 0)
			xquery_add(a, &kinds, xquery_term(a, terms_kind(a, (enum search_kind)k), 1));
	xquery_add(a, &all, xquery_join(a, XOP_OR, &kinds));
	xquery_add(a, &all, any_of(a, 'P', c->products, c->product_count));
	xquery_add(a, &all, any_of(a, 'R', c->releases, c->release_count));
	xquery_add(a, &all, any_of(a, 'T', c->types, c->type_count));
	if (c->solved)
		xquery_add(a, &all, xquery_term(a, STR("V1"), 1));
	if (c->since_day != 0)
		xquery_add(a, &all, xquery_from(a, 1, facet_day_value(a, c->since_day)));
	if (all.len == 0)
		return matching;
	return xquery_filter(a, matching, xquery_join(a, XOP_AND, &all));
}
