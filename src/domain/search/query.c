#include "domain/search/query.h"

#include <math.h>

#include "base/limits.h"
#include "base/map.h"
#include "base/utf8.h"
#include "domain/search/words/identifiers.h"
#include "domain/search/words/stopwords.h"
#include "domain/search/index/terms.h"

enum {
	PASTE_CHUNKS = 6, /* with a time among them: a log line */
	WINDOW_WORDS = 6,
	WINDOW_MIN = 3,
	DIGITS_ALONE = 3, /* digits of a compound that are worth a word */
	TIMES_HALF = 8,   /* k3 of the weights: a word asked so many times has half of its most */
};

/* By measurement: doc/decisions/0060-ranking.md. */
static const double all_words = 0.2;   /* more, where every word stands */
static const double plain_join = 0.5;  /* "two-dimensional" as a whole */
static const double own_number = 2.0;  /* the document that has this number */

/* A query while it is read. */
struct reading {
	struct ctx *cx;
	struct xindex *index;
	const struct query_input *in;
	struct search_query *q;
	struct xstemmer *english, *other; /* other: NULL when the language is English */
	struct map by_text;               /* folded word to its number + 1 */
	SLICE(struct token) flat;         /* all words in order, for windows */
};

static bool is_stop(const struct reading *r, struct str word)
{
	return is_stopword(word, STR("en")) || is_stopword(word, r->in->language);
}

static bool is_volatile(const struct chunk *c, bool pasted)
{
	if (c->nature == CHUNK_TIME || c->nature == CHUNK_POINTER)
		return true;
	return pasted && c->nature != CHUNK_PLAIN;
}

/* Counts chunks first: whether the text is pasted decides what is left out. */
static bool is_pasted(struct arena *a, struct str text)
{
	struct arena_mark mark = arena_mark(a);
	struct tokens tokens = tokens_of(a, text);
	struct chunk c;
	size_t count = 0;
	bool timed = false;
	while (count <= 2 * QUERY_LONG && tokens_next(&tokens, &c)) {
		count++;
		timed = timed || c.nature == CHUNK_TIME || c.nature == CHUNK_POINTER;
	}
	arena_release(a, mark);
	return count > 2 * QUERY_LONG || (timed && count >= PASTE_CHUNKS);
}

static void add_word(struct reading *r, const struct token *t)
{
	struct arena *a = r->cx->arena;
	size_t known = (size_t)(uintptr_t)map_get(&r->by_text, t->text);
	if (known > 0) {
		r->q->words.at[known - 1].count++;
		return;
	}
	if (r->q->words.len == QUERY_WORDS_MAX)
		return;
	*arena_push(a, &r->q->words) = (struct query_word){
		.text = t->text, .at = t->at, .end = t->end, .count = 1, .letters = t->letters,
	};
	map_put(&r->by_text, t->text, (void *)(uintptr_t)r->q->words.len);
}

static void add_unique(struct arena *a, str_list *list, struct str s)
{
	for (size_t i = 0; i < list->len; i++)
		if (str_eq(list->at[i], s))
			return;
	*arena_push(a, list) = s;
}

static void add_identifier(struct reading *r, struct str squashed, bool digit)
{
	struct arena *a = r->cx->arena;
	for (size_t i = 0; i < r->q->identifiers.len; i++)
		if (str_eq(r->q->identifiers.at[i].text, squashed))
			return;
	if (r->q->identifiers.len < QUERY_IDENTIFIERS_MAX)
		*arena_push(a, &r->q->identifiers) =
			(struct query_identifier){ squashed, digit };
}

/* Asks only of what the reader may see: what others have must not show. */
static bool is_seen(struct reading *r, const struct xquery *q, struct str term)
{
	struct arena *a = r->cx->arena;
	if (xindex_frequency(r->index, term) == 0)
		return false;
	return xindex_any(r->index, xquery_filter(a, q, r->in->access));
}

static bool has_identifier(struct reading *r, struct str squashed)
{
	struct str term = terms_prefixed(r->cx->arena, 'I', squashed);
	return is_seen(r, xquery_term(r->cx->arena, term, 1), term);
}

/*
 * "srx1500" that is unknown may be written "SRX 1500": its parts are words, too. Not the
 * "KB" of a number: it would find whatever is measured in kilobytes.
 */
static void add_parts(struct reading *r, const struct token *t)
{
	struct str w = t->text;
	for (size_t i = 0, end; i < w.len; i = end) {
		bool digits = str_is_digit(w.at[i]);
		for (end = i + 1; end < w.len && str_is_digit(w.at[end]) == digits; end++)
			;
		struct token part = *t;
		part.text = str_sub(w, i, end - i);
		part.letters = false; /* never corrected */
		if (part.text.len >= IDENTIFIER_BEGINNING)
			add_word(r, &part);
	}
}

static void read_chunk(struct reading *r, const struct chunk *c)
{
	struct arena *a = r->cx->arena;
	bool known = false, digit = false;
	for (size_t i = 0; i < c->len; i++)
		digit = digit || !c->words[i].letters;
	if (chunk_is_identifier(c)) {
		struct str whole = identifier_squash(a, c, 0, c->len);
		known = whole.len >= 2 && has_identifier(r, whole);
		if (known)
			add_identifier(r, whole, digit);
	}
	for (size_t i = 0; i < c->len; i++) {
		const struct token *w = &c->words[i];
		*arena_push(a, &r->flat) = *w;
		if (known && c->len > 1 && w->digits && w->text.len < DIGITS_ALONE)
			continue;
		add_word(r, w);
		if (!known && !w->letters && !w->digits)
			add_parts(r, w);
	}
}

static void read_text(struct reading *r)
{
	struct tokens tokens = tokens_of(r->cx->arena, r->q->text);
	struct chunk c;
	while (tokens_next(&tokens, &c))
		if (!is_volatile(&c, r->q->pasted))
			read_chunk(r, &c);
	bool only_volatile = r->q->words.len == 0;
	tokens = tokens_of(r->cx->arena, r->q->text);
	while (only_volatile && tokens_next(&tokens, &c))
		read_chunk(r, &c);
}

/*
 * "ge 0 0 1", "CVE 2024 1234": words apart that are one identifier in the index. The
 * longest window wins, and its words are not tried again.
 */
static size_t window_at(struct reading *r, size_t from)
{
	struct arena *a = r->cx->arena;
	size_t most = r->flat.len - from;
	for (size_t n = most < WINDOW_WORDS ? most : WINDOW_WORDS; n >= 2; n--) {
		struct chunk c = { .len = n };
		bool digit = false;
		memcpy(c.words, r->flat.at + from, n * sizeof *c.words);
		for (size_t i = 0; i < n; i++)
			digit = digit || !c.words[i].letters;
		struct str squashed = identifier_squash(a, &c, 0, n);
		bool worth = digit ? squashed.len >= WINDOW_MIN : r->flat.len <= WINDOW_WORDS;
		if (worth && has_identifier(r, squashed)) {
			add_identifier(r, squashed, digit);
			return n;
		}
	}
	return 1;
}

static void read_windows(struct reading *r)
{
	if (r->flat.len > QUERY_LONG)
		return;
	for (size_t i = 0; i + 1 < r->flat.len;)
		i += window_at(r, i);
}

static void drop_stopwords(struct reading *r)
{
	size_t kept = 0;
	for (size_t i = 0; i < r->q->words.len; i++)
		kept += !is_stop(r, r->q->words.at[i].text);
	if (kept == 0)
		return;
	kept = 0;
	for (size_t i = 0; i < r->q->words.len; i++)
		if (!is_stop(r, r->q->words.at[i].text))
			r->q->words.at[kept++] = r->q->words.at[i];
	r->q->words.len = kept;
}

static void find_stems(struct reading *r, struct query_word *w)
{
	struct arena *a = r->cx->arena;
	w->stems = (str_list){ 0 };
	struct str stem = str_copy(a, xstemmer_stem(r->english, w->text));
	add_unique(a, &w->stems, stem);
	if (r->other != NULL)
		add_unique(a, &w->stems, str_copy(a, xstemmer_stem(r->other, w->text)));
}

static const struct xquery *stems_query(struct arena *a, const struct query_word *w)
{
	struct xquery_list any = { 0 };
	for (size_t i = 0; i < w->stems.len; i++)
		xquery_add(a, &any, xquery_term(a, terms_prefixed(a, 'Z', w->stems.at[i]), w->count));
	for (size_t i = 0; i < w->same.len; i++)
		xquery_add(a, &any, xquery_term(a, terms_prefixed(a, 'Z', w->same.at[i]), w->count));
	return xquery_join(a, XOP_SYNONYM, &any);
}

static bool occurs(struct reading *r, const struct query_word *w)
{
	struct arena *a = r->cx->arena;
	for (size_t i = 0; i < w->stems.len; i++) {
		struct str term = terms_prefixed(a, 'Z', w->stems.at[i]);
		if (is_seen(r, xquery_term(a, term, 1), term))
			return true;
	}
	return false;
}

static void correct(struct reading *r)
{
	size_t tried = 0;
	for (size_t i = 0; i < r->q->words.len && tried < QUERY_CORRECT_MAX; i++) {
		struct query_word *w = &r->q->words.at[i];
		if (!w->letters || utf8_len(w->text) < QUERY_CORRECT_LENGTH)
			continue;
		if (occurs(r, w))
			continue;
		tried++;
		struct str better = xindex_spelling(r->index, r->cx->arena, w->text);
		if (better.len == 0)
			continue;
		w->typed = w->text;
		w->text = better;
		find_stems(r, w);
		r->q->corrected = true;
	}
}

static error add_synonyms(struct reading *r)
{
	struct arena *a = r->cx->arena;
	if (r->in->same == NULL || r->q->words.len > QUERY_LONG)
		return OK;
	for (size_t i = 0; i < r->q->words.len; i++) {
		struct query_word *w = &r->q->words.at[i];
		str_list same = { 0 };
		TRY(r->in->same(r->cx, w->text, &same));
		for (size_t j = 0; j < same.len; j++)
			add_unique(a, &w->same, str_copy(a, xstemmer_stem(r->english, same.at[j])));
	}
	return OK;
}

static void add_identifiers(struct arena *a, const struct search_query *q, struct xquery_list *any)
{
	for (size_t i = 0; i < q->identifiers.len; i++) {
		const struct query_identifier *id = &q->identifiers.at[i];
		const struct xquery *whole = xquery_term(a, terms_prefixed(a, 'I', id->text), 1);
		const struct xquery *own = xquery_term(a, terms_prefixed(a, 'N', id->text), 1);
		xquery_add(a, any, id->digit ? whole : xquery_scale(a, plain_join, whole));
		if (id->digit)
			xquery_add(a, any, xquery_scale(a, own_number, own));
	}
}

static double frequency_of(struct reading *r, const struct query_word *w)
{
	struct arena *a = r->cx->arena;
	double n = 0;

	for (size_t i = 0; i < w->stems.len; i++)
		n += xindex_frequency(r->index, terms_prefixed(a, 'Z', w->stems.at[i]));
	for (size_t i = 0; i < w->same.len; i++)
		n += xindex_frequency(r->index, terms_prefixed(a, 'Z', w->same.at[i]));
	return n;
}

/* A word as it is asked. */
struct asked {
	const struct xquery *q;
	double frequency, tells; /* documents that have it; most of its weight in one */
};

struct asked_list {
	struct asked *at;
	size_t len;
};

static int by_telling(const void *a, const void *b)
{
	const struct asked *x = a, *y = b;

	return x->tells < y->tells ? 1 : x->tells > y->tells ? -1 : 0;
}

/* Those that tell most, first; QUERY_LONG at most. */
static struct asked_list most_telling(struct reading *r)
{
	const struct search_query *q = r->q;
	struct asked_list list = { arena_array(r->cx->arena, struct asked, q->words.len), q->words.len };
	double documents = xindex_documents(r->index);

	for (size_t i = 0; i < q->words.len; i++) {
		const struct query_word *w = &q->words.at[i];
		double n = frequency_of(r, w);
		list.at[i] = (struct asked){ stems_query(r->cx->arena, w), n,
			log(1 + documents / (n + 0.5)) * w->count / (w->count + TIMES_HALF) };
	}
	if (list.len > 1)
		qsort(list.at, list.len, sizeof *list.at, by_telling);
	if (list.len > QUERY_LONG)
		list.len = QUERY_LONG;
	return list;
}

/*
 * The words that tell most find the documents, until there are enough candidates; the others
 * only weigh in those. NULL where so few documents have the words that all of them find.
 */
static const struct xquery *quick_of(struct reading *r, const struct asked_list *words)
{
	struct arena *a = r->cx->arena;
	struct xquery_list finding = { 0 }, weighing = { 0 };
	double enough = r->in->candidates > 0 ? r->in->candidates : QUERY_CANDIDATES, found = 0;

	for (size_t i = 0; i < words->len; i++) {
		xquery_add(a, found < enough ? &finding : &weighing, words->at[i].q);
		found += words->at[i].frequency;
	}
	if (weighing.len == 0)
		return NULL;
	add_identifiers(a, r->q, &finding);
	return xquery_maybe(a, xquery_join(a, XOP_OR, &finding), xquery_join(a, XOP_OR, &weighing));
}

static void assemble(struct reading *r)
{
	struct arena *a = r->cx->arena;
	struct search_query *q = r->q;
	struct asked_list asked = most_telling(r);
	struct xquery_list words = { 0 }, any = { 0 };
	for (size_t i = 0; i < asked.len; i++) {
		xquery_add(a, &words, asked.at[i].q);
		xquery_add(a, &any, asked.at[i].q);
	}
	add_identifiers(a, q, &any);
	q->matching = xquery_join(a, XOP_OR, &any);
	const struct xquery *quick = quick_of(r, &asked), *all = NULL;
	if (q->words.len <= QUERY_LONG && words.len > 1)
		all = xquery_scale(a, all_words, xquery_join(a, XOP_AND, &words));
	q->ranked = xquery_maybe(a, quick != NULL ? quick : q->matching, all);
	q->thorough = quick == NULL ? NULL : xquery_maybe(a, q->matching, all);
}

error query_build(struct ctx *cx, struct xindex *index, const struct query_input *in,
	struct search_query *out)
{
	*out = (struct search_query){ 0 };
	out->text = utf8_clean(cx->arena, utf8_cut(in->text, LIMIT_QUERY));
	out->pasted = is_pasted(cx->arena, out->text);
	struct reading r = {
		.cx = cx, .index = index, .in = in, .q = out, .by_text = map_new(cx->arena),
		.english = xstemmer_new(STR("en")),
	};
	if (in->language.len > 0 && !str_eq(in->language, STR("en")))
		r.other = xstemmer_new(in->language);
	read_text(&r);
	read_windows(&r);
	drop_stopwords(&r);
	for (size_t i = 0; i < out->words.len; i++)
		find_stems(&r, &out->words.at[i]);
	if (!in->as_typed)
		correct(&r);
	error failed = add_synonyms(&r);
	assemble(&r);
	xstemmer_free(r.english);
	xstemmer_free(r.other);
	return failed;
}
