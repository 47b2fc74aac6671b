#include "domain/upkeep/upkeep.h"

#include "domain/upkeep/upkeep.sql.h"
#include "os/log.h"

#define DAY_US (SECONDS_PER_DAY * US_PER_SECOND)

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

static error look(struct ctx *cx, struct store *store, void *arg)
{
	int64_t count;

	(void)store;
	(void)arg;
	TRY(upkeep_collect(cx, cx->files, &count));
	if (count > 0)
		log_info("upkeep", 0, str_printf(cx->arena, "%" PRId64 " files that nothing names were removed",
			count));
	return OK;
}

const struct periodic upkeep_periodic = { "upkeep", DAY_US, look, NULL };
