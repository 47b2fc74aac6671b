/*
 * map.h - one hash map: text to pointer
 *
 * Keys are copied into the map's arena; values are the caller's. Iteration order is
 * the order of insertion, so that output made from a map is deterministic.
 */
#pragma once

#include "base/arena.h"
#include "base/str.h"

struct map {
	struct arena *arena;
	struct map_entry {
		struct str key;
		void *value;
		uint64_t hash;
	} *entries; /* in order of insertion; a deleted one has no key.at */
	size_t len; /* entries, with deleted ones */
	uint32_t *slots; /* index + 1 into entries; 0 free */
	size_t slot_count;
};

struct map map_new(struct arena *);
/* NULL when absent. */
void *map_get(const struct map *, struct str key);
void map_put(struct map *, struct str key, void *value);
void map_remove(struct map *, struct str key);
/* Steps *at (start at 0) over the entries; NULL at the end. */
const struct map_entry *map_next(const struct map *, size_t *at);
