/*
 * Connections, transactions and the table of the engine. A transaction is not begun
 * until its first query, and its end is not waited for when nothing was written.
 */
#include "base/buf.h"
#include "store/engine/postgres.h"

enum { NOTIFY_MAX = 7900 };

error pg_connect(struct ctx *cx, struct store *store, PGconn **out)
{
	/* Later words win: what the URL says counts, but for the encoding. */
	const char *words[] = { "connect_timeout", "application_name", "keepalives_idle",
		"dbname", "client_encoding", NULL };
	const char *values[] = { "5", "mainstay", "30", str_c(cx->arena, store->url), "UTF8", NULL };
	PGconn *conn = PQconnectdbParams(words, values, 1);
	if (PQstatus(conn) != CONNECTION_OK) {
		struct str why = str_trim(str_from(PQerrorMessage(conn)));
		error e = err_new(cx, ERR_UNAVAILABLE, "no connection to the database: %.*s",
			STR_ARG(why));
		((struct err *)e)->retry = true;
		PQfinish(conn);
		return e;
	}
	*out = conn;
	return OK;
}

static error prepare_session(struct ctx *cx, struct postgres *pg)
{
	const char *sql = pg->db.writer
		? "SET default_transaction_isolation = 'repeatable read'; SET jit = off;"
		  "SET lock_timeout = '10s'; SET timezone = 'UTC';"
		  "SET idle_in_transaction_session_timeout = '5min'"
		: "SET default_transaction_isolation = 'repeatable read'; SET jit = off;"
		  "SET default_transaction_read_only = on; SET timezone = 'UTC'";
	PGresult *result = PQexec(pg->conn, sql);
	error e = OK;
	if (PQresultStatus(result) != PGRES_COMMAND_OK)
		e = pg_error(cx, pg, result, "session");
	PQclear(result);
	if (e == OK && pg->db.store->forgetful)
		PQclear(PQexec(pg->conn, "SET synchronous_commit = off"));
	if (e == OK && !PQenterPipelineMode(pg->conn))
		e = pg_error(cx, pg, NULL, "pipeline");
	return e;
}

error pg_reconnect(struct ctx *cx, struct postgres *pg)
{
	PGconn *conn;
	TRY(pg_connect(cx, pg->db.store, &conn));
	PQfinish(pg->conn);
	pg->conn = conn;
	pg_forget(pg);
	TRY(prepare_session(cx, pg));
	int pid = PQbackendPID(conn);
	if (pg->db.writer)
		pg_writer_changed(pg->db.store, pg->pid, pid);
	pg->pid = pid;
	return OK;
}

static void close_db(struct db *db)
{
	struct postgres *pg = (struct postgres *)db;
	if (db->writer)
		pg_writer_changed(db->store, pg->pid, 0);
	pg_replies_drop(pg);
	PQfinish(pg->conn);
	arena_destroy(db->said);
	arena_destroy(db->arena);
}

static error open_db(struct ctx *cx, struct store *store, bool writer, struct db **out)
{
	struct arena *arena = arena_create();
	struct postgres *pg = arena_new(arena, struct postgres);
	pg->db = (struct db){ .driver = &postgres_driver, .store = store, .arena = arena,
		.writer = writer, .said = arena_create() };
	error e = pg_reconnect(cx, pg);
	if (e != OK) {
		close_db(&pg->db);
		return e;
	}
	*out = &pg->db;
	return OK;
}

static error ready(struct ctx *cx, struct db *db)
{
	struct postgres *pg = (struct postgres *)db;
	if (pg->sent_count > 0 && PQstatus(pg->conn) == CONNECTION_OK) {
		error ignored = pg_settle(cx, pg);
		(void)ignored;
	}
	/* A server that went away says so here, before work is begun on it. */
	if (PQstatus(pg->conn) == CONNECTION_OK)
		PQconsumeInput(pg->conn);
	if (PQstatus(pg->conn) == CONNECTION_OK)
		return OK;
	return pg_reconnect(cx, pg);
}

static error begin(struct ctx *cx, struct db *db)
{
	struct postgres *pg = (struct postgres *)db;
	pg->failed = false;
	return pg_wait_control(cx, pg, PG_BEGIN, 0);
}

/* BEGIN has not been sent: there is nothing to end. */
static bool forget_unsent(struct postgres *pg)
{
	if (pg->waiting_count == 0 || pg->waiting[0].verb != PG_BEGIN)
		return false;
	pg->waiting_count = 0;
	return true;
}

static bool lost(struct db *db)
{
	return PQstatus(((struct postgres *)db)->conn) != CONNECTION_OK;
}

static error notify(struct ctx *cx, struct postgres *pg, struct str payload)
{
	const char *values[] = { str_c(cx->arena, payload) };
	if (!PQsendQueryParams(pg->conn, "SELECT pg_notify('mainstay', $1)", 1, NULL, values,
		NULL, NULL, 0))
		return pg_error(cx, pg, NULL, "notify");
	return pg_remember(cx, pg, (struct pg_sent){ .kind = PG_COMMAND, .what = "notify" });
}

/* As few messages as will hold them: one carries at most 8,000 bytes. */
static error notify_all(struct ctx *cx, struct postgres *pg, const announcement_list *all)
{
	struct buf b = buf_new(cx->arena, NOTIFY_MAX);
	for (size_t i = 0; i < all->len; i++) {
		if (b.len > NOTIFY_MAX - 64) {
			TRY(notify(cx, pg, buf_str(&b)));
			TRY(pg_settle(cx, pg));
			buf_clear(&b);
		}
		buf_printf(&b, "%s %" PRId64 "\n", all->at[i].topic, all->at[i].id);
	}
	return b.len > 0 ? notify(cx, pg, buf_str(&b)) : OK;
}

/* Outside of a transaction. */
static error announce(struct ctx *cx, const struct announcement *a)
{
	struct postgres *pg = (struct postgres *)cx->db;
	struct announcement copy = *a;
	TRY(notify_all(cx, pg, &(announcement_list){ &copy, 1 }));
	return pg_settle(cx, pg);
}

static error commit(struct ctx *cx, struct db *db)
{
	struct postgres *pg = (struct postgres *)db;
	if (db->announced.len == 0 && forget_unsent(pg))
		return OK;
	TRY(pg_send_waiting(cx, pg));
	TRY(notify_all(cx, pg, &db->announced));
	TRY(pg_command(cx, pg, "COMMIT", false));
	pg->sent[pg->sent_count - 1].kind = PG_COMMIT;
	error e = pg_settle(cx, pg);
	/* It may have arrived: to run the work again could do it twice. */
	if (e != OK && lost(db))
		return err_new(cx, ERR_UNAVAILABLE, "the connection was lost while committing: %.*s",
			STR_ARG(e->text));
	return e;
}

static void rollback(struct db *db)
{
	struct postgres *pg = (struct postgres *)db;
	struct ctx cx = { .arena = db->said };
	pg_replies_drop(pg);
	if (forget_unsent(pg) || PQstatus(pg->conn) != CONNECTION_OK)
		return;
	pg->waiting_count = 0;
	/* Sent at once, so that its locks go; answered when the connection is next used. */
	if (pg->sent_count + 4 >= PG_SENT_MAX) {
		error ignored = pg_settle(&cx, pg);
		(void)ignored;
	}
	if (pg_command(&cx, pg, "ROLLBACK", true) == OK)
		pg_push(pg);
	pg->failed = false;
}

static error savepoint(struct ctx *cx, struct db *db, int depth)
{
	return pg_wait_control(cx, (struct postgres *)db, PG_SAVEPOINT, depth);
}

/* The savepoint still waits: nothing was sent since. Takes it and what follows back. */
static bool unsent_savepoint(struct postgres *pg, int depth)
{
	for (int i = pg->waiting_count; i-- > 0;)
		if (pg->waiting[i].verb == PG_SAVEPOINT && pg->waiting[i].depth == depth) {
			pg->waiting_count = i;
			return true;
		}
	return false;
}

static error release(struct ctx *cx, struct db *db, int depth)
{
	struct postgres *pg = (struct postgres *)db;
	if (pg->failed)
		return err_new(cx, ERR_INTERNAL,
			"a query failed before; try such a one in a tx of its own");
	if (unsent_savepoint(pg, depth))
		return OK;
	return pg_wait_control(cx, pg, PG_RELEASE, depth);
}

static void rollback_to(struct db *db, int depth)
{
	struct postgres *pg = (struct postgres *)db;
	struct ctx cx = { .arena = db->said };
	if (unsent_savepoint(pg, depth))
		return;
	error e = pg_wait_control(&cx, pg, PG_ROLLBACK_TO, depth);
	if (e == OK)
		e = pg_wait_control(&cx, pg, PG_RELEASE, depth);
	/* Else the connection is lost, and with it the whole transaction. */
	if (e == OK)
		pg->failed = false;
}

static error script(struct ctx *cx, struct str sql)
{
	struct postgres *pg = (struct postgres *)cx->db;
	TRY(pg_send_waiting(cx, pg));
	TRY(pg_settle(cx, pg));
	if (!PQexitPipelineMode(pg->conn))
		return pg_error(cx, pg, NULL, "script");
	PGresult *result = PQexec(pg->conn, str_c(cx->arena, sql));
	ExecStatusType status = PQresultStatus(result);
	error e = OK;
	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
		e = pg_error(cx, pg, result, "script");
	PQclear(result);
	check(PQenterPipelineMode(pg->conn) || e != OK);
	return e;
}

/* Nodes that start at the same time migrate one after the other. */
static error exclusive(struct ctx *cx, bool on)
{
	return script(cx, on ? STR("SELECT pg_advisory_lock(7236837)")
			     : STR("SELECT pg_advisory_unlock(7236837)"));
}

static error backup(struct ctx *cx, struct store *store, struct str dest)
{
	return err_new(cx, ERR_INVALID,
		"the database is PostgreSQL: copy it with pg_dump, then the folders files and vault");
}

/* PostgreSQL holds its constraints itself; these are the ones that it was told not to. */
static error inspect(struct ctx *cx, struct store *store, struct store_findings *out)
{
	struct store_findings found = { 0 };
	PGconn *conn;
	TRY(pg_connect(cx, store, &conn));
	PGresult *result = PQexec(conn,
		"SELECT 'index ' || indexrelid::regclass || ' is not valid' FROM pg_index"
		" WHERE NOT indisvalid UNION ALL "
		"SELECT 'constraint ' || conname || ' of ' || conrelid::regclass ||"
		" ' was not checked' FROM pg_constraint WHERE NOT convalidated");
	error e = OK;
	if (PQresultStatus(result) != PGRES_TUPLES_OK)
		e = err_new(cx, ERR_UNAVAILABLE, "check: %s", PQerrorMessage(conn));
	for (int i = 0; i < PQntuples(result); i++)
		*arena_push(cx->arena, &found) =
			str_copy(cx->arena, str_from(PQgetvalue(result, i, 0)));
	PQclear(result);
	PQfinish(conn);
	if (e == OK)
		*out = found;
	return e;
}

const struct driver postgres_driver = {
	.name = "postgres",
	.open = open_db,
	.close = close_db,
	.ready = ready,
	.begin = begin,
	.commit = commit,
	.rollback = rollback,
	.lost = lost,
	.savepoint = savepoint,
	.release = release,
	.rollback_to = rollback_to,
	.open_rows = pg_open_rows,
	.next = pg_next,
	.close_rows = pg_close_rows,
	.run = pg_run,
	.send = pg_send,
	.receive = pg_receive,
	.prepare = pg_prepare,
	.script = script,
	.exclusive = exclusive,
	.announce = announce,
	.start = pg_start,
	.stop = pg_stop,
	.own = pg_own,
	.backup = backup,
	.inspect = inspect,
};
