#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "os/file.h"
#include "store/db.h"
#include "tests/unit/fixture.h"
#include "tests/unit/store/counter.sql.h"

/*
 * A child writes with several threads, and says each row that it was told is durable
 * through a pipe. It is killed; the parent opens the database and looks for them.
 */

enum { THREADS = 4, ROUNDS = 10 };

struct scribe {
	struct store *store;
	struct actor actor;
	int pipe, number, round;
};

struct line {
	int round, scribe, row;
};

static struct str name_of(struct arena *arena, const struct line *line)
{
	return str_printf(arena, "r%d-s%d-%d", line->round, line->scribe, line->row);
}

static error add(struct ctx *cx, void *arg)
{
	const struct line *line = arg;
	return q_counter_add(cx, name_of(cx->arena, line), line->row);
}

static void *write_on(void *arg)
{
	struct scribe *s = arg;
	AUTO_ARENA arena = arena_create();
	for (int row = 0;; row++) {
		struct ctx cx = { .arena = arena, .actor = &s->actor };
		struct line line = { s->round, s->number, row };
		if (store_write(s->store, &cx, add, &line) != OK)
			_exit(3);
		if (write(s->pipe, &line, sizeof line) != sizeof line)
			_exit(4);
		arena_reset(arena);
	}
	return NULL;
}

static void child(struct str url, int round, int out)
{
	AUTO_ARENA arena = arena_create();
	static struct actor actor;
	struct ctx cx = { .arena = arena, .actor = &actor };
	struct store_config config = { .url = url, .wait_ms = 5000 };
	struct scribe scribes[THREADS];
	pthread_t threads[THREADS];
	struct store *store;
	if (store_open(&cx, &config, &store) != OK)
		_exit(2);
	for (int i = 0; i < THREADS; i++) {
		scribes[i] = (struct scribe){ .store = store, .pipe = out, .number = i,
			.round = round };
		if (pthread_create(&threads[i], NULL, write_on, &scribes[i]) != 0)
			_exit(5);
	}
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	_exit(6);
}

typedef SLICE(struct line) line_list;

/* Kills the child after `lines`, and reads what was in the pipe still. */
static int run_child(struct test *t, struct str url, int round, line_list *told)
{
	int ends[2], status;
	struct line line;
	int lines = 20 + 37 * round;
	check(pipe(ends) == 0);
	pid_t pid = fork();
	if (pid == 0)
		child(url, round, ends[1]);
	close(ends[1]);
	while (read(ends[0], &line, sizeof line) == sizeof line) {
		*arena_push(t->arena, told) = line;
		if (--lines == 0)
			kill(pid, SIGKILL);
	}
	close(ends[0]);
	waitpid(pid, &status, 0);
	return status;
}

TEST(what_was_acknowledged_before_a_kill_is_there_afterwards)
{
	struct ctx *cx = test_ctx(t);
	struct str url = fixture_url(t);
	line_list told = { 0 };
	store_close(fixture_forget(t));

	for (int round = 0; round < ROUNDS; round++)
		ASSERT_EQ(run_child(t, url, round, &told), SIGKILL);

	struct store *store;
	struct store_config config = { .url = url, .wait_ms = 5000 };
	ASSERT_OK(store_open(cx, &config, &store));
	int missing = 0;
	error e = store_reader(cx, store, &cx->db);
	for (size_t i = 0; e == OK && i < told.len; i++) {
		struct q_counter_load_row row;
		bool found;
		e = q_counter_load(cx, name_of(cx->arena, &told.at[i]), &row, &found);
		missing += !found;
	}
	struct store_findings findings = { 0 };
	if (e == OK)
		e = store_check(cx, store, &findings);
	store_close(store);
	ASSERT_OK(e);
	ASSERT_EQ(missing, 0);
	ASSERT(told.len >= 20 * ROUNDS);
	ASSERT_EQ(findings.len, 0);
}

static error add_large(struct ctx *cx, void *arg)
{
	const char *name = arg;
	size_t size = 256 * 1024;
	char *large = arena_bytes(cx->arena, size);
	struct q_values_put_row row;
	bool found;
	memset(large, 'x', size);
	return q_values_put(cx, str_of(large, size), str_from(name), cx->now, &row, &found);
}

/* No file may grow beyond a size: to the database that is a full disk. */
static int child_on_full_disk(struct str url)
{
	AUTO_ARENA arena = arena_create();
	static struct actor actor;
	struct ctx cx = { .arena = arena, .actor = &actor };
	struct store_config config = { .url = url, .forgetful = true };
	struct store *store;
	struct rlimit all, little;
	if (store_open(&cx, &config, &store) != OK)
		return 2;
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &all);
	little = all;
	little.rlim_cur = 2 * 1024 * 1024;
	setrlimit(RLIMIT_FSIZE, &little);
	error e = OK;
	for (int i = 0; e == OK && i < 100; i++)
		e = store_write(store, &cx, add_large, str_c(arena, str_printf(arena, "%d", i)));
	if (!err_is(e, ERR_UNAVAILABLE))
		return 3;
	setrlimit(RLIMIT_FSIZE, &all);
	if (store_write(store, &cx, add_large, "after") != OK)
		return 4;
	struct store_findings found;
	if (store_check(&cx, store, &found) != OK || found.len > 0)
		return 5;
	store_close(store);
	return 0;
}

TEST(a_full_disk_refuses_and_room_on_it_lets_work_go_on)
{
	int status;
	struct str url = fixture_url(t);
	store_close(fixture_forget(t));

	pid_t pid = fork();
	if (pid == 0)
		_exit(child_on_full_disk(url));
	waitpid(pid, &status, 0);

	ASSERT(WIFEXITED(status));
	ASSERT_EQ(WEXITSTATUS(status), 0);
}
