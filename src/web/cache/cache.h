/*
 * cache.h - finished pages, kept until something they show has changed
 *
 * A page of a .cached route that was made for a visitor is kept as the response itself,
 * compressed, with its headers. Its handler has said what it shows (web_follow), and the
 * store announces what changes: a counter runs with the announcements, each topic and
 * id has a slot that remembers when it was last announced, and a page remembers when its
 * request began. It is valid while none of its slots is newer. So a hit costs no query.
 *
 * One cache for all threads, in shards; memory is bounded, the page that was not asked
 * for longest goes first. Pages grow old after LIMIT_CACHE_SECONDS, because they hold
 * words like "3 h ago".
 */
#pragma once

#include <microhttpd.h>

#include "base/ctx.h"

struct cache;
struct route;

enum { CACHE_FOLLOWS = 16 };

/* Process memory; the pages' bodies are the library's. */
struct cache *cache_new(struct arena *);
void cache_clear(struct cache *);

/* Something changed. An empty topic: anything may have (a connection was lost). */
void cache_announced(struct cache *, struct str topic, int64_t id);
/* Read before the snapshot of a request is taken. */
uint64_t cache_now(const struct cache *);
/* Which slot a page that shows this must watch; id 0 is any of the topic. */
uint32_t cache_slot(struct str topic, int64_t id);

struct cache_key {
	uint64_t at[2];
};

/* Of all that decides how the page looks; not to be guessed from outside. */
struct cache_key cache_key(const struct cache *, struct str all);

struct cache_page {
	struct MHD_Response *whole, *not_modified; /* the cache's from cache_keep on */
	const struct route *route;
	char etag[40];
	size_t size;
	uint64_t seen;       /* cache_now() of its request */
	int64_t made_us;
	uint32_t slots[CACHE_FOLLOWS];
	int slot_count;
	article_id viewed;   /* counted as read each time; 0: none */
};

/*
 * Calls `use` with the valid page of the key, under a lock: it must be quick. False when
 * there is none.
 */
typedef void (*cache_use)(void *arg, const struct cache_page *);
bool cache_find(struct cache *, struct cache_key, int64_t now_us, cache_use use, void *arg);

/* Takes the page; when it does not fit, or has changed meanwhile, it is given up. */
void cache_keep(struct cache *, struct cache_key, const struct cache_page *);

/* Bytes and pages held; for /metrics. */
void cache_size(struct cache *, size_t *ret_bytes, size_t *ret_pages);
