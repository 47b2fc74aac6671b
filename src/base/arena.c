#include "base/arena.h"

#include <stdalign.h>
#include <string.h>

#if defined(__has_feature) /* clang's word for __SANITIZE_ADDRESS__ */
#if __has_feature(address_sanitizer) && !defined(__SANITIZE_ADDRESS__)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#define POISON(at, len) ASAN_POISON_MEMORY_REGION((at), (len))
#define UNPOISON(at, len) ASAN_UNPOISON_MEMORY_REGION((at), (len))
#else
#define POISON(at, len) ((void)(at), (void)(len))
#define UNPOISON(at, len) ((void)(at), (void)(len))
#endif

enum { CHUNK_FIRST = 8 * 1024, CHUNK_KEEP = 64 * 1024, CHUNK_MAX = 1024 * 1024 };

struct chunk {
	struct chunk *prev;
	size_t size;
	size_t used;
	alignas(max_align_t) unsigned char data[];
};

struct arena {
	struct chunk *top;
	size_t total;
};

static struct chunk *chunk_new(struct chunk *prev, size_t size)
{
	struct chunk *c = malloc(sizeof *c + size);
	check(c != NULL);
	*c = (struct chunk){ .prev = prev, .size = size };
	POISON(c->data, c->size);
	return c;
}

static void chunk_free(struct chunk *c)
{
	UNPOISON(c->data, c->size);
	free(c);
}

struct arena *arena_create(void)
{
	struct arena *a = malloc(sizeof *a);
	check(a != NULL);
	*a = (struct arena){ .top = chunk_new(NULL, CHUNK_FIRST) };
	return a;
}

void arena_destroy(struct arena *a)
{
	if (a == NULL)
		return;
	for (struct chunk *c = a->top, *prev; c != NULL; c = prev) {
		prev = c->prev;
		chunk_free(c);
	}
	free(a);
}

void arena_destroy_at(struct arena **a)
{
	arena_destroy(*a);
	*a = NULL;
}

void arena_reset(struct arena *a)
{
	struct chunk *keep = NULL;
	for (struct chunk *c = a->top, *prev; c != NULL; c = prev) {
		prev = c->prev;
		if (keep == NULL && c->size <= CHUNK_KEEP)
			keep = c;
		else
			chunk_free(c);
	}
	if (keep == NULL)
		keep = chunk_new(NULL, CHUNK_FIRST);
	keep->prev = NULL;
	keep->used = 0;
	POISON(keep->data, keep->size);
	a->top = keep;
	a->total = 0;
}

static size_t aligned(size_t size)
{
	return (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
}

void *arena_bytes(struct arena *a, size_t size)
{
	check(size <= SIZE_MAX / 2);
	size_t want = aligned(size);
	struct chunk *c = a->top;
	if (c->size - c->used < want) {
		size_t next = c->size < CHUNK_MAX ? c->size * 2 : CHUNK_MAX;
		c = a->top = chunk_new(c, want > next ? want : next);
	}
	void *at = c->data + c->used;
	c->used += want;
	a->total += want;
	UNPOISON(at, size);
	return at;
}

void *arena_alloc(struct arena *a, size_t size)
{
	void *at = arena_bytes(a, size);
	memset(at, 0, size);
	return at;
}

void *arena_grow(struct arena *a, void *at, size_t old, size_t size)
{
	struct chunk *c = a->top;
	size_t had = aligned(old), want = aligned(size);
	bool last = at != NULL && (unsigned char *)at + had == c->data + c->used;
	if (last && want >= had && c->size - c->used >= want - had) {
		c->used += want - had;
		a->total += want - had;
		UNPOISON(at, size);
		return at;
	}
	void *moved = arena_bytes(a, size);
	if (at != NULL)
		memcpy(moved, at, old < size ? old : size);
	return moved;
}

size_t arena_used(const struct arena *a)
{
	return a->total;
}

size_t arena_product(size_t n, size_t size)
{
	size_t product;
	check(!__builtin_mul_overflow(n, size, &product));
	return product;
}

struct arena_mark arena_mark(struct arena *a)
{
	return (struct arena_mark){ a->top, a->top->used, a->total };
}

void arena_release(struct arena *a, struct arena_mark m)
{
	while (a->top != m.chunk) {
		struct chunk *prev = a->top->prev;
		chunk_free(a->top);
		a->top = prev;
	}
	POISON(a->top->data + m.used, a->top->size - m.used);
	a->top->used = m.used;
	a->total = m.total;
}

void *arena_push_(struct arena *a, void *at, size_t len, size_t size)
{
	bool full = len == 0 || (len >= 4 && (len & (len - 1)) == 0);
	if (!full)
		return at;
	size_t cap = len < 4 ? 4 : len * 2;
	void *grown = arena_grow(a, at, arena_product(len, size), arena_product(cap, size));
	memset((char *)grown + len * size, 0, (cap - len) * size);
	return grown;
}
