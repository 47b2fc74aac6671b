#include "web/guard/rate.h"

#include <pthread.h>

enum { SHARDS = 16, ROWS = 256, WAYS = 8 };

struct bucket {
	uint64_t key;      /* 0: free */
	int64_t filled_us; /* when `tokens` was right */
	float tokens;
	int connections;
};

struct shard {
	pthread_mutex_t lock;
	struct bucket rows[ROWS][WAYS];
};

struct rates {
	struct shard shards[SHARDS];
};

struct rates *rates_new(struct arena *a)
{
	struct rates *r = arena_new(a, struct rates);
	for (size_t i = 0; i < SHARDS; i++)
		pthread_mutex_init(&r->shards[i].lock, NULL);
	return r;
}

static uint64_t mix(uint64_t x)
{
	x ^= x >> 32;
	x *= UINT64_C(0x9e3779b97f4a7c15);
	x ^= x >> 29;
	x *= UINT64_C(0xbf58476d1ce4e5b9);
	x ^= x >> 32;
	return x == 0 ? 1 : x;
}

uint64_t rate_address_key(struct peer p)
{
	static const uint8_t mapped[12] = { [10] = 0xff, [11] = 0xff };
	uint64_t high, low;
	memcpy(&high, p.at, 8);
	memcpy(&low, p.at + 8, 8);
	return mix(high ^ (memcmp(p.at, mapped, sizeof mapped) == 0 ? low * 3 : 0));
}

uint64_t rate_account_key(int64_t person)
{
	return mix((uint64_t)person ^ UINT64_C(0x6163636f756e7400));
}

/* The bucket of the key, or one that may be taken over. The shard is locked. */
static struct bucket *seek(struct shard *s, uint64_t key)
{
	struct bucket *row = s->rows[(key >> 8) % ROWS], *quietest = NULL;
	for (size_t i = 0; i < WAYS; i++) {
		if (row[i].key == key)
			return &row[i];
		if (row[i].connections == 0 &&
			(quietest == NULL || row[i].filled_us < quietest->filled_us))
			quietest = &row[i];
	}
	if (quietest != NULL)
		*quietest = (struct bucket){ .key = key };
	return quietest;
}

bool rates_take(struct rates *r, uint64_t key, int per_second, int burst, int64_t now_us)
{
	struct shard *s = &r->shards[key % SHARDS];
	pthread_mutex_lock(&s->lock);
	struct bucket *b = seek(s, key);
	bool taken = true;
	if (b != NULL) {
		if (b->filled_us == 0) {
			b->tokens = (float)burst;
		} else {
			float more = (float)(now_us - b->filled_us) * (float)per_second / 1e6f;
			b->tokens = b->tokens + more > (float)burst ? (float)burst : b->tokens + more;
		}
		b->filled_us = now_us;
		taken = b->tokens >= 1;
		b->tokens -= taken ? 1 : 0;
	}
	pthread_mutex_unlock(&s->lock);
	return taken;
}

bool rates_enter(struct rates *r, uint64_t key, int max)
{
	struct shard *s = &r->shards[key % SHARDS];
	pthread_mutex_lock(&s->lock);
	struct bucket *b = seek(s, key);
	bool fits = b == NULL || b->connections < max;
	if (b != NULL && fits)
		b->connections++;
	pthread_mutex_unlock(&s->lock);
	return fits;
}

void rates_leave(struct rates *r, uint64_t key)
{
	struct shard *s = &r->shards[key % SHARDS];
	pthread_mutex_lock(&s->lock);
	struct bucket *row = s->rows[(key >> 8) % ROWS];
	for (size_t i = 0; i < WAYS; i++)
		if (row[i].key == key && row[i].connections > 0)
			row[i].connections--;
	pthread_mutex_unlock(&s->lock);
}
