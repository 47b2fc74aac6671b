#include "web/cache/cache.h"

#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>

#include "base/limits.h"

enum { SHARDS = 8, PAGES = 1024, BUCKETS = 2048, SLOTS = 8192, NONE = -1 };

struct page {
	struct cache_key key;
	struct cache_page is;
	int chain;         /* next in its bucket */
	int newer, older;  /* by last use */
};

struct shard {
	pthread_mutex_t lock;
	struct page pages[PAGES];
	int buckets[BUCKETS];
	int free, newest, oldest; /* the free ones are linked by `chain` */
	size_t bytes, count;
};

struct cache {
	unsigned char secret[crypto_shorthash_siphashx24_KEYBYTES];
	atomic_uint_least64_t clock, everything;
	atomic_uint_least64_t slots[SLOTS];
	struct shard shards[SHARDS];
};

struct cache *cache_new(struct arena *a)
{
	struct cache *c = arena_new(a, struct cache);
	randombytes_buf(c->secret, sizeof c->secret);
	for (size_t i = 0; i < SHARDS; i++) {
		struct shard *s = &c->shards[i];
		pthread_mutex_init(&s->lock, NULL);
		s->newest = s->oldest = NONE;
		for (int b = 0; b < BUCKETS; b++)
			s->buckets[b] = NONE;
		for (int p = 0; p < PAGES; p++)
			s->pages[p].chain = p + 1 < PAGES ? p + 1 : NONE;
	}
	return c;
}

struct cache_key cache_key(const struct cache *c, struct str all)
{
	struct cache_key key;
	crypto_shorthash_siphashx24((unsigned char *)key.at, (const unsigned char *)all.at,
		all.len, c->secret);
	return key;
}

/* --- what changed --- */

uint32_t cache_slot(struct str topic, int64_t id)
{
	uint64_t h = str_hash(topic) ^ (uint64_t)id * UINT64_C(0x9e3779b97f4a7c15);
	return (uint32_t)((h ^ h >> 32) % SLOTS);
}

uint64_t cache_now(const struct cache *c)
{
	return atomic_load(&c->clock);
}

/* Announcements come from several threads: a slot only ever goes up. */
static void raise_to(atomic_uint_least64_t *slot, uint64_t to)
{
	uint64_t was = atomic_load(slot);
	while (was < to && !atomic_compare_exchange_weak(slot, &was, to))
		;
}

void cache_announced(struct cache *c, struct str topic, int64_t id)
{
	uint64_t now = atomic_fetch_add(&c->clock, 1) + 1;
	if (topic.len == 0) {
		raise_to(&c->everything, now);
		return;
	}
	raise_to(&c->slots[cache_slot(topic, id)], now);
	raise_to(&c->slots[cache_slot(topic, 0)], now);
}

static bool is_valid(struct cache *c, const struct cache_page *p)
{
	if (atomic_load(&c->everything) > p->seen)
		return false;
	for (int i = 0; i < p->slot_count; i++)
		if (atomic_load(&c->slots[p->slots[i]]) > p->seen)
			return false;
	return true;
}

/* --- a shard, locked --- */

static void unlink_use(struct shard *s, int at)
{
	struct page *p = &s->pages[at];
	*(p->newer == NONE ? &s->newest : &s->pages[p->newer].older) = p->older;
	*(p->older == NONE ? &s->oldest : &s->pages[p->older].newer) = p->newer;
}

static void link_use(struct shard *s, int at)
{
	struct page *p = &s->pages[at];
	p->newer = NONE;
	p->older = s->newest;
	*(p->older == NONE ? &s->oldest : &s->pages[p->older].newer) = at;
	s->newest = at;
}

static int *bucket(struct shard *s, struct cache_key key)
{
	return &s->buckets[key.at[1] % BUCKETS];
}

static int seek(struct shard *s, struct cache_key key)
{
	int at = *bucket(s, key);
	while (at != NONE && memcmp(&s->pages[at].key, &key, sizeof key) != 0)
		at = s->pages[at].chain;
	return at;
}

static void drop(struct shard *s, int at)
{
	struct page *p = &s->pages[at];
	int *link = bucket(s, p->key);
	while (*link != at)
		link = &s->pages[*link].chain;
	*link = p->chain;
	unlink_use(s, at);
	s->bytes -= p->is.size;
	s->count--;
	MHD_destroy_response(p->is.whole);
	MHD_destroy_response(p->is.not_modified);
	p->chain = s->free;
	s->free = at;
}

static struct shard *shard_of(struct cache *c, struct cache_key key)
{
	return &c->shards[key.at[0] % SHARDS];
}

bool cache_find(struct cache *c, struct cache_key key, int64_t now_us, cache_use use, void *arg)
{
	struct shard *s = shard_of(c, key);
	bool valid = false;
	pthread_mutex_lock(&s->lock);
	int at = seek(s, key);
	if (at != NONE) {
		struct cache_page *p = &s->pages[at].is;
		valid = now_us - p->made_us < LIMIT_CACHE_SECONDS * US_PER_SECOND && is_valid(c, p);
		if (valid) {
			unlink_use(s, at);
			link_use(s, at);
			use(arg, p);
		} else {
			drop(s, at);
		}
	}
	pthread_mutex_unlock(&s->lock);
	return valid;
}

void cache_keep(struct cache *c, struct cache_key key, const struct cache_page *page)
{
	struct shard *s = shard_of(c, key);
	size_t most = LIMIT_CACHE_BYTES / SHARDS;
	pthread_mutex_lock(&s->lock);
	int at = seek(s, key);
	if (at != NONE)
		drop(s, at);
	if (page->size > most / 4 || !is_valid(c, page)) {
		pthread_mutex_unlock(&s->lock);
		MHD_destroy_response(page->whole);
		MHD_destroy_response(page->not_modified);
		return;
	}
	while (s->free == NONE || s->bytes + page->size > most)
		drop(s, s->oldest);
	at = s->free;
	s->free = s->pages[at].chain;
	s->pages[at].key = key;
	s->pages[at].is = *page;
	s->pages[at].chain = *bucket(s, key);
	*bucket(s, key) = at;
	link_use(s, at);
	s->bytes += page->size;
	s->count++;
	pthread_mutex_unlock(&s->lock);
}

void cache_clear(struct cache *c)
{
	for (size_t i = 0; i < SHARDS; i++) {
		struct shard *s = &c->shards[i];
		pthread_mutex_lock(&s->lock);
		while (s->oldest != NONE)
			drop(s, s->oldest);
		pthread_mutex_unlock(&s->lock);
	}
}

void cache_size(struct cache *c, size_t *ret_bytes, size_t *ret_pages)
{
	*ret_bytes = *ret_pages = 0;
	for (size_t i = 0; i < SHARDS; i++) {
		struct shard *s = &c->shards[i];
		pthread_mutex_lock(&s->lock);
		*ret_bytes += s->bytes;
		*ret_pages += s->count;
		pthread_mutex_unlock(&s->lock);
	}
}
