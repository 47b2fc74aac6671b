#include "domain/upkeep/upkeep.h"

#include "domain/account/permission.h"
#include "domain/upkeep/upkeep.sql.h"
#include "os/log.h"
#include "os/ticker.h"

#define DAY_US (SECONDS_PER_DAY * US_PER_SECOND)

struct upkeep {
	struct arena *arena; /* of its life */
	struct store *store;
	const struct files *files;
	struct ticker *ticker;
};

static error is_named(struct ctx *cx, void *arg, const struct file_hash *hash, bool *ret_named)
{
	struct q_file_is_named_row row;

	(void)arg;
	return q_file_is_named(cx, str_of(hash->bytes, FILE_HASH_BYTES), &row, ret_named);
}

error upkeep_collect(struct ctx *cx, const struct files *files, int64_t *ret_count)
{
	instant before = instant_add(cx->now, (seconds){ -UPKEEP_FILE_DAYS * SECONDS_PER_DAY });

	return files_collect(cx, files, before, is_named, NULL, ret_count);
}

static error look(struct ctx *cx, struct upkeep *u)
{
	int64_t count = 0;
	bool owner;

	TRY(store_reader(cx, u->store, &cx->db));
	TRY(store_own(cx, u->store, STR("upkeep"), &owner));
	if (owner)
		TRY(upkeep_collect(cx, u->files, &count));
	if (count > 0)
		log_info("upkeep", 0, str_printf(cx->arena, "%" PRId64 " files that nothing names were removed",
			count));
	return OK;
}

static void tick(void *arg)
{
	struct upkeep *u = arg;
	AUTO_ARENA arena = arena_create();
	struct ctx cx = { .arena = arena, .actor = &actor_system, .now = instant_now() };

	error e = look(&cx, u);
	if (e != OK)
		log_error("upkeep", 0, err_text(arena, e));
}

error upkeep_start(struct ctx *cx, struct store *store, const struct files *files, struct upkeep **out)
{
	struct arena *arena = arena_create();
	struct upkeep *u = arena_new(arena, struct upkeep);

	*u = (struct upkeep){ .arena = arena, .store = store, .files = files };
	error e = ticker_start(cx, DAY_US, tick, u, &u->ticker);
	if (e != OK)
		arena_destroy(arena);
	else
		*out = u;
	return e;
}

void upkeep_stop(struct upkeep *u)
{
	if (u == NULL)
		return;
	ticker_stop(u->ticker);
	arena_destroy(u->arena);
}
