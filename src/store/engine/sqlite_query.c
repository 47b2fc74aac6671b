#include "store/engine/sqlite.h"

static error prepare(struct ctx *cx, struct sqlite *s, const struct query *query,
	unsigned flags, sqlite3_stmt **out)
{
	if (query->sqlite == NULL)
		return err_new(cx, ERR_INTERNAL, "%s has no text for SQLite", query->name);
	int rc = sqlite3_prepare_v3(s->handle, query->sqlite, -1, flags, out, NULL);
	return rc == SQLITE_OK ? OK : sqlite_error(cx, s->handle, rc, query->name);
}

/* The cached statement; one of its own when a cursor stands on the cached one. */
static error statement_take(struct ctx *cx, const struct query *query, struct statement **out)
{
	struct sqlite *s = (struct sqlite *)cx->db;
	struct statement *st = statement_get(&s->statements, s->db.arena, query);
	if (st->busy) {
		st = arena_new(cx->arena, struct statement);
		st->query = query;
		st->once = true;
	}
	if (st->handle == NULL) {
		sqlite3_stmt *handle;
		unsigned flags = st->once ? 0 : SQLITE_PREPARE_PERSISTENT;
		TRY(prepare(cx, s, query, flags, &handle));
		st->handle = handle;
	}
	if (!sqlite3_stmt_readonly(st->handle))
		TRY(sqlite_before_write(cx, s));
	st->busy = true;
	*out = st;
	return OK;
}

static void statement_give(struct statement *st)
{
	st->busy = false;
	if (st->once)
		sqlite3_finalize(st->handle);
	else
		sqlite3_reset(st->handle);
}

static int bind_one(sqlite3_stmt *handle, int n, const struct query_value *v,
	enum query_type type, sqlite3_destructor_type life)
{
	/* A NULL address would bind NULL: an empty text has an address of its own. */
	const char *at = v->s.len > 0 ? v->s.at : "";
	if (v->null)
		return sqlite3_bind_null(handle, n);
	switch (type) {
	case QUERY_INT:
		return sqlite3_bind_int64(handle, n, v->i);
	case QUERY_TEXT:
		return sqlite3_bind_text64(handle, n, at, v->s.len, life, SQLITE_UTF8);
	case QUERY_BLOB:
		return sqlite3_bind_blob64(handle, n, at, v->s.len, life);
	case QUERY_REAL:
		return sqlite3_bind_double(handle, n, v->d);
	}
	return SQLITE_MISUSE;
}

static error bind(struct ctx *cx, struct statement *st, const struct query_value *params)
{
	const struct query *query = st->query;
	/* A cursor may outlive the text of its parameters; the others are stepped at once. */
	bool copies = query->kind == QUERY_EACH;
	sqlite3_destructor_type life = copies ? SQLITE_TRANSIENT : SQLITE_STATIC;
	for (int i = 0; i < query->param_count; i++) {
		int rc = bind_one(st->handle, i + 1, &params[i], query->params[i].type, life);
		if (rc != SQLITE_OK)
			return sqlite_error(cx, sqlite3_db_handle(st->handle), rc, query->name);
	}
	return OK;
}

error sqlite_open_rows(struct query_rows *rows, const struct query_value *params)
{
	struct statement *st;
	TRY(statement_take(rows->cx, rows->query, &st));
	error e = bind(rows->cx, st, params);
	if (e != OK) {
		statement_give(st);
		return e;
	}
	rows->statement = st;
	return OK;
}

static void column(struct ctx *cx, sqlite3_stmt *handle, int n, enum query_type type,
	struct query_value *out)
{
	*out = (struct query_value){ .null = sqlite3_column_type(handle, n) == SQLITE_NULL };
	if (out->null)
		return;
	const void *at;
	switch (type) {
	case QUERY_INT:
		out->i = sqlite3_column_int64(handle, n);
		break;
	case QUERY_REAL:
		out->d = sqlite3_column_double(handle, n);
		break;
	case QUERY_TEXT:
		at = sqlite3_column_text(handle, n);
		out->s = str_copy(cx->arena, str_of(at, (size_t)sqlite3_column_bytes(handle, n)));
		break;
	case QUERY_BLOB:
		at = sqlite3_column_blob(handle, n);
		out->s = str_copy(cx->arena, str_of(at, (size_t)sqlite3_column_bytes(handle, n)));
		break;
	}
}

error sqlite_next(struct query_rows *rows, bool *ret_more)
{
	struct statement *st = rows->statement;
	const struct query *query = rows->query;
	int rc = sqlite3_step(st->handle);
	if (rc == SQLITE_DONE) {
		*ret_more = false;
		return OK;
	}
	if (rc != SQLITE_ROW)
		return sqlite_error(rows->cx, sqlite3_db_handle(st->handle), rc, query->name);
	for (int i = 0; i < query->column_count; i++)
		column(rows->cx, st->handle, i, query->columns[i].type, &rows->values[i]);
	*ret_more = true;
	return OK;
}

void sqlite_close_rows(struct query_rows *rows)
{
	statement_give(rows->statement);
}

error sqlite_run(struct ctx *cx, const struct query *query, const struct query_value *params,
	int64_t *ret_changes)
{
	struct statement *st;
	TRY(statement_take(cx, query, &st));
	sqlite3 *handle = sqlite3_db_handle(st->handle);
	error e = bind(cx, st, params);
	int rc = SQLITE_ROW;
	while (e == OK && rc == SQLITE_ROW)
		rc = sqlite3_step(st->handle);
	if (e == OK && rc != SQLITE_DONE)
		e = sqlite_error(cx, handle, rc, query->name);
	if (e == OK)
		*ret_changes = query->writes ? sqlite3_changes64(handle) : 0;
	statement_give(st);
	return e;
}

/* Nothing to gain from asking ahead: no network is between. */
error sqlite_send(struct ctx *cx, struct query_call *call)
{
	return OK;
}

error sqlite_receive(struct query_call *call, struct query_rows *rows)
{
	return sqlite_open_rows(rows, call->params);
}

error sqlite_prepare(struct ctx *cx, const struct query *query)
{
	struct sqlite *s = (struct sqlite *)cx->db;
	sqlite3_stmt *handle;
	TRY(prepare(cx, s, query, 0, &handle));
	int columns = sqlite3_column_count(handle);
	int params = sqlite3_bind_parameter_count(handle);
	sqlite3_finalize(handle);
	if (columns != query->column_count)
		return err_new(cx, ERR_INTERNAL, "%s gives %d columns, not the %d declared",
			query->name, columns, query->column_count);
	if (params > query->param_count)
		return err_new(cx, ERR_INTERNAL, "%s uses parameter %d of %d declared",
			query->name, params, query->param_count);
	return OK;
}
