/*
 * driver.h - what an engine must do; private to store/
 *
 * One const table per engine. Everything above it (query.c, tx.c, writer.c,
 * migrate.c) is the same for both. Control statements of PostgreSQL are not sent one
 * by one: they wait and travel with the next query, so a verb with a nested tx costs
 * no extra round trips.
 */
#pragma once

#include <pthread.h>

#include "store/db.h"
#include "store/query.h"
#include "store/store.h"

enum {
	STORE_LISTENERS_MAX = 16,
	STORE_WRITERS_MAX = 16,
	STORE_BATCH_MAX = 512,      /* jobs in one commit of SQLite */
	STORE_BATCH_US = 20 * 1000, /* a batch that has worked this long commits */
	STORE_RETRIES = 5,          /* of work that met a serialisation failure */
	STORE_TOPIC_MAX = 30,
};

struct announcement {
	char topic[STORE_TOPIC_MAX + 1];
	int64_t id;
};

typedef SLICE(struct announcement) announcement_list;

/* One connection. An engine's own struct begins with it. */
struct db {
	const struct driver *driver;
	struct store *store;
	struct arena *arena;     /* holds this struct: the life of the connection */
	struct db *next_reader;
	struct memo *memos;      /* memo.h */
	bool writer;
	bool held;               /* by store_hold_writer: tx 1 is a transaction */
	bool optimistic;         /* a batch without savepoints: nothing of it can be undone singly */
	bool spoiled;            /* but had to be: the whole batch is rolled back and runs again */
	int depth;               /* open tx, with the one of the job */
	int snapshots;           /* open snapshots of a reader */
	int failed_depth;        /* the tx that could not begin, 0 none */
	struct str failed;       /* why; in `said` */
	struct arena *said;      /* announcements and `failed`, until the transaction ends */
	announcement_list announced;
};

struct driver {
	const char *name;

	error (*open)(struct ctx *, struct store *, bool writer, struct db **out);
	void (*close)(struct db *);
	/* Before a transaction: connects again when the connection was lost. */
	error (*ready)(struct ctx *, struct db *);

	/* Begins a write transaction on a writer, a snapshot on a reader. */
	error (*begin)(struct ctx *, struct db *);
	error (*commit)(struct ctx *, struct db *);
	void (*rollback)(struct db *);
	/* The engine gave up the transaction by itself. */
	bool (*lost)(struct db *);
	error (*savepoint)(struct ctx *, struct db *, int depth);
	error (*release)(struct ctx *, struct db *, int depth);
	void (*rollback_to)(struct db *, int depth);

	error (*open_rows)(struct query_rows *, const struct query_value *params);
	error (*next)(struct query_rows *, bool *ret_more);
	void (*close_rows)(struct query_rows *);
	error (*run)(struct ctx *, const struct query *, const struct query_value *params,
		int64_t *ret_changes);
	error (*send)(struct ctx *, struct query_call *);
	error (*receive)(struct query_call *, struct query_rows *);
	/* Prepares without running, and compares the columns with the declared ones. */
	error (*prepare)(struct ctx *, const struct query *);
	/* Many statements, without parameters: migrations. */
	error (*script)(struct ctx *, struct str sql);

	/* Tells other nodes, outside of a transaction (commit tells db->announced). */
	error (*announce)(struct ctx *, const struct announcement *);
	/* One migrating node at a time; NULL where there is one alone. */
	error (*exclusive)(struct ctx *, bool on);
	/* After writing has been answered: a checkpoint when it is due. */
	void (*rest)(struct db *);

	/* Threads and locks of the engine. */
	error (*start)(struct ctx *, struct store *);
	void (*stop)(struct store *);
	error (*own)(struct ctx *, struct store *, struct str role, bool *ret_owned);
	error (*backup)(struct ctx *, struct store *, struct str dest);
	error (*inspect)(struct ctx *, struct store *, struct store_findings *);
	/* Statement text that the migrator needs: types of this engine. */
	bool strict;
};

extern const struct driver sqlite_driver, postgres_driver;

/* Prepared statements of a connection, by the address of the query. */
struct statement {
	const struct query *query;
	void *handle; /* sqlite3_stmt, or a PostgreSQL name */
	uint64_t number;
	bool busy;    /* SQLite: a cursor stands on it */
	bool prepared;
	bool once;    /* not in the cache: gone when closed */
};

struct statements {
	struct arena *arena;
	struct statement **slots;
	size_t cap, len;
};

/* The cached statement of the query, made (zeroed) when absent. */
struct statement *statement_get(struct statements *, struct arena *, const struct query *);

struct writer {
	struct store *store;
	struct db *db;
	struct arena *arena;
	pthread_mutex_t busy; /* held while a batch or a holder uses `db` */
	pthread_t thread;
	bool started;
	bool mutex_made;
};

struct store {
	struct arena *arena;
	const struct driver *driver;
	struct str url;       /* without "sqlite:": a path; or the whole URL */
	bool read_only, forgetful;
	int lock_fd;
	void *engine;         /* the driver's own */

	pthread_mutex_t mutex; /* guards all below */
	pthread_cond_t work;
	struct store_job *first, *last;
	size_t waiting;
	bool closing;
	struct db *readers;
	struct listener {
		store_listener call;
		void *arg;
	} listeners[STORE_LISTENERS_MAX];
	int listener_count;
	pthread_rwlock_t telling; /* held for reading while listeners are called */
	pthread_rwlock_t abreast; /* PostgreSQL: held for reading by work beside other work */

	pthread_key_t reader; /* of the calling thread */
	bool reader_made;
	struct writer writers[STORE_WRITERS_MAX];
	int writer_count;
};

/* writer.c */
NODISCARD error writers_start(struct ctx *, struct store *, int count);
void writers_stop(struct store *);

/* announce.c */
void announce_all(struct store *, const announcement_list *);
void announce_one(struct store *, struct str topic, int64_t id);

/* tx.c: forgets what the transaction wanted to say, and its failure. */
void db_transaction_over(struct db *);

/* The error of a query on a tx that could not begin; OK when all is well. */
NODISCARD error db_usable(struct ctx *);
