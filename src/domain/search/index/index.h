/*
 * index.h - the index on disk, with the program's errors and types
 *
 * A process has one writer (the indexer) and readers for as many threads as search
 * at once: index_borrow gives one, index_return takes it back. A borrowed reader sees
 * the last commit.
 */
#pragma once

#include "domain/search/document.h"
#include "domain/search/index/xapian_index.h"

enum { INDEX_GENERATION_CHECK_MS = 500 };

struct index_writer;
struct index_pool;

/* Damaged or of another make: ERR_UNAVAILABLE, "build it anew". */
NODISCARD error index_writer_open(struct ctx *, struct str folder, struct index_writer **out);
/* One part of a build (xindex_open_part): it is put to only, and flushed. */
NODISCARD error index_part_open(struct ctx *, struct str folder, struct index_writer **out);
/* All parts become one index in `folder`, durable, without a mark yet. */
NODISCARD error index_merge(struct ctx *, const str_list *parts, struct str folder);
/* What was not committed is dropped. NULL is fine. */
void index_writer_close(struct index_writer *);

NODISCARD error index_put(struct ctx *, struct index_writer *, const struct search_document *);
NODISCARD error index_drop(struct ctx *, struct index_writer *, struct search_ref);

/* The last row of the outbox that the index has seen; zeros: none. */
struct index_mark {
	int64_t stamp, id;
};
/* Writes out what is held in memory, without a mark: of a build that goes on. */
NODISCARD error index_flush(struct ctx *, struct index_writer *);
/* Durable and visible, together with the mark. */
NODISCARD error index_commit(struct ctx *, struct index_writer *, struct index_mark);
/* *ret_complete: a commit was made, so that the index is not one left half-built. */
NODISCARD error index_read_mark(struct ctx *, struct index_writer *, struct index_mark *out,
	bool *ret_complete);
uint32_t index_writer_count(struct index_writer *);

/* `place` is the folder of all generations (place.h). Opens no file yet. */
NODISCARD error index_pool_open(struct ctx *, struct str place, struct index_pool **out);
void index_pool_close(struct index_pool *);
/* *out is NULL when there is no index yet. Follows a change of generation. */
NODISCARD error index_borrow(struct ctx *, struct index_pool *, struct xindex **out);
void index_return(struct index_pool *, struct xindex *);

/* The name shown for a facet number; empty when unknown. */
struct str index_facet_name(struct ctx *, struct xindex *, uint32_t number);

NODISCARD error index_fault(struct ctx *, const struct xfault *);
