#include "domain/setting/setting.h"

#include <pthread.h>
#include <stdatomic.h>

#include "domain/account/permission.h"
#include "os/log.h"

struct settings_live {
	struct arena *arena; /* of the snapshots; under the mutex */
	struct store *store;
	pthread_mutex_t mutex;
	_Atomic(const struct settings *) now;
};

static error load(struct settings_live *live, struct ctx *cx)
{
	struct settings *next = arena_new(live->arena, struct settings);
	TRY(store_reader(cx, live->store, &cx->db));
	TRY(settings_load(cx, next));
	atomic_store(&live->now, next);
	return OK;
}

/* On a thread of the store, which has a reader connection of its own. */
static void heard(void *arg, struct str topic, int64_t id)
{
	struct settings_live *live = arg;
	(void)id;
	if (!str_eq(topic, STR("setting")) && !str_eq(topic, STR("lost")))
		return;
	pthread_mutex_lock(&live->mutex);
	struct ctx cx = { .arena = live->arena, .now = instant_now(), .actor = &actor_system };
	error failed = load(live, &cx);
	if (failed != OK)
		log_error("setting", 0, err_text(live->arena, failed));
	pthread_mutex_unlock(&live->mutex);
}

error settings_follow(struct ctx *cx, struct store *store, struct settings_live **out)
{
	struct arena *a = arena_create();
	struct settings_live *live = arena_new(a, struct settings_live);
	*live = (struct settings_live){ .arena = a, .store = store,
		.mutex = PTHREAD_MUTEX_INITIALIZER };
	struct ctx own = { .arena = a, .now = cx->now, .actor = &actor_system,
		.trace = cx->trace };
	error failed = load(live, &own);
	if (failed != OK) {
		failed = err_copy(cx->arena, failed);
		arena_destroy(a);
		return failed;
	}
	store_listen(store, heard, live);
	heard(live, STR("setting"), 0); /* what changed between the two */
	*out = live;
	return OK;
}

void settings_unfollow(struct settings_live *live)
{
	if (live != NULL)
		arena_destroy(live->arena);
}

const struct settings *settings_now(struct settings_live *live)
{
	return atomic_load(&live->now);
}
