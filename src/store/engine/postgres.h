/*
 * postgres.h - one connection to PostgreSQL; private to engine/postgres*.c
 *
 * The connection is always in pipeline mode. What is sent is remembered in `sent`, in
 * order, and read back by pg_settle. Control statements wait in `waiting` until a query
 * takes them along.
 */
#pragma once

#include <libpq-fe.h>

#include "store/driver.h"

enum {
	PG_SENT_MAX = 128,
	PG_WAITING_MAX = 32,
	PG_REPLIES_MAX = 32, /* reads sent ahead */
	PG_FETCH = 256,      /* rows a cursor takes at once */
};

enum pg_control {
	PG_BEGIN,
	PG_SAVEPOINT,
	PG_RELEASE,
	PG_ROLLBACK_TO,
	PG_CLOSE, /* a cursor; `depth` is its number */
};

struct pg_sent {
	enum { PG_COMMAND, PG_COMMIT, PG_PREPARE, PG_QUERY, PG_SYNC } kind;
	const char *what;      /* for messages */
	struct statement *statement;
	uint64_t number;       /* of PG_QUERY: its reply */
	bool quiet;            /* an error of it says nothing to anyone */
};

struct postgres {
	struct db db;
	PGconn *conn;
	int pid;               /* of the server's process, 0 none */
	struct statements statements;

	struct pg_sent sent[PG_SENT_MAX];
	int sent_count;
	bool synced;           /* nothing was sent after the last PG_SYNC */
	struct {
		enum pg_control verb;
		int depth;
	} waiting[PG_WAITING_MAX];
	int waiting_count;

	bool failed;           /* a query failed: the transaction is unusable */
	uint64_t number;       /* of the last query sent */
	uint64_t cursors;
	struct {
		uint64_t number;
		PGresult *result;
	} replies[PG_REPLIES_MAX];
};

/* What rows.statement is. */
struct pg_rows {
	PGresult *result;
	int at, count;
	int cursor;   /* its number, 0: all rows are here */
	bool snapshot; /* opened for the cursor */
};

/* postgres_wire.c */

/* Sends one command without parameters. */
NODISCARD error pg_command(struct ctx *, struct postgres *, const char *sql, bool quiet);
NODISCARD error pg_remember(struct ctx *, struct postgres *, struct pg_sent);
/* Sends what waits. */
NODISCARD error pg_send_waiting(struct ctx *, struct postgres *);
NODISCARD error pg_wait_control(struct ctx *, struct postgres *, enum pg_control, int depth);
/* Reads the answers to all that was sent; the first error is the result. */
NODISCARD error pg_settle(struct ctx *, struct postgres *);
/* Sends a sync without waiting for it. */
void pg_push(struct postgres *);
/* The result of a query, that is the caller's to clear; NULL when it was dropped. */
PGresult *pg_reply_take(struct postgres *, uint64_t number);
void pg_replies_drop(struct postgres *);
/* Forgets all that was sent: the connection is gone, or new. */
void pg_forget(struct postgres *);
/* The error of a result; sets failed and retry as they must be. */
NODISCARD error pg_error(struct ctx *, struct postgres *, const PGresult *, const char *what);

/* postgres.c */
NODISCARD error pg_connect(struct ctx *, struct store *, PGconn **out);
NODISCARD error pg_reconnect(struct ctx *, struct postgres *);

/* postgres_query.c */
error pg_open_rows(struct query_rows *, const struct query_value *params);
error pg_next(struct query_rows *, bool *ret_more);
void pg_close_rows(struct query_rows *);
error pg_run(struct ctx *, const struct query *, const struct query_value *params,
	int64_t *ret_changes);
error pg_send(struct ctx *, struct query_call *);
error pg_receive(struct query_call *, struct query_rows *);
error pg_prepare(struct ctx *, const struct query *);

/* postgres_listen.c */
error pg_start(struct ctx *, struct store *);
void pg_stop(struct store *);
error pg_own(struct ctx *, struct store *, struct str role, bool *ret_owned);
/* The processes of our own writers: what they announce is told here directly. */
void pg_writer_changed(struct store *, int old_pid, int new_pid);
