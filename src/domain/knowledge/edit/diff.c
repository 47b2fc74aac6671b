#include "domain/knowledge/edit/diff.h"

typedef SLICE(struct str) lines;

struct texts {
	struct arena *arena;
	lines from, to;
	size_t head;         /* equal lines in front */
	ptrdiff_t n, m;      /* lines between those and the equal ones at the end */
	diff_lines out;
};

static lines cut(struct arena *a, struct str text)
{
	lines all = { 0 };
	struct str line;
	while (str_cut(&text, '\n', &line))
		*arena_push(a, &all) = line;
	return all;
}

static void put(struct texts *t, enum diff_kind kind, struct str text)
{
	*arena_push(t->arena, &t->out) = (struct diff_line){ kind, text };
}

static struct str from_at(const struct texts *t, ptrdiff_t x)
{
	return t->from.at[t->head + (size_t)x];
}

static struct str to_at(const struct texts *t, ptrdiff_t y)
{
	return t->to.at[t->head + (size_t)y];
}

/* Where a way of d edits stands on diagonal k, before the lines that are equal there. */
static ptrdiff_t step(const int32_t *furthest, ptrdiff_t d, ptrdiff_t k)
{
	bool down = k == -d || (k != d && furthest[k - 1] < furthest[k + 1]);
	return down ? furthest[k + 1] : furthest[k - 1] + 1;
}

/* Keeps the furthest points of each number of edits; returns how many it takes, or -1. */
static ptrdiff_t search(const struct texts *t, int32_t **ways)
{
	ptrdiff_t most = t->n + t->m < DIFF_EDITS_MAX ? t->n + t->m : DIFF_EDITS_MAX;
	for (ptrdiff_t d = 0; d <= most; d++) {
		/* Diagonals -d to d, and one beside each end. */
		int32_t *now = arena_array(t->arena, int32_t, (size_t)(2 * d + 3)) + d + 1;
		ways[d] = now;
		for (ptrdiff_t k = -d; k <= d; k += 2) {
			ptrdiff_t x = d == 0 ? 0 : step(ways[d - 1], d, k), y = x - k;
			while (x < t->n && y < t->m && x >= 0 && y >= 0 &&
				str_eq(from_at(t, x), to_at(t, y)))
				x++, y++;
			now[k] = (int32_t)x;
			if (x >= t->n && y >= t->m)
				return d;
		}
	}
	return -1;
}

/* From the end to the beginning, then turned round. */
static void walk(struct texts *t, int32_t *const *ways, ptrdiff_t edits)
{
	ptrdiff_t x = t->n, y = t->m;
	size_t begin = t->out.len;
	for (ptrdiff_t d = edits; d > 0; d--) {
		ptrdiff_t k = x - y, at = step(ways[d - 1], d, k);
		bool down = k == -d || (k != d && ways[d - 1][k - 1] < ways[d - 1][k + 1]);
		for (; x > at; x--, y--)
			put(t, DIFF_SAME, from_at(t, x - 1));
		if (down)
			put(t, DIFF_IN, to_at(t, --y));
		else
			put(t, DIFF_OUT, from_at(t, --x));
	}
	for (; x > 0; x--)
		put(t, DIFF_SAME, from_at(t, x - 1));
	for (size_t i = begin, j = t->out.len; i + 1 < j; i++) {
		struct diff_line swap = t->out.at[i];
		t->out.at[i] = t->out.at[--j];
		t->out.at[j] = swap;
	}
}

static void replace(struct texts *t)
{
	for (ptrdiff_t x = 0; x < t->n; x++)
		put(t, DIFF_OUT, from_at(t, x));
	for (ptrdiff_t y = 0; y < t->m; y++)
		put(t, DIFF_IN, to_at(t, y));
}

diff_lines diff(struct arena *a, struct str from, struct str to)
{
	struct texts t = { .arena = a, .from = cut(a, from), .to = cut(a, to) };
	size_t n = t.from.len, m = t.to.len;
	while (t.head < n && t.head < m && str_eq(t.from.at[t.head], t.to.at[t.head]))
		t.head++;
	while (n > t.head && m > t.head && str_eq(t.from.at[n - 1], t.to.at[m - 1]))
		n--, m--;
	t.n = (ptrdiff_t)(n - t.head);
	t.m = (ptrdiff_t)(m - t.head);

	int32_t **ways = arena_array(a, int32_t *, DIFF_EDITS_MAX + 1);
	for (size_t i = 0; i < t.head; i++)
		put(&t, DIFF_SAME, t.from.at[i]);
	ptrdiff_t edits = search(&t, ways);
	if (edits < 0)
		replace(&t);
	else
		walk(&t, ways, edits);
	for (size_t i = n; i < t.from.len; i++)
		put(&t, DIFF_SAME, t.from.at[i]);
	return t.out;
}
