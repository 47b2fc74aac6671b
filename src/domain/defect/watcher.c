#include "domain/defect/watcher.h"

#include "domain/account/permission.h"
#include "domain/defect/defect.h"
#include "domain/setting/setting.h"
#include "os/log.h"

enum { LOOK_US = 10 * 60 * 1000 * 1000, PAGES_MAX = 100 };

struct defect_watcher {
	struct arena *arena; /* of its life */
	struct store *store;
	struct settings_live *settings;
	struct ticker *ticker;
};

static error pass(struct ctx *cx, void *arg)
{
	return defect_pass(cx, arg);
}

static error look(struct ctx *cx, struct defect_watcher *w)
{
	int64_t told = 1;
	bool owner;

	TRY(store_reader(cx, w->store, &cx->db));
	TRY(store_own(cx, w->store, STR("defects"), &owner));
	for (int n = 0; owner && told > 0 && n < PAGES_MAX; n++)
		TRY(store_write(w->store, cx, pass, &told));
	return OK;
}

static void tick(void *arg)
{
	struct defect_watcher *w = arg;
	AUTO_ARENA arena = arena_create();
	struct ctx cx = { .arena = arena, .actor = &actor_system, .now = instant_now(),
		.settings = settings_now(w->settings) };

	error e = look(&cx, w);
	if (e != OK)
		log_error("defects", 0, err_text(arena, e));
}

error defect_watcher_start(struct ctx *cx, struct store *store, struct settings_live *settings,
	struct defect_watcher **out)
{
	struct arena *arena = arena_create();
	struct defect_watcher *w = arena_new(arena, struct defect_watcher);

	*w = (struct defect_watcher){ .arena = arena, .store = store, .settings = settings };
	error e = ticker_start(cx, LOOK_US, tick, w, &w->ticker);
	if (e != OK)
		arena_destroy(arena);
	else
		*out = w;
	return e;
}

void defect_watcher_stop(struct defect_watcher *w)
{
	if (w == NULL)
		return;
	ticker_stop(w->ticker);
	arena_destroy(w->arena);
}
