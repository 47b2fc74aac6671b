#include "os/ticker.h"

#include <pthread.h>

#include "base/time.h"

struct ticker {
	struct arena *arena;
	int64_t period_us;
	ticker_work work;
	void *arg;
	pthread_t thread;
	pthread_mutex_t mutex;
	pthread_cond_t wake;
	bool stop, woken; /* under the mutex */
};

/* False when the ticker is to stop. */
static bool pause_of(struct ticker *t)
{
	int64_t until = monotonic_us() + t->period_us;
	struct timespec at = { .tv_sec = until / US_PER_SECOND,
		.tv_nsec = until % US_PER_SECOND * 1000 };

	pthread_mutex_lock(&t->mutex);
	while (!t->stop && !t->woken && pthread_cond_timedwait(&t->wake, &t->mutex, &at) == 0)
		;
	t->woken = false;
	bool go = !t->stop;
	pthread_mutex_unlock(&t->mutex);
	return go;
}

static void *run(void *arg)
{
	struct ticker *t = arg;

	do
		t->work(t->arg);
	while (pause_of(t));
	return NULL;
}

static void drop(struct ticker *t)
{
	pthread_cond_destroy(&t->wake);
	pthread_mutex_destroy(&t->mutex);
	arena_destroy(t->arena);
}

error ticker_start(struct ctx *cx, int64_t period_us, ticker_work work, void *arg,
	struct ticker **out)
{
	struct arena *arena = arena_create();
	struct ticker *t = arena_new(arena, struct ticker);
	pthread_condattr_t monotonic;

	*t = (struct ticker){ .arena = arena, .period_us = period_us, .work = work, .arg = arg };
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_mutex_init(&t->mutex, NULL);
	pthread_cond_init(&t->wake, &monotonic);
	pthread_condattr_destroy(&monotonic);
	*out = t; /* the work may ask for it */
	if (pthread_create(&t->thread, NULL, run, t) != 0) {
		*out = NULL;
		drop(t);
		return err_new(cx, ERR_UNAVAILABLE, "there can be no further thread");
	}
	return OK;
}

void ticker_wake(struct ticker *t)
{
	pthread_mutex_lock(&t->mutex);
	t->woken = true;
	pthread_cond_signal(&t->wake);
	pthread_mutex_unlock(&t->mutex);
}

void ticker_stop(struct ticker *t)
{
	if (t == NULL)
		return;
	pthread_mutex_lock(&t->mutex);
	t->stop = true;
	pthread_cond_signal(&t->wake);
	pthread_mutex_unlock(&t->mutex);
	pthread_join(t->thread, NULL);
	drop(t);
}
