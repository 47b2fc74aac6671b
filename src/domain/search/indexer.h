/*
 * indexer.h - keeps the index as the tables are
 *
 * One indexer a node follows the outbox (outbox.h): it loads what has changed from its
 * source, puts it into the index or drops it, and commits that together with the mark
 * of the last row seen. After a crash it goes on from the mark. An index that is
 * absent, damaged, of another make, or out of step with the database is built anew
 * beside the old one, which is searched until then.
 */
#pragma once

#include "domain/search/index/index.h"
#include "domain/search/source.h"
#include "store/store.h"

enum {
	INDEXER_BATCH = 100,       /* rows of the outbox in one commit, at most */
	INDEXER_BATCH_MS = 200,    /* and the time that they may take */
	INDEXER_PACE_MS = 200,     /* between commits while changes keep coming */
	INDEXER_WAIT_MS = 500,     /* between looks when nothing is announced */
	INDEXER_KEEP_DAYS = 7,     /* of the outbox: how long a node may be away */
};

/*
 * Called now and then while an index is built: documents done, and about how many there
 * are. False gives up.
 */
typedef bool (*indexer_progress)(void *arg, int64_t done, int64_t total);

struct indexer_config {
	struct str place; /* "DATA/search" */
	const struct search_source *const *sources; /* NULL-terminated */
	indexer_progress progress; /* may be NULL */
	void *arg;
	int64_t part; /* documents of each part of a build that is merged; 0: as measured best */
};

struct indexer;

/*
 * On a reader; the actor must be the program. Builds a new generation from all
 * sources and switches to it. Changes meanwhile are caught up from the outbox.
 */
NODISCARD error indexer_rebuild(struct ctx *, const struct indexer_config *);

/* ERR_CONFLICT when another process follows the outbox with this index. */
NODISCARD error indexer_open(struct ctx *, const struct indexer_config *, struct indexer **out);
void indexer_close(struct indexer *);

/* One batch. *ret_more: it was full, call again at once. */
NODISCARD error indexer_step(struct ctx *, struct indexer *, bool *ret_more);
/* Until nothing waits. */
NODISCARD error indexer_drain(struct ctx *, struct indexer *);

/*
 * The index held against the tables, both ways, and its files read block by block.
 * With `repair` the outbox is told of every document that differs, and a damaged index
 * is given up, so that the next indexer_open builds it anew.
 */
struct indexer_check {
	int64_t documents; /* in the index */
	int64_t missing, surplus;
	int64_t damaged;   /* faults in its files */
	bool absent;       /* never built */
};
NODISCARD error indexer_check(struct ctx *, const struct indexer_config *, struct store *repair,
	struct indexer_check *out);

/*
 * The same on a thread of its own, for as long as the process runs. Stop it before
 * store_close, free it after (the store still knows it as a listener).
 */
struct indexer_thread;
NODISCARD error indexer_start(struct ctx *, struct store *, const struct indexer_config *,
	struct indexer_thread **out);
void indexer_stop(struct indexer_thread *);
void indexer_free(struct indexer_thread *);

/* Blocks until all that was written before the call is found, or could not be. */
void indexer_settle(struct indexer_thread *);

/* When the thread last found nothing left to do. For metrics. */
instant indexer_idle_at(struct indexer_thread *);
