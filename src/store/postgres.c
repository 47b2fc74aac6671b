#include "store/driver.h"

static error open_db(struct ctx *cx, struct store *store, bool writer, struct db **out)
{
	return err_new(cx, ERR_UNAVAILABLE, "PostgreSQL is not built yet");
}

const struct driver postgres_driver = { .name = "postgres", .open = open_db };
