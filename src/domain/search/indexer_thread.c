#include "domain/search/indexer.h"

#include <pthread.h>
#include <stdatomic.h>

#include "domain/account/permission.h"
#include "domain/search/search.sql.h"
#include "os/log.h"
#include "os/priority.h"

enum { RETRY_MS = 2000, PRUNE_MS = 3600 * 1000 };

struct indexer_thread {
	struct arena *arena; /* of the thread's life */
	struct store *store;
	struct indexer_config config;
	pthread_t thread;
	pthread_mutex_t mutex;
	pthread_cond_t wake, rested;
	bool told, urgent, stop; /* under the mutex, with the rest down to here */
	uint64_t begun, done; /* rounds of work */
	int64_t next_us;      /* no round before, unless it is urgent */
	_Atomic int64_t idle_us;
	int64_t pruned_us;
};

static void tell(struct indexer_thread *t, bool stop)
{
	pthread_mutex_lock(&t->mutex);
	t->told = true;
	t->stop = t->stop || stop;
	pthread_cond_signal(&t->wake);
	pthread_mutex_unlock(&t->mutex);
}

static void heard(void *arg, struct str topic, int64_t id)
{
	(void)id;
	if (str_eq(topic, STR("search")) || str_eq(topic, STR("lost")))
		tell(arg, false);
}

/*
 * Waits until told, or for so long; false when it is time to stop. A change after a quiet
 * time is taken at once; those that follow it closely share a commit, which writes and
 * syncs several files.
 */
static bool wait_ms(struct indexer_thread *t, int64_t ms)
{
	int64_t end = monotonic_us() + ms * US_PER_MS;
	pthread_mutex_lock(&t->mutex);
	while (!t->urgent && !t->stop) {
		int64_t until = t->told ? t->next_us : end;
		struct timespec at = { .tv_sec = until / US_PER_SECOND,
			.tv_nsec = until % US_PER_SECOND * 1000 };
		if (until <= monotonic_us())
			break;
		pthread_cond_timedwait(&t->wake, &t->mutex, &at);
	}
	if (t->told)
		t->next_us = monotonic_us() + INDEXER_PACE_MS * US_PER_MS;
	t->told = t->urgent = false;
	t->begun++;
	bool go = !t->stop;
	pthread_mutex_unlock(&t->mutex);
	return go;
}

static void rest(struct indexer_thread *t)
{
	pthread_mutex_lock(&t->mutex);
	t->done = t->begun;
	pthread_cond_broadcast(&t->rested);
	pthread_mutex_unlock(&t->mutex);
}

void indexer_settle(struct indexer_thread *t)
{
	pthread_mutex_lock(&t->mutex);
	uint64_t round = t->begun + 1;
	t->urgent = true;
	pthread_cond_signal(&t->wake);
	while (t->done < round && !t->stop)
		pthread_cond_wait(&t->rested, &t->mutex);
	pthread_mutex_unlock(&t->mutex);
}

static bool is_stopped(struct indexer_thread *t)
{
	pthread_mutex_lock(&t->mutex);
	bool stop = t->stop;
	pthread_mutex_unlock(&t->mutex);
	return stop;
}

static bool go_on(void *arg, int64_t done, int64_t total)
{
	(void)done, (void)total;
	return !is_stopped(arg);
}

static error prune(struct ctx *cx, void *arg)
{
	struct q_index_outbox_prunable_row row;
	bool found;
	int64_t changes;
	seconds keep = { -INDEXER_KEEP_DAYS * SECONDS_PER_DAY };
	(void)arg;
	TRY(q_index_outbox_prunable(cx, instant_add(cx->now, keep), &row, &found));
	if (!found)
		return OK;
	TRY(q_index_outbox_set_pruned(cx, row.stamp, row.id));
	return q_index_outbox_prune(cx, row.stamp, row.id, &changes);
}

static error work(struct indexer_thread *t, struct ctx *cx, struct indexer **x)
{
	bool more = true;
	TRY(store_reader(cx, t->store, &cx->db));
	if (*x == NULL)
		TRY(indexer_open(cx, &t->config, x));
	struct arena_mark mark = arena_mark(cx->arena);
	while (more && !is_stopped(t)) {
		TRY(indexer_step(cx, *x, &more));
		arena_release(cx->arena, mark);
	}
	int64_t now = monotonic_us();
	if (t->pruned_us == 0 || now - t->pruned_us > PRUNE_MS * US_PER_MS) {
		t->pruned_us = now;
		TRY(store_write(t->store, cx, prune, NULL));
	}
	return OK;
}

static void *run(void *arg)
{
	struct indexer_thread *t = arg;
	struct indexer *x = NULL;
	struct arena *arena = arena_create();
	bool go = true;
	thread_yield_to_others();
	while (go) {
		arena_reset(arena);
		struct ctx cx = { .arena = arena, .actor = &actor_system, .now = instant_now() };
		error failed = work(t, &cx, &x);
		if (failed == OK)
			atomic_store(&t->idle_us, instant_now().us);
		else if (!is_stopped(t)) /* which ends the building of an index, too */
			log_error("search", 0, err_text(arena, failed));
		rest(t);
		go = wait_ms(t, failed == OK ? INDEXER_WAIT_MS : RETRY_MS);
	}
	indexer_close(x);
	arena_destroy(arena);
	return NULL;
}

error indexer_start(struct ctx *cx, struct store *store, const struct indexer_config *config,
	struct indexer_thread **out)
{
	struct arena *arena = arena_create();
	struct indexer_thread *t = arena_new(arena, struct indexer_thread);
	pthread_condattr_t monotonic;
	t->arena = arena;
	t->store = store;
	t->config = (struct indexer_config){ .place = str_copy(arena, config->place),
		.sources = config->sources, .progress = go_on, .arg = t };
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_mutex_init(&t->mutex, NULL);
	pthread_cond_init(&t->wake, &monotonic);
	pthread_cond_init(&t->rested, NULL);
	pthread_condattr_destroy(&monotonic);
	store_listen(store, heard, t);
	int failed = pthread_create(&t->thread, NULL, run, t);
	if (failed != 0)
		return err_new(cx, ERR_INTERNAL, "search: no thread: error %d", failed);
	*out = t;
	return OK;
}

void indexer_stop(struct indexer_thread *t)
{
	if (t == NULL)
		return;
	tell(t, true);
	pthread_join(t->thread, NULL);
}

void indexer_free(struct indexer_thread *t)
{
	if (t == NULL)
		return;
	pthread_cond_destroy(&t->wake);
	pthread_cond_destroy(&t->rested);
	pthread_mutex_destroy(&t->mutex);
	arena_destroy(t->arena);
}

instant indexer_idle_at(struct indexer_thread *t)
{
	return (instant){ atomic_load(&t->idle_us) };
}
