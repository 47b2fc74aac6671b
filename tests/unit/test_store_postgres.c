#include <pthread.h>

#include "store/db.h"
#include "store/driver.h"
#include "tests/unit/fixture.h"
#include "tests/unit/store/counter.sql.h"

/* What only several nodes on one PostgreSQL can meet; on SQLite these have no case. */

static bool is_postgres(struct test *t)
{
	return strcmp(t->engine, "postgres") == 0;
}

static struct store *second_node(struct test *t)
{
	struct store *store;
	struct store_config config = { .url = fixture_url(t), .forgetful = true, .writers = 1 };
	ASSERT_OK(store_open(test_ctx(t), &config, &store));
	return store;
}

static error raise(struct ctx *cx, int64_t *ret_value)
{
	struct q_counter_raise_row row;
	bool found;
	TRY(q_counter_raise(cx, STR("shared"), &row, &found));
	*ret_value = row.value;
	return OK;
}

struct rival {
	struct store *store;
	int runs;
	int64_t value;
};

static error raise_against(struct ctx *cx, void *arg)
{
	struct rival *r = arg;
	struct q_counter_count_row count;
	TRY(q_counter_count(cx, &count)); /* the snapshot is taken here */
	if (r->runs++ == 0) {
		struct ctx other = *cx;
		int64_t value;
		other.db = NULL;
		TRY(store_hold_writer(&other, r->store));
		error e = raise(&other, &value);
		store_release_writer(&other);
		TRY(e);
	}
	return raise(cx, &r->value);
}

TEST_STORE(work_that_another_node_was_in_the_way_of_runs_again)
{
	if (!is_postgres(t))
		return;
	struct ctx *cx = fixture_ctx(t);
	int64_t changes;
	ASSERT_OK(q_counter_put(cx, STR("shared"), 0, &changes));
	fixture_release(cx);
	struct rival r = { .store = second_node(t) };

	error e = store_write(fixture_store(t), test_ctx(t), raise_against, &r);
	store_close(r.store);

	ASSERT_OK(e);
	ASSERT_EQ(r.runs, 2);
	ASSERT_EQ(r.value, 2);
}

static error lose_connection_once(struct ctx *cx, void *arg)
{
	struct rival *r = arg;
	TRY(raise(cx, &r->value));
	if (r->runs++ == 0)
		return q_backend_stop(cx);
	return OK;
}

TEST_STORE(work_whose_connection_is_lost_runs_again_on_a_new_one)
{
	if (!is_postgres(t))
		return;
	struct ctx *cx = fixture_ctx(t);
	struct rival r = { 0 };
	int64_t changes;
	ASSERT_OK(q_counter_put(cx, STR("shared"), 0, &changes));
	fixture_release(cx);

	ASSERT_OK(store_write(fixture_store(t), test_ctx(t), lose_connection_once, &r));

	ASSERT_EQ(r.runs, 2);
	ASSERT_EQ(r.value, 1);
}

/* The server ends the connection at the last moment of the commit. */
static const char stop_at_commit[] =
	"CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS"
	" 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END';"
	"CREATE CONSTRAINT TRIGGER stop AFTER UPDATE ON counter DEFERRABLE INITIALLY DEFERRED"
	" FOR EACH ROW EXECUTE FUNCTION stop();";

static error raise_counted(struct ctx *cx, void *arg)
{
	struct rival *r = arg;
	r->runs++;
	return raise(cx, &r->value);
}

TEST_STORE(work_whose_commit_may_have_arrived_is_not_run_again)
{
	if (!is_postgres(t))
		return;
	struct ctx *cx = fixture_ctx(t);
	struct rival r = { 0 };
	int64_t changes;
	ASSERT_OK(q_counter_put(cx, STR("shared"), 0, &changes));
	ASSERT_OK(cx->db->driver->script(cx, str_from(stop_at_commit)));
	fixture_release(cx);

	ASSERT_ERR(ERR_UNAVAILABLE,
		store_write(fixture_store(t), test_ctx(t), raise_counted, &r));

	ASSERT_EQ(r.runs, 1);
}

TEST_STORE(a_reader_whose_connection_was_lost_asks_on_a_new_one)
{
	if (!is_postgres(t))
		return;
	struct ctx *reader = fixture_reader(t);
	struct q_counter_count_row count;

	ASSERT_ERR(ERR_UNAVAILABLE, q_backend_stop(reader));

	ASSERT_OK(q_counter_count(reader, &count));
}

struct heard {
	pthread_mutex_t mutex;
	pthread_cond_t some;
	int count;
	int64_t last;
};

static void listener(void *arg, struct str topic, int64_t id)
{
	struct heard *h = arg;
	pthread_mutex_lock(&h->mutex);
	h->count++;
	h->last = id;
	pthread_cond_signal(&h->some);
	pthread_mutex_unlock(&h->mutex);
}

static void wait_to_hear(struct heard *h, int64_t id)
{
	pthread_mutex_lock(&h->mutex);
	while (h->last != id)
		pthread_cond_wait(&h->some, &h->mutex);
	pthread_mutex_unlock(&h->mutex);
}

static error announce_work(struct ctx *cx, void *arg)
{
	int64_t *id = arg;
	return store_announce(cx, STR("case"), *id);
}

TEST_STORE(another_node_hears_what_was_committed_here)
{
	if (!is_postgres(t))
		return;
	struct heard here = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0 };
	struct heard there = here;
	int64_t first = 42, second = 43;
	struct store *node = second_node(t);
	store_listen(fixture_store(t), listener, &here);
	store_listen(node, listener, &there);

	ASSERT_OK(store_write(fixture_store(t), test_ctx(t), announce_work, &first));
	wait_to_hear(&there, first);
	/* In the order of commits: ours has come back to us before the other node's comes. */
	ASSERT_OK(store_write(node, test_ctx(t), announce_work, &second));
	wait_to_hear(&here, second);
	store_close(node);

	ASSERT_EQ(here.count, 2);
	ASSERT_EQ(there.count, 2);
}

TEST_STORE(a_role_has_one_owner_until_that_is_gone)
{
	if (!is_postgres(t))
		return;
	struct ctx *cx = test_ctx(t);
	struct store *node = second_node(t);
	bool owned;

	ASSERT_OK(store_own(cx, node, STR("sweeper"), &owned));
	ASSERT(owned);
	ASSERT_OK(store_own(cx, node, STR("sweeper"), &owned));
	ASSERT(owned);
	ASSERT_OK(store_own(cx, fixture_store(t), STR("sweeper"), &owned));
	ASSERT(!owned);

	store_close(node);
	/* The server lets go when it has seen the connection end. */
	do
		ASSERT_OK(store_own(cx, fixture_store(t), STR("sweeper"), &owned));
	while (!owned);
}
