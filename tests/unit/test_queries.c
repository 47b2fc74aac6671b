#include <sqlite3.h>

#include "base/map.h"
#include "store/migrate.h"
#include "store/query.h"
#include "tests/unit/fixture.h"

TEST_STORE(every_query_of_the_program_is_sound)
{
	struct ctx *cx = fixture_ctx(t);

	for (size_t i = 0; query_all[i] != NULL; i++)
		ASSERT_OK(query_prepare(cx, query_all[i]));
}

/*
 * queryc finds the tables of a statement from its words. Here SQLite's own parser says
 * which tables a query touches, so a way around the compiler is found.
 */
struct touched {
	struct map scoped; /* name to the migration that marks it */
	const char *table; /* the first scoped one that the query touches */
};

/* "CREATE TABLE name (" below "-- @scoped". */
static void note_scoped(struct map *scoped, const struct migration *m)
{
	struct str rest = m->text, line;
	for (bool marked = false; str_cut(&rest, '\n', &line);) {
		struct str create = STR("CREATE TABLE ");
		if (marked && str_starts(line, create)) {
			struct str name = str_skip(line, create.len);
			map_put(scoped, str_trim(str_sub(name, 0, (size_t)str_find_char(name, '('))),
				(void *)m);
		}
		marked = str_eq(str_trim(line), STR("-- @scoped"));
	}
}

static int look(void *arg, int action, const char *a, const char *b, const char *database,
	const char *view)
{
	struct touched *touched = arg;
	bool table = action == SQLITE_READ || action == SQLITE_INSERT || action == SQLITE_UPDATE ||
		action == SQLITE_DELETE;
	if (table && map_get(&touched->scoped, str_from(a)) != NULL)
		touched->table = a;
	return SQLITE_OK;
}

static bool has_viewer(const struct query *q)
{
	for (int i = 0; i < q->param_count; i++)
		if (strcmp(q->params[i].name, "viewer") == 0)
			return true;
	return false;
}

static sqlite3 *open_again(struct test *t)
{
	sqlite3 *db;
	struct str path = str_skip(fixture_url(t), strlen("sqlite:"));
	ASSERT_EQ(sqlite3_open_v2(str_c(t->arena, path), &db, SQLITE_OPEN_READONLY, NULL), 0);
	return db;
}

/* Whether column i is a table's that may be NULL, and the text does not rule that out. */
static bool may_be_null(struct arena *a, sqlite3 *db, sqlite3_stmt *statement, int i)
{
	const char *table = sqlite3_column_table_name(statement, i),
		   *column = sqlite3_column_origin_name(statement, i);
	int not_null = 1, primary = 0;
	if (table == NULL || column == NULL)
		return false;
	ASSERT_EQ(sqlite3_table_column_metadata(db, NULL, table, column, NULL, NULL, &not_null,
			  &primary, NULL), 0);
	struct str ruled_out = str_printf(a, "%s IS NOT NULL", column);
	return !not_null && !primary && str_find(str_from(sqlite3_sql(statement)), ruled_out) < 0;
}

TEST_STORE(a_column_that_may_be_null_is_declared_so)
{
	if (strcmp(t->engine, "sqlite") != 0)
		return;
	sqlite3 *db = open_again(t);
	int wrong = 0;

	for (size_t i = 0; query_all[i] != NULL; i++) {
		const struct query *q = query_all[i];
		sqlite3_stmt *statement = NULL;
		ASSERT_EQ(sqlite3_prepare_v2(db, q->sqlite, -1, &statement, NULL), 0);
		for (int c = 0; c < q->column_count; c++) {
			if (q->columns[c].nullable || !may_be_null(t->arena, db, statement, c))
				continue;
			print_error("%s: %s may be NULL: add '?'\n", q->name, q->columns[c].name);
			wrong++;
		}
		sqlite3_finalize(statement);
	}
	sqlite3_close(db);
	ASSERT_EQ(wrong, 0);
}

TEST_STORE(a_query_on_customer_data_is_bound_to_its_viewer_or_says_why_not)
{
	if (strcmp(t->engine, "sqlite") != 0)
		return;
	struct touched touched = { .scoped = map_new(t->arena) };
	for (const struct migration *m = migration_all; m->number != 0; m++)
		note_scoped(&touched.scoped, m);
	ASSERT(map_get(&touched.scoped, STR("casefile")) != NULL);
	sqlite3 *db = open_again(t);
	ASSERT_EQ(sqlite3_set_authorizer(db, look, &touched), 0);

	for (size_t i = 0; query_all[i] != NULL; i++) {
		const struct query *q = query_all[i];
		sqlite3_stmt *statement = NULL;
		touched.table = NULL;
		ASSERT_EQ(sqlite3_prepare_v2(db, q->sqlite, -1, &statement, NULL), 0);
		if (touched.table != NULL && !has_viewer(q) && !q->unscoped)
			fail_msg("%s touches %s for everybody", q->name, touched.table);
		sqlite3_finalize(statement);
	}
	sqlite3_close(db);
}
