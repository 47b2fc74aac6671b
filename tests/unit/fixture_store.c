#include "tests/unit/fixture.h"

#include <errno.h>
#include <ftw.h>
#include <glob.h>
#include <signal.h>
#include <unistd.h>

#include "os/file.h"
#include "store/driver.h"
#include "tests/unit/fixture_postgres.h"

struct fixture {
	struct store *store;
	struct ctx *holder; /* has the writer, or NULL */
	struct str dir, url;
};

static struct arena *lasting; /* for the life of the runner */
static struct str root;       /* its folder */
static bool template_made;
static int made;

static struct str root_dir(void)
{
	if (root.len > 0)
		return root;
	lasting = arena_create();
	root = str_from(fixture_folder(lasting, "unit"));
	return root;
}

static struct fixture *fixture_of(struct test *t)
{
	if (t->store == NULL) {
		struct fixture *f = arena_new(t->arena, struct fixture);
		struct ctx *cx = test_ctx(t);
		f->dir = str_printf(t->arena, "%.*s/%d", STR_ARG(root_dir()), ++made);
		assert_ok_(dir_make(cx, f->dir, 0700), "make a folder", __FILE__, __LINE__);
		t->store = f;
	}
	return t->store;
}

struct str fixture_dir(struct test *t)
{
	return fixture_of(t)->dir;
}

/* Migrated once, then copied for each test. */
static error sqlite_database(struct ctx *cx, struct str dir, struct str *ret_url)
{
	struct str model = path_join(cx, root_dir(), STR("model.db"));
	if (!template_made) {
		struct store *store;
		struct store_config config = { .url = str_concat(cx->arena, STR("sqlite:"), model),
			.create = true, .migrate = true, .forgetful = true };
		TRY(store_open(cx, &config, &store));
		store_close(store);
		template_made = true;
	}
	struct str path = path_join(cx, dir, STR("mainstay.db"));
	TRY(file_copy(cx, model, path, 0600));
	*ret_url = str_concat(cx->arena, STR("sqlite:"), path);
	return OK;
}

static error open_store(struct test *t, struct fixture *f)
{
	struct ctx *cx = test_ctx(t);
	if (strcmp(t->engine, "postgres") == 0)
		TRY(fixture_postgres(cx, &f->url));
	else
		TRY(sqlite_database(cx, f->dir, &f->url));
	struct store_config config = { .url = f->url, .forgetful = true, .writers = 2 };
	return store_open(cx, &config, &f->store);
}

struct store *fixture_store(struct test *t)
{
	struct fixture *f = fixture_of(t);
	if (f->store == NULL)
		assert_ok_(open_store(t, f), "open a database", __FILE__, __LINE__);
	return f->store;
}

struct str fixture_url(struct test *t)
{
	fixture_store(t);
	return fixture_of(t)->url;
}

struct store *fixture_forget(struct test *t)
{
	struct store *store = fixture_store(t);
	fixture_of(t)->store = NULL;
	return store;
}

struct ctx *fixture_ctx_(struct test *t, const struct fixture_options *options)
{
	struct fixture *f = fixture_of(t);
	struct ctx *cx = test_ctx(t);
	if (options->now != NULL)
		check(instant_parse(str_from(options->now), &cx->now));
	if (f->holder != NULL) {
		cx->db = f->holder->db;
		return cx;
	}
	assert_ok_(store_hold_writer(cx, fixture_store(t)), "take the writer", __FILE__, __LINE__);
	f->holder = cx;
	return cx;
}

struct ctx *fixture_reader(struct test *t)
{
	struct ctx *cx = test_ctx(t);
	assert_ok_(store_reader(cx, fixture_store(t), &cx->db), "take a reader", __FILE__, __LINE__);
	return cx;
}

/* A test that failed left its transactions open: its cleanups did not run. */
static void undo(struct ctx *cx)
{
	while (cx->db->depth > 0) {
		struct tx tx = { .cx = cx, .depth = cx->db->depth, .open = true };
		tx_end(&tx);
	}
}

void fixture_release(struct ctx *cx)
{
	if (cx->db != NULL)
		store_release_writer(cx);
}

void fixture_close(struct test *t)
{
	struct fixture *f = t->store;
	if (f == NULL)
		return;
	if (f->holder != NULL && f->holder->db != NULL) {
		undo(f->holder);
		store_release_writer(f->holder);
	}
	bool postgres = f->store != NULL && store_is_postgres(f->store);
	store_close(f->store);
	t->store = NULL;
	if (postgres)
		assert_ok_(fixture_postgres_drop(test_ctx(t)), "drop", __FILE__, __LINE__);
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *at)
{
	return remove(path);
}

void fixture_remove(const char *dir)
{
	nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* A runner that was killed leaves its folder: memory, on most machines. */
static void sweep(const char *base)
{
	char pattern[64];
	glob_t found;

	snprintf(pattern, sizeof pattern, "%s/mainstay-test-*", base);
	if (glob(pattern, 0, NULL, &found) != 0)
		return;
	for (size_t i = 0; i < found.gl_pathc; i++) {
		struct str rest = str_from(found.gl_pathv[i] + strlen(pattern) - 1), digits;
		int64_t runner;
		if (!str_cut(&rest, '-', &digits) || !str_int(digits, &runner) || runner <= 0)
			continue;
		if (kill((pid_t)runner, 0) != 0 && errno == ESRCH)
			fixture_remove(found.gl_pathv[i]);
	}
	globfree(&found);
}

char *fixture_folder(struct arena *a, const char *what)
{
	const char *base = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
	char *path = str_c(a, str_printf(a, "%s/mainstay-test-%d-%s-XXXXXX", base, getpid(), what));

	sweep(base);
	check(mkdtemp(path) != NULL);
	return path;
}

void fixture_end(void)
{
	fixture_postgres_end();
	if (root.len == 0)
		return;
	fixture_remove(root.at);
	root = STR("");
	arena_destroy(lasting);
}
