#include "store/query.h"
#include "tests/unit/fixture.h"
#include "tests/unit/store/counter.sql.h"

extern const struct query q_counter_numeric_query;

TEST_STORE(a_column_of_a_type_that_cannot_be_read_is_refused)
{
	struct ctx *cx = fixture_ctx(t);
	struct q_counter_numeric_row row;
	bool postgres = strcmp(t->engine, "postgres") == 0;

	if (postgres) {
		ASSERT_ERR(ERR_INTERNAL, query_prepare(cx, &q_counter_numeric_query));
		ASSERT_ERR(ERR_INTERNAL, q_counter_numeric(cx, &row));
	} else {
		ASSERT_OK(query_prepare(cx, &q_counter_numeric_query));
	}
}

TEST_STORE(a_query_that_does_not_fit_the_tables_is_refused_when_prepared)
{
	static const struct query_column one[] = { { "nothing", QUERY_INT, false } };
	static const struct query unknown = { .name = "unknown", .kind = QUERY_ONE,
		.sqlite = "SELECT nothing FROM counter", .postgres = "SELECT nothing FROM counter",
		.column_count = 1, .columns = one };
	static const struct query more = { .name = "more", .kind = QUERY_ONE,
		.sqlite = "SELECT value, name FROM counter",
		.postgres = "SELECT value, name FROM counter",
		.column_count = 1, .columns = one };
	struct ctx *cx = fixture_ctx(t);

	ASSERT_ERR(ERR_INTERNAL, query_prepare(cx, &unknown));
	ASSERT_ERR(ERR_INTERNAL, query_prepare(cx, &more));
}
