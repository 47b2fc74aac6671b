/*
 * source.h - one file of the program, as lint reads it
 *
 * C is cut into tokens, comments among them. Preprocessor lines are marked: a macro's
 * body counts for what may be called, not for the shape of functions. Templates and
 * other text have lines only.
 */
#pragma once

#include "base/str.h"

enum piece_kind { NAME, NUMBER, TEXT, SIGN, COMMENT, LINE_COMMENT };

struct piece {
	struct str text;
	enum piece_kind kind;
	int line;
	bool directive; /* on a preprocessor line */
};

struct source {
	struct str path; /* from the root of the tree: "src/base/str.c" */
	struct str text;
	int lines;
	struct piece *at; /* C and C++ only */
	size_t len;
};

struct tree {
	struct arena *arena;
	SLICE(struct source) files; /* in the order of paths */
};

/* Reads src, tools and tests below `root`; goldens and build folders are left out. */
struct tree tree_read(struct arena *, const char *root);

/* ".c" or ".h" at its end? */
bool source_is(const struct source *, const char *ending);
bool source_is_c(const struct source *);

/* The piece, or one that is nothing past the end. */
const struct piece *piece_at(const struct source *, size_t i);
bool piece_is(const struct piece *, const char *text);

/*
 * Whether the path is one of a list: "src/base/arena.c src/os/". A '/' at the end
 * stands for all below.
 */
bool path_among(struct str path, const char *list);

/* What was found: printed at once, counted for the end. */
void found(const struct source *, int line, const char *fmt, ...) PRINTF(3, 4);
void warned(const struct source *, int line, const char *fmt, ...) PRINTF(3, 4);
int found_count(void);
