#include "base/map.h"

struct map map_new(struct arena *a)
{
	return (struct map){ .arena = a };
}

/* The slot that holds the key, or the free one where it belongs. */
static uint32_t *slot_of(const struct map *m, struct str key, uint64_t hash)
{
	for (size_t i = hash & (m->slot_count - 1);; i = (i + 1) & (m->slot_count - 1)) {
		uint32_t at = m->slots[i];
		if (at == 0)
			return &m->slots[i];
		const struct map_entry *e = &m->entries[at - 1];
		if (e->hash == hash && e->key.at != NULL && str_eq(e->key, key))
			return &m->slots[i];
	}
}

static void grow(struct map *m)
{
	m->slot_count = m->slot_count == 0 ? 16 : m->slot_count * 2;
	m->slots = arena_array(m->arena, uint32_t, m->slot_count);
	m->entries = arena_grow(m->arena, m->entries, m->len * sizeof *m->entries,
		m->slot_count * sizeof *m->entries);
	for (size_t i = 0; i < m->len; i++)
		if (m->entries[i].key.at != NULL)
			*slot_of(m, m->entries[i].key, m->entries[i].hash) = (uint32_t)i + 1;
}

void *map_get(const struct map *m, struct str key)
{
	if (m->slot_count == 0)
		return NULL;
	uint32_t at = *slot_of(m, key, str_hash(key));
	return at == 0 ? NULL : m->entries[at - 1].value;
}

void map_put(struct map *m, struct str key, void *value)
{
	if (m->len * 2 >= m->slot_count)
		grow(m);
	uint64_t hash = str_hash(key);
	uint32_t *slot = slot_of(m, key, hash);
	if (*slot != 0) {
		m->entries[*slot - 1].value = value;
		return;
	}
	m->entries[m->len] = (struct map_entry){ str_copy(m->arena, key), value, hash };
	*slot = (uint32_t)++m->len;
}

void map_remove(struct map *m, struct str key)
{
	if (m->slot_count == 0)
		return;
	uint32_t at = *slot_of(m, key, str_hash(key));
	if (at == 0)
		return;
	/* The slot stays taken, as a tombstone: probes go on past it. */
	m->entries[at - 1].key = (struct str){ NULL, 0 };
	m->entries[at - 1].value = NULL;
}

const struct map_entry *map_next(const struct map *m, size_t *at)
{
	while (*at < m->len) {
		const struct map_entry *e = &m->entries[(*at)++];
		if (e->key.at != NULL)
			return e;
	}
	return NULL;
}
