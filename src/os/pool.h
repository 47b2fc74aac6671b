/*
 * pool.h - threads for work that would hold up a loop
 *
 * Passwords, compression of large pages, fsync of an upload. The queue is bounded: when
 * it is full the caller says so to its client instead of making everyone wait.
 */
#pragma once

#include "base/ctx.h"

struct pool;

struct pool_job {
	struct pool_job *next; /* private */
	void (*run)(struct pool_job *);
};

NODISCARD error pool_create(struct ctx *, int threads, int waiting_max, struct pool **out);

/* Finishes what was accepted, then ends the threads. NULL is fine. */
void pool_destroy(struct pool *);

/*
 * From any thread. False, and nothing done, when too many wait. The job is the
 * caller's and lives until its run() returns or hands it on.
 */
NODISCARD bool pool_submit(struct pool *, struct pool_job *);

/* Jobs that wait for a thread; for metrics. */
int pool_waiting(struct pool *);
