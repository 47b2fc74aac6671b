#include "store/driver.h"

static size_t slot_of(const struct statements *s, const struct query *query)
{
	uint64_t h = (uint64_t)(uintptr_t)query;
	h = (h >> 4) * UINT64_C(0x9e3779b97f4a7c15);
	size_t i = (size_t)(h >> 32) & (s->cap - 1);
	while (s->slots[i] != NULL && s->slots[i]->query != query)
		i = (i + 1) & (s->cap - 1);
	return i;
}

static void grow(struct statements *s)
{
	struct statements bigger = { .arena = s->arena, .cap = s->cap == 0 ? 64 : s->cap * 2 };
	bigger.slots = arena_array(s->arena, struct statement *, bigger.cap);
	for (size_t i = 0; i < s->cap; i++)
		if (s->slots[i] != NULL)
			bigger.slots[slot_of(&bigger, s->slots[i]->query)] = s->slots[i];
	s->slots = bigger.slots;
	s->cap = bigger.cap;
}

struct statement *statement_get(struct statements *s, struct arena *arena,
	const struct query *query)
{
	s->arena = arena;
	if (s->len * 2 >= s->cap)
		grow(s);
	size_t i = slot_of(s, query);
	if (s->slots[i] == NULL) {
		s->slots[i] = arena_new(arena, struct statement);
		s->slots[i]->query = query;
		s->slots[i]->number = ++s->len;
	}
	return s->slots[i];
}
