#include <pthread.h>
#include <sched.h>
#include <sqlite3.h>

#include "os/file.h"
#include "store/db.h"
#include "store/query.h"
#include "tests/unit/fixture.h"
#include "tests/unit/store/counter.sql.h"

/* What only the embedded database has: one process, one file, one writer thread. */

static const struct query defer_keys = {
	.name = "test_defer_keys",
	.sqlite = "PRAGMA defer_foreign_keys = ON",
	.kind = QUERY_EXEC,
	.writes = true,
};

struct outcomes {
	pthread_mutex_t mutex;
	pthread_cond_t all;
	int open, ok, unavailable;
};

static void done(struct store_job *job, error outcome)
{
	struct outcomes *o = job->pending;
	pthread_mutex_lock(&o->mutex);
	o->ok += outcome == OK;
	o->unavailable += err_is(outcome, ERR_UNAVAILABLE);
	if (--o->open == 0)
		pthread_cond_signal(&o->all);
	pthread_mutex_unlock(&o->mutex);
}

static void wait_for_all(struct outcomes *o)
{
	pthread_mutex_lock(&o->mutex);
	while (o->open > 0)
		pthread_cond_wait(&o->all, &o->mutex);
	pthread_mutex_unlock(&o->mutex);
}

static error put_work(struct ctx *cx, void *arg)
{
	int64_t changes;
	return q_counter_put(cx, str_from(arg), 1, &changes);
}

static error put_and_announce(struct ctx *cx, void *arg)
{
	TRY(put_work(cx, arg));
	return store_announce(cx, STR("case"), 1);
}

static void count_calls(void *arg, struct str topic, int64_t id)
{
	__atomic_add_fetch((int *)arg, 1, __ATOMIC_RELAXED);
}

static error spoil_commit(struct ctx *cx, void *arg)
{
	TRY(query_run(cx, &defer_keys, NULL, NULL));
	return q_site_of_nobody(cx, 12345);
}

static int64_t counters(struct ctx *cx)
{
	struct q_counter_count_row row;
	ASSERT_OK(q_counter_count(cx, &row));
	return row.count;
}

static struct store_job *job(struct test *t, struct outcomes *o, store_work work, char *arg)
{
	struct store_job *j = arena_new(t->arena, struct store_job);
	struct ctx *cx = test_ctx(t);
	*j = (struct store_job){ .cx = cx, .work = work, .arg = arg, .done = done, .pending = o };
	return j;
}

TEST(a_commit_that_fails_is_told_to_every_job_of_the_batch)
{
	struct ctx *holder = fixture_ctx(t);
	struct outcomes o = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 3, 0, 0 };
	int64_t before = counters(holder);
	int announced = 0;
	store_listen(fixture_store(t), count_calls, &announced);

	store_submit(fixture_store(t), job(t, &o, put_and_announce, "a"));
	store_submit(fixture_store(t), job(t, &o, spoil_commit, NULL));
	store_submit(fixture_store(t), job(t, &o, put_work, "b"));
	fixture_release(holder);
	wait_for_all(&o);

	ASSERT_EQ(o.ok, 0);
	ASSERT_EQ(o.unavailable, 3);
	ASSERT_EQ(announced, 0);
	ASSERT_EQ(counters(fixture_reader(t)), before);
	ASSERT_OK(store_write(fixture_store(t), test_ctx(t), put_work, "c"));
	ASSERT_EQ(counters(fixture_reader(t)), before + 1);
}

TEST(work_beyond_the_queue_is_refused_at_once)
{
	struct ctx *holder = fixture_ctx(t);
	int64_t before = counters(holder);
	struct outcomes o = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER,
		STORE_QUEUE_MAX + 2, 0, 0 };

	for (int i = 0; i < STORE_QUEUE_MAX + 2; i++) {
		char *name = str_c(t->arena, str_printf(t->arena, "c%d", i));
		store_submit(fixture_store(t), job(t, &o, put_work, name));
	}
	int refused = o.unavailable;
	fixture_release(holder);
	wait_for_all(&o);

	/* The writer's thread waits for us, with nothing taken. */
	ASSERT_EQ(refused, 2);
	ASSERT_EQ(o.ok, STORE_QUEUE_MAX);
	ASSERT_EQ(counters(fixture_reader(t)), before + STORE_QUEUE_MAX);
}

TEST(a_second_process_is_refused_and_may_read)
{
	struct store *second;
	struct store_config config = { .url = fixture_url(t) };
	struct ctx *cx = test_ctx(t);

	error e = store_open(cx, &config, &second);
	ASSERT_ERR(ERR_UNAVAILABLE, e);
	ASSERT_HAS(e->text, "another process");

	config.read_only = true;
	ASSERT_OK(store_open(cx, &config, &second));
	ASSERT_OK(store_write(fixture_store(t), test_ctx(t), put_work, "seen"));
	error read = store_reader(cx, second, &cx->db);
	struct q_counter_load_row row;
	bool found = false;
	if (read == OK)
		read = q_counter_load(cx, STR("seen"), &row, &found);
	error refused = store_write(second, test_ctx(t), put_work, "never");
	store_close(second);
	ASSERT_OK(read);
	ASSERT(found);
	ASSERT_ERR(ERR_UNAVAILABLE, refused);
}

TEST(a_missing_database_is_said_and_not_made)
{
	struct ctx *cx = test_ctx(t);
	struct str path = path_join(cx, fixture_dir(t), STR("none.db"));
	struct store_config config = { .url = str_concat(cx->arena, STR("sqlite:"), path) };
	struct store *store;

	ASSERT_ERR(ERR_NOT_FOUND, store_open(cx, &config, &store));
	ASSERT(!file_exists(cx, path));

	config.url = STR("mysql://localhost/x");
	ASSERT_ERR(ERR_INVALID, store_open(cx, &config, &store));
}

static error put_many(struct ctx *cx, void *arg)
{
	int *next = arg;
	int64_t changes;
	AUTO_TX tx = tx_begin(cx);
	for (int i = 0; i < 100; i++)
		TRY(q_counter_put(cx, str_printf(cx->arena, "c%07d", (*next)++), 1, &changes));
	return tx_commit(&tx);
}

struct filler {
	struct store *store;
	struct actor actor;
	bool stop;
	int batches, next;
};

/* Hundreds of rows at a time: a copy that is not one moment would have a part. */
static void *fill(void *arg)
{
	struct filler *f = arg;
	AUTO_ARENA arena = arena_create();
	while (!__atomic_load_n(&f->stop, __ATOMIC_ACQUIRE)) {
		struct ctx cx = { .arena = arena, .actor = &f->actor };
		if (store_write(f->store, &cx, put_many, &f->next) != OK)
			break;
		__atomic_add_fetch(&f->batches, 1, __ATOMIC_RELEASE);
		arena_reset(arena);
	}
	return NULL;
}

TEST(a_backup_made_while_others_write_is_one_moment_and_opens)
{
	struct ctx *cx = test_ctx(t);
	struct filler f = { .store = fixture_store(t) };
	int64_t before = counters(fixture_reader(t));
	struct str dest = path_join(cx, fixture_dir(t), STR("copy.db"));
	struct store_findings found;
	pthread_t thread;
	ASSERT_EQ(pthread_create(&thread, NULL, fill, &f), 0);
	while (__atomic_load_n(&f.batches, __ATOMIC_ACQUIRE) < 5)
		sched_yield();

	error e = store_backup(cx, fixture_store(t), dest);
	error again = store_backup(cx, fixture_store(t), dest);
	__atomic_store_n(&f.stop, true, __ATOMIC_RELEASE);
	pthread_join(thread, NULL);

	ASSERT_OK(e);
	ASSERT_ERR(ERR_CONFLICT, again);
	struct store *copy;
	struct store_config config = { .url = str_concat(cx->arena, STR("sqlite:"), dest) };
	ASSERT_OK(store_open(cx, &config, &copy));
	error read = store_reader(cx, copy, &cx->db);
	int64_t rows = read == OK ? counters(cx) - before : -1;
	error checked = store_check(cx, copy, &found);
	cx->db = NULL;
	store_close(copy);
	ASSERT_OK(read);
	ASSERT(rows >= 500);
	ASSERT_EQ(rows % 100, 0);
	ASSERT_OK(checked);
	ASSERT_EQ(found.len, 0);
}

static error put_large(struct ctx *cx, void *arg)
{
	size_t size = 200 * 1024;
	char *large = arena_bytes(cx->arena, size);
	struct q_values_put_row row;
	bool found;
	memset(large, 'x', size);
	return q_values_put(cx, str_of(large, size), str_from(arg), cx->now, &row, &found);
}

TEST(the_log_does_not_grow_with_what_was_written)
{
	struct ctx *cx = test_ctx(t);
	struct str log = str_concat(cx->arena, str_skip(fixture_url(t), sizeof "sqlite:" - 1),
		STR("-wal"));
	int64_t size;

	for (int i = 0; i < 200; i++) {
		struct arena_mark mark = arena_mark(cx->arena);
		char *name = str_c(cx->arena, str_printf(cx->arena, "%d", i));
		ASSERT_OK(store_write(fixture_store(t), cx, put_large, name));
		arena_release(cx->arena, mark);
	}

	ASSERT_OK(file_size(cx, log, &size));
	ASSERT(size < 16 * 1024 * 1024);
}

TEST(a_row_that_names_a_missing_one_is_found_by_the_check)
{
	struct ctx *cx = test_ctx(t);
	struct store *store = fixture_store(t);
	struct store_findings found;
	sqlite3 *raw;
	struct str path = str_skip(fixture_url(t), sizeof "sqlite:" - 1);
	ASSERT_OK(store_check(cx, store, &found));
	ASSERT_EQ(found.len, 0);

	ASSERT_EQ(sqlite3_open(str_c(cx->arena, path), &raw), SQLITE_OK);
	ASSERT_EQ(sqlite3_exec(raw, "INSERT INTO site (organisation_id, name, zone)"
		" VALUES (12345, 'Nowhere', 'UTC')", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(raw);

	ASSERT_OK(store_check(cx, store, &found));
	ASSERT_EQ(found.len, 1);
	ASSERT_HAS(found.at[0], "of site names a row of organisation that does not exist");
}

TEST(a_copy_is_kept_before_the_schema_changes)
{
	struct ctx *cx = test_ctx(t);
	sqlite3 *raw;
	struct str path = path_join(cx, fixture_dir(t), STR("old.db"));
	struct store_config config = { .url = str_concat(cx->arena, STR("sqlite:"), path),
		.create = true, .migrate = true, .forgetful = true };
	struct store *store;
	ASSERT_OK(store_open(cx, &config, &store));
	store_close(store);
	/* As if the last migration had not been there yet. */
	ASSERT_EQ(sqlite3_open(str_c(cx->arena, path), &raw), SQLITE_OK);
	ASSERT_EQ(sqlite3_exec(raw, "DELETE FROM schema_version WHERE number ="
		" (SELECT max(number) FROM schema_version)", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(raw);

	/* Whether it can be applied again depends on what it does: the copy is what counts. */
	if (store_open(cx, &config, &store) == OK)
		store_close(store);

	str_list names;
	int copies = 0;
	ASSERT_OK(dir_list(cx, fixture_dir(t), 100, &names));
	for (size_t i = 0; i < names.len; i++)
		copies += str_starts(names.at[i], STR("old.db.before-"));
	ASSERT_EQ(copies, 1);
}
