#include "store/query.h"

#include "store/driver.h"

struct query_value query_viewer(const struct ctx *cx)
{
	return (struct query_value){ .i = cx->actor->person.v };
}

struct query_value query_viewer_staff(const struct ctx *cx)
{
	return (struct query_value){ .i = cx->actor->staff };
}

bool db_is_writer(const struct db *db)
{
	return db->writer;
}

error db_usable(struct ctx *cx)
{
	check(cx->db != NULL);
	if (cx->db->failed_depth > 0)
		return err_new(cx, ERR_UNAVAILABLE, "the transaction could not begin: %.*s",
			STR_ARG(cx->db->failed));
	if (cx->db->spoiled) {
		error e = err_new(cx, ERR_CONFLICT, "the batch runs again");
		((struct err *)e)->retry = true;
		return e;
	}
	return OK;
}

static error may_run(struct ctx *cx, const struct query *query)
{
	TRY(db_usable(cx));
	if (query->writes && !cx->db->writer)
		return err_new(cx, ERR_INTERNAL, "%s writes, but the connection only reads",
			query->name);
	return OK;
}

error query_open(struct ctx *cx, const struct query *query, const struct query_value *params,
	struct query_rows *out)
{
	out->cx = cx;
	out->query = query;
	out->statement = NULL;
	out->row = 0;
	TRY(may_run(cx, query));
	return cx->db->driver->open_rows(out, params);
}

/* C has no NULL: a column that may be one says so with '?', and is zero or empty then. */
static error check_nulls(const struct query_rows *rows)
{
	const struct query *q = rows->query;
	for (int i = 0; i < q->column_count; i++)
		if (rows->values[i].null && !q->columns[i].nullable)
			return err_new(rows->cx, ERR_INTERNAL, "%s: %s is NULL: declare it with '?'",
				q->name, q->columns[i].name);
	return OK;
}

error query_next(struct query_rows *rows, bool *ret_more)
{
	if (rows->statement == NULL) {
		*ret_more = false;
		return OK;
	}
	bool more = false;
	error e = rows->cx->db->driver->next(rows, &more);
	if (e == OK && more)
		e = check_nulls(rows);
	if (e != OK || !more)
		query_close(rows);
	if (e != OK)
		return e;
	rows->row += more;
	*ret_more = more;
	return OK;
}

void query_close(struct query_rows *rows)
{
	if (rows->statement == NULL)
		return;
	rows->cx->db->driver->close_rows(rows);
	rows->statement = NULL;
}

error query_run(struct ctx *cx, const struct query *query, const struct query_value *params,
	int64_t *ret_changes)
{
	int64_t changes = 0;
	TRY(may_run(cx, query));
	TRY(cx->db->driver->run(cx, query, params, &changes));
	if (ret_changes != NULL)
		*ret_changes = changes;
	return OK;
}

static struct query_value value_copy(struct ctx *cx, const struct query_value *v,
	enum query_type type)
{
	struct query_value copy = *v;
	if (!v->null && (type == QUERY_TEXT || type == QUERY_BLOB))
		copy.s = str_copy(cx->arena, v->s);
	return copy;
}

error query_send(struct ctx *cx, const struct query *query, const struct query_value *params,
	struct query_call *out)
{
	TRY(may_run(cx, query));
	check(!query->writes && !cx->db->writer);
	struct query_value *copy = arena_array(cx->arena, struct query_value, query->param_count);
	for (int i = 0; i < query->param_count; i++)
		copy[i] = value_copy(cx, &params[i], query->params[i].type);
	*out = (struct query_call){ .query = query, .params = copy };
	return cx->db->driver->send(cx, out);
}

error query_receive(struct ctx *cx, struct query_call *call, struct query_rows *out)
{
	out->cx = cx;
	out->query = call->query;
	out->statement = NULL;
	out->row = 0;
	return cx->db->driver->receive(call, out);
}

error query_prepare(struct ctx *cx, const struct query *query)
{
	return cx->db->driver->prepare(cx, query);
}
