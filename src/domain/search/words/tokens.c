#include "domain/search/words/tokens.h"

#include "base/utf8.h"
#include "domain/search/words/fold.h"
#include "domain/search/words/nature.h"

enum { HYPHEN = 0x2010, HYPHEN_FIRM = 0x2011, RIGHT_QUOTE = 0x2019 };

struct tokens tokens_of(struct arena *a, struct str text)
{
	return (struct tokens){ .arena = a, .text = text };
}

/* The character at `at`, and where the next one begins; 0 at the end. */
static uint32_t peek(const struct tokens *t, size_t at, size_t *ret_next)
{
	uint32_t c = 0;
	*ret_next = at;
	if (at >= t->text.len)
		return 0;
	if ((unsigned char)t->text.at[at] < 0x80) {
		*ret_next = at + 1;
		return (unsigned char)t->text.at[at];
	}
	struct str rest = str_skip(t->text, at);
	(void)utf8_next(&rest, &c);
	*ret_next = t->text.len - rest.len;
	return c;
}

/* The ASCII form of a character that may join words, or 0. */
static char separator_of(uint32_t c)
{
	switch (c) {
	case '-': case '/': case '.': case ':': case '_': case '\\': case '@': case '+':
	case '#': case '&':
		return (char)c;
	case HYPHEN: case HYPHEN_FIRM:
		return '-';
	default:
		return 0;
	}
}

static bool is_apostrophe(uint32_t c)
{
	return c == '\'' || c == RIGHT_QUOTE;
}

static bool is_spaced_word_char(uint32_t c)
{
	return fold_is_word_char(c) && !fold_is_unspaced(c);
}

/* Where the word that begins at `at` ends, apostrophes not looked at. */
static size_t run_end(const struct tokens *t, size_t at)
{
	size_t next;
	for (uint32_t c = peek(t, at, &next); next > at && is_spaced_word_char(c);
		c = peek(t, at, &next))
		at = next;
	return at;
}

/*
 * Where the word with its apostrophes ends, and what is passed over after it:
 * "don't" and "we'll" are a word, of "router's" the ending goes, "l'erreur" is two.
 */
static size_t word_end(const struct tokens *t, size_t at, size_t *ret_resume)
{
	size_t end = run_end(t, at), next, after;
	*ret_resume = end;
	if (!is_apostrophe(peek(t, end, &next)))
		return end;
	after = run_end(t, next);
	if (after == next || after - next > 2)
		return end;
	*ret_resume = after;
	bool genitive = after - next == 1 && str_lower_char(t->text.at[next]) == 's';
	return genitive ? end : after;
}

static struct token word_of(const struct tokens *t, size_t at, size_t end, char separator)
{
	struct token w = { .at = at, .end = end, .separator = separator };
	w.text = fold_word(t->arena, str_sub(t->text, at, end - at));
	size_t digits = 0;
	for (size_t i = 0; i < w.text.len; i++)
		digits += str_is_digit(w.text.at[i]);
	w.letters = digits == 0;
	w.digits = digits == w.text.len;
	return w;
}

static void add(struct chunk *c, struct token w)
{
	if (w.text.len > 0)
		c->words[c->len++] = w;
}

/* Pairs of characters; a single one stands alone. Gives where the run was left. */
static size_t read_unspaced(const struct tokens *t, size_t at, struct chunk *out)
{
	size_t middle, end;
	out->unspaced = true;
	(void)peek(t, at, &middle);
	if (!fold_is_unspaced(peek(t, middle, &end))) {
		add(out, word_of(t, at, middle, 0));
		return middle;
	}
	while (out->len < CHUNK_WORDS && fold_is_unspaced(peek(t, middle, &end))) {
		struct token pair = word_of(t, at, end, 0);
		size_t had = out->len;
		add(out, pair);
		at = middle;
		middle = end;
		if (out->len == had)
			break;
	}
	return out->len == CHUNK_WORDS ? at : middle;
}

/* The separator that joins the word ended at `at` to another, and where that begins. */
static char joint(const struct tokens *t, size_t at, size_t *ret_word)
{
	size_t next, after;
	char s = separator_of(peek(t, at, &next));
	if (s == 0)
		return 0;
	uint32_t c = peek(t, next, &after);
	if (s == ':' && c == ':') {
		next = after;
		c = peek(t, next, &after);
	}
	*ret_word = next;
	return is_spaced_word_char(c) ? s : 0;
}

static size_t read_spaced(const struct tokens *t, size_t at, struct chunk *out)
{
	char separator = 0;
	for (;;) {
		size_t resume, next;
		size_t end = word_end(t, at, &resume);
		add(out, word_of(t, at, end, separator));
		separator = joint(t, resume, &next);
		if (separator == 0 || out->len == CHUNK_WORDS)
			return resume;
		at = next;
	}
}

bool tokens_next(struct tokens *t, struct chunk *out)
{
	for (;;) {
		size_t next;
		uint32_t c = peek(t, t->at, &next);
		if (next == t->at)
			return false;
		if (!fold_is_word_char(c)) {
			t->at = next;
			continue;
		}
		*out = (struct chunk){ .at = t->at };
		if (fold_is_unspaced(c))
			t->at = read_unspaced(t, t->at, out);
		else
			t->at = read_spaced(t, t->at, out);
		if (out->len == 0)
			continue;
		out->at = out->words[0].at;
		out->end = out->words[out->len - 1].end;
		out->nature = nature_of(t->text, out);
		return true;
	}
}
