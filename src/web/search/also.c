/* also.c - "3.29-3.31, 24.2R1": releases of the other pages of a hit, in few words */
#include "base/buf.h"
#include "base/limits.h"
#include "web/search/search_pages.h"

enum { RANGE_MIN = 3, DIGITS_MAX = 9 };

/* "24.2R1": "24.2R", 1, "": the last number and what stands about it. */
struct release_parts {
	struct str name, before, after;
	int64_t number;      /* -1: it has none */
};

static struct release_parts parts_of(struct str name)
{
	struct release_parts p = { .name = name, .before = name, .number = -1 };
	size_t end = name.len;

	while (end > 0 && !str_is_digit(name.at[end - 1]))
		end--;
	size_t begin = end;
	while (begin > 0 && str_is_digit(name.at[begin - 1]))
		begin--;
	if (begin == end || end - begin > DIGITS_MAX)
		return p;
	p.before = str_sub(name, 0, begin);
	p.after = str_skip(name, end);
	if (!str_int(str_sub(name, begin, end - begin), &p.number))
		p.number = -1;
	return p;
}

static int by_release(const void *a, const void *b)
{
	const struct release_parts *x = a, *y = b;
	int before = str_cmp(x->before, y->before);

	if (before == 0)
		before = str_cmp(x->after, y->after);
	if (before != 0)
		return before;
	return x->number < y->number ? -1 : x->number > y->number;
}

/* The next release of the same train. */
static bool follows(const struct release_parts *a, const struct release_parts *b)
{
	return a->number >= 0 && b->number == a->number + 1 && str_eq(a->before, b->before) &&
		str_eq(a->after, b->after);
}

struct str releases_text(struct arena *a, const str_list *names)
{
	struct release_parts *parts = arena_array(a, struct release_parts, names->len);
	struct buf b = buf_new(a, LIMIT_QUERY);

	for (size_t i = 0; i < names->len; i++)
		parts[i] = parts_of(names->at[i]);
	if (names->len > 0)
		qsort(parts, names->len, sizeof *parts, by_release);
	for (size_t i = 0, end; i < names->len; i = end) {
		for (end = i + 1; end < names->len && follows(&parts[end - 1], &parts[end]);)
			end++;
		bool range = end - i >= RANGE_MIN;
		end = range ? end : i + 1;
		buf_printf(&b, "%s%.*s", i > 0 ? ", " : "", STR_ARG(parts[i].name));
		if (range)
			buf_printf(&b, "-%.*s", STR_ARG(parts[end - 1].name));
	}
	return buf_str(&b);
}

struct str hit_also(struct html *out, const struct search_hit *h)
{
	return releases_text(out->arena, &h->also);
}
