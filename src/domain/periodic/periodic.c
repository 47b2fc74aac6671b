#include "domain/periodic/periodic.h"

#include "domain/account/permission.h"
#include "domain/setting/setting.h"
#include "os/log.h"
#include "os/ticker.h"

struct periodic_thread {
	struct arena *arena; /* of its life */
	struct periodic work;
	struct periodic_place place;
	struct ticker *ticker;
};

static error run(struct ctx *cx, struct periodic_thread *t)
{
	bool owner = true;

	TRY(store_reader(cx, t->place.store, &cx->db));
	if (!t->work.each_node)
		TRY(store_own(cx, t->place.store, str_from(t->work.name), &owner));
	return owner ? t->work.run(cx, t->place.store, t->work.arg) : OK;
}

static void tick(void *arg)
{
	struct periodic_thread *t = arg;
	AUTO_ARENA arena = arena_create();
	struct ctx cx = { .arena = arena, .actor = &actor_system, .now = instant_now(),
		.settings = settings_now(t->place.settings), .files = t->place.files };

	error e = run(&cx, t);
	if (e != OK)
		log_error(t->work.name, 0, err_text(arena, e));
}

error periodic_start(struct ctx *cx, const struct periodic *work, const struct periodic_place *place,
	struct periodic_thread **out)
{
	struct arena *arena = arena_create();
	struct periodic_thread *t = arena_new(arena, struct periodic_thread);

	*t = (struct periodic_thread){ .arena = arena, .work = *work, .place = *place };
	error e = ticker_start(cx, work->every_us, tick, t, &t->ticker);
	if (e != OK)
		arena_destroy(arena);
	else
		*out = t;
	return e;
}

void periodic_stop(struct periodic_thread *t)
{
	if (t == NULL)
		return;
	ticker_stop(t->ticker);
	arena_destroy(t->arena);
}
