#include "domain/knowledge/views.h"

#include <pthread.h>

#include "base/limits.h"
#include "domain/knowledge/views.sql.h"
#include "store/store.h"

enum { SLOTS = 2 * LIMIT_VIEWS_HELD }; /* half of them stay free: probes are short */

#define FLUSH_US (60 * US_PER_SECOND)

struct views {
	article_id article; /* 0: free */
	int64_t n;
};

struct article_views {
	struct arena *arena;
	pthread_mutex_t lock;
	struct views slots[SLOTS];
	size_t held;
};

struct article_views *article_views_new(void)
{
	struct arena *a = arena_create();
	struct article_views *v = arena_new(a, struct article_views);

	v->arena = a;
	pthread_mutex_init(&v->lock, NULL);
	return v;
}

void article_views_free(struct article_views *v)
{
	if (v == NULL)
		return;
	pthread_mutex_destroy(&v->lock);
	arena_destroy(v->arena);
}

/* Its slot, or the free one where it belongs. */
static struct views *slot_of(struct article_views *v, article_id id)
{
	size_t at = (size_t)((uint64_t)id.v * UINT64_C(0x9e3779b97f4a7c15) >> 32) % SLOTS;

	while (v->slots[at].article.v != 0 && v->slots[at].article.v != id.v)
		at = (at + 1) % SLOTS;
	return &v->slots[at];
}

static void add(struct article_views *v, article_id id, int64_t n)
{
	pthread_mutex_lock(&v->lock);
	struct views *s = slot_of(v, id);
	bool is_new = s->article.v == 0;
	if (!is_new || v->held < LIMIT_VIEWS_HELD) {
		s->article = id;
		s->n += n;
		v->held += is_new;
	}
	pthread_mutex_unlock(&v->lock);
}

void article_views_count(struct article_views *v, article_id id)
{
	add(v, id, 1);
}

/* --- to the rows --- */

typedef SLICE(struct views) views_list;

static views_list take(struct arena *a, struct article_views *v)
{
	views_list all = { 0 };

	pthread_mutex_lock(&v->lock);
	for (size_t i = 0; i < SLOTS; i++)
		if (v->slots[i].article.v != 0)
			*arena_push(a, &all) = v->slots[i];
	memset(v->slots, 0, sizeof v->slots);
	v->held = 0;
	pthread_mutex_unlock(&v->lock);
	return all;
}

error article_views_add(struct ctx *cx, article_id id, int64_t n)
{
	return q_article_views_add(cx, id, n);
}

static error write_all(struct ctx *cx, void *arg)
{
	const views_list *all = arg;

	for (size_t i = 0; i < all->len; i++)
		TRY(article_views_add(cx, all->at[i].article, all->at[i].n));
	return OK;
}

error article_views_flush(struct ctx *cx, struct store *store, struct article_views *v)
{
	views_list all = take(cx->arena, v);

	if (all.len == 0)
		return OK;
	error e = store_write(store, cx, write_all, &all);
	for (size_t i = 0; i < all.len && e != OK; i++)
		add(v, all.at[i].article, all.at[i].n);
	return e;
}

static error run(struct ctx *cx, struct store *store, void *views)
{
	return article_views_flush(cx, store, views);
}

struct periodic article_views_periodic(struct article_views *v)
{
	return (struct periodic){ .name = "article-views", .every_us = FLUSH_US, .run = run, .arg = v,
		.each_node = true };
}
