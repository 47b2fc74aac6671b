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

/* Larger than any watch: there is no such rung. */
static int64_t offset_us(const struct ladder_policy *p, int priority, int level)
{
	int64_t s = p->offset[priority - 1][level - 1].s;

	return s > 0 ? s * US_PER_SECOND : INT64_MAX;
}

/* A search for cases with something to fire, and how far it has come. */
struct search {
	error (*page)(struct ctx *, struct search *);
	const struct ladder_policy *policy;
	int worst, least; /* priorities */
	bool digest;
	instant after_due;
	int64_t after_version;
	casefile_id after;
	/* what a page has found; the last one is shorter */
	casefile_id cases[PAGE];
	size_t len;
};

static void found(struct search *s, casefile_id id)
{
	s->cases[s->len++] = id;
	s->after = id;
}

/* What the index says is due, in the order of its time. */
static error due_page(struct ctx *cx, struct search *s)
{
	struct q_engine_due_list due;

	TRY(q_engine_due(cx, cx->now, s->worst, s->least, s->after_due, s->after, &due));
	for (size_t i = 0; i < due.len; i++) {
		found(s, due.at[i].casefile);
		s->after_due = due.at[i].due;
	}
	return OK;
}

/* After an edit of the policy: those whose next rung the index has by the old one. */
static error outdated_page(struct ctx *cx, struct search *s)
{
	struct q_engine_outdated_list list;

	TRY(q_engine_outdated(cx, s->policy->version, s->after_version, s->after, &list));
	for (size_t i = 0; i < list.len; i++) {
		found(s, list.at[i].casefile);
		s->after_version = list.at[i].version;
	}
	return OK;
}

static error owed_page(struct ctx *cx, struct search *s)
{
	struct q_engine_owed_list list;

	TRY(q_engine_owed(cx, s->after, &list));
	for (size_t i = 0; i < list.len; i++)
		found(s, list.at[i].casefile);
	return OK;
}

static error formula_page(struct ctx *cx, struct search *s)
{
	const struct ladder_policy *p = s->policy;
	struct q_engine_sweep_list list;

#define ROW(priority)                                                                    \
	offset_us(p, priority, 1), offset_us(p, priority, 2), offset_us(p, priority, 3),   \
		offset_us(p, priority, 4)
	TRY(q_engine_sweep(cx, cx->now, p->version, s->after, ROW(1), ROW(2), ROW(3), ROW(4),
		p->pause_on_wait[1], p->pause_on_wait[2], p->pause_on_wait[3], &list));
#undef ROW
	for (size_t i = 0; i < list.len; i++)
		found(s, list.at[i].casefile);
	return OK;
}

static error run_search(struct ctx *cx, struct store *store, struct search *s,
	struct engine_pass *pass)
{
	struct arena_mark mark = arena_mark(cx->arena);

	do {
		s->len = 0;
		TRY(s->page(cx, s));
		struct batch b = { .cases = s->cases, .len = s->len,
			.as = { .flagged = pass->flagged, .digest = s->digest } };
		TRY(write_batches(cx, store, b, pass));
		arena_release(cx->arena, mark);
	} while (s->len == PAGE && !is_stopped(pass));
	return OK;
}

static error run_due(struct ctx *cx, struct store *store, struct search s,
	struct engine_pass *pass)
{
	s.page = due_page;
	s.after_due = (instant){ INT64_MIN };
	return run_search(cx, store, &s, pass);
}

/* By the formula, which needs no index to be right. */
static error run_sweep(struct ctx *cx, struct store *store, const struct ladder_policy *policy,
	struct engine_pass *pass)
{
	struct search owed = { .page = owed_page, .digest = pass->starting };
	struct search formula = { .page = formula_page, .policy = policy,
		.digest = pass->starting };

	TRY(run_search(cx, store, &owed, pass));
	return run_search(cx, store, &formula, pass);
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
	struct search all = { .worst = 1, .least = LADDER_PRIORITIES };
	struct search critical = { .worst = 1, .least = 1 };
	struct search rest = { .worst = 2, .least = LADDER_PRIORITIES, .digest = true };
	struct policy policy;

	pass->cases = 0;
	pass->faults = 0;
	TRY(policy_load(cx, &policy));
	struct search outdated = { .page = outdated_page, .policy = &policy.ladder, .digest = true };
	if (pass->starting)
		TRY(run_due(cx, store, critical, pass));
	TRY(run_due(cx, store, pass->starting ? rest : all, pass));
	TRY(run_search(cx, store, &outdated, pass));
	if (pass->sweep || pass->starting)
		TRY(run_sweep(cx, store, &policy.ladder, pass));
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
