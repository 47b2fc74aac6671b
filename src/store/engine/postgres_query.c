#include <endian.h>

#include "store/engine/postgres.h"

/* Types of the catalogue pg_type, which never change. */
enum { OID_BOOL = 16, OID_BYTEA = 17, OID_NAME = 19, OID_INT8 = 20, OID_INT2 = 21,
	OID_INT4 = 23, OID_TEXT = 25, OID_FLOAT4 = 700, OID_FLOAT8 = 701, OID_BPCHAR = 1042,
	OID_VARCHAR = 1043 };

static const Oid oids[] = {
	[QUERY_INT] = OID_INT8, [QUERY_TEXT] = OID_TEXT, [QUERY_BLOB] = OID_BYTEA,
	[QUERY_REAL] = OID_FLOAT8,
};

struct bound {
	const char *values[QUERY_PARAMS_MAX];
	int lengths[QUERY_PARAMS_MAX];
	int formats[QUERY_PARAMS_MAX];
	Oid types[QUERY_PARAMS_MAX];
	uint64_t numbers[QUERY_PARAMS_MAX];
};

static error bind(struct ctx *cx, const struct query *query, const struct query_value *params,
	struct bound *out)
{
	for (int i = 0; i < query->param_count; i++) {
		const struct query_value *v = &params[i];
		enum query_type type = query->params[i].type;
		out->types[i] = oids[type];
		out->formats[i] = 1;
		out->values[i] = NULL;
		out->lengths[i] = 0;
		if (v->null)
			continue;
		if (type == QUERY_INT || type == QUERY_REAL) {
			uint64_t bits = (uint64_t)v->i;
			if (type == QUERY_REAL)
				memcpy(&bits, &v->d, sizeof bits);
			out->numbers[i] = htobe64(bits);
			out->values[i] = (const char *)&out->numbers[i];
			out->lengths[i] = 8;
			continue;
		}
		if (v->s.len > INT32_MAX / 2)
			return err_new(cx, ERR_LIMIT, "%s: a value is too long", query->name);
		out->values[i] = v->s.len > 0 ? v->s.at : "";
		out->lengths[i] = (int)v->s.len;
	}
	return OK;
}

static uint64_t big_endian(const char *at, int len)
{
	uint64_t bits = 0;
	for (int i = 0; i < len; i++)
		bits = bits << 8 | (unsigned char)at[i];
	return bits;
}

static bool type_fits(Oid oid, enum query_type type)
{
	switch (type) {
	case QUERY_INT:
		return oid == OID_INT8 || oid == OID_INT4 || oid == OID_INT2 || oid == OID_BOOL;
	case QUERY_REAL:
		return oid == OID_FLOAT8 || oid == OID_FLOAT4;
	case QUERY_TEXT:
		return oid == OID_TEXT || oid == OID_VARCHAR || oid == OID_NAME || oid == OID_BPCHAR;
	case QUERY_BLOB:
		return oid == OID_BYTEA;
	}
	return false;
}

static void decode(struct ctx *cx, const char *at, int len, enum query_type type,
	struct query_value *out)
{
	if (type == QUERY_TEXT || type == QUERY_BLOB) {
		out->s = str_copy(cx->arena, str_of(at, (size_t)len));
		return;
	}
	uint64_t bits = big_endian(at, len);
	if (type == QUERY_INT) {
		/* Shorter ones keep their sign; a bool is one byte, 0 or 1. */
		int shift = 64 - len * 8;
		out->i = (int64_t)(bits << shift) >> shift;
	} else if (len == 4) {
		uint32_t half = (uint32_t)bits;
		float f;
		memcpy(&f, &half, sizeof f);
		out->d = (double)f;
	} else {
		memcpy(&out->d, &bits, sizeof out->d);
	}
}

/* Columns as declared, by number and type. */
static error columns_fit(struct ctx *cx, const struct query *query, const PGresult *result)
{
	if (PQnfields(result) != query->column_count)
		return err_new(cx, ERR_INTERNAL, "%s gives %d columns, not the %d declared",
			query->name, PQnfields(result), query->column_count);
	for (int i = 0; i < query->column_count; i++)
		if (!type_fits(PQftype(result, i), query->columns[i].type))
			return err_new(cx, ERR_INTERNAL,
				"%s: column %s is of type %u: cast it to the declared one",
				query->name, query->columns[i].name, PQftype(result, i));
	return OK;
}

static error text_of(struct ctx *cx, const struct query *query)
{
	if (query->postgres == NULL)
		return err_new(cx, ERR_INTERNAL, "%s has no text for PostgreSQL", query->name);
	return OK;
}

static error send_failed(struct ctx *cx, struct postgres *pg, const struct query *query)
{
	return pg_error(cx, pg, NULL, query->name);
}

/* Sends what waits, the statement when it is new, and the query; *ret_number is its reply. */
static error ask(struct ctx *cx, struct postgres *pg, const struct query *query,
	const struct query_value *params, uint64_t *ret_number)
{
	struct bound b;
	TRY(text_of(cx, query));
	TRY(bind(cx, query, params, &b));
	TRY(pg_send_waiting(cx, pg));
	struct statement *st = statement_get(&pg->statements, pg->db.arena, query);
	char name[32];
	snprintf(name, sizeof name, "q%" PRIu64, st->number);
	if (!st->prepared) {
		if (!PQsendPrepare(pg->conn, name, query->postgres, query->param_count, b.types))
			return send_failed(cx, pg, query);
		TRY(pg_remember(cx, pg, (struct pg_sent){ .kind = PG_PREPARE,
			.what = query->name, .statement = st }));
		/* A second call in the same pipeline finds it there. */
		st->prepared = true;
	}
	if (!PQsendQueryPrepared(pg->conn, name, query->param_count, b.values, b.lengths,
		b.formats, 1))
		return send_failed(cx, pg, query);
	*ret_number = ++pg->number;
	return pg_remember(cx, pg, (struct pg_sent){ .kind = PG_QUERY, .what = query->name,
		.statement = st, .number = pg->number });
}

/* A reader without a snapshot may ask again on a new connection: nothing depends on it. */
static bool may_repeat(const struct db *db, error e)
{
	return e->retry && !db->writer && db->snapshots == 0;
}

static error ask_and_settle(struct ctx *cx, const struct query *query,
	const struct query_value *params, PGresult **out)
{
	struct postgres *pg = (struct postgres *)cx->db;
	uint64_t number = 0;
	error e = ask(cx, pg, query, params, &number);
	if (e == OK)
		e = pg_settle(cx, pg);
	if (e != OK && may_repeat(cx->db, e)) {
		TRY(pg_reconnect(cx, pg));
		TRY(ask(cx, pg, query, params, &number));
		e = pg_settle(cx, pg);
	}
	TRY(e);
	*out = pg_reply_take(pg, number);
	check(*out != NULL);
	return OK;
}

static error rows_begin(struct query_rows *rows, PGresult *result)
{
	error e = columns_fit(rows->cx, rows->query, result);
	if (e != OK) {
		PQclear(result);
		return e;
	}
	struct pg_rows *pr = arena_new(rows->cx->arena, struct pg_rows);
	pr->result = result;
	pr->count = PQntuples(result);
	rows->statement = pr;
	return OK;
}

/*
 * A cursor of the server, read in pieces: other queries run between them. It needs a
 * transaction, so a reader without a snapshot gets one for its time.
 */
static error cursor_open(struct query_rows *rows, const struct query_value *params)
{
	struct ctx *cx = rows->cx;
	struct postgres *pg = (struct postgres *)cx->db;
	struct bound b;
	TRY(text_of(cx, rows->query));
	TRY(bind(cx, rows->query, params, &b));
	struct pg_rows *pr = arena_new(cx->arena, struct pg_rows);
	if (!cx->db->writer) {
		TRY(snapshot_begin(cx));
		pr->snapshot = true;
	}
	pr->cursor = (int)++pg->cursors;
	rows->statement = pr;

	struct str sql = str_printf(cx->arena, "DECLARE c%d NO SCROLL CURSOR FOR %s", pr->cursor,
		rows->query->postgres);
	error e = pg_send_waiting(cx, pg);
	if (e == OK && !PQsendQueryParams(pg->conn, sql.at, rows->query->param_count, b.types,
		b.values, b.lengths, b.formats, 1))
		e = send_failed(cx, pg, rows->query);
	if (e == OK)
		e = pg_remember(cx, pg,
			(struct pg_sent){ .kind = PG_COMMAND, .what = rows->query->name });
	if (e != OK)
		query_close(rows);
	return e;
}

static error cursor_fetch(struct query_rows *rows, struct pg_rows *pr)
{
	struct ctx *cx = rows->cx;
	struct postgres *pg = (struct postgres *)cx->db;
	char sql[48];
	snprintf(sql, sizeof sql, "FETCH %d FROM c%d", PG_FETCH, pr->cursor);
	PQclear(pr->result);
	pr->result = NULL;
	pr->at = pr->count = 0;
	TRY(pg_send_waiting(cx, pg));
	TRY(pg_command(cx, pg, sql, false));
	struct pg_sent *sent = &pg->sent[pg->sent_count - 1];
	sent->kind = PG_QUERY;
	sent->what = rows->query->name;
	sent->number = ++pg->number;
	uint64_t number = sent->number;
	TRY(pg_settle(cx, pg));
	pr->result = pg_reply_take(pg, number);
	check(pr->result != NULL);
	pr->count = PQntuples(pr->result);
	return columns_fit(cx, rows->query, pr->result);
}

error pg_open_rows(struct query_rows *rows, const struct query_value *params)
{
	PGresult *result;
	bool transaction = !rows->cx->db->writer || rows->cx->db->depth > 0;
	if (rows->query->kind == QUERY_EACH && transaction)
		return cursor_open(rows, params);
	TRY(ask_and_settle(rows->cx, rows->query, params, &result));
	return rows_begin(rows, result);
}

error pg_next(struct query_rows *rows, bool *ret_more)
{
	struct pg_rows *pr = rows->statement;
	const struct query *query = rows->query;
	bool exhausted = pr->result != NULL && pr->count < PG_FETCH;
	if (pr->at == pr->count && pr->cursor != 0 && !exhausted)
		TRY(cursor_fetch(rows, pr));
	*ret_more = pr->at < pr->count;
	if (!*ret_more)
		return OK;
	for (int i = 0; i < query->column_count; i++) {
		bool null = PQgetisnull(pr->result, pr->at, i);
		rows->values[i] = (struct query_value){ .null = null };
		if (!null)
			decode(rows->cx, PQgetvalue(pr->result, pr->at, i),
				PQgetlength(pr->result, pr->at, i), query->columns[i].type,
				&rows->values[i]);
	}
	pr->at++;
	return OK;
}

void pg_close_rows(struct query_rows *rows)
{
	struct pg_rows *pr = rows->statement;
	struct postgres *pg = (struct postgres *)rows->cx->db;
	PQclear(pr->result);
	/* The end of its transaction closes a cursor too; a savepoint may have done so. */
	if (pr->snapshot) {
		bool last = rows->cx->db->snapshots == 1;
		if (!last && !pg->failed && pg_wait_control(rows->cx, pg, PG_CLOSE, pr->cursor) != OK)
			pg->failed = true;
		snapshot_end(&rows->cx);
	}
}

error pg_run(struct ctx *cx, const struct query *query, const struct query_value *params,
	int64_t *ret_changes)
{
	PGresult *result;
	TRY(ask_and_settle(cx, query, params, &result));
	int64_t changes = 0;
	if (query->writes)
		str_int(str_from(PQcmdTuples(result)), &changes);
	PQclear(result);
	*ret_changes = changes;
	return OK;
}

error pg_send(struct ctx *cx, struct query_call *call)
{
	return ask(cx, (struct postgres *)cx->db, call->query, call->params, &call->number);
}

error pg_receive(struct query_call *call, struct query_rows *rows)
{
	struct ctx *cx = rows->cx;
	struct postgres *pg = (struct postgres *)cx->db;
	PGresult *result = pg_reply_take(pg, call->number);
	if (result == NULL) {
		TRY(pg_settle(cx, pg));
		result = pg_reply_take(pg, call->number);
	}
	if (result == NULL)
		return err_new(cx, ERR_INTERNAL, "%s: its answer was dropped", call->query->name);
	return rows_begin(rows, result);
}

error pg_prepare(struct ctx *cx, const struct query *query)
{
	struct postgres *pg = (struct postgres *)cx->db;
	Oid types[QUERY_PARAMS_MAX];
	TRY(text_of(cx, query));
	for (int i = 0; i < query->param_count; i++)
		types[i] = oids[query->params[i].type];
	TRY(pg_send_waiting(cx, pg));
	if (!PQsendPrepare(pg->conn, "", query->postgres, query->param_count, types))
		return send_failed(cx, pg, query);
	TRY(pg_remember(cx, pg, (struct pg_sent){ .kind = PG_COMMAND, .what = query->name }));
	if (!PQsendDescribePrepared(pg->conn, ""))
		return send_failed(cx, pg, query);
	TRY(pg_remember(cx, pg, (struct pg_sent){ .kind = PG_QUERY, .what = query->name,
		.number = ++pg->number }));
	TRY(pg_settle(cx, pg));
	PGresult *described = pg_reply_take(pg, pg->number);
	check(described != NULL);
	error e = columns_fit(cx, query, described);
	PQclear(described);
	return e;
}
