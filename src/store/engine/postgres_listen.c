/*
 * What other nodes announce arrives on a connection of its own, read by one thread.
 * When it was lost, something may have been missed: listeners hear the topic "lost"
 * with id 0 and forget what they keep. The locks of store_own live on a further one.
 */
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "os/file.h"
#include "store/engine/postgres.h"

enum { ROLES_MAX = 16, PIDS_MAX = STORE_WRITERS_MAX + 4, RETRY_MS = 1000 };

struct pg_engine {
	struct store *store;
	pthread_t thread;
	bool started;
	PGconn *conn; /* that listens; NULL: lost */
	int stop_fd;
	int pids[PIDS_MAX]; /* of our own writers; under the mutex of the store */

	pthread_mutex_t mutex; /* of what follows */
	PGconn *owner;
	struct str roles[ROLES_MAX];
	int role_count;
};

void pg_writer_changed(struct store *store, int old_pid, int new_pid)
{
	struct pg_engine *engine = store->engine;
	if (engine == NULL)
		return;
	bool removed = old_pid == 0, added = new_pid == 0;
	pthread_mutex_lock(&store->mutex);
	for (int i = 0; i < PIDS_MAX && !(removed && added); i++) {
		if (!removed && engine->pids[i] == old_pid) {
			engine->pids[i] = 0;
			removed = true;
		}
		if (!added && engine->pids[i] == 0) {
			engine->pids[i] = new_pid;
			added = true;
		}
	}
	pthread_mutex_unlock(&store->mutex);
}

static bool is_own(struct pg_engine *engine, int pid)
{
	bool own = false;
	pthread_mutex_lock(&engine->store->mutex);
	for (int i = 0; i < PIDS_MAX; i++)
		own |= engine->pids[i] == pid;
	pthread_mutex_unlock(&engine->store->mutex);
	return own;
}

/* "case 42\ncase 43\n": what one commit announced. */
static void deliver(struct pg_engine *engine, struct str payload)
{
	struct str line, topic;
	while (str_cut(&payload, '\n', &line)) {
		int64_t id;
		if (str_cut(&line, ' ', &topic) && str_int(line, &id))
			announce_one(engine->store, topic, id);
	}
}

static void deliver_all(struct pg_engine *engine, PGconn *conn)
{
	PGnotify *n;
	while ((n = PQnotifies(conn)) != NULL) {
		if (!is_own(engine, n->be_pid))
			deliver(engine, str_from(n->extra));
		PQfreemem(n);
	}
}

static error listen_on(struct ctx *cx, struct pg_engine *engine)
{
	PGconn *conn;
	TRY(pg_connect(cx, engine->store, &conn));
	PGresult *result = PQexec(conn, "LISTEN mainstay");
	bool listening = PQresultStatus(result) == PGRES_COMMAND_OK;
	PQclear(result);
	if (!listening) {
		PQfinish(conn);
		return err_new(cx, ERR_UNAVAILABLE, "the database does not let us listen");
	}
	engine->conn = conn;
	return OK;
}

/* Waits for the connection or the end; false at the end. */
static bool wait_for(struct pg_engine *engine, PGconn *conn)
{
	struct pollfd fds[] = { { .fd = engine->stop_fd, .events = POLLIN },
		{ .fd = conn != NULL ? PQsocket(conn) : -1, .events = POLLIN } };
	poll(fds, 2, conn != NULL ? -1 : RETRY_MS);
	return fds[0].revents == 0;
}

static void listen_again(struct pg_engine *engine)
{
	AUTO_ARENA arena = arena_create();
	struct ctx cx = { .arena = arena };
	if (listen_on(&cx, engine) == OK)
		announce_one(engine->store, STR("lost"), 0);
}

static void *listen_main(void *arg)
{
	struct pg_engine *engine = arg;
	do {
		if (engine->conn == NULL)
			listen_again(engine);
		if (engine->conn != NULL && !PQconsumeInput(engine->conn)) {
			PQfinish(engine->conn);
			engine->conn = NULL;
		}
		if (engine->conn != NULL)
			deliver_all(engine, engine->conn);
	} while (wait_for(engine, engine->conn));
	return NULL;
}

error pg_start(struct ctx *cx, struct store *store)
{
	struct pg_engine *engine = arena_new(store->arena, struct pg_engine);
	engine->store = store;
	engine->stop_fd = eventfd(0, EFD_CLOEXEC);
	if (engine->stop_fd < 0)
		return err_os(cx, "make", STR("an event descriptor"));
	pthread_mutex_init(&engine->mutex, NULL);
	store->engine = engine;
	/* Before any work: nothing that is committed from now on is missed. */
	TRY(listen_on(cx, engine));
	if (pthread_create(&engine->thread, NULL, listen_main, engine) != 0)
		return err_new(cx, ERR_UNAVAILABLE, "cannot start a thread to listen");
	engine->started = true;
	return OK;
}

void pg_stop(struct store *store)
{
	struct pg_engine *engine = store->engine;
	if (engine == NULL)
		return;
	if (engine->started) {
		check(eventfd_write(engine->stop_fd, 1) == 0);
		pthread_join(engine->thread, NULL);
	}
	PQfinish(engine->conn);
	PQfinish(engine->owner);
	fd_close(&engine->stop_fd);
	pthread_mutex_destroy(&engine->mutex);
	store->engine = NULL;
}

static bool owns_already(const struct pg_engine *engine, struct str role)
{
	for (int i = 0; i < engine->role_count; i++)
		if (str_eq(engine->roles[i], role))
			return true;
	return false;
}

/* A fresh connection owns nothing. */
static error owner_ready(struct ctx *cx, struct pg_engine *engine)
{
	if (engine->owner != NULL) {
		PGresult *result = PQexec(engine->owner, "SELECT 1");
		bool alive = PQresultStatus(result) == PGRES_TUPLES_OK;
		PQclear(result);
		if (alive)
			return OK;
		PQfinish(engine->owner);
		engine->owner = NULL;
	}
	engine->role_count = 0;
	return pg_connect(cx, engine->store, &engine->owner);
}

static error own(struct ctx *cx, struct pg_engine *engine, struct str role, bool *ret_owned)
{
	TRY(owner_ready(cx, engine));
	*ret_owned = owns_already(engine, role);
	if (*ret_owned)
		return OK;
	check(engine->role_count < ROLES_MAX);
	struct str sql = str_printf(cx->arena, "SELECT pg_try_advisory_lock(%" PRId64 ")::int",
		(int64_t)str_hash(role));
	PGresult *result = PQexec(engine->owner, sql.at);
	error e = OK;
	if (PQresultStatus(result) != PGRES_TUPLES_OK)
		e = err_new(cx, ERR_UNAVAILABLE, "lock: %s", PQerrorMessage(engine->owner));
	else
		*ret_owned = PQgetvalue(result, 0, 0)[0] == '1';
	PQclear(result);
	if (*ret_owned)
		engine->roles[engine->role_count++] = str_copy(engine->store->arena, role);
	return e;
}

error pg_own(struct ctx *cx, struct store *store, struct str role, bool *ret_owned)
{
	struct pg_engine *engine = store->engine;
	pthread_mutex_lock(&engine->mutex);
	error e = own(cx, engine, role, ret_owned);
	pthread_mutex_unlock(&engine->mutex);
	return e;
}
