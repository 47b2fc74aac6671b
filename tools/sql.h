/*
 * sql.h - the words of SQL in the house dialect, for queryc
 *
 * A file is comments that declare something and statements that end in ';'. This reads
 * its text, its comments, and the tokens of a statement or of a declaration. It does
 * not parse SQL: what queryc asks of a statement is seen from words and parentheses.
 *
 * The first mistake is noted and the rest of the text is skipped, so that every loop
 * over it ends; who reads asks sql_failed before he believes what he has.
 */
#pragma once

#include "base/map.h"
#include "base/str.h"

struct sql {
	struct arena *arena;
	const char *path;
	struct str text;
	size_t at;
	int line;
	struct str error; /* "path:line: what is wrong and how to fix it" */
};

enum token_kind { WORD, NUMBER, STRING, QUOTED, PARAM, PUNCT, MARK };

struct token {
	struct str text; /* of PARAM: the name */
	enum token_kind kind;
	int line, depth; /* depth: parentheses around it */
	bool spaced;     /* white space or a comment stands before it */
};

struct body {
	struct token *at;
	size_t len;
	int line;
};

enum { SQL_DEPTH_MAX = 64 };

enum dialect { COMMON, SQLITE, POSTGRES, MIGRATION, SIGNATURE };

struct sql sql_new(struct arena *, const char *path, struct str text);

void sql_fail(struct sql *, int line, const char *fmt, ...) PRINTF(3, 4);
bool sql_failed(const struct sql *);

bool sql_at_end(const struct sql *);
/* Whether this text comes next. */
bool sql_ahead(const struct sql *, const char *text);
void sql_skip_space(struct sql *);
void sql_skip_line(struct sql *);
/* What the comment says that stands here. */
struct str sql_comment(const struct sql *);
/* Whether a comment's text starts with the word; gives what follows. */
bool sql_says(struct str comment, const char *word, struct str *ret_rest);

/*
 * Reads a statement to its ';', a SIGNATURE to the end of its line, or of further
 * comment lines while a parenthesis is open. False when the input ends before.
 */
bool sql_read(struct sql *, struct body *out, enum dialect);

/* The token at i + by; past either end one that is nothing. */
const struct token *sql_near(const struct body *, size_t i, ptrdiff_t by);
/* Whether the tokens from i on are these words and signs: "limit -", "is not null". */
bool sql_matches(const struct body *, ptrdiff_t i, const char *pattern);
/* Whether the token is one of the words of a list, "select with insert". */
bool sql_is(const struct token *, const char *words);
bool sql_is_punct(const struct token *, char);
/* The table or column that the token names: small letters, no quotes. */
struct str sql_name(struct arena *, const struct token *);

/* FROM, JOIN and PostgreSQL's USING, where they are followed by a table. */
bool sql_is_from(const struct body *, size_t i);
/* INSERT, UPDATE or DELETE at the start of a statement, of the whole or within WITH. */
bool sql_is_write(const struct body *, size_t i);
/* Where the list of result columns starts; out of range when there is none. */
size_t sql_columns(const struct body *);
/* Refuses what is not of the dialect, and '*' for columns. */
void sql_check(struct sql *, const struct body *, enum dialect);

/* The first table of the statement that is in `scoped`; empty when none is. */
struct str sql_scoped(const struct map *scoped, struct arena *, const struct body *);
/*
 * Adds to `scoped` the tables that a migration marks `-- @scoped`, views over them, and
 * their new names; gives the error. Migrations come in the order of their numbers.
 */
struct str sql_migration(struct arena *, const char *path, struct str text,
	struct map *scoped);
