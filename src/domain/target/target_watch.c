#include "domain/account/permission.h"
#include "domain/target/target.h"
#include "os/log.h"
#include "os/ticker.h"

#define LOOK_US (30 * US_PER_SECOND)

struct target_watch {
	struct arena *arena; /* of its life */
	struct store *store;
	struct ticker *ticker;
};

static error pass(struct ctx *cx, void *arg)
{
	return target_pass(cx, arg);
}

static error look(struct ctx *cx, struct target_watch *w)
{
	int64_t missed;
	bool owner;

	TRY(store_reader(cx, w->store, &cx->db));
	TRY(store_own(cx, w->store, STR("target"), &owner));
	return owner ? store_write(w->store, cx, pass, &missed) : OK;
}

static void tick(void *arg)
{
	struct target_watch *w = arg;
	AUTO_ARENA arena = arena_create();
	struct ctx cx = { .arena = arena, .actor = &actor_system, .now = instant_now() };

	error e = look(&cx, w);
	if (e != OK)
		log_error("target", 0, err_text(arena, e));
}

error target_start(struct ctx *cx, struct store *store, struct target_watch **out)
{
	struct arena *arena = arena_create();
	struct target_watch *w = arena_new(arena, struct target_watch);

	*w = (struct target_watch){ .arena = arena, .store = store };
	error e = ticker_start(cx, LOOK_US, tick, w, &w->ticker);
	if (e != OK)
		arena_destroy(arena);
	else
		*out = w;
	return e;
}

void target_stop(struct target_watch *w)
{
	if (w == NULL)
		return;
	ticker_stop(w->ticker);
	arena_destroy(w->arena);
}
