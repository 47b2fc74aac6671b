#include "store/query.h"
#include "store/store.h"

static const struct query database_clock = {
	.name = "store_clock",
	.sqlite = "SELECT 0",
	.postgres = "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint)",
	.kind = QUERY_ONE,
	.column_count = 1,
	.columns = (const struct query_column[]){ { "now", QUERY_INT, false } },
};

error store_clock(struct ctx *cx, struct store *store, instant *out)
{
	AUTO_ROWS rows;
	bool more;

	if (!store_is_postgres(store)) {
		*out = wall_now();
		return OK;
	}
	TRY(query_open(cx, &database_clock, NULL, &rows));
	TRY(query_next(&rows, &more));
	out->us = rows.values[0].i;
	return OK;
}
