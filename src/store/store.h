/*
 * store.h - the open database and who may write to it
 *
 * One store per process. Reading: each thread has its own connection, which can
 * only read. Writing: work is handed over as a function and runs on a writer, in
 * a transaction of its own.
 *
 * SQLite has one writer thread. It runs the work of many requests one after the
 * other, each in its own savepoint, and makes them durable with one fsync: group
 * commit. PostgreSQL has several writer threads, each with a connection; work that
 * fails with a serialisation error is run again from the start, so work must be
 * re-runnable: effects outside the database go through the outbox.
 *
 * No caller is told of success before its rows are durable.
 */
#pragma once

#include "base/ctx.h"

struct store;

struct store_config {
	struct str url;  /* "sqlite:/path/mainstay.db" or "postgresql://..." */
	int writers;     /* PostgreSQL: writer connections, 0 for 4 */
	int wait_ms;     /* SQLite: how long to wait for the process before us to end */
	bool create;     /* SQLite: make the file when absent */
	bool migrate;    /* bring the schema up to date first; a copy is kept before */
	bool read_only;  /* no writer and no lock: beside a serving process */
	bool forgetful;  /* for tests and loads: a power cut may lose what was committed */
};

/*
 * ERR_NOT_FOUND when there is no database and `create` is not set, ERR_CONFLICT when
 * its schema is not the program's, ERR_UNAVAILABLE when another process has it.
 */
NODISCARD error store_open(struct ctx *, const struct store_config *, struct store **out);
/* Waits for accepted work, then closes every connection. NULL is fine. */
void store_close(struct store *);
bool store_is_postgres(const struct store *);

/* The calling thread's read-only connection; made on first use, closed with the store. */
NODISCARD error store_reader(struct ctx *, struct store *, struct db **out);

/*
 * One consistent view over all queries of a page: begin, then end, on a reader.
 * A page that fails must end too: use AUTO_SNAPSHOT.
 */
NODISCARD error snapshot_begin(struct ctx *);
void snapshot_end(struct ctx **);
#define AUTO_SNAPSHOT CLEANUP(snapshot_end) struct ctx *

/*
 * Work on a writer. `cx` is the submitter's, with cx->db set to the writer for the
 * time of the call; it allocates in the submitter's arena. When it returns an
 * error everything that it wrote is rolled back. It may be run again from its
 * beginning, with what it allocated gone: what it counts starts from zero.
 */
typedef error (*store_work)(struct ctx *cx, void *arg);

/* Runs the work and returns when it is durable, or its error. Not from a writer. */
NODISCARD error store_write(struct store *, struct ctx *cx, store_work, void *arg);

/*
 * The same without waiting: `done` is called on the writer's thread after the
 * commit. The job is the caller's and must live until then. At most
 * STORE_QUEUE_MAX jobs wait; a further one is done at once with ERR_UNAVAILABLE.
 */
enum { STORE_QUEUE_MAX = 8192 };

struct store_job {
	struct ctx *cx;
	store_work work;
	void *arg;
	void (*done)(struct store_job *, error outcome);
	/* private to the store */
	struct store_job *next;
	struct arena_mark began; /* the memory of its context before it ran */
	error outcome;
	void *pending;
};

void store_submit(struct store *, struct store_job *);

/*
 * Tells the other parts of the program (and other nodes) that something changed,
 * after the commit and only if it succeeds: "case" 42. Listeners are called on a
 * thread of the store, before the caller is told of its success, and must be quick.
 * Topic: a word of at most 30 letters. The topic "lost" with id 0 means that some
 * announcements of other nodes may have been missed: forget all that is kept.
 */
NODISCARD error store_announce(struct ctx *, struct str topic, int64_t id);
typedef void (*store_listener)(void *arg, struct str topic, int64_t id);
void store_listen(struct store *, store_listener, void *arg);
/* When it returns the listener does not run and is never called again. Not from one. */
void store_unlisten(struct store *, store_listener, void *arg);

/*
 * For commands and tests, that write without a queue: takes a writer connection, sets
 * cx->db to it, and keeps the writer's thread from using it until it is released. Each
 * outermost tx is then a transaction of its own, durable when tx_commit returns OK; a
 * single write outside of a tx too. store_write with this cx runs at once.
 */
NODISCARD error store_hold_writer(struct ctx *, struct store *);
void store_release_writer(struct ctx *);

/* The store that cx->db belongs to. */
struct store *store_of(const struct ctx *);

/*
 * A lock held by one node for the life of its connection (the escalation sweeper,
 * a mail poll). On SQLite always granted: the data folder has one process.
 */
NODISCARD error store_own(struct ctx *, struct store *, struct str role, bool *ret_owned);

/* The time by the database's clock, which all nodes share; on SQLite the machine's. */
NODISCARD error store_clock(struct ctx *, struct store *, instant *out);

/*
 * A consistent copy of the database to a path that does not exist yet, while others
 * write. It is on the disk and has been checked when this returns OK. SQLite only; on
 * PostgreSQL ERR_INVALID says to use its own tools.
 */
NODISCARD error store_backup(struct ctx *, struct store *, struct str dest);

/* Structure and foreign keys; each fault is one sentence. Sound: no findings. */
struct store_findings {
	struct str *at;
	size_t len;
};
NODISCARD error store_check(struct ctx *, struct store *, struct store_findings *out);
