/* sqlite.h - one SQLite connection; private to sqlite*.c */
#pragma once

#include <sqlite3.h>

#include "store/driver.h"

/* Prepared SAVEPOINT s1, SAVEPOINT s2, ... */
struct controls {
	sqlite3_stmt **at;
	size_t len;
};

struct sqlite {
	struct db db;
	sqlite3 *handle;
	struct statements statements;
	sqlite3_stmt *begin, *commit, *rollback;
	struct controls savepoint, release, rollback_to;
	int pending;      /* the lowest tx whose savepoint has not been made yet, 0 none */
	uint64_t made;    /* bit by depth: tx that have a savepoint of their own */
	int wal_pages;    /* in the log after the last commit */
	int checkpointed; /* of them, already in the database */
};

/* The error of a result code, from the handle's message. `what` is a query's name. */
NODISCARD error sqlite_error(struct ctx *, sqlite3 *, int rc, const char *what);

/* Runs statements without parameters and rows. */
NODISCARD error sqlite_exec(struct ctx *, sqlite3 *, const char *sql);

/* Prepares a control statement once, at `at`, and runs it. */
NODISCARD error sqlite_control(struct ctx *, struct sqlite *, sqlite3_stmt **at, const char *sql);
bool sqlite_lost(struct db *);
void sqlite_rollback(struct db *);

/* sqlite_savepoint.c */
error sqlite_savepoint(struct ctx *, struct db *, int depth);
error sqlite_release(struct ctx *, struct db *, int depth);
void sqlite_rollback_to(struct db *, int depth);
/* Before any statement that writes: makes the savepoint that waits. */
NODISCARD error sqlite_before_write(struct ctx *, struct sqlite *);

/* A further connection that can only read, for copies and checks. */
NODISCARD error sqlite_open_reader(struct ctx *, struct store *, sqlite3 **out);
void sqlite_close_at(sqlite3 **);

/* sqlite_query.c */
error sqlite_open_rows(struct query_rows *, const struct query_value *params);
error sqlite_next(struct query_rows *, bool *ret_more);
void sqlite_close_rows(struct query_rows *);
error sqlite_run(struct ctx *, const struct query *, const struct query_value *params,
	int64_t *ret_changes);
error sqlite_send(struct ctx *, struct query_call *);
error sqlite_receive(struct query_call *, struct query_rows *);
error sqlite_prepare(struct ctx *, const struct query *);

/* sqlite_backup.c */
error sqlite_backup(struct ctx *, struct store *, struct str dest);
error sqlite_check(struct ctx *, struct store *, struct store_findings *);
