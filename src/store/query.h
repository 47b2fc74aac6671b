/*
 * query.h - what queryc generates calls to
 *
 * Only generated code (X.sql.h, X.sql.c) includes this. A query is static const
 * data: its text for each engine, its parameters and its columns. The rest of the
 * program sees typed functions and row structs and never SQL.
 */
#pragma once

#include "base/ctx.h"

enum query_type {
	QUERY_INT,  /* int, bool, seconds, instant, ids: 64-bit on both engines */
	QUERY_TEXT,
	QUERY_BLOB,
	QUERY_REAL,
};

enum query_kind {
	QUERY_ONE,     /* its first row, else ERR_NOT_FOUND */
	QUERY_MAYBE,   /* its first row, if there is one */
	QUERY_MANY,    /* a bounded list, in the arena */
	QUERY_EACH,    /* a cursor */
	QUERY_CHANGES, /* how many rows it changed */
	QUERY_EXEC,    /* nothing */
};

enum { QUERY_PARAMS_MAX = 48, QUERY_COLUMNS_MAX = 64 };

struct query_column {
	const char *name;
	enum query_type type;
	bool nullable;
};

struct query {
	const char *name;     /* "casefile_load" */
	const char *sqlite;   /* parameters as ?1 ?2 */
	const char *postgres; /* parameters as $1 $2 */
	enum query_kind kind;
	bool writes;          /* INSERT, UPDATE, DELETE: refused on a reader */
	bool unscoped;        /* looks at customer data past :viewer; its .sql says why */
	uint8_t param_count;
	uint8_t column_count;
	const struct query_column *params;
	const struct query_column *columns;
};

struct query_value {
	bool null;
	int64_t i;    /* QUERY_INT */
	double d;     /* QUERY_REAL */
	struct str s; /* QUERY_TEXT, QUERY_BLOB */
};

/* The actor of cx as :viewer (person id, 0 none) and :viewer_staff (0 or 1). */
struct query_value query_viewer(const struct ctx *);
struct query_value query_viewer_staff(const struct ctx *);

/*
 * A running query. Text of a row lives in the arena of the ctx (copied), so it
 * outlives the cursor. Always closed: on error, at the end, or by query_close.
 */
struct query_rows {
	struct ctx *cx;
	const struct query *query;
	void *statement; /* the driver's */
	struct query_value values[QUERY_COLUMNS_MAX]; /* the current row */
	int64_t row;
};

NODISCARD error query_open(struct ctx *, const struct query *,
	const struct query_value *params, struct query_rows *out);
/* Sets *ret_more; at the end the cursor is closed. */
NODISCARD error query_next(struct query_rows *, bool *ret_more);
void query_close(struct query_rows *);
#define AUTO_ROWS CLEANUP(query_close) struct query_rows

/* Runs a query without rows; *ret_changes may be NULL. */
NODISCARD error query_run(struct ctx *, const struct query *,
	const struct query_value *params, int64_t *ret_changes);

/*
 * A read that has been asked and not yet answered. On PostgreSQL the calls of a page
 * are sent in one pipeline and cost one round trip together; on SQLite the query runs
 * when it is received. Calls are received in the order in which they were sent, each
 * exactly once, on the connection that sent them; a call that is not received is
 * dropped with its snapshot. Only queries marked `-- pipeline`, and only on a reader.
 */
struct query_call {
	const struct query *query;
	const struct query_value *params; /* copied into the arena of the ctx */
	void *pending;                    /* the driver's */
	uint64_t number;                  /* the driver's: its place in the pipeline */
};

NODISCARD error query_send(struct ctx *, const struct query *,
	const struct query_value *params, struct query_call *out);
/* Gives the rows as query_open does; blocks until they are there. */
NODISCARD error query_receive(struct ctx *, struct query_call *, struct query_rows *out);

/*
 * Prepares the query without running it; ERR_INTERNAL when its text is wrong for this
 * engine, or its columns are not as many as declared or of a type that cannot be read.
 */
NODISCARD error query_prepare(struct ctx *, const struct query *);

/* Every query of the program, NULL-terminated; generated into store/queries.c. */
extern const struct query *const query_all[];
