#include "domain/search/search.h"

#include "base/utf8.h"
#include "domain/search/engine.h"
#include "domain/search/index/terms.h"
#include "domain/search/words/identifiers.h"

enum {
	EXPANSIONS = 40,
	CANDIDATES = 40,
	FIRST = 80, /* candidates where too much matches to be weighed */
	WORDS_MAX = 8,
	TYPED_MAX = 200,
};

/* Titles: every word but the last whole, the last as far as it goes. */
static const struct xquery *titles(struct arena *a, str_list words)
{
	struct xquery_list all = { 0 };
	for (size_t i = 0; i + 1 < words.len; i++)
		xquery_add(a, &all, xquery_term(a, terms_prefixed(a, 'S', words.at[i]), 1));
	struct str last = words.at[words.len - 1];
	if (last.len >= SUGGEST_MIN_LENGTH || words.len > 1)
		xquery_add(a, &all, xquery_prefix(a, terms_prefixed(a, 'S', last), EXPANSIONS));
	return xquery_join(a, XOP_AND, &all);
}

/* What matches; NULL when too little was typed. Also numbers: "kb214". */
static const struct xquery *beginning(struct ctx *cx, struct str typed)
{
	struct arena *a = cx->arena;
	struct tokens tokens = tokens_of(a, utf8_clean(a, utf8_cut(typed, TYPED_MAX)));
	struct chunk c;
	str_list words = { 0 };
	struct xquery_list any = { 0 };
	while (words.len < WORDS_MAX && tokens_next(&tokens, &c)) {
		for (size_t i = 0; i < c.len && words.len < WORDS_MAX; i++)
			*arena_push(a, &words) = c.words[i].text;
		struct str whole = identifier_squash(a, &c, 0, c.len);
		if (chunk_is_identifier(&c) && whole.len >= IDENTIFIER_BEGINNING)
			xquery_add(a, &any,
				xquery_prefix(a, terms_prefixed(a, 'N', whole), EXPANSIONS));
	}
	if (words.len == 0)
		return NULL;
	xquery_add(a, &any, titles(a, words));
	return xquery_join(a, XOP_OR, &any);
}

/* The hits of one kind together, kinds in the order of their best. */
static void group(struct ctx *cx, search_suggestions *list, const search_suggestions *found)
{
	size_t taken[SEARCH_KINDS] = { 0 };
	for (size_t i = 0; i < found->len; i++) {
		enum search_kind kind = search_listed_as(&found->at[i].document);
		if (taken[kind] > 0)
			continue;
		for (size_t j = i; j < found->len; j++) {
			const struct search_suggestion *s = &found->at[j];
			if (search_listed_as(&s->document) != kind ||
				taken[kind] == SUGGEST_PER_KIND || list->len == SUGGEST_MAX)
				continue;
			taken[kind]++;
			*arena_push(cx->arena, list) = *s;
		}
	}
}

static error load(struct ctx *cx, struct xindex *index, const struct xhits *hits,
	struct search_query *q, search_suggestions *out)
{
	struct rank_context context = { .now = cx->now };
	ranked_list list = rank(cx, index, q, hits, &context);
	for (size_t i = 0; i < list.len && out->len < SUGGEST_MAX * 2; i++) {
		struct search_suggestion s = { 0 };
		bool found;
		TRY(search_load(cx, list.at[i].ref, true, &s.document, &found));
		if (!found)
			continue;
		s.title = snippet_whole(cx, q, s.document.title);
		*arena_push(cx->arena, out) = s;
	}
	return OK;
}

/* The best titles; of very many that all begin so, some: the next letters tell. */
static bool candidates(struct ctx *cx, struct xindex *index, const struct xquery *asked,
	struct xhits *hits, struct xfault *fault)
{
	if (xindex_at_most(index, asked) <= cx->search->suggest_weighed)
		return xindex_search(index, cx->arena, asked, CANDIDATES, hits, fault);
	return xindex_first(index, cx->arena, asked, FIRST, hits, fault);
}

error search_suggest(struct ctx *cx, struct str typed, search_suggestions *out)
{
	struct search_reader reader;
	struct xhits hits;
	struct xfault fault;
	struct search_query q = { .text = typed };
	search_suggestions found = { 0 };
	AUTO_ENGINE engine = { 0 };
	*out = (search_suggestions){ 0 };
	TRY(engine_borrow(cx, &engine));
	TRY(search_reader_of(cx, &reader));
	const struct xquery *asked = xquery_filter(cx->arena, beginning(cx, typed),
		access_filter(cx->arena, &reader));
	if (!candidates(cx, engine.index, asked, &hits, &fault))
		return index_fault(cx, &fault);
	TRY(load(cx, engine.index, &hits, &q, &found));
	group(cx, out, &found);
	return OK;
}
