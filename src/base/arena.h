/*
 * arena.h - memory with a lifetime instead of an owner
 *
 * An arena hands out zeroed memory and takes all of it back at once. Nothing in
 * it is freed singly. A request has one arena, reset when its reply is flushed;
 * a long loop nests a mark. Running out of memory ends the process: input is
 * bounded before it is allocated (limits.h).
 *
 * Not thread-safe: one arena belongs to one thread at a time.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/check.h"

struct arena;

struct arena *arena_create(void);
void arena_destroy(struct arena *);

/* Forgets everything; keeps one chunk of at most 64 KiB for the next use. */
void arena_reset(struct arena *);

/* Zeroed, aligned for any type; never NULL. */
void *arena_alloc(struct arena *, size_t size);

/* Not zeroed: for bytes that are written at once. */
void *arena_bytes(struct arena *, size_t size);

/*
 * Grows `at` (of `old` bytes) to `size` bytes: in place when it was the last thing
 * allocated, else copied. The tail is not zeroed.
 */
void *arena_grow(struct arena *, void *at, size_t old, size_t size);

/* Bytes handed out since the last reset; for tests and metrics. */
size_t arena_used(const struct arena *);

#define arena_new(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define arena_array(arena, type, n) ((type *)arena_alloc((arena), arena_product((n), sizeof(type))))

/* n * size, or the process ends: a count is bounded long before this. */
size_t arena_product(size_t n, size_t size);

/* A point to return to: what was allocated after it is taken back. */
struct arena_mark {
	void *chunk;
	size_t used;
	size_t total;
};

struct arena_mark arena_mark(struct arena *);
void arena_release(struct arena *, struct arena_mark);

/* struct { T *at; size_t len; }: a run of values whose memory is an arena's. */
#define SLICE(T)                                                                         \
	struct {                                                                         \
		T *at;                                                                   \
		size_t len;                                                              \
	}

/*
 * Appends one value to a slice and returns its address. The slice must have been
 * grown only by arena_push (capacity is the next power of two above len).
 */
#define arena_push(arena, slice)                                                         \
	((slice)->at = arena_push_((arena), (slice)->at, (slice)->len, sizeof *(slice)->at), \
		&(slice)->at[(slice)->len++])

void *arena_push_(struct arena *, void *at, size_t len, size_t size);

void arena_destroy_at(struct arena **);
#define AUTO_ARENA CLEANUP(arena_destroy_at) struct arena *
