/*
 * xapian_index.h - the C face of the full-text library
 *
 * xapian_index.cc is the only file that includes <xapian.h>. Nothing of C++ and no
 * exception crosses this face: a call that can fail returns false and says why in
 * a struct xfault. Texts that are given back are copies in the caller's arena.
 *
 * An index is a folder. One process writes to it at a time (the library locks it);
 * any number of readers, each used by one thread at a time. A reader sees the index
 * as of its last refresh; a search that finds its snapshot gone (the writer has
 * committed twice since) refreshes and runs again by itself.
 *
 * What terms and values mean is decided by document.c and query.c, not here.
 */
#pragma once

#include "base/arena.h"
#include "base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

struct xindex;
struct xstemmer;

struct xfault {
	char text[256];
	bool absent;  /* the folder holds no index */
	bool damaged; /* the folder cannot be used: build it anew */
	bool busy;    /* another process is writing to it */
	bool overtaken; /* the reader's snapshot is gone: refresh and ask again */
};

enum { XTERM_MAX = 200 }; /* bytes of a term; a longer one is refused */

/* --- opening --- */

bool xindex_open_writer(struct str path, struct xindex **out, struct xfault *);
/*
 * A new index that only grows, each document put once, and is one part of what xindex_merge
 * makes. Nothing of it is synced.
 */
bool xindex_open_part(struct str path, struct xindex **out, struct xfault *);
/*
 * All documents of the parts, durable; of a note that several have, the first one's. Merging
 * parts reads and writes each entry once: much cheaper than one index that grows as large.
 */
bool xindex_merge(const struct str *parts, size_t count, struct str path, struct xfault *);
/* `generation` is a number that the reader keeps for its owner. */
bool xindex_open_reader(struct str path, int64_t generation, struct xindex **out,
	struct xfault *);
int64_t xindex_generation(const struct xindex *);
void xindex_close(struct xindex *); /* a writer's uncommitted changes are dropped */
bool xindex_refresh(struct xindex *, struct xfault *);

uint32_t xindex_documents(struct xindex *);

/* Reads every block of the folder's tables; counts what is wrong. */
bool xindex_verify(struct str path, int64_t *ret_errors, struct xfault *);

/* --- writing --- */

struct xterm {
	struct str term;
	uint32_t wdf;
	uint32_t position; /* 0: without */
};

struct xvalue {
	uint32_t slot;
	struct str bytes;
};

/*
 * `key` is a term that no other document has. With `spell`, the words of the
 * document (lower-case ASCII letters, 4 to 24 of them) join the spelling dictionary
 * until it is replaced or dropped.
 */
struct xdocument {
	struct str key;
	const struct xterm *terms;
	size_t term_count;
	const struct xvalue *values;
	size_t value_count;
	struct str data;
	bool spell;
};

bool xindex_put(struct xindex *, const struct xdocument *, struct xfault *);
bool xindex_drop(struct xindex *, struct str key, struct xfault *);
bool xindex_set_note(struct xindex *, struct str name, struct str value, struct xfault *);
/* Makes everything since the last commit durable and visible at once. */
bool xindex_commit(struct xindex *, struct xfault *);

/* A named text kept in the index; empty when there is none. */
bool xindex_note(struct xindex *, struct arena *, struct str name, struct str *out,
	struct xfault *);

/* --- reading --- */

enum xop {
	XOP_TERM,    /* .term, .count: how often it stands in the query */
	XOP_PREFIX,  /* .term: any term that begins so, the .count most frequent */
	XOP_OR,
	XOP_AND,
	XOP_SYNONYM, /* parts weighted as if they were one term */
	XOP_SCALE,   /* part 0, its weight times .factor */
	XOP_MAYBE,   /* part 0; part 1 adds weight where it matches too */
	XOP_FILTER,  /* part 0, only where part 1 matches; weight of part 0 alone */
	XOP_FROM,    /* value of slot .count is at least .term */
	XOP_ALL,     /* every document, no weight */
};

struct xquery {
	enum xop op;
	struct str term;
	uint32_t count;
	double factor;
	const struct xquery *const *parts;
	size_t part_count;
};

struct xhit {
	uint32_t document;
	double weight;
	struct str data;
	struct str value; /* of slot 0 */
};

struct xhits {
	struct xhit *at;
	size_t len;
	uint32_t estimate; /* of all that match */
};

/* The best `want` by BM25 (k1 1.2, b 0.75, k3 8, min_normlen 0). NULL finds nothing. */
bool xindex_search(struct xindex *, struct arena *, const struct xquery *, uint32_t want,
	struct xhits *out, struct xfault *);

/* As many as `want` that match, whichever are met first: each has weight 1. */
bool xindex_first(struct xindex *, struct arena *, const struct xquery *, uint32_t want,
	struct xhits *out, struct xfault *);

/* How many match, about or at most: by the frequencies of the terms alone. */
uint32_t xindex_estimate(struct xindex *, const struct xquery *);
uint32_t xindex_at_most(struct xindex *, const struct xquery *);
/* Whether anything matches; false on any failure. Stops at the first match. */
bool xindex_any(struct xindex *, const struct xquery *);

/*
 * Calls `each` with slot 0 of every match, in no order, until it returns false.
 * It may fail half-way with `overtaken`: then start the count afresh.
 */
bool xindex_scan(struct xindex *, const struct xquery *,
	bool (*each)(void *arg, struct str value), void *arg, struct xfault *);

/* How many documents have the term; 0 on any failure. */
uint32_t xindex_frequency(struct xindex *, struct str term);

/*
 * Positions of the term in the document, ascending, at most `cap`. A document
 * without positions, or a failure, gives 0.
 */
size_t xindex_positions(struct xindex *, uint32_t document, struct str term,
	uint32_t *out, size_t cap);

/*
 * A word of the spelling dictionary within two edits of `word`, or empty when the
 * dictionary has the word itself or nothing near.
 */
struct str xindex_spelling(struct xindex *, struct arena *, struct str word);
bool xindex_spells(struct xindex *, struct str word);

/* Terms that begin with `prefix`, in order of bytes; `from` is the first wanted. */
bool xindex_terms(struct xindex *, struct arena *, struct str prefix, struct str from,
	size_t cap, str_list *out, struct xfault *);

/* --- stems (Snowball) --- */

/* NULL for a language that has none: words are their own stems. */
struct xstemmer *xstemmer_new(struct str language);
void xstemmer_free(struct xstemmer *);
/* The stem is valid until the next call; a NULL stemmer gives the word back. */
struct str xstemmer_stem(struct xstemmer *, struct str word);

#ifdef __cplusplus
}
#endif
