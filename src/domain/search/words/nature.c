#include "domain/search/words/nature.h"

enum { POINTER_DIGITS = 9, HEX_NUMBER = 12 };

static bool is_hex(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!str_is_digit(s.at[i]) && !(s.at[i] >= 'a' && s.at[i] <= 'f'))
			return false;
	return s.len > 0;
}

static bool has_digit(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (str_is_digit(s.at[i]))
			return true;
	return false;
}

/* All joints from word `from` on are `separator`. */
static bool joined_by(const struct chunk *c, size_t from, char separator)
{
	for (size_t i = from; i < c->len; i++)
		if (c->words[i].separator != separator)
			return false;
	return true;
}

static bool starts_with_digits(struct str s, size_t count)
{
	if (s.len < count)
		return false;
	for (size_t i = 0; i < count; i++)
		if (!str_is_digit(s.at[i]))
			return false;
	return true;
}

/* 09:00, 9:00:12.345, and 2026-11-23T09:00:12Z. */
static bool is_time(const struct chunk *c)
{
	const struct token *w = c->words;
	size_t hour = 0;
	if (c->len >= 4 && w[0].digits && w[0].text.len == 4 && w[1].separator == '-' &&
		w[2].separator == '-' && starts_with_digits(w[2].text, 2) &&
		w[2].text.len > 2 && w[2].text.at[2] == 't')
		return true;
	if (c->len < 2 || c->len > 5 || !w[hour].digits || w[hour].text.len > 2)
		return false;
	return w[1].separator == ':' && w[1].digits && w[1].text.len == 2 &&
		(c->len == 2 || (w[2].separator == ':' && starts_with_digits(w[2].text, 2)));
}

static bool is_date(const struct chunk *c)
{
	const struct token *w = c->words;
	if (c->len != 3 || !w[0].digits || !w[1].digits || !w[2].digits)
		return false;
	bool same = w[1].separator == w[2].separator;
	char s = w[1].separator;
	if (!same || (s != '-' && s != '/' && s != '.'))
		return false;
	return (w[0].text.len == 4 && w[1].text.len == 2 && w[2].text.len == 2) ||
		(w[2].text.len == 4 && w[0].text.len <= 2 && w[1].text.len <= 2);
}

static bool is_ipv4(const struct chunk *c)
{
	if (c->len < 4 || c->len > 6)
		return false;
	for (size_t i = 0; i < 4; i++) {
		int64_t part;
		if (!c->words[i].digits || !str_int(c->words[i].text, &part) || part > 255 ||
			(i > 0 && c->words[i].separator != '.'))
			return false;
	}
	for (size_t i = 4; i < c->len; i++)
		if (c->words[i].separator != '/' && c->words[i].separator != ':')
			return false;
	return true;
}

/* IPv6, and MAC as aa:bb:.., aa-bb-.. or aabb.ccdd.eeff. */
static bool is_hex_groups(const struct chunk *c)
{
	size_t digits = 0, longest = 0, shortest = 99;
	for (size_t i = 0; i < c->len; i++) {
		struct str s = c->words[i].text;
		if (!is_hex(s))
			return false;
		digits += has_digit(s);
		longest = s.len > longest ? s.len : longest;
		shortest = s.len < shortest ? s.len : shortest;
	}
	bool pairs = c->len == 6 && longest == 2 && shortest == 2;
	if (digits == 0)
		return false;
	if (joined_by(c, 1, ':'))
		return longest <= 4 && (c->len >= 4 || pairs);
	if (joined_by(c, 1, '-'))
		return pairs;
	return joined_by(c, 1, '.') && c->len == 3 && longest == 4 && shortest == 4;
}

static bool is_uuid(const struct chunk *c)
{
	static const size_t lengths[] = { 8, 4, 4, 4, 12 };
	if (c->len != 5 || !joined_by(c, 1, '-'))
		return false;
	for (size_t i = 0; i < 5; i++)
		if (c->words[i].text.len != lengths[i] || !is_hex(c->words[i].text))
			return false;
	return true;
}

static bool is_pointer(const struct chunk *c)
{
	if (c->len != 1)
		return false;
	struct str s = c->words[0].text;
	if (str_starts(s, STR("0x")))
		return s.len - 2 >= POINTER_DIGITS && is_hex(str_skip(s, 2));
	return s.len >= HEX_NUMBER && is_hex(s) && has_digit(s) && !c->words[0].digits;
}

/* rpd[1234], seq=77: never a number with letters or of a version. */
static bool is_counter(struct str text, const struct chunk *c)
{
	if (c->len != 1 || !c->words[0].digits || c->at == 0)
		return false;
	char before = text.at[c->at - 1];
	char after = c->end < text.len ? text.at[c->end] : ' ';
	return (before == '[' && after == ']') || before == '=';
}

enum chunk_nature nature_of(struct str text, const struct chunk *c)
{
	if (c->unspaced)
		return CHUNK_PLAIN;
	if (c->len == 1) {
		if (is_pointer(c))
			return CHUNK_POINTER;
		return is_counter(text, c) ? CHUNK_COUNTER : CHUNK_PLAIN;
	}
	if (is_time(c))
		return CHUNK_TIME;
	if (is_date(c))
		return CHUNK_DATE;
	if (is_ipv4(c) || is_hex_groups(c))
		return CHUNK_ADDRESS;
	return is_uuid(c) ? CHUNK_POINTER : CHUNK_PLAIN;
}
