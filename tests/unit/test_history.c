/*
 * Random histories of many cases: whatever people do in whatever order, a case has one
 * status and at most one owner, its stopwatches are what a second count gives, what is
 * counted is what is there, and no number is given twice.
 *
 * MAINSTAY_HISTORY_CASES says how many cases (nightly: 10000); without it some dozens.
 */
#include <stdlib.h>

#include "domain/account/permission.h"
#include "domain/casefile/edit/edit.h"
#include "domain/casefile/merge/merge.h"
#include "domain/casefile/tag/tag.h"
#include "domain/desk/bulk.h"
#include "domain/desk/view.h"
#include "domain/escalation/verify.h"
#include "store/query.h"
#include "tests/unit/office.h"

enum { CASES_USUAL = 60, ACTS_A_CASE = 12, CASES_A_CHECKPOINT = 500 };

/* What a case must be, kept beside it by the test. */
struct shadow {
	casefile_id id;
	int64_t status, owner;
	instant since;
	int64_t ours, customer, other;
};

struct history {
	struct office o;
	SLICE(struct shadow) all;
	uint64_t seed;
	int64_t refused, merged, unmerged;
	size_t touched[5], touched_count; /* of `all`, by the last act */
};

static int64_t roll(struct history *h, int64_t n)
{
	h->seed = h->seed * 6364136223846793005u + 1442695040888963407u;
	return (int64_t)((h->seed >> 33) % (uint64_t)n);
}

/* --- acts --- */

static error reply(struct history *h, struct shadow *s, bool customer)
{
	struct ctx *cx = h->o.cx;
	struct casefile_reply r = { .kind = customer || roll(h, 2) ? ENTRY_MESSAGE : ENTRY_NOTE,
		.text = STR("More."), .then = CASEFILE_STATUS_COUNT_ };
	struct casefile c;
	entry_id entry;

	cx->actor = customer ? &h->o.ana : &h->o.tom;
	TRY(casefile_load(cx, s->id, &c));
	return casefile_add_entry(cx, &c, &r, &entry);
}

static error act(struct history *h, struct shadow *s)
{
	struct ctx *cx = h->o.cx;
	struct actor *agent = roll(h, 2) ? &h->o.tom : &h->o.eva;
	person_id owners[] = { { 0 }, h->o.tom.person, h->o.eva.person };

	cx->actor = agent;
	switch (roll(h, 10)) {
	case 0:
		return casefile_set_owner(cx, s->id, owners[roll(h, 3)]);
	case 1:
	case 2:
	case 3:
		return casefile_set_status(cx, s->id, (enum casefile_status)roll(h, 6), STR(""));
	case 4:
		return casefile_set_priority(cx, s->id, 1 + roll(h, 4), STR(""));
	case 5:
		return casefile_close(cx, s->id, STR(""));
	case 6:
		return casefile_reopen(cx, s->id, STR("Again."));
	case 7:
		return casefile_tag(cx, s->id, roll(h, 2) ? STR("psu") : STR("fan"));
	default:
		return reply(h, s, roll(h, 2));
	}
}

static error act_on_many(struct history *h)
{
	struct bulk_ask ask = { .act = (enum bulk_act)roll(h, BULK_ACTS_), .tag = STR("many"),
		.value = 1 + roll(h, 2) };
	struct casefile c;
	bulk_id id;

	h->o.cx->actor = &h->o.tom;
	if (ask.act == BULK_OWNER)
		ask.value = h->o.eva.person.v;
	for (int i = 0; i < 5; i++) {
		h->touched[h->touched_count] = (size_t)roll(h, (int64_t)h->all.len);
		TRY(casefile_load(h->o.cx, h->all.at[h->touched[h->touched_count++]].id, &c));
		*arena_push(h->o.cx->arena, &ask.numbers) = c.number;
	}
	TRY(bulk_run(h->o.cx, &ask, &id));
	return roll(h, 2) ? bulk_undo(h->o.cx, id) : OK;
}

/* Half of them are taken back a minute later: then the two are as they were. */
static error merge_two(struct history *h, struct shadow *away)
{
	struct shadow *into = &h->all.at[roll(h, (int64_t)h->all.len)];
	struct ctx *cx = h->o.cx;
	struct casefile c;

	cx->actor = &h->o.tom;
	TRY(casefile_load(cx, into->id, &c));
	TRY(casefile_merge(cx, away->id, c.number));
	h->merged++;
	h->touched[h->touched_count++] = (size_t)(into - h->all.at);
	if (roll(h, 2))
		return OK;
	cx->now = instant_add(cx->now, (seconds){ 60 });
	error e = casefile_undo(cx, into->id);
	if (e != OK)
		return e;
	h->unmerged++;
	TRY(casefile_load(cx, away->id, &c));
	ASSERT_EQ(c.status, away->status);
	ASSERT_EQ(c.status_since.us, away->since.us);
	ASSERT_EQ(c.merged_into.v, 0);
	return OK;
}

/* --- what must hold --- */

static void follow(struct history *h, struct shadow *s)
{
	struct ctx *cx = h->o.cx;
	struct casefile c;

	cx->actor = &actor_system;
	ASSERT_OK(casefile_load(cx, s->id, &c));
	if (c.status_since.us != s->since.us) {
		const struct status_rule *was = status_rule((enum casefile_status)s->status);
		int64_t spent = was->open ? cx->now.us - s->since.us : 0;
		ASSERT_EQ(c.status_since.us, cx->now.us);
		s->ours += was->turn == TURN_OURS ? spent : 0;
		s->customer += was->turn == TURN_CUSTOMER ? spent : 0;
		s->other += was->turn == TURN_OTHER ? spent : 0;
		s->since = cx->now;
	} else {
		ASSERT_EQ(c.status, s->status);
	}
	s->status = c.status;
	ASSERT_EQ(c.is_open, status_rule((enum casefile_status)c.status)->open);
	ASSERT_EQ(c.ours_us, s->ours);
	ASSERT_EQ(c.customer_us, s->customer);
	ASSERT_EQ(c.other_us, s->other);
	ASSERT_EQ(instant_is_set(c.owned_since), c.owner.v != 0);
	ASSERT_EQ(instant_is_set(c.closed_at), c.status == CASEFILE_CLOSED);
	s->owner = c.owner.v;
}

#define ONE_TEXT(text) .sqlite = text, .postgres = text
#define COUNTED(what, text)                                                              \
	static const struct query what = { .name = #what, .kind = QUERY_ONE, ONE_TEXT(text),    \
		.column_count = 1, .columns = (const struct query_column[]){ { "n", QUERY_INT } } }
/* By the range of ids: entries have no index of cases. */
#define ENTRIES "(SELECT count(*) FROM entry e WHERE e.id > c.id * 1048576 AND e.id < (c.id + 1) * 1048576"
COUNTED(wrong_entries, "SELECT count(*) FROM casefile c WHERE c.entry_count <> " ENTRIES ")"
	" OR c.public_count <> " ENTRIES " AND e.public = 1)");
COUNTED(entries_astray, "SELECT count(*) FROM entry WHERE id <= casefile_id * 1048576"
	" OR id >= (casefile_id + 1) * 1048576");
COUNTED(numbers_twice, "SELECT count(*) - count(DISTINCT number) FROM casefile");
COUNTED(ladders_wrong, "SELECT count(*) FROM casefile c JOIN escalation e ON e.casefile_id = c.id"
	" WHERE c.is_open = 1 AND e.priority <> c.priority");

static int64_t counted(struct history *h, const struct query *q)
{
	AUTO_ROWS rows;
	bool more;

	ASSERT_OK(query_open(h->o.cx, q, NULL, &rows));
	ASSERT_OK(query_next(&rows, &more));
	return rows.values[0].i;
}

static int64_t in_shadow(const struct history *h, bool (*holds)(const struct history *, const struct shadow *))
{
	int64_t n = 0;
	for (size_t i = 0; i < h->all.len; i++)
		n += status_rule((enum casefile_status)h->all.at[i].status)->open && holds(h, &h->all.at[i]);
	return n;
}

static bool is_toms(const struct history *h, const struct shadow *s)
{
	return s->owner == h->o.tom.person.v;
}

static bool is_unowned(const struct history *h, const struct shadow *s)
{
	return s->owner == 0;
}

static bool any(const struct history *h, const struct shadow *s)
{
	return true;
}

static void check_count(struct history *h, const char *key, int64_t want)
{
	struct desk_view v;
	struct desk_filter f;
	struct desk_count count;

	h->o.cx->actor = &h->o.tom;
	ASSERT_OK(desk_view_find(h->o.cx, str_from(key), &v));
	ASSERT_OK(desk_filter_read(h->o.cx, v.filter, &f));
	ASSERT_OK(desk_count(h->o.cx, &f, &count));
	ASSERT_EQ(count.count, want > DESK_COUNT_MAX ? DESK_COUNT_MAX : want);
	ASSERT_EQ(count.more, want > DESK_COUNT_MAX);
}

static void check_counts(struct history *h)
{
	ASSERT_EQ(counted(h, &wrong_entries), 0);
	ASSERT_EQ(counted(h, &entries_astray), 0);
	ASSERT_EQ(counted(h, &numbers_twice), 0);
	ASSERT_EQ(counted(h, &ladders_wrong), 0);
	check_count(h, "mine", in_shadow(h, is_toms));
	check_count(h, "unassigned", in_shadow(h, is_unowned));
	check_count(h, "all", in_shadow(h, any));
}

/* The writer's thread does this in a server; without it the log grows to a megabyte a case. */
static const struct query checkpoint_all = { .name = "checkpoint_all", .kind = QUERY_ONE,
	.sqlite = "PRAGMA wal_checkpoint(TRUNCATE)",
	.postgres = "SELECT CAST(0 AS bigint), CAST(0 AS bigint), CAST(0 AS bigint)",
	.column_count = 3, .columns = (const struct query_column[]){ { "busy", QUERY_INT },
		{ "pages", QUERY_INT }, { "moved", QUERY_INT } } };

static void open_one(struct history *h)
{
	struct casefile c;

	office_case(&h->o, 1 + roll(h, 4), "Link flaps", &c);
	*arena_push(h->o.cx->arena, &h->all) =
		(struct shadow){ .id = c.id, .status = CASEFILE_NEW, .since = h->o.cx->now };
}

static void step(struct history *h)
{
	struct arena_mark mark = arena_mark(h->o.cx->arena);
	struct shadow *s = &h->all.at[roll(h, (int64_t)h->all.len)];

	h->o.cx->now = instant_add(h->o.cx->now, (seconds){ 1 + roll(h, 5000) });
	int64_t what = roll(h, 20);
	error e = what == 0 ? act_on_many(h) : what == 1 ? merge_two(h, s) : act(h, s);
	/* What may not be is refused, and changes nothing; nothing else may fail. */
	ASSERT(e == OK || err_is(e, ERR_CONFLICT) || err_is(e, ERR_INVALID) || err_is(e, ERR_DENIED));
	h->refused += e != OK;
	follow(h, s);
	for (size_t i = 0; i < h->touched_count; i++)
		follow(h, &h->all.at[h->touched[i]]);
	h->touched_count = 0;
	arena_release(h->o.cx->arena, mark);
}

TEST_STORE(no_history_of_cases_breaks_what_must_hold)
{
	const char *wanted = getenv("MAINSTAY_HISTORY_CASES");
	struct history h = { .seed = 11 };
	int64_t cases = CASES_USUAL;
	struct verify_result ladders;

	if (wanted != NULL)
		ASSERT(str_int(str_from(wanted), &cases) && cases > 0);
	office_open(t, &h.o);
	h.o.cx->actor = &actor_system;
	ASSERT_OK(casefile_close(h.o.cx, h.o.c.id, STR("")));
	for (int64_t i = 0; i < cases; i++) {
		if (i % CASES_A_CHECKPOINT == CASES_A_CHECKPOINT - 1)
			ASSERT_EQ(counted(&h, &checkpoint_all), 0);
		open_one(&h);
		for (int n = 0; n < ACTS_A_CASE; n++)
			step(&h);
	}
	for (size_t i = 0; i < h.all.len; i++)
		follow(&h, &h.all.at[i]);
	check_counts(&h);
	ASSERT(h.refused > 0);
	ASSERT(h.merged > h.unmerged && h.unmerged > 0);
	h.o.cx->actor = &actor_system;
	ASSERT_OK(escalation_verify(h.o.cx, &ladders));
	ASSERT_EQ(ladders.faults, 0);
}
