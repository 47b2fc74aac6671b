#include "store/engine/postgres.h"

/* SQLSTATE classes and codes: PostgreSQL 15, appendix A. */
static const struct state {
	const char *prefix;
	enum err_kind kind;
	bool retry;
} states[] = {
	{ "23505", ERR_CONFLICT, false },    /* unique_violation */
	{ "23503", ERR_CONFLICT, false },    /* foreign_key_violation */
	{ "40001", ERR_CONFLICT, true },     /* serialization_failure */
	{ "40P01", ERR_CONFLICT, true },     /* deadlock_detected */
	{ "57P0", ERR_UNAVAILABLE, true },   /* the server stops or starts */
	{ "08", ERR_UNAVAILABLE, true },     /* connection */
	{ "25006", ERR_UNAVAILABLE, true },  /* a standby: reads only */
	{ "53", ERR_UNAVAILABLE, false },    /* disk, memory, connections */
	{ "55", ERR_UNAVAILABLE, false },    /* a lock was not free in time */
	{ "57", ERR_UNAVAILABLE, false },    /* cancelled */
	{ "58", ERR_UNAVAILABLE, false },    /* an error of the system below */
	{ "XX", ERR_UNAVAILABLE, false },    /* damage, or a fault of the server */
	{ "54", ERR_LIMIT, false },
};

static struct str message_of(const char *text)
{
	return str_trim(str_from(text));
}

error pg_error(struct ctx *cx, struct postgres *pg, const PGresult *result, const char *what)
{
	const char *code = result != NULL ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
	const char *primary =
		result != NULL ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
	struct str text = message_of(primary != NULL ? primary : PQerrorMessage(pg->conn));
	enum err_kind kind = ERR_INTERNAL;
	bool retry = false;

	pg->failed = true;
	if (code == NULL && PQstatus(pg->conn) == CONNECTION_BAD) {
		kind = ERR_UNAVAILABLE;
		retry = true;
	}
	for (size_t i = 0; code != NULL && i < sizeof states / sizeof *states; i++)
		if (strncmp(code, states[i].prefix, strlen(states[i].prefix)) == 0) {
			kind = states[i].kind;
			retry = states[i].retry;
			break;
		}
	error e = err_new(cx, kind, "%s: %.*s (%s)", what, STR_ARG(text), code ? code : "lost");
	((struct err *)e)->retry = retry;
	return e;
}

error pg_remember(struct ctx *cx, struct postgres *pg, struct pg_sent sent)
{
	check(pg->sent_count < PG_SENT_MAX);
	pg->sent[pg->sent_count++] = sent;
	pg->synced = sent.kind == PG_SYNC;
	return OK;
}

/* Room for what a query sends: controls, a prepare, itself, and a sync. */
static error make_room(struct ctx *cx, struct postgres *pg)
{
	if (pg->sent_count + PG_WAITING_MAX + 4 < PG_SENT_MAX)
		return OK;
	return pg_settle(cx, pg);
}

error pg_command(struct ctx *cx, struct postgres *pg, const char *sql, bool quiet)
{
	if (!PQsendQueryParams(pg->conn, sql, 0, NULL, NULL, NULL, NULL, 1))
		return pg_error(cx, pg, NULL, sql);
	return pg_remember(cx, pg,
		(struct pg_sent){ .kind = PG_COMMAND, .what = "control", .quiet = quiet });
}

error pg_send_waiting(struct ctx *cx, struct postgres *pg)
{
	static const char *const verbs[] = {
		[PG_SAVEPOINT] = "SAVEPOINT s", [PG_RELEASE] = "RELEASE s",
		[PG_ROLLBACK_TO] = "ROLLBACK TO s", [PG_CLOSE] = "CLOSE c",
	};
	TRY(make_room(cx, pg));
	for (int i = 0; i < pg->waiting_count; i++) {
		char sql[64] = "BEGIN ISOLATION LEVEL REPEATABLE READ";
		if (pg->waiting[i].verb != PG_BEGIN)
			snprintf(sql, sizeof sql, "%s%d", verbs[pg->waiting[i].verb],
				pg->waiting[i].depth);
		TRY(pg_command(cx, pg, sql, false));
	}
	pg->waiting_count = 0;
	return OK;
}

error pg_wait_control(struct ctx *cx, struct postgres *pg, enum pg_control verb, int depth)
{
	if (pg->waiting_count == PG_WAITING_MAX) {
		TRY(pg_send_waiting(cx, pg));
		TRY(pg_settle(cx, pg));
	}
	pg->waiting[pg->waiting_count].verb = verb;
	pg->waiting[pg->waiting_count++].depth = depth;
	return OK;
}

static void reply_put(struct postgres *pg, uint64_t number, PGresult *result)
{
	int slot = (int)(number % PG_REPLIES_MAX);
	PQclear(pg->replies[slot].result);
	pg->replies[slot].number = number;
	pg->replies[slot].result = result;
}

PGresult *pg_reply_take(struct postgres *pg, uint64_t number)
{
	int slot = (int)(number % PG_REPLIES_MAX);
	if (pg->replies[slot].number != number)
		return NULL;
	PGresult *result = pg->replies[slot].result;
	pg->replies[slot].result = NULL;
	return result;
}

void pg_replies_drop(struct postgres *pg)
{
	for (int i = 0; i < PG_REPLIES_MAX; i++) {
		PQclear(pg->replies[i].result);
		pg->replies[i].result = NULL;
		pg->replies[i].number = 0;
	}
}

/* One result is right for what was sent, else its error. */
static error judge(struct ctx *cx, struct postgres *pg, const struct pg_sent *sent,
	PGresult *result)
{
	switch (PQresultStatus(result)) {
	case PGRES_TUPLES_OK:
	case PGRES_COMMAND_OK:
		break;
	case PGRES_PIPELINE_SYNC:
		return OK;
	case PGRES_PIPELINE_ABORTED:
		return err_new(cx, ERR_INTERNAL, "%s: not run, what was sent before failed",
			sent->what);
	default:
		return pg_error(cx, pg, result, sent->what);
	}
	/* COMMIT of a transaction that failed is answered with ROLLBACK, without error. */
	if (sent->kind == PG_COMMIT && strcmp(PQcmdStatus(result), "COMMIT") != 0)
		return err_new(cx, ERR_INTERNAL,
			"not committed: a query failed before; try such a one in a tx of its own");
	return OK;
}

static error settle_one(struct ctx *cx, struct postgres *pg, const struct pg_sent *sent)
{
	PGresult *result = PQgetResult(pg->conn);
	if (result == NULL || PQstatus(pg->conn) == CONNECTION_BAD) {
		error e = pg_error(cx, pg, result, sent->what);
		PQclear(result);
		return e;
	}
	error e = judge(cx, pg, sent, result);
	if (sent->kind == PG_PREPARE && e != OK)
		sent->statement->prepared = false;
	if (sent->kind == PG_QUERY && e == OK)
		reply_put(pg, sent->number, result);
	else
		PQclear(result);
	/* Every command's results end with a NULL; a sync is one result alone. */
	while (sent->kind != PG_SYNC && (result = PQgetResult(pg->conn)) != NULL)
		PQclear(result);
	return sent->quiet ? OK : e;
}

void pg_push(struct postgres *pg)
{
	if (pg->synced || pg->sent_count == 0)
		return;
	check(pg->sent_count < PG_SENT_MAX);
	/* When it fails the connection is lost, which the next settle finds. */
	PQpipelineSync(pg->conn);
	pg->sent[pg->sent_count++] = (struct pg_sent){ .kind = PG_SYNC, .what = "sync" };
	pg->synced = true;
}

error pg_settle(struct ctx *cx, struct postgres *pg)
{
	error first = OK;
	pg_push(pg);
	for (int i = 0; i < pg->sent_count; i++) {
		error e = settle_one(cx, pg, &pg->sent[i]);
		if (first == OK)
			first = e;
		if (PQstatus(pg->conn) == CONNECTION_BAD)
			break;
	}
	pg->sent_count = 0;
	pg->synced = false;
	return first;
}

void pg_forget(struct postgres *pg)
{
	pg->sent_count = pg->waiting_count = 0;
	pg->synced = pg->failed = false;
	pg_replies_drop(pg);
	for (size_t i = 0; i < pg->statements.cap; i++)
		if (pg->statements.slots[i] != NULL)
			pg->statements.slots[i]->prepared = false;
}
