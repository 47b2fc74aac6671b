#include "domain/search/words/identifiers.h"

bool chunk_is_identifier(const struct chunk *c)
{
	if (c->unspaced)
		return false;
	return c->len > 1 || !c->words[0].letters;
}

struct str identifier_squash(struct arena *a, const struct chunk *c, size_t from, size_t to)
{
	char *at = arena_bytes(a, IDENTIFIER_MAX);
	size_t n = 0;
	for (size_t i = from; i < to && i < c->len; i++)
		for (size_t j = 0; j < c->words[i].text.len && n < IDENTIFIER_MAX; j++)
			at[n++] = c->words[i].text.at[j];
	while (n > 0 && n == IDENTIFIER_MAX && ((unsigned char)at[n - 1] & 0xc0) == 0x80)
		n--;
	return (struct str){ at, n };
}

static void add(struct arena *a, str_list *out, struct str form)
{
	for (size_t i = 0; i < out->len; i++)
		if (str_eq(out->at[i], form))
			return;
	*arena_push(a, out) = form;
}

/* Beginnings that end at a word of the chunk, or where letters and digits meet. */
static void add_beginnings(struct arena *a, const struct chunk *c, struct str whole,
	str_list *out)
{
	size_t n = 0;
	for (size_t i = 0; i < c->len; i++) {
		struct str w = c->words[i].text;
		for (size_t j = 0; j < w.len && n < whole.len; j++, n++) {
			bool border = j == 0 || str_is_digit(w.at[j]) != str_is_digit(w.at[j - 1]);
			if (border && n >= IDENTIFIER_BEGINNING)
				add(a, out, str_sub(whole, 0, n));
		}
	}
}

/* "21476" of "kb21476", "80070005" of "0x80070005". */
static void add_numbers(struct arena *a, struct str w, str_list *out)
{
	if (str_starts(w, STR("0x")) && w.len - 2 >= IDENTIFIER_NUMBER) {
		add(a, out, str_skip(w, 2));
		return;
	}
	for (size_t i = 0; i < w.len;) {
		size_t end = i;
		while (end < w.len && str_is_digit(w.at[end]))
			end++;
		if (end - i >= IDENTIFIER_NUMBER)
			add(a, out, str_sub(w, i, end - i));
		i = end > i ? end : i + 1;
	}
}

void identifier_forms(struct arena *a, const struct chunk *c, str_list *out)
{
	out->len = 0;
	out->at = NULL;
	if (!chunk_is_identifier(c) || c->nature == CHUNK_TIME || c->nature == CHUNK_POINTER)
		return;
	struct str whole = identifier_squash(a, c, 0, c->len);
	if (whole.len < 2)
		return;
	add(a, out, whole);
	if (c->nature != CHUNK_PLAIN)
		return;
	add_beginnings(a, c, whole, out);
	for (size_t i = 0; i < c->len; i++)
		add_numbers(a, c->words[i].text, out);
}
