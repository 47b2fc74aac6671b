#include "domain/search/snippet.h"

#include "base/map.h"
#include "base/utf8.h"
#include "domain/search/words/identifiers.h"

enum { MATCHES_MAX = 2000, LEAD = 60, KEY_MAX = 128 };

struct marking {
	struct ctx *cx;
	const struct search_query *q;
	struct xstemmer *english;
	struct map stems; /* stem, "=word" or "#identifier" to number + 1 */
};

static void know(struct marking *m, char prefix, struct str s, size_t number)
{
	struct str key = str_printf(m->cx->arena, "%c%.*s", prefix, STR_ARG(s));
	if (map_get(&m->stems, key) == NULL)
		map_put(&m->stems, key, (void *)(uintptr_t)(number + 1));
}

static size_t find(struct marking *m, char prefix, struct str s)
{
	char key[KEY_MAX];
	if (s.len + 1 > sizeof key)
		return 0;
	key[0] = prefix;
	memcpy(key + 1, s.at, s.len);
	return (size_t)(uintptr_t)map_get(&m->stems, str_of(key, s.len + 1));
}

static struct marking marking_of(struct ctx *cx, const struct search_query *q)
{
	struct marking m = { .cx = cx, .q = q, .english = xstemmer_new(STR("en")) };
	m.stems = map_new(cx->arena);
	for (size_t i = 0; i < q->words.len; i++) {
		const struct query_word *w = &q->words.at[i];
		know(&m, '=', w->text, i);
		for (size_t j = 0; j < w->stems.len; j++)
			know(&m, 'Z', w->stems.at[j], i);
		for (size_t j = 0; j < w->same.len; j++)
			know(&m, 'Z', w->same.at[j], i);
	}
	for (size_t i = 0; i < q->identifiers.len; i++)
		know(&m, '#', q->identifiers.at[i].text, q->words.len + i);
	return m;
}

/* The longest beginning of the chunk, in words, that is an identifier of the query. */
static bool match_identifier(struct marking *m, const struct chunk *c, snippet_matches *out)
{
	for (size_t n = c->len; n > 0; n--) {
		struct str squashed = identifier_squash(m->cx->arena, c, 0, n);
		size_t number = find(m, '#', squashed);
		if (number == 0)
			continue;
		*arena_push(m->cx->arena, out) = (struct snippet_match){
			c->at, c->words[n - 1].end, number - 1, true };
		return true;
	}
	return false;
}

static void match_words(struct marking *m, const struct chunk *c, snippet_matches *out)
{
	for (size_t i = 0; i < c->len; i++) {
		const struct token *w = &c->words[i];
		size_t number = find(m, '=', w->text);
		if (number == 0)
			number = find(m, 'Z', xstemmer_stem(m->english, w->text));
		bool again = out->len > 0 && w->at < out->at[out->len - 1].end;
		if (number > 0 && !again)
			*arena_push(m->cx->arena, out) =
				(struct snippet_match){ w->at, w->end, number - 1, false };
	}
}

static snippet_matches matches_of(struct marking *m, struct str text)
{
	snippet_matches out = { 0 };
	struct tokens tokens = tokens_of(m->cx->arena, text);
	struct chunk c;
	while (out.len < MATCHES_MAX && tokens_next(&tokens, &c))
		if (!chunk_is_identifier(&c) || !match_identifier(m, &c, &out))
			match_words(m, &c, &out);
	return out;
}

/* Text from `from` to `to`, cut into pieces at the matches. */
static struct snippet cut(struct ctx *cx, struct str text, const snippet_matches *matches,
	size_t from, size_t to)
{
	struct snippet s = { .at = from, .cut_before = from > 0, .cut_after = to < text.len };
	size_t at = from;
	for (size_t i = 0; i < matches->len; i++) {
		const struct snippet_match *m = &matches->at[i];
		if (m->at < at || m->end > to)
			continue;
		if (m->at > at)
			*arena_push(cx->arena, &s.pieces) =
				(struct snippet_piece){ str_sub(text, at, m->at - at), false };
		*arena_push(cx->arena, &s.pieces) =
			(struct snippet_piece){ str_sub(text, m->at, m->end - m->at), true };
		at = m->end;
	}
	if (at < to)
		*arena_push(cx->arena, &s.pieces) =
			(struct snippet_piece){ str_sub(text, at, to - at), false };
	return s;
}

bool snippet_words_add(struct snippet_words *w, size_t word)
{
	uint64_t bit = UINT64_C(1) << word % 64;
	bool is_new = (w->bits[word / 64] & bit) == 0;

	w->bits[word / 64] |= bit;
	return is_new;
}

/* Counts each word once, identifiers thrice. */
static size_t worth(const snippet_matches *matches, size_t from, size_t length, size_t *ret_words)
{
	struct snippet_words seen = { 0 };
	size_t end = matches->at[from].at + length, sum = 0;
	*ret_words = 0;
	for (size_t i = from; i < matches->len && matches->at[i].end <= end; i++) {
		const struct snippet_match *m = &matches->at[i];
		if (!snippet_words_add(&seen, m->word))
			continue;
		sum += m->whole ? 3 : 1;
		++*ret_words;
	}
	return sum;
}

/* Back to the begin of a sentence or line near by, else of a word. */
static size_t begin_near(struct str text, size_t at)
{
	size_t least = at > LEAD ? at - LEAD : 0;
	for (size_t i = at; i > least; i--)
		if (text.at[i - 1] == '\n' || (i >= 2 && i < text.len &&
			str_is_space(text.at[i - 1]) && (text.at[i - 2] == '.' ||
			text.at[i - 2] == '!' || text.at[i - 2] == '?')))
			return i;
	if (least == 0)
		return 0;
	for (size_t i = least; i < at; i++)
		if (str_is_space(text.at[i]))
			return i + 1;
	return at;
}

/* Not in the middle of a word, unless the word is longer than the snippet. */
static size_t end_near(struct str text, size_t from)
{
	if (text.len - from <= SNIPPET_LENGTH)
		return text.len;
	size_t end = from + utf8_cut(str_skip(text, from), SNIPPET_LENGTH).len;
	for (size_t i = end; i > from + SNIPPET_LENGTH / 2; i--)
		if (str_is_space(text.at[i]))
			return i;
	return end;
}

struct snippet snippet_whole(struct ctx *cx, const struct search_query *q, struct str text)
{
	struct marking m = marking_of(cx, q);
	snippet_matches matches = matches_of(&m, text);
	xstemmer_free(m.english);
	return cut(cx, text, &matches, 0, text.len);
}

struct snippet snippet_best(struct ctx *cx, const struct search_query *q, struct str text)
{
	struct marking m = marking_of(cx, q);
	struct str head = utf8_cut(text, SNIPPET_SCAN);
	snippet_matches matches = matches_of(&m, head);
	size_t best = 0, best_worth = 0, words = 0;
	xstemmer_free(m.english);
	for (size_t i = 0; i < matches.len; i++) {
		size_t here, sum = worth(&matches, i, SNIPPET_LENGTH - LEAD, &here);
		if (sum > best_worth) {
			best = i;
			best_worth = sum;
			words = here;
		}
	}
	size_t from = best_worth > 0 ? begin_near(text, matches.at[best].at) : 0;
	struct snippet s = cut(cx, text, &matches, from, end_near(text, from));
	s.words = words;
	s.matches = matches;
	return s;
}
