#include "store/store.h"

#include "os/file.h"
#include "store/driver.h"
#include "store/migrate.h"

static bool is_postgres_url(struct str url)
{
	return str_starts(url, STR("postgresql://")) || str_starts(url, STR("postgres://"));
}

bool store_is_postgres(const struct store *store)
{
	return store->driver == &postgres_driver;
}

struct store *store_of(const struct ctx *cx)
{
	check(cx->db != NULL);
	return cx->db->store;
}

/* The lock dies with the process; the file stays and says nothing by itself. */
static error lock(struct ctx *cx, struct store *store, const struct store_config *config)
{
	struct str dir = path_dir(store->url);
	bool exists = file_exists(cx, store->url);
	if (!exists && (!config->create || config->read_only))
		return err_new(cx, ERR_NOT_FOUND,
			"there is no database at %.*s: make one with the init command",
			STR_ARG(store->url));
	if (config->read_only)
		return OK;
	if (!exists)
		TRY(dir_make(cx, dir, 0700));

	struct str path = str_concat(cx->arena, store->url, STR(".lock"));
	TRY(file_lock(cx, path, false, config->wait_ms, &store->lock_fd));
	if (store->lock_fd < 0)
		return err_new(cx, ERR_UNAVAILABLE,
			"another process writes to %.*s: stop it first", STR_ARG(dir));
	return OK;
}

/* What was there before a change of the schema is kept beside it. */
static error keep_copy(struct ctx *cx, struct store *store)
{
	struct schema_state state;
	TRY(migrate_state(cx, migration_all, &state));
	if (store_is_postgres(store) || state.applied == 0 || state.pending == 0)
		return OK;
	struct str dest = str_printf(cx->arena, "%.*s.before-%04d", STR_ARG(store->url),
		state.next);
	TRY(file_remove(cx, dest));
	return store->driver->backup(cx, store, dest);
}

static error bring_up_to_date(struct ctx *cx, struct store *store, bool migrate)
{
	if (migrate) {
		TRY(keep_copy(cx, store));
		TRY(migrate_apply(cx, migration_all, NULL));
	}
	return migrate_require(cx, migration_all);
}

static error check_schema(struct ctx *cx, struct store *store, bool migrate)
{
	struct db *before = cx->db, *db;
	TRY(store->driver->open(cx, store, !store->read_only, &db));
	cx->db = db;
	db->held = true;
	error e = bring_up_to_date(cx, store, migrate && !store->read_only);
	cx->db = before;
	store->driver->close(db);
	return e;
}

static void reader_gone(void *at)
{
	struct db *db = at, **link;
	struct store *store = db->store;
	pthread_mutex_lock(&store->mutex);
	for (link = &store->readers; *link != NULL; link = &(*link)->next_reader)
		if (*link == db) {
			*link = db->next_reader;
			break;
		}
	pthread_mutex_unlock(&store->mutex);
	db->driver->close(db);
}

static error open_all(struct ctx *cx, struct store *store, const struct store_config *config)
{
	if (!store_is_postgres(store))
		TRY(lock(cx, store, config));
	TRY(check_schema(cx, store, config->migrate));
	if (pthread_key_create(&store->reader, reader_gone) != 0)
		return err_new(cx, ERR_UNAVAILABLE, "too many stores are open");
	store->reader_made = true;
	if (store->driver->start != NULL)
		TRY(store->driver->start(cx, store));
	if (config->read_only)
		return OK;
	int writers = config->writers > 0 ? config->writers : 4;
	if (!store_is_postgres(store))
		writers = 1;
	return writers_start(cx, store, writers < STORE_WRITERS_MAX ? writers : STORE_WRITERS_MAX);
}

/* Who wants to be alone goes before those who come after, or would wait for ever. */
static void abreast_init(pthread_rwlock_t *lock)
{
	pthread_rwlockattr_t kind;
	pthread_rwlockattr_init(&kind);
	pthread_rwlockattr_setkind_np(&kind, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
	pthread_rwlock_init(lock, &kind);
	pthread_rwlockattr_destroy(&kind);
}

error store_open(struct ctx *cx, const struct store_config *config, struct store **out)
{
	struct str url = config->url, path = url;
	if (str_starts(url, STR("sqlite:")))
		path = str_skip(url, sizeof "sqlite:" - 1);
	else if (!is_postgres_url(url))
		return err_new(cx, ERR_INVALID,
			"'%.*s' is not a database: use sqlite:PATH or postgresql://...", STR_ARG(url));

	struct arena *arena = arena_create();
	struct store *store = arena_new(arena, struct store);
	*store = (struct store){ .arena = arena, .url = str_copy(arena, path), .lock_fd = -1,
		.driver = is_postgres_url(url) ? &postgres_driver : &sqlite_driver,
		.read_only = config->read_only, .forgetful = config->forgetful };
	pthread_mutex_init(&store->mutex, NULL);
	pthread_rwlock_init(&store->telling, NULL);
	abreast_init(&store->abreast);
	pthread_cond_init(&store->work, NULL);

	error e = open_all(cx, store, config);
	if (e != OK) {
		store_close(store);
		return e;
	}
	*out = store;
	return OK;
}

void store_close(struct store *store)
{
	if (store == NULL)
		return;
	writers_stop(store);
	if (store->driver->stop != NULL)
		store->driver->stop(store);
	if (store->reader_made)
		pthread_key_delete(store->reader);
	for (struct db *db = store->readers, *next; db != NULL; db = next) {
		next = db->next_reader;
		db->driver->close(db);
	}
	/* The writer is closed last: it alone moves the log into the database. */
	for (int i = 0; i < store->writer_count; i++)
		if (store->writers[i].db != NULL)
			store->driver->close(store->writers[i].db);
	fd_close(&store->lock_fd);
	pthread_cond_destroy(&store->work);
	pthread_rwlock_destroy(&store->telling);
	pthread_rwlock_destroy(&store->abreast);
	pthread_mutex_destroy(&store->mutex);
	arena_destroy(store->arena);
}

error store_reader(struct ctx *cx, struct store *store, struct db **out)
{
	struct db *db = pthread_getspecific(store->reader);
	if (db == NULL) {
		TRY(store->driver->open(cx, store, false, &db));
		check(pthread_setspecific(store->reader, db) == 0);
		pthread_mutex_lock(&store->mutex);
		db->next_reader = store->readers;
		store->readers = db;
		pthread_mutex_unlock(&store->mutex);
	}
	*out = db;
	return OK;
}

error store_own(struct ctx *cx, struct store *store, struct str role, bool *ret_owned)
{
	return store->driver->own(cx, store, role, ret_owned);
}

error store_backup(struct ctx *cx, struct store *store, struct str dest)
{
	return store->driver->backup(cx, store, dest);
}

error store_check(struct ctx *cx, struct store *store, struct store_findings *out)
{
	return store->driver->inspect(cx, store, out);
}
