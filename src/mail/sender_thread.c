/* sender_thread.c - the sender of a running program */
#include <errno.h>
#include <pthread.h>

#include "domain/account/permission.h"
#include "mail/message.h"
#include "mail/sender.h"
#include "os/log.h"
#include "os/metric.h"

enum { WAIT_MS = 500 }; /* between looks; a retry falls due without being announced */

struct sender {
	struct arena *arena;
	struct store *store;
	struct settings_live *settings;
	struct courier *courier;
	pthread_t thread;
	pthread_mutex_t mutex;
	pthread_cond_t wake;
	bool stop; /* under the mutex */
};

static bool wait_ms(struct sender *s, int64_t ms)
{
	int64_t until = monotonic_us() + ms * US_PER_MS;
	struct timespec at = { .tv_sec = until / US_PER_SECOND,
		.tv_nsec = until % US_PER_SECOND * 1000 };

	pthread_mutex_lock(&s->mutex);
	while (ms > 0 && !s->stop)
		if (pthread_cond_timedwait(&s->wake, &s->mutex, &at) == ETIMEDOUT)
			break;
	bool go = !s->stop;
	pthread_mutex_unlock(&s->mutex);
	return go;
}

static void *run(void *arg)
{
	struct sender *s = arg;
	struct arena *arena = arena_create();
	bool more = false;

	while (wait_ms(s, more ? 0 : WAIT_MS)) {
		arena_reset(arena);
		heart_beat(HEART_OUTBOX);
		struct ctx cx = { .arena = arena, .actor = &actor_system, .now = instant_now(),
			.settings = settings_now(s->settings) };
		struct sender_pass pass = { 0 };
		error e = store_reader(&cx, s->store, &cx.db);
		if (e == OK)
			e = sender_pass(&cx, s->store, s->courier, &pass);
		if (e != OK)
			log_error("mail", 0, err_text(arena, e));
		more = e == OK && pass.more;
	}
	arena_destroy(arena);
	return NULL;
}

error sender_start(struct ctx *cx, struct store *store, struct settings_live *settings,
	int vault, struct sender **out)
{
	struct arena *arena;
	struct courier *courier;
	struct sender *s;
	pthread_condattr_t monotonic;

	TRY(courier_open(cx, &courier));
	courier_sign_by(courier, vault);
	mail_library_start();
	arena = arena_create();
	s = arena_new(arena, struct sender);
	*s = (struct sender){ .arena = arena, .store = store, .settings = settings,
		.courier = courier };
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_mutex_init(&s->mutex, NULL);
	pthread_cond_init(&s->wake, &monotonic);
	pthread_condattr_destroy(&monotonic);
	int failed = pthread_create(&s->thread, NULL, run, s);
	if (failed != 0) {
		courier_close(courier);
		arena_destroy(arena);
		return err_new(cx, ERR_INTERNAL, "mail: no thread: error %d", failed);
	}
	*out = s;
	return OK;
}

void sender_stop(struct sender *s)
{
	if (s == NULL)
		return;
	pthread_mutex_lock(&s->mutex);
	s->stop = true;
	pthread_cond_signal(&s->wake);
	pthread_mutex_unlock(&s->mutex);
	pthread_join(s->thread, NULL);
	heart_end(HEART_OUTBOX);
	courier_close(s->courier);
	pthread_cond_destroy(&s->wake);
	pthread_mutex_destroy(&s->mutex);
	arena_destroy(s->arena);
}
