/* schedule.c - a minute's look at what is to be published, ended or forgotten by itself */
#include "domain/account/permission.h"
#include "domain/knowledge/edit/edit.h"
#include "domain/search/log/log.h"
#include "os/log.h"
#include "os/ticker.h"

#define LOOK_US (60 * US_PER_SECOND)

struct article_schedule {
	struct arena *arena; /* of its life */
	struct store *store;
	struct settings_live *settings;
	struct ticker *ticker;
};

static error run(struct ctx *cx, void *done)
{
	TRY(article_due(cx, done));
	return search_log_prune(cx);
}

static error look(struct ctx *cx, struct article_schedule *s)
{
	int64_t done;
	bool owner;

	TRY(store_reader(cx, s->store, &cx->db));
	TRY(store_own(cx, s->store, STR("article-schedule"), &owner));
	return owner ? store_write(s->store, cx, run, &done) : OK;
}

static void tick(void *arg)
{
	struct article_schedule *s = arg;
	AUTO_ARENA arena = arena_create();
	struct ctx cx = { .arena = arena, .actor = &actor_system, .now = instant_now(),
		.settings = settings_now(s->settings) };

	error e = look(&cx, s);
	if (e != OK)
		log_error("article-schedule", 0, err_text(arena, e));
}

error article_schedule_start(struct ctx *cx, struct store *store, struct settings_live *settings,
	struct article_schedule **out)
{
	struct arena *arena = arena_create();
	struct article_schedule *s = arena_new(arena, struct article_schedule);

	*s = (struct article_schedule){ .arena = arena, .store = store, .settings = settings };
	error e = ticker_start(cx, LOOK_US, tick, s, &s->ticker);
	if (e != OK)
		arena_destroy(arena);
	else
		*out = s;
	return e;
}

void article_schedule_stop(struct article_schedule *s)
{
	if (s == NULL)
		return;
	ticker_stop(s->ticker);
	arena_destroy(s->arena);
}
