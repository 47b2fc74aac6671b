#include "store/db.h"
#include "store/query.h"
#include "tests/unit/fixture.h"

/* The counters of the knowledge base serve as a table for all. */

static const struct query set_counter = {
	.name = "test_set_counter",
	.sqlite = "INSERT INTO counter (name, value) VALUES (?1, ?2)"
		  " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
	.postgres = "INSERT INTO counter (name, value) VALUES ($1, $2)"
		    " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
	.kind = QUERY_CHANGES,
	.writes = true,
	.param_count = 2,
	.params = (const struct query_column[]){ { "name", QUERY_TEXT, false },
		{ "value", QUERY_INT, false } },
};

static const struct query add_counter = {
	.name = "test_add_counter",
	.sqlite = "INSERT INTO counter (name, value) VALUES (?1, ?2)",
	.postgres = "INSERT INTO counter (name, value) VALUES ($1, $2)",
	.kind = QUERY_EXEC,
	.writes = true,
	.param_count = 2,
	.params = (const struct query_column[]){ { "name", QUERY_TEXT, false },
		{ "value", QUERY_INT, false } },
};

static const struct query get_counter = {
	.name = "test_get_counter",
	.sqlite = "SELECT value FROM counter WHERE name = ?1",
	.postgres = "SELECT value FROM counter WHERE name = $1",
	.kind = QUERY_MAYBE,
	.param_count = 1,
	.params = (const struct query_column[]){ { "name", QUERY_TEXT, false } },
	.column_count = 1,
	.columns = (const struct query_column[]){ { "value", QUERY_INT, false } },
};

static error counter_set(struct ctx *cx, const char *name, int64_t value)
{
	struct query_value values[] = { { .s = str_from(name) }, { .i = value } };
	return query_run(cx, &set_counter, values, NULL);
}

static error counter_add(struct ctx *cx, const char *name, int64_t value)
{
	struct query_value values[] = { { .s = str_from(name) }, { .i = value } };
	return query_run(cx, &add_counter, values, NULL);
}

/* -1 when there is none. */
static error counter_get(struct ctx *cx, const char *name, int64_t *out)
{
	AUTO_ROWS rows;
	bool more;
	struct query_value values[] = { { .s = str_from(name) } };
	TRY(query_open(cx, &get_counter, values, &rows));
	TRY(query_next(&rows, &more));
	*out = more ? rows.values[0].i : -1;
	return OK;
}

TEST_STORE(a_committed_row_is_read_by_a_reader)
{
	struct ctx *cx = fixture_ctx(t);
	int64_t value;

	ASSERT_OK(counter_set(cx, "cases", 42));

	ASSERT_OK(counter_get(fixture_reader(t), "cases", &value));
	ASSERT_EQ(value, 42);
}

static error set_two_and_fail_inside(struct ctx *cx)
{
	AUTO_TX outer = tx_begin(cx);
	TRY(counter_set(cx, "kept", 1));
	{
		AUTO_TX inner = tx_begin(cx);
		TRY(counter_set(cx, "undone", 1));
		TRY(counter_set(cx, "kept", 2));
	}
	return tx_commit(&outer);
}

TEST_STORE(an_inner_tx_that_is_not_committed_is_undone_alone)
{
	struct ctx *cx = fixture_ctx(t);
	int64_t kept, undone;

	ASSERT_OK(set_two_and_fail_inside(cx));

	ASSERT_OK(counter_get(cx, "kept", &kept));
	ASSERT_OK(counter_get(cx, "undone", &undone));
	ASSERT_EQ(kept, 1);
	ASSERT_EQ(undone, -1);
}

TEST_STORE(a_reader_refuses_to_write)
{
	struct ctx *cx = fixture_reader(t);

	ASSERT_ERR(ERR_INTERNAL, counter_set(cx, "cases", 1));
}

TEST_STORE(a_taken_name_is_a_conflict)
{
	struct ctx *cx = fixture_ctx(t);

	ASSERT_OK(counter_add(cx, "cases", 1));
	ASSERT_ERR(ERR_CONFLICT, counter_add(cx, "cases", 2));
}

static error set_work(struct ctx *cx, void *arg)
{
	return counter_set(cx, arg, 7);
}

static error set_and_fail(struct ctx *cx, void *arg)
{
	TRY(counter_set(cx, arg, 7));
	return err_new(cx, ERR_DENIED, "on purpose");
}

TEST_STORE(work_that_fails_leaves_nothing)
{
	struct ctx *cx = test_ctx(t);
	int64_t value;

	ASSERT_ERR(ERR_DENIED, store_write(fixture_store(t), cx, set_and_fail, "a"));
	ASSERT_OK(store_write(fixture_store(t), cx, set_work, "b"));

	struct ctx *reader = fixture_reader(t);
	ASSERT_OK(counter_get(reader, "a", &value));
	ASSERT_EQ(value, -1);
	ASSERT_OK(counter_get(reader, "b", &value));
	ASSERT_EQ(value, 7);
}
