/*
 * snippet.h - the part of a text that shows why it was found
 *
 * Text is given as pieces, each a hit or not: the page escapes them and marks the
 * hits. Nothing here makes markup.
 */
#pragma once

#include "domain/search/query.h"

enum {
	SNIPPET_LENGTH = 220,
	SNIPPET_SCAN = 256 * 1024,
	SNIPPET_WORDS_MAX = QUERY_WORDS_MAX + QUERY_IDENTIFIERS_MAX,
};

struct snippet_piece {
	struct str text; /* a view of the text given */
	bool hit;
};

/* A place in the text where a word of the query stands. */
struct snippet_match {
	size_t at, end;
	size_t word; /* number of the word; identifiers come after the words */
	bool whole;  /* an identifier as a whole: worth more */
};

typedef SLICE(struct snippet_match) snippet_matches;

struct snippet {
	SLICE(struct snippet_piece) pieces;
	bool cut_before, cut_after; /* an ellipsis belongs there */
	size_t at;                  /* of its begin in the text: finds the section */
	size_t words;               /* different words of the query in it */
	snippet_matches matches;    /* of all the text that was looked at */
};

/* A set of words of a query, by their numbers. */
struct snippet_words {
	uint64_t bits[SNIPPET_WORDS_MAX / 64 + 1];
};

/* False when it has the word already. */
bool snippet_words_add(struct snippet_words *, size_t word);

/* The whole text with its hits: for titles. */
struct snippet snippet_whole(struct ctx *, const struct search_query *, struct str text);

/*
 * At most SNIPPET_LENGTH bytes, where the most different and rarest words of the
 * query stand together; the beginning when none do. Only the first SNIPPET_SCAN bytes
 * are looked at. Line breaks are the page's to show as spaces.
 */
struct snippet snippet_best(struct ctx *, const struct search_query *, struct str text);
