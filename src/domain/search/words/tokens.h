/*
 * tokens.h - take text apart into words and compounds
 *
 * A chunk is a run of words that single separators hold together: "ge-0/0/1",
 * "KB21476", "21.4R3-S5", "flapping". Its words are found one by one; as a whole it
 * may be an identifier (identifiers.h). White space, brackets, quotes, '=', ',' and
 * ';' end a chunk; so do two separators in a row, except "::".
 *
 * Scripts written without spaces give a chunk a run, its words being overlapping
 * pairs of characters.
 *
 * The text must be valid UTF-8. Words that fold to nothing are passed over.
 */
#pragma once

#include "base/str.h"

enum { CHUNK_WORDS = 16 };

struct token {
	struct str text;   /* folded; in the arena */
	size_t at, end;    /* bytes of the text read */
	char separator;    /* before it in the chunk; 0 at the first */
	bool letters;      /* letters alone */
	bool digits;       /* digits 0-9 alone */
};

/* What a chunk stands for, besides its words. */
enum chunk_nature {
	CHUNK_PLAIN,
	CHUNK_TIME,     /* a time of day, or a date with one */
	CHUNK_DATE,
	CHUNK_ADDRESS,  /* IPv4, IPv6, MAC */
	CHUNK_POINTER,  /* a memory address, a UUID, a long hexadecimal number */
	CHUNK_COUNTER,  /* a number in brackets or after '=': process, sequence */
};

struct chunk {
	struct token words[CHUNK_WORDS];
	size_t len;
	size_t at, end;
	bool unspaced;
	enum chunk_nature nature;
};

struct tokens {
	struct arena *arena;
	struct str text;
	size_t at;
};

struct tokens tokens_of(struct arena *, struct str text);
/* False at the end. A chunk has at least one word. */
bool tokens_next(struct tokens *, struct chunk *out);
