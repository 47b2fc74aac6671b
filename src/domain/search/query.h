/*
 * query.h - from what a person typed to what the index is asked
 *
 * Nothing that a person types is an operator. The steps: words and identifiers
 * (tokens.h), stop words out, stems; words of letters that occur nowhere that the
 * reader may see are corrected from the dictionary of public words; synonyms; then
 * OR over all, with more weight where all words meet. Past QUERY_LONG distinct terms
 * (a pasted description) only the QUERY_LONG that tell most are asked, and every
 * identifier. In a large index the words that tell most find, the others weigh in what is found.
 */
#pragma once

#include "domain/search/index/access.h"
#include "domain/search/index/xquery.h"

enum {
	QUERY_LONG = 16,          /* distinct words; more is a description */
	QUERY_WORDS_MAX = 600,    /* distinct words looked at */
	QUERY_CORRECT_LENGTH = 5, /* letters; a shorter word is not corrected */
	QUERY_CORRECT_MAX = 8,    /* words of a query that are looked up */
	QUERY_IDENTIFIERS_MAX = 64,
	QUERY_CANDIDATES = 20000, /* documents that the best are looked for in, at least */
};

struct query_input {
	struct str text;          /* any bytes */
	struct str language;      /* of the reader; stems and stop words; English as well */
	bool as_typed;            /* no corrections */
	uint32_t candidates;      /* 0: QUERY_CANDIDATES */
	const struct xquery *access; /* where a word must occur; NULL: nowhere */
	/* Words that mean the same as a folded word; NULL: none. */
	error (*same)(struct ctx *, struct str word, str_list *out);
};

struct query_word {
	struct str text;      /* folded; after correction */
	struct str typed;     /* as it was before a correction, else empty */
	str_list stems;       /* one, or two when the reader's language is not English */
	str_list same;        /* synonyms */
	size_t at, end;       /* of its first place in the text */
	uint32_t count;
	bool letters;
};

struct query_identifier {
	struct str text;      /* squashed; it is in the index */
	bool digit;
};

struct search_query {
	struct str text;      /* cleaned; places refer to it */
	SLICE(struct query_word) words;
	SLICE(struct query_identifier) identifiers;
	bool pasted;          /* long, or a log line: volatile parts are left out */
	bool corrected;
	const struct xquery *matching; /* what is found, without a filter; NULL: nothing */
	const struct xquery *ranked;   /* the best of these, with the weights of order */
	/*
	 * The same from all documents. What a reader may see and has chosen can be so little of
	 * the candidates that the best are elsewhere: for when `ranked` finds too few. Or NULL.
	 */
	const struct xquery *thorough;
};

NODISCARD error query_build(struct ctx *, struct xindex *, const struct query_input *,
	struct search_query *out);
