/*
 * The queue of work and the threads that do it. The same loop serves both engines:
 * SQLite has one thread and commits many jobs at once; PostgreSQL has several, each
 * commits one job, and runs it again, alone, when it met a serialisation failure.
 *
 * A batch of SQLite is optimistic: most work succeeds, so it makes no savepoints, which
 * cost half of its time. When something has to be undone the whole batch is, and runs
 * again with them.
 */
#include "store/driver.h"

static const struct actor program = {
	.roles = ROLE_SYSTEM, .audiences = 31, .staff = true, .locale = STR_INIT("en"),
};

static struct store_job *queue_take(struct store *store)
{
	pthread_mutex_lock(&store->mutex);
	struct store_job *job = store->first;
	if (job != NULL) {
		store->first = job->next;
		if (store->first == NULL)
			store->last = NULL;
		store->waiting--;
	}
	pthread_mutex_unlock(&store->mutex);
	if (job != NULL)
		job->next = NULL;
	return job;
}

/* False when the store closes and nothing waits. */
static bool queue_wait(struct store *store)
{
	pthread_mutex_lock(&store->mutex);
	while (store->first == NULL && !store->closing)
		pthread_cond_wait(&store->work, &store->mutex);
	bool some = store->first != NULL;
	pthread_mutex_unlock(&store->mutex);
	return some;
}

static void refuse(struct store_job *job, const char *why)
{
	job->done(job, err_new(job->cx, ERR_UNAVAILABLE, "%s", why));
}

void store_submit(struct store *store, struct store_job *job)
{
	const char *why = NULL;
	job->next = NULL;
	job->outcome = OK;
	pthread_mutex_lock(&store->mutex);
	if (store->read_only || store->closing)
		why = "the database takes no more work";
	else if (store->waiting >= STORE_QUEUE_MAX)
		why = "too much work waits for the database";
	else {
		if (store->last != NULL)
			store->last->next = job;
		else
			store->first = job;
		store->last = job;
		store->waiting++;
		/* A thread that is kept by store_hold_writer must not swallow the call. */
		if (store->writer_count > 1)
			pthread_cond_broadcast(&store->work);
		else
			pthread_cond_signal(&store->work);
	}
	pthread_mutex_unlock(&store->mutex);
	if (why != NULL)
		refuse(job, why);
}

/* The work with the writer as its connection. */
static error work(struct db *db, struct ctx *cx, store_work call, void *arg)
{
	struct db *before = cx->db;
	int depth = db->depth;
	cx->db = db;
	error e = call(cx, arg);
	if (e == OK)
		e = db_usable(cx);
	cx->db = before;
	check(db->depth == depth);
	return e;
}

/* One job of a batch, in a savepoint, or where one would stand. */
static void run_in_batch(struct db *db, struct store_job *job)
{
	struct ctx *cx = job->cx;
	size_t announced = db->announced.len;
	db->depth = 2;
	job->outcome = db->driver->savepoint(cx, db, 2);
	if (job->outcome == OK) {
		job->outcome = work(db, cx, job->work, job->arg);
		if (job->outcome == OK)
			job->outcome = db->driver->release(cx, db, 2);
		if (job->outcome != OK) {
			db->driver->rollback_to(db, 2);
			db->announced.len = announced;
			db->failed_depth = 0;
		}
	}
	db->depth = 1;
}

struct batch {
	struct store_job *first, **tail;
	size_t len;
};

static void batch_add(struct batch *batch, struct store_job *job)
{
	job->began = arena_mark(job->cx->arena);
	*batch->tail = job;
	batch->tail = &job->next;
	batch->len++;
}

/* What waits by now joins, while there is room and time. */
static struct store_job *batch_more(struct store *store, struct batch *batch, int64_t until)
{
	if (batch->len >= STORE_BATCH_MAX || monotonic_us() >= until)
		return NULL;
	struct store_job *job = queue_take(store);
	if (job != NULL)
		batch_add(batch, job);
	return job;
}

static void batch_undo(struct db *db, struct batch *batch)
{
	db->driver->rollback(db);
	db_transaction_over(db);
	for (struct store_job *job = batch->first; job != NULL; job = job->next) {
		arena_release(job->cx->arena, job->began);
		job->outcome = OK;
	}
}

/* Those that were told nothing yet and had success so far fail with the commit. */
static void batch_fail(struct batch *batch, error why)
{
	for (struct store_job *job = batch->first; job != NULL; job = job->next)
		if (job->outcome == OK)
			job->outcome = err_new(job->cx, ERR_UNAVAILABLE, "not committed: %.*s",
				STR_ARG(why->text));
}

static void batch_tell(struct batch *batch)
{
	/* A job is the submitter's again once it is told: read its link before. */
	for (struct store_job *job = batch->first, *next; job != NULL; job = next) {
		next = job->next;
		job->done(job, job->outcome);
	}
}

/* From its first job; returns early when it is spoiled. */
static error batch_run(struct writer *w, struct ctx *cx, struct batch *batch, bool optimistic)
{
	struct db *db = w->db;
	TRY(db->driver->begin(cx, db));
	db->optimistic = optimistic;
	db->spoiled = false;
	int64_t until = monotonic_us() + STORE_BATCH_US;
	struct store_job *job = batch->first;
	while (job != NULL && !db->spoiled) {
		run_in_batch(db, job);
		if (db->driver->lost(db))
			return err_new(cx, ERR_UNAVAILABLE, "the disk failed in the middle");
		job = job->next != NULL ? job->next : batch_more(w->store, batch, until);
	}
	return db->spoiled ? OK : db->driver->commit(cx, db);
}

/* SQLite: as many jobs as wait, one fsync. */
static void commit_group(struct writer *w, struct ctx *cx, struct store_job *first)
{
	struct db *db = w->db;
	struct batch batch = { .tail = &batch.first };
	batch_add(&batch, first);

	db->depth = 1;
	error e = batch_run(w, cx, &batch, true);
	if (e == OK && db->spoiled) {
		batch_undo(db, &batch);
		e = batch_run(w, cx, &batch, false);
	}
	db->optimistic = db->spoiled = false;
	if (e != OK) {
		db->driver->rollback(db);
		batch_fail(&batch, e);
	}
	db->depth = 0;
	/* Before the answer: who reads again at once must not meet a stale cache. */
	if (e == OK)
		announce_all(w->store, &db->announced);
	db_transaction_over(db);
	batch_tell(&batch);
}

static error run_once(struct db *db, struct store_job *job)
{
	struct ctx *cx = job->cx;
	TRY(db->driver->ready(cx, db));
	TRY(db->driver->begin(cx, db));
	db->depth = 1;
	error e = work(db, cx, job->work, job->arg);
	if (e == OK)
		e = db->driver->commit(cx, db);
	if (e != OK)
		db->driver->rollback(db);
	else
		announce_all(db->store, &db->announced);
	db->depth = 0;
	db_transaction_over(db);
	return e;
}

static error run_again_alone(struct db *db, struct store_job *job, struct arena_mark began, error e)
{
	pthread_rwlock_wrlock(&db->store->abreast);
	for (int again = 0; e != OK && e->retry && again < STORE_RETRIES; again++) {
		arena_release(job->cx->arena, began);
		e = run_once(db, job);
	}
	pthread_rwlock_unlock(&db->store->abreast);
	if (e != OK && e->retry && err_is(e, ERR_CONFLICT))
		return err_new(job->cx, ERR_UNAVAILABLE, "another node was in the way %d times: %.*s",
			STORE_RETRIES + 1, STR_ARG(e->text));
	return e;
}

/*
 * PostgreSQL: one transaction. Work that another was in the way of runs again from the
 * start. Beside the others it could lose each time, since all that open a case want the
 * next number; so it has this process to itself.
 */
static void commit_one(struct writer *w, struct store_job *job)
{
	struct arena_mark began = arena_mark(job->cx->arena);
	pthread_rwlock_rdlock(&w->store->abreast);
	error e = run_once(w->db, job);
	pthread_rwlock_unlock(&w->store->abreast);
	if (e != OK && e->retry)
		e = run_again_alone(w->db, job, began, e);
	job->done(job, e);
}

static void *writer_main(void *arg)
{
	struct writer *w = arg;
	while (queue_wait(w->store)) {
		pthread_mutex_lock(&w->busy);
		struct store_job *job = queue_take(w->store);
		struct ctx cx = { .arena = w->arena, .actor = &program };
		if (job != NULL && store_is_postgres(w->store))
			commit_one(w, job);
		else if (job != NULL)
			commit_group(w, &cx, job);
		if (w->db->driver->rest != NULL)
			w->db->driver->rest(w->db);
		arena_reset(w->arena);
		pthread_mutex_unlock(&w->busy);
	}
	return NULL;
}

error writers_start(struct ctx *cx, struct store *store, int count)
{
	for (int i = 0; i < count; i++) {
		struct writer *w = &store->writers[i];
		w->store = store;
		TRY(store->driver->open(cx, store, true, &w->db));
		w->arena = arena_create();
		pthread_mutex_init(&w->busy, NULL);
		store->writer_count = i + 1;
		if (pthread_create(&w->thread, NULL, writer_main, w) != 0)
			return err_new(cx, ERR_UNAVAILABLE, "cannot start a thread to write");
		w->started = true;
	}
	return OK;
}

void writers_stop(struct store *store)
{
	pthread_mutex_lock(&store->mutex);
	store->closing = true;
	pthread_cond_broadcast(&store->work);
	pthread_mutex_unlock(&store->mutex);
	for (int i = 0; i < store->writer_count; i++) {
		struct writer *w = &store->writers[i];
		if (w->started)
			pthread_join(w->thread, NULL);
		pthread_mutex_destroy(&w->busy);
		arena_destroy(w->arena);
	}
}

error store_hold_writer(struct ctx *cx, struct store *store)
{
	check(cx->db == NULL || !cx->db->held);
	if (store->writer_count == 0)
		return err_new(cx, ERR_UNAVAILABLE, "the database is open for reading only");
	struct writer *w = &store->writers[0];
	pthread_mutex_lock(&w->busy);
	w->db->held = true;
	cx->db = w->db;
	return OK;
}

void store_release_writer(struct ctx *cx)
{
	struct db *db = cx->db;
	check(db != NULL && db->held && db->depth == 0);
	struct writer *w = &db->store->writers[0];
	db->held = false;
	cx->db = NULL;
	if (db->driver->rest != NULL)
		db->driver->rest(db);
	pthread_mutex_unlock(&w->busy);
}

struct waiter {
	pthread_mutex_t mutex;
	pthread_cond_t cond;
	error outcome;
	bool done;
};

static void wake(struct store_job *job, error outcome)
{
	struct waiter *waiter = job->pending;
	pthread_mutex_lock(&waiter->mutex);
	waiter->outcome = outcome;
	waiter->done = true;
	pthread_cond_signal(&waiter->cond);
	pthread_mutex_unlock(&waiter->mutex);
}

error store_write(struct store *store, struct ctx *cx, store_work call, void *arg)
{
	if (cx->db != NULL && cx->db->writer) {
		/* A batch is not durable before it ends: its jobs may not wait for another. */
		check(cx->db->held && cx->db->store == store);
		AUTO_TX tx = tx_begin(cx);
		TRY(call(cx, arg));
		return tx_commit(&tx);
	}
	struct waiter waiter = { .done = false };
	pthread_mutex_init(&waiter.mutex, NULL);
	pthread_cond_init(&waiter.cond, NULL);
	struct store_job job = { .cx = cx, .work = call, .arg = arg, .done = wake,
		.pending = &waiter };
	store_submit(store, &job);

	pthread_mutex_lock(&waiter.mutex);
	while (!waiter.done)
		pthread_cond_wait(&waiter.cond, &waiter.mutex);
	pthread_mutex_unlock(&waiter.mutex);
	pthread_cond_destroy(&waiter.cond);
	pthread_mutex_destroy(&waiter.mutex);
	return waiter.outcome;
}
