/*
 * migrate.h - from any earlier schema to the program's
 *
 * Migrations are numbered files in src/store/migrations, embedded at build. They only
 * go forward; each runs once, in a transaction of its own, and is remembered with the
 * SHA-256 of its text. A database that has one which the program does not know, or in
 * other words, is refused: it belongs to another version.
 *
 * They are written in the house dialect: in column definitions the types @id, int,
 * text, blob, bool, instant, real; `-- @sqlite` or `-- @postgres` starts lines for
 * one engine, `-- @end` ends them.
 */
#pragma once

#include "base/ctx.h"

struct migration {
	int number;       /* ascending, gaps are fine */
	const char *name; /* "account" */
	struct str text;
};

/* Generated from the files; ends with number 0. */
extern const struct migration migration_all[];

struct schema_state {
	int applied, pending;
	int next; /* number of the first pending one, 0 none */
};

/* cx->db may be a reader. ERR_CONFLICT when the schema is of another version. */
NODISCARD error migrate_state(struct ctx *, const struct migration *, struct schema_state *out);

/* Applies what is pending. cx->db is a writer; *ret_count may be NULL. */
NODISCARD error migrate_apply(struct ctx *, const struct migration *, int *ret_count);

/* ERR_CONFLICT unless all are applied. */
NODISCARD error migrate_require(struct ctx *, const struct migration *);

/*
 * House dialect to the engine's. `strict` is SQLite: STRICT tables. ERR_INVALID names
 * the line of a type that it does not know.
 */
NODISCARD error dialect_translate(struct ctx *, struct str text, bool sqlite, struct str *out);
