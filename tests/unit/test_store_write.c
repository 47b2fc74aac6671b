#include <pthread.h>

#include "store/db.h"
#include "tests/unit/fixture.h"
#include "tests/unit/store/counter.sql.h"

/* The table `counter` serves for all: a name and a number. */

static int64_t counter(struct ctx *cx, const char *name)
{
	struct q_counter_load_row row;
	bool found;
	ASSERT_OK(q_counter_load(cx, str_from(name), &row, &found));
	return found ? row.value : -1;
}

static error put(struct ctx *cx, const char *name, int64_t value)
{
	int64_t changes;
	return q_counter_put(cx, str_from(name), value, &changes);
}

TEST_STORE(a_committed_row_is_read_by_a_reader)
{
	struct ctx *cx = fixture_ctx(t);

	ASSERT_OK(put(cx, "cases", 42));

	ASSERT_EQ(counter(fixture_reader(t), "cases"), 42);
}

TEST_STORE(an_update_that_returns_its_row_is_kept_without_a_tx)
{
	struct ctx *cx = fixture_ctx(t);
	struct q_counter_raise_row raised;
	bool found;
	ASSERT_OK(put(cx, "cases", 42));

	ASSERT_OK(q_counter_raise(cx, STR("cases"), &raised, &found));

	ASSERT(found);
	ASSERT_EQ(raised.value, 43);
	ASSERT_EQ(counter(fixture_reader(t), "cases"), 43);
}

static error put_two_and_leave_the_inner(struct ctx *cx)
{
	AUTO_TX outer = tx_begin(cx);
	TRY(put(cx, "kept", 1));
	{
		AUTO_TX inner = tx_begin(cx);
		TRY(put(cx, "undone", 1));
		TRY(put(cx, "kept", 2));
	}
	return tx_commit(&outer);
}

TEST_STORE(an_inner_tx_that_is_not_committed_is_undone_alone)
{
	struct ctx *cx = fixture_ctx(t);

	ASSERT_OK(put_two_and_leave_the_inner(cx));

	ASSERT_EQ(counter(cx, "kept"), 1);
	ASSERT_EQ(counter(cx, "undone"), -1);
}

static error put_in_two_depths(struct ctx *cx)
{
	AUTO_TX outer = tx_begin(cx);
	TRY(put(cx, "outer", 1));
	{
		AUTO_TX inner = tx_begin(cx);
		TRY(put(cx, "inner", 1));
		TRY(tx_commit(&inner));
	}
	return OK;
}

TEST_STORE(an_inner_tx_that_is_committed_goes_with_the_outer_one)
{
	struct ctx *cx = fixture_ctx(t);

	ASSERT_OK(put_in_two_depths(cx));

	ASSERT_EQ(counter(cx, "outer"), -1);
	ASSERT_EQ(counter(cx, "inner"), -1);
}

/* Three begin at the same place: nothing was written between them. */
static error put_at_one_place(struct ctx *cx)
{
	AUTO_TX whole = tx_begin(cx);
	TRY(put(cx, "before", 1));
	AUTO_TX outer = tx_begin(cx);
	{
		AUTO_TX undone = tx_begin(cx);
		TRY(put(cx, "undone", 1));
		TRY(put(cx, "before", 2));
	}
	TRY(put(cx, "after", 1));
	{
		AUTO_TX kept = tx_begin(cx);
		TRY(put(cx, "kept", 1));
		TRY(tx_commit(&kept));
	}
	{
		AUTO_TX late = tx_begin(cx);
		TRY(put(cx, "late", 1));
	}
	TRY(tx_commit(&outer));
	return tx_commit(&whole);
}

TEST_STORE(of_tx_that_begin_at_one_place_each_is_undone_alone)
{
	struct ctx *cx = fixture_ctx(t);

	ASSERT_OK(put_at_one_place(cx));

	ASSERT_EQ(counter(cx, "before"), 1);
	ASSERT_EQ(counter(cx, "undone"), -1);
	ASSERT_EQ(counter(cx, "after"), 1);
	ASSERT_EQ(counter(cx, "kept"), 1);
	ASSERT_EQ(counter(cx, "late"), -1);
}

static error undo_what_began_with_it(struct ctx *cx)
{
	AUTO_TX whole = tx_begin(cx);
	TRY(put(cx, "before", 1));
	{
		AUTO_TX outer = tx_begin(cx);
		AUTO_TX inner = tx_begin(cx);
		TRY(put(cx, "inner", 1));
		TRY(tx_commit(&inner));
		TRY(put(cx, "outer", 1));
	}
	TRY(put(cx, "after", 1));
	return tx_commit(&whole);
}

TEST_STORE(a_tx_that_is_undone_takes_the_committed_one_inside_with_it)
{
	struct ctx *cx = fixture_ctx(t);

	ASSERT_OK(undo_what_began_with_it(cx));

	ASSERT_EQ(counter(cx, "before"), 1);
	ASSERT_EQ(counter(cx, "inner"), -1);
	ASSERT_EQ(counter(cx, "outer"), -1);
	ASSERT_EQ(counter(cx, "after"), 1);
}

static error add_or_put(struct ctx *cx)
{
	AUTO_TX outer = tx_begin(cx);
	TRY(put(cx, "before", 1));
	{
		AUTO_TX attempt = tx_begin(cx);
		error e = q_counter_add(cx, STR("taken"), 2);
		if (!err_is(e, ERR_CONFLICT))
			return err_new(cx, ERR_INTERNAL, "the name was not taken");
	}
	TRY(put(cx, "after", 1));
	return tx_commit(&outer);
}

TEST_STORE(a_taken_name_is_a_conflict_and_a_tx_of_its_own_survives_it)
{
	struct ctx *cx = fixture_ctx(t);
	ASSERT_OK(q_counter_add(cx, STR("taken"), 1));

	ASSERT_ERR(ERR_CONFLICT, q_counter_add(cx, STR("taken"), 2));
	ASSERT_OK(add_or_put(cx));

	ASSERT_EQ(counter(cx, "taken"), 1);
	ASSERT_EQ(counter(cx, "before"), 1);
	ASSERT_EQ(counter(cx, "after"), 1);
}

TEST_STORE(a_row_that_names_an_unknown_one_is_a_conflict)
{
	struct ctx *cx = fixture_ctx(t);

	ASSERT_ERR(ERR_CONFLICT, q_site_of_nobody(cx, 12345));
}

TEST_STORE(a_reader_refuses_to_write)
{
	ASSERT_ERR(ERR_INTERNAL, put(fixture_reader(t), "cases", 1));
}

static error put_work(struct ctx *cx, void *arg)
{
	return put(cx, arg, 7);
}

static error put_and_fail(struct ctx *cx, void *arg)
{
	TRY(put(cx, arg, 7));
	return err_new(cx, ERR_DENIED, "on purpose");
}

TEST_STORE(work_that_fails_leaves_nothing)
{
	struct ctx *cx = test_ctx(t);

	ASSERT_ERR(ERR_DENIED, store_write(fixture_store(t), cx, put_and_fail, "a"));
	ASSERT_OK(store_write(fixture_store(t), cx, put_work, "b"));

	ASSERT_EQ(counter(fixture_reader(t), "a"), -1);
	ASSERT_EQ(counter(fixture_reader(t), "b"), 7);
}

TEST_STORE(work_of_a_holder_runs_at_once)
{
	struct ctx *cx = fixture_ctx(t);

	ASSERT_ERR(ERR_DENIED, store_write(fixture_store(t), cx, put_and_fail, "a"));
	ASSERT_OK(store_write(fixture_store(t), cx, put_work, "b"));

	ASSERT_EQ(counter(cx, "a"), -1);
	ASSERT_EQ(counter(cx, "b"), 7);
}

/* Jobs that wait together; `told` says when all have their outcome. */
struct group {
	pthread_mutex_t mutex;
	pthread_cond_t all;
	int open;
};

struct member {
	struct store_job job;
	struct group *group;
	error outcome;
	struct ctx cx;
};

static void member_done(struct store_job *job, error outcome)
{
	struct member *m = (struct member *)job;
	pthread_mutex_lock(&m->group->mutex);
	m->outcome = outcome;
	if (--m->group->open == 0)
		pthread_cond_signal(&m->group->all);
	pthread_mutex_unlock(&m->group->mutex);
}

static void member_submit(struct test *t, struct member *m, struct group *g, store_work work,
	char *name)
{
	m->group = g;
	m->cx = *test_ctx(t);
	m->cx.arena = arena_create();
	m->job = (struct store_job){ .cx = &m->cx, .work = work, .arg = name, .done = member_done };
	store_submit(fixture_store(t), &m->job);
}

static void group_wait(struct group *g)
{
	pthread_mutex_lock(&g->mutex);
	while (g->open > 0)
		pthread_cond_wait(&g->all, &g->mutex);
	pthread_mutex_unlock(&g->mutex);
}

TEST_STORE(of_two_jobs_in_one_batch_the_failing_one_leaves_nothing)
{
	struct ctx *holder = fixture_ctx(t);
	struct group g = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 3 };
	struct member m[3] = { 0 };

	member_submit(t, &m[0], &g, put_work, "first");
	member_submit(t, &m[1], &g, put_and_fail, "second");
	member_submit(t, &m[2], &g, put_work, "third");
	fixture_release(holder);
	group_wait(&g);

	ASSERT_OK(m[0].outcome);
	ASSERT_ERR(ERR_DENIED, m[1].outcome);
	ASSERT_OK(m[2].outcome);
	struct ctx *reader = fixture_reader(t);
	ASSERT_EQ(counter(reader, "first"), 7);
	ASSERT_EQ(counter(reader, "second"), -1);
	ASSERT_EQ(counter(reader, "third"), 7);
	for (int i = 0; i < 3; i++)
		arena_destroy(m[i].cx.arena);
}

static error leave_the_inner(struct ctx *cx, void *arg)
{
	return put_two_and_leave_the_inner(cx);
}

TEST_STORE(what_a_job_undoes_takes_nothing_of_the_others_in_its_batch)
{
	struct ctx *holder = fixture_ctx(t);
	struct group g = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 3 };
	struct member m[3] = { 0 };

	member_submit(t, &m[0], &g, put_work, "first");
	member_submit(t, &m[1], &g, leave_the_inner, NULL);
	member_submit(t, &m[2], &g, put_work, "third");
	fixture_release(holder);
	group_wait(&g);

	for (int i = 0; i < 3; i++)
		ASSERT_OK(m[i].outcome);
	struct ctx *reader = fixture_reader(t);
	ASSERT_EQ(counter(reader, "first"), 7);
	ASSERT_EQ(counter(reader, "kept"), 1);
	ASSERT_EQ(counter(reader, "undone"), -1);
	ASSERT_EQ(counter(reader, "third"), 7);
	for (int i = 0; i < 3; i++)
		arena_destroy(m[i].cx.arena);
}

static error take_next(struct ctx *cx, void *arg)
{
	struct q_counter_raise_row row;
	bool found;
	TRY(q_counter_raise(cx, str_from(arg), &row, &found));
	return OK;
}

TEST_STORE(of_many_that_want_the_next_number_at_once_each_gets_one)
{
	enum { MANY = 200 };
	struct group g = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, MANY };
	struct ctx *cx = fixture_ctx(t);
	struct member *m = arena_array(cx->arena, struct member, MANY);
	int64_t changes;
	ASSERT_OK(q_counter_put(cx, STR("next"), 0, &changes));
	fixture_release(cx);

	for (int i = 0; i < MANY; i++)
		member_submit(t, &m[i], &g, take_next, "next");
	group_wait(&g);

	for (int i = 0; i < MANY; i++) {
		ASSERT_OK(m[i].outcome);
		arena_destroy(m[i].cx.arena);
	}
	ASSERT_EQ(counter(fixture_reader(t), "next"), MANY);
}

static error count_runs(struct ctx *cx, void *arg)
{
	++*(int *)arg;
	return put(cx, "runs", *(int *)arg);
}

TEST_STORE(work_that_succeeds_runs_once)
{
	int runs = 0;

	ASSERT_OK(store_write(fixture_store(t), test_ctx(t), count_runs, &runs));

	ASSERT_EQ(runs, 1);
	ASSERT_EQ(counter(fixture_reader(t), "runs"), 1);
}

/* What a listener heard. */
struct heard {
	pthread_mutex_t mutex;
	int cases, others;
	int64_t last;
};

static void listener(void *arg, struct str topic, int64_t id)
{
	struct heard *h = arg;
	pthread_mutex_lock(&h->mutex);
	if (str_eq(topic, STR("case")))
		h->cases++;
	else
		h->others++;
	h->last = id;
	pthread_mutex_unlock(&h->mutex);
}

static error announce_work(struct ctx *cx, void *arg)
{
	struct heard *h = arg;
	TRY(put(cx, "cases", 1));
	TRY(store_announce(cx, STR("case"), 42));
	TRY(store_announce(cx, STR("case"), 42));
	{
		AUTO_TX inner = tx_begin(cx);
		TRY(store_announce(cx, STR("never"), 1));
	}
	return h->cases == 0 ? OK : err_new(cx, ERR_INTERNAL, "told before the commit");
}

static error announce_and_fail(struct ctx *cx, void *arg)
{
	TRY(store_announce(cx, STR("case"), 43));
	return err_new(cx, ERR_DENIED, "on purpose");
}

TEST_STORE(what_changed_is_announced_once_and_only_after_the_commit)
{
	struct store *store = fixture_store(t);
	struct heard h = { .mutex = PTHREAD_MUTEX_INITIALIZER };
	store_listen(store, listener, &h);

	ASSERT_ERR(ERR_DENIED, store_write(store, test_ctx(t), announce_and_fail, NULL));
	ASSERT_OK(store_write(store, test_ctx(t), announce_work, &h));

	ASSERT_EQ(h.cases, 1);
	ASSERT_EQ(h.last, 42);
	ASSERT_EQ(h.others, 0);
}

static error raise_work(struct ctx *cx, void *arg)
{
	struct q_counter_raise_row row;
	bool found;
	return q_counter_raise(cx, STR("shared"), &row, &found);
}

struct raiser {
	struct store *store;
	struct actor actor;
	int failures;
};

static void *raise_many(void *arg)
{
	struct raiser *r = arg;
	AUTO_ARENA arena = arena_create();
	for (int i = 0; i < 25; i++) {
		struct ctx cx = { .arena = arena, .actor = &r->actor };
		/* A conflict that outlives the repeats is an honest answer; ask again. */
		while (store_write(r->store, &cx, raise_work, NULL) != OK)
			r->failures++;
		arena_reset(arena);
	}
	return NULL;
}

TEST_STORE(four_threads_that_raise_one_counter_lose_nothing)
{
	struct ctx *cx = fixture_ctx(t);
	struct raiser r[4] = { 0 };
	pthread_t threads[4];
	ASSERT_OK(put(cx, "shared", 0));
	fixture_release(cx);

	for (int i = 0; i < 4; i++) {
		r[i].store = fixture_store(t);
		ASSERT_EQ(pthread_create(&threads[i], NULL, raise_many, &r[i]), 0);
	}
	for (int i = 0; i < 4; i++)
		pthread_join(threads[i], NULL);

	ASSERT_EQ(counter(fixture_reader(t), "shared"), 100);
}
