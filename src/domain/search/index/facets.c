#include "domain/search/index/facets.h"

#include "base/buf.h"
#include "domain/search/words/tokens.h"

enum { FIXED = 21, SOLVED = 1 };

uint32_t facet_number(struct arena *a, struct str name)
{
	struct arena_mark mark = arena_mark(a);
	uint64_t hash = 0xcbf29ce484222325u;
	struct tokens tokens = tokens_of(a, name);
	struct chunk c;
	bool any = false;
	while (tokens_next(&tokens, &c)) {
		for (size_t i = 0; i < c.len; i++) {
			hash = (hash ^ str_hash(c.words[i].text)) * 0x100000001b3u;
			any = true;
		}
	}
	arena_release(a, mark);
	uint32_t number = (uint32_t)(hash ^ hash >> 32);
	return !any ? 0 : number == 0 ? 1 : number;
}

static size_t numbers_of(struct arena *a, str_list names, uint32_t *out)
{
	size_t n = 0;
	for (size_t i = 0; i < names.len && n < SEARCH_NAMES_MAX; i++) {
		uint32_t number = facet_number(a, names.at[i]);
		bool new = number != 0;
		for (size_t j = 0; j < n; j++)
			new = new && out[j] != number;
		if (new)
			out[n++] = number;
	}
	return n;
}

struct facets facets_of(struct arena *a, const struct search_document *d)
{
	struct facets f = { .kind = search_listed_as(d), .solved = d->solved };
	int64_t day = d->date.us / (SECONDS_PER_DAY * US_PER_SECOND);
	f.day = day < 0 ? 0 : day > UINT16_MAX ? UINT16_MAX : (int)day;
	f.group = d->group.len > 0 ? str_hash(d->group) | 1 : 0;
	f.type = facet_number(a, d->type);
	f.title = facet_number(a, d->title);
	f.product_count = numbers_of(a, d->products, f.products);
	f.release_count = numbers_of(a, d->releases, f.releases);
	return f;
}

static char *put(char *at, uint64_t value, int bytes)
{
	for (int i = bytes - 1; i >= 0; i--)
		*at++ = (char)(value >> 8 * i);
	return at;
}

static uint64_t get(const char **at, int bytes)
{
	uint64_t value = 0;
	for (int i = 0; i < bytes; i++)
		value = value << 8 | (unsigned char)*(*at)++;
	return value;
}

struct str facets_pack(struct arena *a, const struct facets *f)
{
	char *begin = arena_bytes(a, FIXED + 2 + 8 * SEARCH_NAMES_MAX), *at = begin;
	at = put(at, f->kind, 1);
	at = put(at, f->solved ? SOLVED : 0, 1);
	at = put(at, (uint64_t)f->day, 2);
	at = put(at, f->group, 8);
	at = put(at, f->type, 4);
	at = put(at, f->title, 4);
	at = put(at, f->product_count << 4 | (f->release_count & 15), 1);
	for (size_t i = 0; i < f->product_count; i++)
		at = put(at, f->products[i], 4);
	for (size_t i = 0; i < f->release_count; i++)
		at = put(at, f->releases[i], 4);
	return (struct str){ begin, (size_t)(at - begin) };
}

bool facets_unpack(struct str s, struct facets *out)
{
	if (s.len < FIXED)
		return false;
	const char *at = s.at;
	out->kind = (enum search_kind)get(&at, 1);
	out->solved = get(&at, 1) == SOLVED;
	out->day = (int)get(&at, 2);
	out->group = get(&at, 8);
	out->type = (uint32_t)get(&at, 4);
	out->title = (uint32_t)get(&at, 4);
	uint64_t counts = get(&at, 1);
	out->product_count = counts >> 4;
	out->release_count = counts & 15;
	if (out->kind <= SEARCH_NONE || out->kind >= SEARCH_KINDS ||
		s.len != FIXED + 4 * (out->product_count + out->release_count))
		return false;
	for (size_t i = 0; i < out->product_count; i++)
		out->products[i] = (uint32_t)get(&at, 4);
	for (size_t i = 0; i < out->release_count; i++)
		out->releases[i] = (uint32_t)get(&at, 4);
	return true;
}

struct str facet_day_value(struct arena *a, int day)
{
	char *at = arena_bytes(a, 2);
	put(at, (uint64_t)day, 2);
	return (struct str){ at, 2 };
}
