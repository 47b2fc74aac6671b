#include "base/buf.h"
#include "store/db.h"
#include "tests/unit/fixture.h"
#include "tests/unit/store/counter.sql.h"

static int64_t count(struct ctx *cx)
{
	struct q_counter_count_row row;
	ASSERT_OK(q_counter_count(cx, &row));
	return row.count;
}

static error fill(struct ctx *cx, int n)
{
	AUTO_TX tx = tx_begin(cx);
	for (int i = 0; i < n; i++)
		TRY(q_counter_add(cx, str_printf(cx->arena, "c%04d", i), i));
	return tx_commit(&tx);
}

TEST_STORE(a_snapshot_does_not_move_while_others_write)
{
	struct ctx *cx = fixture_ctx(t), *reader = fixture_reader(t);
	int64_t before = count(reader);
	{
		AUTO_SNAPSHOT snapshot = reader;
		ASSERT_OK(snapshot_begin(snapshot));
		ASSERT_EQ(count(reader), before);
		ASSERT_OK(fill(cx, 3));
		ASSERT_EQ(count(reader), before);
	}
	ASSERT_EQ(count(reader), before + 3);
}

struct sum {
	int rows;
	int64_t inner;
};

static error walk(struct ctx *cx, int stop_after, struct sum *out)
{
	CLEANUP(q_counter_each_close) struct q_counter_each_rows rows;
	struct sum sum = { 0 };
	bool more;
	TRY(q_counter_each_open(cx, -1, &rows));
	while (sum.rows < stop_after) {
		struct q_counter_each_row row;
		struct arena_mark mark = arena_mark(cx->arena);
		TRY(q_counter_each_next(&rows, &row, &more));
		if (!more)
			break;
		struct q_counter_load_row again;
		bool found;
		TRY(q_counter_load(cx, row.name, &again, &found));
		sum.inner += again.value;
		sum.rows++;
		arena_release(cx->arena, mark);
	}
	*out = sum;
	return OK;
}

TEST_STORE(a_cursor_walks_many_rows_while_other_queries_run)
{
	struct ctx *cx = fixture_ctx(t), *reader = fixture_reader(t);
	struct sum sum;
	ASSERT_OK(fill(cx, 1000));

	ASSERT_OK(walk(reader, 5000, &sum));
	ASSERT_EQ(sum.rows, 1000);
	ASSERT_EQ(sum.inner, 499500);

	ASSERT_OK(walk(reader, 300, &sum));
	ASSERT_EQ(sum.rows, 300);
	ASSERT_OK(walk(cx, 5000, &sum));
	ASSERT_EQ(sum.rows, 1000);
	ASSERT_EQ(count(reader), 1000);
}

TEST_STORE(a_cursor_inside_a_cursor_on_the_same_query_keeps_its_place)
{
	struct ctx *cx = fixture_ctx(t), *reader = fixture_reader(t);
	CLEANUP(q_counter_each_close) struct q_counter_each_rows rows;
	struct q_counter_each_row row;
	struct sum sum;
	bool more;
	ASSERT_OK(fill(cx, 3));

	ASSERT_OK(q_counter_each_open(reader, 0, &rows));
	ASSERT_OK(q_counter_each_next(&rows, &row, &more));
	ASSERT_STR(row.name, "c0001");
	ASSERT_OK(walk(reader, 10, &sum));
	ASSERT_EQ(sum.rows, 3);
	ASSERT_OK(q_counter_each_next(&rows, &row, &more));
	ASSERT_STR(row.name, "c0002");
	ASSERT_OK(q_counter_each_next(&rows, &row, &more));
	ASSERT(!more);
}

TEST_STORE(reads_that_are_sent_ahead_are_answered_in_order)
{
	struct ctx *cx = fixture_ctx(t), *reader = fixture_reader(t);
	struct query_call calls[4];
	struct q_counter_load_row row;
	struct q_counter_count_row all;
	bool found;
	ASSERT_OK(fill(cx, 3));
	AUTO_SNAPSHOT snapshot = reader;
	ASSERT_OK(snapshot_begin(snapshot));

	ASSERT_OK(q_counter_load_send(reader, STR("c0001"), &calls[0]));
	ASSERT_OK(q_counter_load_send(reader, STR("c0002"), &calls[1]));
	ASSERT_OK(q_counter_count_send(reader, &calls[2]));
	ASSERT_OK(q_counter_load_send(reader, STR("never received"), &calls[3]));

	ASSERT_OK(q_counter_load_receive(reader, &calls[0], &row, &found));
	ASSERT_EQ(row.value, 1);
	ASSERT_EQ(count(reader), 3);
	ASSERT_OK(q_counter_load_receive(reader, &calls[1], &row, &found));
	ASSERT_EQ(row.value, 2);
	ASSERT_OK(q_counter_count_receive(reader, &calls[2], &all));
	ASSERT_EQ(all.count, 3);
}

static void round_trip(struct ctx *cx, struct str text, struct str bytes, instant at)
{
	struct q_values_put_row made;
	struct q_values_load_row row;
	bool found;

	ASSERT_OK(q_values_put(cx, text, bytes, at, &made, &found));
	ASSERT_OK(q_values_load(cx, made.id, &row, &found));

	ASSERT(found);
	ASSERT(str_eq(row.email, text));
	ASSERT(str_eq(row.secret_hash, bytes));
	ASSERT_EQ(row.created_at.us, at.us);
	ASSERT_EQ(row.used_at.us, 0);
}

TEST_STORE(values_come_back_as_they_were_written)
{
	struct ctx *cx = fixture_ctx(t);
	size_t size = 1024 * 1024;
	char *large = arena_bytes(cx->arena, size);
	memset(large, 'x', size);

	round_trip(cx, STR(""), str_of("\0\1\377", 3), (instant){ INT64_MAX });
	round_trip(cx, STR("Größe 日本"), STR(""), (instant){ INT64_MIN });
	round_trip(cx, STR("'; DROP TABLE person; --"), STR("b"), (instant){ -1 });
	round_trip(cx, str_of(large, size), STR("c"), (instant){ 0 });
}
