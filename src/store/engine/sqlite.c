/*
 * One writer connection does all writes and all checkpoints; readers are opened
 * read-only. See doc/internals/store.md for the pragmas.
 */
#include "store/engine/sqlite.h"

#include <fcntl.h>

#include "os/file.h"

enum {
	BUSY_MS = 5000,
	CHECKPOINT_PAGES = 2000, /* 8 MB of log; done after the callers were told */
	LARGE_PAGES = 32000,     /* 128 MB: readers did not let it begin anew */
	RESTART_MS = 50,
};

error sqlite_exec(struct ctx *cx, sqlite3 *handle, const char *sql)
{
	int rc = sqlite3_exec(handle, sql, NULL, NULL, NULL);
	return rc == SQLITE_OK ? OK : sqlite_error(cx, handle, rc, sql);
}

void sqlite_close_at(sqlite3 **handle)
{
	sqlite3_close(*handle);
	*handle = NULL;
}

/* Counting memory takes one lock for all threads, at each allocation. */
static void configure(void)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	sqlite3_initialize();
}

static error connect_to(struct ctx *cx, struct store *store, int flags, sqlite3 **out)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	sqlite3 *handle;
	pthread_once(&once, configure);
	int rc = sqlite3_open_v2(str_c(cx->arena, store->url), &handle,
		flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
	if (rc != SQLITE_OK) {
		error e = sqlite_error(cx, handle, rc, str_c(cx->arena, store->url));
		sqlite3_close(handle);
		return e;
	}
	sqlite3_busy_timeout(handle, BUSY_MS);
	sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	*out = handle;
	return OK;
}

/* The first that is read of the file: what is wrong with it shows here. */
static error set_up(struct ctx *cx, struct store *store, sqlite3 *handle, const char *sql)
{
	int rc = sqlite3_exec(handle, sql, NULL, NULL, NULL);
	return rc == SQLITE_OK ? OK : sqlite_error(cx, handle, rc, str_c(cx->arena, store->url));
}

error sqlite_open_reader(struct ctx *cx, struct store *store, sqlite3 **out)
{
	sqlite3 *handle = NULL;
	TRY(connect_to(cx, store, SQLITE_OPEN_READONLY, &handle));
	/* The last one to close must not checkpoint: that is the writer's alone. */
	sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	error e = set_up(cx, store, handle,
		"PRAGMA query_only = ON; PRAGMA cache_size = -2000;"
		"PRAGMA mmap_size = 268435456; PRAGMA temp_store = MEMORY;");
	if (e != OK)
		sqlite3_close(handle);
	else
		*out = handle;
	return e;
}

static int count_pages(void *arg, sqlite3 *handle, const char *schema, int pages)
{
	struct sqlite *s = arg;
	s->wal_pages = pages;
	return SQLITE_OK;
}

static error open_writer(struct ctx *cx, struct sqlite *s)
{
	TRY(connect_to(cx, s->db.store, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &s->handle));
	/* wal_autocheckpoint is a hook of SQLite's own, so ours takes its place. */
	error e = set_up(cx, s->db.store, s->handle,
		"PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;"
		"PRAGMA foreign_keys = ON; PRAGMA cache_size = -8000;"
		"PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;"
		"PRAGMA journal_size_limit = 67108864;");
	if (e == OK)
		e = sqlite_exec(cx, s->handle, s->db.store->forgetful
			? "PRAGMA synchronous = OFF; PRAGMA cache_size = -500000" : "PRAGMA synchronous = FULL");
	if (e != OK)
		sqlite_close_at(&s->handle);
	else
		sqlite3_wal_hook(s->handle, count_pages, s);
	return e;
}

static error open_db(struct ctx *cx, struct store *store, bool writer, struct db **out)
{
	struct arena *arena = arena_create();
	struct sqlite *s = arena_new(arena, struct sqlite);
	s->db = (struct db){ .driver = &sqlite_driver, .store = store, .arena = arena,
		.writer = writer, .said = arena_create() };
	error e = writer ? open_writer(cx, s) : sqlite_open_reader(cx, store, &s->handle);
	if (e != OK) {
		arena_destroy(s->db.said);
		arena_destroy(arena);
		return e;
	}
	*out = &s->db;
	return OK;
}

static void close_db(struct db *db)
{
	struct sqlite *s = (struct sqlite *)db;
	sqlite3_stmt *next;
	while ((next = sqlite3_next_stmt(s->handle, NULL)) != NULL)
		sqlite3_finalize(next);
	if (db->writer)
		sqlite3_wal_checkpoint_v2(s->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	check(sqlite3_close(s->handle) == SQLITE_OK);
	arena_destroy(db->said);
	arena_destroy(db->arena);
}

static error ready(struct ctx *cx, struct db *db)
{
	return OK;
}

error sqlite_control(struct ctx *cx, struct sqlite *s, sqlite3_stmt **at, const char *sql)
{
	int rc = SQLITE_OK;
	if (*at == NULL)
		rc = sqlite3_prepare_v3(s->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, at, NULL);
	if (rc == SQLITE_OK) {
		rc = sqlite3_step(*at);
		if (rc != SQLITE_DONE) {
			error e = sqlite_error(cx, s->handle, rc, sql);
			sqlite3_reset(*at);
			return e;
		}
		sqlite3_reset(*at);
		return OK;
	}
	return sqlite_error(cx, s->handle, rc, sql);
}

static error begin(struct ctx *cx, struct db *db)
{
	struct sqlite *s = (struct sqlite *)db;
	s->pending = 0;
	s->made = 0;
	return sqlite_control(cx, s, &s->begin, db->writer ? "BEGIN IMMEDIATE" : "BEGIN");
}

static error commit(struct ctx *cx, struct db *db)
{
	struct sqlite *s = (struct sqlite *)db;
	return sqlite_control(cx, s, &s->commit, "COMMIT");
}

bool sqlite_lost(struct db *db)
{
	return sqlite3_get_autocommit(((struct sqlite *)db)->handle) != 0;
}

void sqlite_rollback(struct db *db)
{
	struct sqlite *s = (struct sqlite *)db;
	if (sqlite_lost(db))
		return;
	struct ctx cx = { .arena = db->said };
	/* It cannot fail but by a fault of the disk, that the next BEGIN meets too. */
	error ignored = sqlite_control(&cx, s, &s->rollback, "ROLLBACK");
	(void)ignored;
}

/*
 * Passive takes what it can and waits for nobody; the log begins anew when no reader
 * stands on it. When readers came so close after each other that it grew large, one
 * short wait for them is better than a log without end.
 */
static void rest(struct db *db)
{
	struct sqlite *s = (struct sqlite *)db;
	if (s->wal_pages < s->checkpointed)
		s->checkpointed = 0;
	if (s->wal_pages - s->checkpointed < CHECKPOINT_PAGES)
		return;
	bool large = s->wal_pages >= LARGE_PAGES;
	int in_log, done = 0;
	sqlite3_busy_timeout(s->handle, large ? RESTART_MS : 0);
	sqlite3_wal_checkpoint_v2(s->handle, NULL,
		large ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE, &in_log, &done);
	sqlite3_busy_timeout(s->handle, BUSY_MS);
	s->checkpointed = done > 0 ? done : s->wal_pages;
}

static error script(struct ctx *cx, struct str sql)
{
	struct sqlite *s = (struct sqlite *)cx->db;
	TRY(sqlite_before_write(cx, s));
	int rc = sqlite3_exec(s->handle, str_c(cx->arena, sql), NULL, NULL, NULL);
	return rc == SQLITE_OK ? OK : sqlite_error(cx, s->handle, rc, "script");
}

static error own(struct ctx *cx, struct store *store, struct str role, bool *ret_owned)
{
	*ret_owned = true;
	return OK;
}

const struct driver sqlite_driver = {
	.name = "sqlite",
	.open = open_db,
	.close = close_db,
	.ready = ready,
	.begin = begin,
	.commit = commit,
	.rollback = sqlite_rollback,
	.lost = sqlite_lost,
	.savepoint = sqlite_savepoint,
	.release = sqlite_release,
	.rollback_to = sqlite_rollback_to,
	.open_rows = sqlite_open_rows,
	.next = sqlite_next,
	.close_rows = sqlite_close_rows,
	.run = sqlite_run,
	.send = sqlite_send,
	.receive = sqlite_receive,
	.prepare = sqlite_prepare,
	.script = script,
	.rest = rest,
	.own = own,
	.backup = sqlite_backup,
	.inspect = sqlite_check,
	.strict = true,
};
