/* Lists of the desk against the same asked of every case, one by one. */
#include <stdlib.h>

#include "base/buf.h"
#include "domain/account/permission.h"
#include "domain/casefile/queue/queue.h"
#include "domain/desk/list.h"
#include "domain/product/product.h"
#include "store/query.h"
#include "tests/unit/office.h"

enum { CASES = 400, LATE = 40 };
#define NEVER INT64_MAX
#define HOUR_US INT64_C(3600000000)

struct known {
	int64_t id, priority, status, open, owner, queue, product, release, channel, entitlement;
	int64_t reported, changed, due;
	bool tagged;
};

struct shelf {
	struct office o;
	queue_id queues[3];
	product_id products[2];
	release_id release;
	struct known all[CASES];
	uint64_t seed;
};

static int64_t roll(struct shelf *s, int64_t n)
{
	s->seed = s->seed * 6364136223846793005u + 1442695040888963407u;
	return (int64_t)((s->seed >> 33) % (uint64_t)n);
}

#define COLUMNS "INSERT INTO casefile (number, organisation_id, contact_id, entitlement, priority, status,"  \
	" is_open, summary, impact, channel, owner_id, queue_id, product_id, release_id, reported_at,"  \
	" opened_at, changed_at, status_since, next_rung, next_due_at) VALUES ("
#define N(name) { name, QUERY_INT }
static const struct query put_case = { .name = "shelf_case", .kind = QUERY_EXEC, .writes = true,
	.sqlite = COLUMNS "'n' || ?13, 1, ?1, ?2, ?3, ?4, ?5, 'x', '', ?6, NULLIF(?7, 0), ?8,"
		  " NULLIF(?9, 0), NULLIF(?10, 0), ?11, ?11, ?12, ?11, 1, ?14)",
	.postgres = COLUMNS "'n' || $13::bigint, 1, $1, $2, $3, $4, $5, 'x', '', $6, NULLIF($7::bigint, 0), $8,"
		    " NULLIF($9::bigint, 0), NULLIF($10::bigint, 0), $11, $11, $12, $11, 1, $14)",
	.param_count = 14,
	.params = (const struct query_column[]){ N("a"), N("b"), N("c"), N("d"), N("e"), N("f"), N("g"),
		N("h"), N("i"), N("j"), N("k"), N("l"), N("m"), N("n") } };
static const struct query put_tag = { .name = "shelf_tag", .kind = QUERY_EXEC, .writes = true,
	.sqlite = "INSERT INTO casefile_tag VALUES (?1, 'a_b', 0, NULL)",
	.postgres = "INSERT INTO casefile_tag VALUES ($1, 'a_b', 0, NULL)", .param_count = 1,
	.params = (const struct query_column[]){ N("a") } };

static void put(struct shelf *s, int n)
{
	struct ctx *cx = s->o.cx;
	int64_t status = roll(s, 6), open = status < 4, owner = roll(s, 3);
	struct known k = {
		.priority = 1 + roll(s, 4), .status = status, .open = open,
		.owner = owner == 0 ? 0 : owner == 1 ? s->o.tom.person.v : s->o.eva.person.v,
		.queue = s->queues[roll(s, 3)].v, .product = roll(s, 4) ? s->products[roll(s, 2)].v : 0,
		.release = roll(s, 20) ? 0 : s->release.v, .channel = roll(s, 4),
		.entitlement = roll(s, 7),
		/* Some times are the same, so that ids decide. */
		.reported = cx->now.us - roll(s, 300) * HOUR_US,
		.due = open && roll(s, 10) ? cx->now.us + (roll(s, 100) - LATE) * HOUR_US : NEVER,
		.tagged = roll(s, 9) == 0,
	};
	k.changed = k.reported + roll(s, 50) * HOUR_US;
	struct query_value v[] = { { .i = s->o.ana.person.v }, { .i = k.entitlement }, { .i = k.priority },
		{ .i = k.status }, { .i = k.open }, { .i = k.channel }, { .i = k.owner }, { .i = k.queue },
		{ .i = k.product }, { .i = k.release }, { .i = k.reported }, { .i = k.changed }, { .i = n },
		{ .i = k.due } };
	ASSERT_OK(query_run(cx, &put_case, v, NULL));
	k.id = n + 1;
	if (k.tagged)
		ASSERT_OK(query_run(cx, &put_tag, (struct query_value[]){ { .i = k.id } }, NULL));
	s->all[n] = k;
}

static void shelf_open(struct test *t, struct shelf *s)
{
	struct ctx *cx;

	*s = (struct shelf){ .seed = 7 };
	office_open(t, &s->o);
	cx = s->o.cx;
	cx->actor = &actor_system;
	s->all[0] = (struct known){ .id = s->o.c.id.v, .priority = 3, .open = 1, .queue = s->o.c.queue.v,
		.entitlement = s->o.c.entitlement, .reported = cx->now.us, .changed = cx->now.us,
		.due = s->o.c.next_due_at.us };
	ASSERT_OK(queue_create(cx, &(struct queue_change){ .name = STR("Core routing") }, &s->queues[0]));
	ASSERT_OK(queue_create(cx, &(struct queue_change){ .name = STR("Switches") }, &s->queues[1]));
	ASSERT_OK(queue_create(cx, &(struct queue_change){ .name = STR("Field") }, &s->queues[2]));
	for (int i = 0; i < 2; i++)
		ASSERT_OK(product_create(cx, &(struct product_new){ .code = i ? STR("NB-R") : STR("NB-S"),
			.name = STR("x"), .family = STR("F"), .software = STR("BeamOS") }, &s->products[i]));
	ASSERT_OK(release_create(cx, &(struct release_new){ .software = STR("BeamOS"),
		.name = STR("24.2R1"), .released_at = cx->now }, &s->release));
	for (int n = 1; n < CASES; n++)
		put(s, n);
	cx->actor = &s->o.tom;
}

/* --- conditions: a text, and what it means --- */

static struct shelf *shelf; /* for the predicates: one test runs at a time */

static bool is_mine(const struct known *k) { return k->owner == shelf->o.tom.person.v; }
static bool mine_or_none(const struct known *k) { return k->owner == 0 || is_mine(k); }
static bool unowned(const struct known *k) { return k->owner == 0; }
static bool not_mine(const struct known *k) { return !is_mine(k); }
static bool grave(const struct known *k) { return k->priority <= 2; }
static bool p3(const struct known *k) { return k->priority == 3; }
static bool not_p4(const struct known *k) { return k->priority != 4; }
static bool core(const struct known *k) { return k->queue == shelf->queues[0].v; }
static bool core_or_field(const struct known *k) { return core(k) || k->queue == shelf->queues[2].v; }
static bool switches(const struct known *k) { return k->product == shelf->products[0].v; }
static bool no_switch(const struct known *k) { return !switches(k); }
static bool on_24(const struct known *k) { return k->release == shelf->release.v; }
static bool by_phone(const struct known *k) { return k->channel == 1; }
static bool expired(const struct known *k) { return k->entitlement == 4; }
static bool for_us(const struct known *k) { return k->status <= 1; }
static bool for_customer(const struct known *k) { return k->status == 2 || k->status == 4; }
static bool not_by_phone(const struct known *k) { return !by_phone(k); }
static bool not_expired(const struct known *k) { return !expired(k); }
static bool not_for_us(const struct known *k) { return !for_us(k); }
static bool not_resolved(const struct known *k) { return k->status != 4; }
static bool no_priority(const struct known *k) { return k->priority > 4; }
static bool tagged(const struct known *k) { return k->tagged; }
static bool untagged(const struct known *k) { return !k->tagged; }
static bool late(const struct known *k) { return k->due <= shelf->o.cx->now.us; }
static bool soon(const struct known *k) { return k->due <= shelf->o.cx->now.us + 4 * HOUR_US; }
static bool far(const struct known *k)
{
	return k->due >= shelf->o.cx->now.us + 24 * HOUR_US && k->due < NEVER;
}
static bool young(const struct known *k) { return k->reported >= shelf->o.cx->now.us - 48 * HOUR_US; }
static bool old(const struct known *k) { return k->reported < shelf->o.cx->now.us - 48 * HOUR_US; }
static bool quiet(const struct known *k) { return k->changed < shelf->o.cx->now.us - 168 * HOUR_US; }
static bool acme(const struct known *k) { return true; }

static const struct condition {
	const char *text;
	bool (*holds)(const struct known *);
} conditions[] = {
	{ "owner:me", is_mine }, { "owner:me,none", mine_or_none }, { "owner:none", unowned },
	{ "-owner:me", not_mine }, { "priority:1,2", grave }, { "priority:P3", p3 },
	{ "-priority:4", not_p4 }, { "queue:\"Core routing\"", core },
	{ "queue:\"Core routing\",Field", core_or_field }, { "product:nb-s", switches },
	{ "-product:NB-S", no_switch }, { "release:24.2R1", on_24 }, { "channel:phone", by_phone },
	{ "entitlement:expired", expired }, { "waiting:us", for_us }, { "waiting:customer", for_customer },
	{ "-channel:phone", not_by_phone }, { "-entitlement:expired", not_expired },
	{ "-waiting:us", not_for_us }, { "-status:resolved", not_resolved },
	{ "-priority:1,2,3,4", no_priority },
	{ "tag:A_B", tagged }, { "-tag:a_b", untagged }, { "due:late", late }, { "due:4h", soon },
	{ "due:>1d", far }, { "reported:2d", young }, { "reported:>2d", old }, { "changed:>1w", quiet },
	{ "organisation:Acme contact:ana@acme.example", acme },
};
enum { CONDITIONS = sizeof conditions / sizeof *conditions };

static int order_by(const struct known *a, const struct known *b, enum desk_sort sort)
{
	int64_t x[3] = { a->due, a->id, 0 }, y[3] = { b->due, b->id, 0 };

	if (sort == DESK_BY_PRIORITY) {
		int64_t p[3] = { a->priority, a->due, a->id }, q[3] = { b->priority, b->due, b->id };
		memcpy(x, p, sizeof x);
		memcpy(y, q, sizeof y);
	} else if (sort != DESK_BY_DUE) {
		bool changed = sort == DESK_BY_CHANGED;
		x[0] = -(changed ? a->changed : a->reported);
		y[0] = -(changed ? b->changed : b->reported);
		x[1] = -a->id;
		y[1] = -b->id;
	}
	for (int i = 0; i < 3; i++)
		if (x[i] != y[i])
			return x[i] < y[i] ? -1 : 1;
	return 0;
}

static enum desk_sort sorting; /* for qsort */
static int compare(const void *a, const void *b)
{
	return order_by(*(const struct known *const *)a, *(const struct known *const *)b, sorting);
}

struct question {
	struct buf text;
	const struct condition *asked[3];
	size_t count;
	enum desk_open open;
};

static size_t expected(struct shelf *s, const struct question *q, const struct known **out)
{
	size_t n = 0;

	for (int i = 0; i < CASES; i++) {
		const struct known *k = &s->all[i];
		bool holds = q->open == DESK_ANY || k->open == (q->open == DESK_OPEN);
		for (size_t j = 0; j < q->count; j++)
			holds = holds && q->asked[j]->holds(k);
		if (holds)
			out[n++] = k;
	}
	qsort(out, n, sizeof *out, compare);
	return n;
}

static void check_list(struct shelf *s, const struct question *q)
{
	static const struct known *want[CASES];
	struct desk_ask ask = { .sort = sorting, .limit = 7 };
	struct desk_page page = { .more = true };
	struct desk_count count;
	size_t n = expected(s, q, want), seen = 0;
	struct str text = buf_str(&q->text);

	ASSERT_OK(desk_filter_read(s->o.cx, text, &ask.filter));
	ASSERT_OK(desk_count(s->o.cx, &ask.filter, &count));
	if (count.count != (int64_t)n || count.more)
		fail_msg("%.*s: counted %d, not %d", STR_ARG(text), (int)count.count, (int)n);
	while (page.more) {
		ASSERT_OK(desk_list(s->o.cx, &ask, &page));
		for (size_t i = 0; i < page.items.len; i++, seen++)
			if (seen >= n || page.items.at[i].id.v != want[seen]->id)
				fail_msg("%.*s by %d: case %d at place %d", STR_ARG(text), sorting,
					(int)page.items.at[i].id.v, (int)seen);
		ask.after = page.next;
	}
	if (seen != n)
		fail_msg("%.*s by %d: %d cases, not %d", STR_ARG(text), sorting, (int)seen, (int)n);
}

static void ask(struct shelf *s, const struct condition *const *asked, size_t count)
{
	static const char *const opens[] = { "is:any", "is:ended", "is:open" };
	struct question q = { .text = buf_new(s->o.cx->arena, 1000), .count = count };

	q.open = (enum desk_open)(roll(s, 3) - 1);
	buf_printf(&q.text, "%s", opens[q.open + 1]);
	for (size_t i = 0; i < count; i++) {
		q.asked[i] = asked[i];
		buf_printf(&q.text, " %s", asked[i]->text);
	}
	sorting = (enum desk_sort)roll(s, DESK_SORTS_);
	check_list(s, &q);
}

static bool is_same_field(const struct condition *a, const struct condition *b)
{
	const char *x = a->text + (a->text[0] == '-'), *y = b->text + (b->text[0] == '-');
	size_t len = strcspn(x, ":");
	return strcspn(y, ":") == len && memcmp(x, y, len) == 0;
}

TEST_STORE(a_list_has_exactly_the_cases_of_its_filter_in_order_over_all_pages)
{
	static struct shelf s;

	shelf_open(t, &s);
	shelf = &s;
	ask(&s, NULL, 0);
	for (size_t i = 0; i < CONDITIONS; i++)
		ask(&s, (const struct condition *[]){ &conditions[i] }, 1);
	for (int round = 0; round < 120; round++) {
		struct arena_mark mark = arena_mark(s.o.cx->arena);
		const struct condition *two[] = { &conditions[roll(&s, CONDITIONS)],
			&conditions[roll(&s, CONDITIONS)], &conditions[roll(&s, CONDITIONS)] };
		bool same = is_same_field(two[0], two[1]) || is_same_field(two[1], two[2]) ||
			is_same_field(two[0], two[2]);
		if (!same)
			ask(&s, two, 2 + (size_t)roll(&s, 2));
		arena_release(s.o.cx->arena, mark);
	}
}

TEST_STORE(what_ended_is_listed_by_the_time_that_was_asked_for)
{
	static const struct {
		const char *text;
		enum desk_sort usual;
	} lists[] = {
		{ "", DESK_BY_DUE }, { "is:any", DESK_BY_DUE }, { "reported:7d", DESK_BY_DUE },
		{ "reported:7d is:any", DESK_BY_NEWEST }, { "changed:7d is:ended", DESK_BY_CHANGED },
		{ "reported:9d changed:7d is:any", DESK_BY_CHANGED },
		{ "status:closed reported:7d", DESK_BY_NEWEST }, { "due:4h is:any", DESK_BY_DUE },
	};
	struct office o;
	struct desk_filter f;

	office_open(t, &o);
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		ASSERT_OK(desk_filter_read(o.cx, str_from(lists[i].text), &f));
		ASSERT_EQ(desk_usual_sort(&f), lists[i].usual);
	}
}

TEST_STORE(a_filter_says_what_is_wrong_with_it)
{
	static const struct {
		const char *text, *part;
	} wrong[] = {
		{ "colour:red", "no such field" }, { "queue:Nowhere", "No queue" },
		{ "owner:nobody@x.example", "No account" }, { "status:lost", "A status is" },
		{ "waiting:godot", "waiting:us" }, { "priority:5", "A priority is" },
		{ "priority:", "Write a value" }, { "product:NONE", "No product" },
		{ "release:1.0", "No release" }, { "organisation:None", "No organisation" },
		{ "channel:fax", "A channel is" }, { "entitlement:x", "An entitlement is" },
		{ "tag:\"<b>\"", "A tag has" }, { "reported:soon", "A time is" },
		{ "reported:2026-13-01", "A time is" }, { "due:5y", "A time is" }, { "-due:4h", "A minus" },
		{ "priority:1 -priority:2", "not both" }, { "queue:\"x", "no end" }, { "is:gone", "is:open" },
		{ "tag:a,b,c,d,e,f,g,h,i,j,k,l,m", "at most 12" },
	};
	struct office o;
	struct desk_filter f;

	office_open(t, &o);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		error e = desk_filter_read(o.cx, str_from(wrong[i].text), &f);
		if (!err_is(e, ERR_INVALID))
			fail_msg("%s is taken", wrong[i].text);
		ASSERT_STR(e->fields->field, "q");
		ASSERT_HAS(e->fields->text, wrong[i].part);
	}
	char *many = arena_bytes(t->arena, DESK_FILTER_MAX + 1);
	memset(many, 'x', DESK_FILTER_MAX + 1);
	ASSERT_ERR(ERR_INVALID, desk_filter_read(o.cx, str_of(many, DESK_FILTER_MAX + 1), &f));
	ASSERT_OK(desk_filter_read(o.cx, str_of(many, DESK_FILTER_MAX), &f));
}

TEST_STORE(words_and_signs_without_a_field_are_looked_up)
{
	struct office o;
	struct desk_filter f;

	office_open(t, &o);
	ASSERT_OK(desk_filter_read(o.cx, STR("  bgp \"a:b c\" -v , priority:1 : x"), &f));
	ASSERT_STR(f.words, "bgp a:b c -v , x");
	ASSERT_EQ(f.values[DESK_PRIORITY].at[0], 1);
	ASSERT_EQ(f.open, DESK_OPEN);
	ASSERT_OK(desk_filter_read(o.cx, STR("status:resolved"), &f));
	ASSERT_EQ(f.open, DESK_ENDED);
	ASSERT_OK(desk_filter_read(o.cx, STR("status:resolved,new"), &f));
	ASSERT_EQ(f.open, DESK_ANY);
}

TEST_STORE(lists_are_for_the_desk)
{
	struct office o;
	struct desk_page page;
	struct desk_count count;
	struct desk_ask a = { 0 };

	office_open(t, &o);
	ASSERT_OK(desk_filter_read(o.cx, STR(""), &a.filter));
	ASSERT_OK(desk_list(o.cx, &a, &page));
	ASSERT_EQ(page.items.len, 1);
	o.cx->actor = &o.ana;
	ASSERT_ERR(ERR_DENIED, desk_list(o.cx, &a, &page));
	ASSERT_ERR(ERR_DENIED, desk_count(o.cx, &a.filter, &count));
}
