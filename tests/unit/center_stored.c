/* center_stored.c - what is in the database, to see what a request changed */
#include "base/buf.h"
#include "store/query.h"
#include "tests/unit/center.h"

enum { TABLES_MAX = 200 };

struct table {
	struct str name;
	int64_t rows;
	uint64_t hash;
};

struct center_stored {
	struct table at[TABLES_MAX];
	size_t len;
};

static const struct query_column two_texts[] = { { "t", QUERY_TEXT }, { "c", QUERY_TEXT } };

static const struct query columns = {
	.name = "center_columns", .kind = QUERY_EACH, .column_count = 2, .columns = two_texts,
	.sqlite = "SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p"
		  " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' ORDER BY m.name, p.cid",
	.postgres = "SELECT c.table_name::text, c.column_name::text FROM information_schema.columns c"
		    " JOIN information_schema.tables t USING (table_schema, table_name)"
		    " WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'"
		    " ORDER BY 1, c.ordinal_position",
};

/* That somebody was here is noted to the minute; it is not what a request stores. */
static bool is_touched(struct str table, struct str column)
{
	bool session = str_eq(table, STR("session")) && str_eq(column, STR("seen_at"));
	return session || (str_eq(table, STR("api_token")) && str_eq(column, STR("used_at")));
}

/* All rows of all tables, as one text each. */
static const struct query *content_query(struct center *c, struct ctx *cx)
{
	struct query *q = arena_new(c->t->arena, struct query);
	static const struct query_column shape[] = { { "t", QUERY_TEXT }, { "n", QUERY_INT },
		{ "x", QUERY_TEXT } };
	bool postgres = store_is_postgres(c->store), more;
	struct buf b = buf_new(c->t->arena, 1 << 20);
	struct str table = { 0 };
	AUTO_ROWS rows;

	ASSERT_OK(query_open(cx, &columns, NULL, &rows));
	for (;;) {
		ASSERT_OK(query_next(&rows, &more));
		struct str name = rows.values[0].s, column = rows.values[1].s;
		bool next = !more || !str_eq(name, table);
		if (next && table.len > 0) {
			if (postgres)
				buf_printf(&b, " AS x FROM \"%.*s\") y", STR_ARG(table));
			else
				buf_printf(&b, " AS x FROM \"%.*s\" ORDER BY 1)", STR_ARG(table));
		}
		if (!more)
			break;
		if (next) {
			buf_printf(&b, "%sSELECT '%.*s', count(*), coalesce(%s, '') FROM (SELECT ''",
				table.len > 0 ? " UNION ALL " : "", STR_ARG(name),
				postgres ? "string_agg(x, '/' ORDER BY x)" : "group_concat(x, '/')");
			table = name;
		}
		if (!is_touched(name, column))
			buf_printf(&b, postgres ? " || '|' || coalesce(\"%.*s\"::text, '')"
						: " || '|' || quote(\"%.*s\")", STR_ARG(column));
	}
	check(!b.overflow);
	*q = (struct query){ .name = "center_content", .kind = QUERY_EACH, .column_count = 3,
		.columns = shape };
	q->sqlite = q->postgres = str_c(c->t->arena, buf_str(&b));
	return q;
}

/* All rows of all tables, a row for each table; what is read lies in `scratch`. */
static void content_open(struct center *c, struct arena *scratch, struct query_rows *out)
{
	struct ctx *cx = fixture_reader(c->t);

	if (c->content == NULL)
		c->content = content_query(c, cx);
	cx->arena = scratch;
	ASSERT_OK(query_open(cx, c->content, NULL, out));
}

static bool content_next(struct query_rows *rows)
{
	bool more;

	ASSERT_OK(query_next(rows, &more));
	return more;
}

struct str center_holding(struct center *c, struct str word)
{
	struct buf b = buf_new(c->t->arena, 4000);
	AUTO_ARENA scratch = arena_create();
	AUTO_ROWS rows;

	content_open(c, scratch, &rows);
	while (content_next(&rows))
		if (str_find(rows.values[2].s, word) >= 0)
			buf_printf(&b, "%s%.*s", b.len > 0 ? " " : "", STR_ARG(rows.values[0].s));
	return buf_str(&b);
}

struct center_stored *center_look(struct center *c)
{
	struct center_stored *out = arena_new(c->t->arena, struct center_stored);
	AUTO_ARENA scratch = arena_create();
	AUTO_ROWS rows;

	content_open(c, scratch, &rows);
	while (content_next(&rows)) {
		check(out->len < TABLES_MAX);
		out->at[out->len++] = (struct table){
			.name = str_copy(c->t->arena, rows.values[0].s),
			.rows = rows.values[1].i, .hash = str_hash(rows.values[2].s) };
	}
	return out;
}

struct str center_changed(struct center *c, const struct center_stored *before)
{
	const struct center_stored *now = center_look(c);
	struct buf b = buf_new(c->t->arena, 4000);

	check(now->len == before->len);
	for (size_t i = 0; i < now->len; i++)
		if (now->at[i].rows != before->at[i].rows || now->at[i].hash != before->at[i].hash)
			buf_printf(&b, "%s%.*s", b.len > 0 ? " " : "", STR_ARG(now->at[i].name));
	return buf_str(&b);
}

struct str center_mailed(struct center *c, const char *mark)
{
	static const struct query_column shape[] = { { "text", QUERY_TEXT } };
	static const struct query mails = { .name = "center_mails", .kind = QUERY_EACH,
		.column_count = 1, .columns = shape,
		.sqlite = "SELECT text FROM outgoing ORDER BY id",
		.postgres = "SELECT text FROM outgoing ORDER BY id" };
	bool more;
	AUTO_ROWS rows;

	ASSERT_OK(query_open(c->cx, &mails, NULL, &rows));
	for (;;) {
		ASSERT_OK(query_next(&rows, &more));
		ASSERT(more);
		ptrdiff_t at = str_find(rows.values[0].s, str_from(mark));
		if (at >= 0)
			return str_sub(rows.values[0].s, (size_t)at + strlen(mark), 43);
	}
}
