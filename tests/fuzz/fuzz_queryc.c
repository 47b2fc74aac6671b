/*
 * fuzz_queryc.c - any text is compiled, or refused with its place
 *
 * The first byte chooses how the text is read: as a migration that comes before a fixed
 * query, as a file where bodies may differ by engine, or as a common one.
 */
#define QUERYC_WITHOUT_MAIN
#include "tools/queryc.c"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fuzz_migration(struct queryc *qc, struct str text)
{
	qc->error = sql_migration(qc->arena, "0001-a.sql", text, &qc->scoped);
	check(qc->error.len == 0 || str_starts(qc->error, STR("0001-a.sql:")));
}

static void fuzz_source(struct queryc *qc, const char *path, struct str text)
{
	struct made made = { .h_path = "x.sql.h", .c_path = "x.sql.c" };
	map_put(&qc->scoped, STR("casefile"), qc);
	bool good = compile(qc, path, text, &made);
	check(good == (qc->error.len == 0));
	check(good || str_starts(qc->error, str_from(path)));
	check(!good || (made.h.len > 0 && made.c.len > 0));
	check(!good || memchr(made.c.at, '\0', made.c.len) == NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	AUTO_ARENA arena = arena_create();
	struct queryc qc = { .arena = arena, .scoped = map_new(arena), .symbols = map_new(arena) };
	/* A copy of its own size, so that reading past the end is seen. */
	struct str text = { memcpy(arena_bytes(arena, size), data + 1, size - 1), size - 1 };
	if (data[0] == 'm')
		fuzz_migration(&qc, text);
	else
		fuzz_source(&qc, data[0] == 's' ? "store/x.sql" : "x.sql", text);
	return 0;
}
