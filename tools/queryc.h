/*
 * queryc.h - a file of queries between being read (queryc_read.c) and written as C (queryc_out.c)
 *
 * All memory is of the compiler's arena, to its end.
 */
#pragma once

#include "base/buf.h"
#include "base/map.h"
#include "store/query.h"
#include "tools/sql.h"

enum base { INT, BOOL, TEXT, BLOB, REAL, INSTANT, SECONDS, ID, ENUM };

struct base_type {
	const char *name;     /* in a signature */
	const char *c;        /* in C; NULL: the name as it is written */
	const char *member;   /* of the C value, where its number is */
	const char *postgres; /* the cast of a parameter */
	const char *query;    /* enum query_type */
};
extern const struct base_type base_types[];

/* A parameter or a column. */
struct slot {
	struct str name, type; /* type: the name in C */
	enum base base;
	bool nullable;
	int line;
};
typedef SLICE(struct slot) slots;

struct row {
	struct str tag, list; /* of the structs */
	slots columns;
	int line;
	bool shared, used;
};

struct query_decl {
	struct str name;
	int line;
	slots params;
	enum query_kind kind;
	struct row *row; /* NULL: gives no rows */
	struct str unscoped, bounded;
	bool pipeline, named, writes, viewer, viewer_staff;
	bool apart; /* a body for each engine */
	struct body sqlite, postgres;
};

/* One run of the compiler. */
struct queryc {
	struct arena *arena;
	struct map scoped;  /* names of tables with customer data; value: not NULL */
	struct map symbols; /* functions made, over all files; value: who made it */
	str_list names;     /* of queries, over all files */
	struct str error;   /* as in sql.h */
};

/* One file while it is read. */
struct reader {
	struct sql in;
	struct queryc *qc;
	struct body sig; /* the signature being read, and how far */
	size_t sig_at;
	SLICE(struct row *) rows;
	SLICE(struct query_decl *) queries;
	str_list includes;
	bool runtime; /* the header needs store/query.h */
};

#define fail(r, ...) sql_fail(&(r)->in, __VA_ARGS__)

/* What X.sql becomes: the texts, and the paths that they name themselves by. */
struct made {
	const char *h_path, *c_path;
	struct str h, c;
};

enum { QUERYC_OUTPUT_MAX = 32 << 20 };

/* By its name; NULL when there is none. */
const struct slot *queryc_slot(const slots *, struct str name);

/* The whole file into r->rows and r->queries; the first mistake ends it, as sql.h says. */
void queryc_read(struct reader *r);
/* Both texts of *out, from what was read without a mistake. */
void queryc_write(struct reader *r, struct made *out);
