#include "domain/escalation/engine.h"

#include <stdatomic.h>

#include "domain/escalation/chase.h"
#include "domain/escalation/climb.h"
#include "domain/escalation/engine.sql.h"
#include "domain/escalation/fire.h"
#include "os/log.h"
#include "store/db.h"

enum { BATCH = 50, PAGE = 200 }; /* cases in one transaction; rows read at a time */

/* One transaction's share of a pass. */
struct batch {
	struct fire_as as;
	const casefile_id *cases;
	const rung_id *rungs; /* to be chased, instead */
	size_t len;
	int64_t faults;
};

static error fire_case(struct ctx *cx, casefile_id id, const struct fire_as *as)
{
	struct policy policy;
	struct climb climb;
	bool found;

	AUTO_TX tx = tx_begin(cx);

	TRY(policy_load(cx, &policy));
	TRY(climb_begin(cx, id, &policy, &climb, &found));
	if (!found)
		return OK;
	bool outdated = climb.policy_version != policy.ladder.version;
	struct firings fired = ladder_fire(&climb.ladder, &policy.ladder, cx->now);
	TRY(fire(cx, &climb, &policy, &fired, as));
	TRY(climb_save(cx, &climb, &policy, outdated ? STR("policy") : STR("")));

	return tx_commit(&tx);
}

static error chase_one(struct ctx *cx, rung_id id)
{
	AUTO_TX tx = tx_begin(cx);

	TRY(chase_rung(cx, id));

	return tx_commit(&tx);
}

/* A case that cannot be fired does not keep the others from it. */
static error run_batch(struct ctx *cx, void *arg)
{
	struct batch *b = arg;

	b->faults = 0; /* the work may be run again */
	for (size_t i = 0; i < b->len; i++) {
		error e = b->cases != NULL ? fire_case(cx, b->cases[i], &b->as)
					   : chase_one(cx, b->rungs[i]);
		if (e == OK)
			continue;
		if (e->retry)
			return e;
		b->faults++;
		log_error("escalation", cx->trace, err_text(cx->arena, e));
	}
	return OK;
}

/* What is left stays due: the next start finds it. */
static bool is_stopped(const struct engine_pass *pass)
{
	return pass->stop != NULL && atomic_load(pass->stop);
}

static error write_batches(struct ctx *cx, struct store *store, struct batch all,
	struct engine_pass *pass)
{
	for (size_t from = 0; from < all.len && !is_stopped(pass); from += BATCH) {
		struct batch b = all;
		b.len = all.len - from < BATCH ? all.len - from : BATCH;
		b.cases = all.cases != NULL ? all.cases + from : NULL;
		b.rungs = all.rungs != NULL ? all.rungs + from : NULL;
		TRY(store_write(store, cx, run_batch, &b));
		pass->cases += all.cases != NULL ? (int64_t)b.len : 0;
		pass->faults += b.faults;
	}
	return OK;
}

struct span {
	int worst, least; /* priorities */
	bool digest;
};

/* What the index says is due, in the order of its time. */
static error run_due(struct ctx *cx, struct store *store, struct span span,
	struct engine_pass *pass)
{
	struct arena_mark mark = arena_mark(cx->arena);
	instant after_due = { INT64_MIN };
	casefile_id after = { 0 }, cases[PAGE];

	for (;;) {
		struct q_engine_due_list due;
		TRY(q_engine_due(cx, cx->now, span.worst, span.least, after_due, after, &due));
		for (size_t i = 0; i < due.len; i++)
			cases[i] = due.at[i].casefile;
		size_t len = due.len;
		if (len > 0) {
			after_due = due.at[len - 1].due;
			after = due.at[len - 1].casefile;
		}
		struct batch b = { .cases = cases, .len = len,
			.as = { .flagged = pass->flagged, .digest = span.digest } };
		TRY(write_batches(cx, store, b, pass));
		arena_release(cx->arena, mark);
		if (len < PAGE || is_stopped(pass))
			return OK;
	}
}

/* Larger than any watch: there is no such rung. */
static int64_t offset_us(const struct ladder_policy *p, int priority, int level)
{
	int64_t s = p->offset[priority - 1][level - 1].s;

	return s > 0 ? s * US_PER_SECOND : INT64_MAX;
}

static error sweep_page(struct ctx *cx, const struct ladder_policy *p, casefile_id after,
	struct q_engine_sweep_list *out)
{
#define ROW(priority)                                                                    \
	offset_us(p, priority, 1), offset_us(p, priority, 2), offset_us(p, priority, 3),   \
		offset_us(p, priority, 4)
	return q_engine_sweep(cx, cx->now, after, ROW(1), ROW(2), ROW(3), ROW(4),
		p->pause_on_wait[1], p->pause_on_wait[2], p->pause_on_wait[3], out);
#undef ROW
}

static error run_sweep(struct ctx *cx, struct store *store, struct engine_pass *pass)
{
	struct policy policy;
	casefile_id after = { 0 }, cases[PAGE];

	TRY(policy_load(cx, &policy));
	struct arena_mark mark = arena_mark(cx->arena);
	for (;;) {
		struct q_engine_sweep_list found;
		TRY(sweep_page(cx, &policy.ladder, after, &found));
		for (size_t i = 0; i < found.len; i++)
			cases[i] = found.at[i].casefile;
		size_t len = found.len;
		after = len > 0 ? cases[len - 1] : after;
		struct batch b = { .cases = cases, .len = len,
			.as = { .flagged = pass->flagged, .digest = pass->starting } };
		TRY(write_batches(cx, store, b, pass));
		arena_release(cx->arena, mark);
		if (len < PAGE || is_stopped(pass))
			return OK;
	}
}

/* After an edit of the policy: open cases whose next rung the index has by the old one. */
static error run_outdated(struct ctx *cx, struct store *store, struct engine_pass *pass)
{
	struct policy policy;
	casefile_id after = { 0 }, cases[PAGE];

	TRY(policy_load(cx, &policy));
	struct arena_mark mark = arena_mark(cx->arena);
	for (;;) {
		struct q_engine_outdated_list found;
		TRY(q_engine_outdated(cx, policy.ladder.version, after, &found));
		for (size_t i = 0; i < found.len; i++)
			cases[i] = found.at[i].casefile;
		size_t len = found.len;
		after = len > 0 ? cases[len - 1] : after;
		struct batch b = { .cases = cases, .len = len,
			.as = { .flagged = pass->flagged, .digest = true } };
		TRY(write_batches(cx, store, b, pass));
		arena_release(cx->arena, mark);
		if (len < PAGE || is_stopped(pass))
			return OK;
	}
}

static error run_chases(struct ctx *cx, struct store *store, struct engine_pass *pass)
{
	struct q_engine_chase_list due;
	rung_id rungs[PAGE];

	TRY(q_engine_chase(cx, cx->now, &due));
	for (size_t i = 0; i < due.len; i++)
		rungs[i] = due.at[i].rung;
	return write_batches(cx, store, (struct batch){ .rungs = rungs, .len = due.len }, pass);
}

static error write_digests(struct ctx *cx, void *arg)
{
	int64_t messages;

	return fire_digests(cx, &messages);
}

error engine_pass(struct ctx *cx, struct store *store, struct engine_pass *pass)
{
	struct span all = { 1, LADDER_PRIORITIES, false };
	struct span critical = { 1, 1, false }, rest = { 2, LADDER_PRIORITIES, true };

	pass->cases = 0;
	pass->faults = 0;
	if (pass->starting)
		TRY(run_due(cx, store, critical, pass));
	TRY(run_due(cx, store, pass->starting ? rest : all, pass));
	TRY(run_outdated(cx, store, pass));
	if (pass->sweep || pass->starting)
		TRY(run_sweep(cx, store, pass));
	TRY(run_chases(cx, store, pass));
	return store_write(store, cx, write_digests, NULL);
}

error engine_next(struct ctx *cx, instant *ret_at)
{
	struct q_engine_next_row rung;
	struct q_engine_next_chase_row chase;
	bool has_rung, has_chase;

	TRY(q_engine_next(cx, &rung, &has_rung));
	TRY(q_engine_next_chase(cx, &chase, &has_chase));
	*ret_at = has_rung ? rung.at : (instant){ 0 };
	if (has_chase && (!has_rung || chase.at.us < rung.at.us))
		*ret_at = chase.at;
	return OK;
}
