#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/casefile/casefile.h"
#include "domain/casefile/list.h"
#include "domain/casefile/own/own.h"
#include "domain/casefile/number.h"
#include "tests/unit/fixture.h"

struct people {
	organisation_id acme, other;
	struct actor ana, ben, eve, agent; /* ana and ben of acme, eve of another */
};

static struct actor *act(struct ctx *cx, struct actor *a)
{
	cx->actor = a;
	return a;
}

static struct actor make(struct ctx *cx, const char *email, unsigned roles, organisation_id o)
{
	struct person_new n = { .email = str_from(email), .name = str_from(email), .roles = roles,
		.organisation = o };
	struct person p;
	struct actor a;
	person_id id;
	ASSERT_OK(person_create(cx, &n, &id));
	ASSERT_OK(person_load(cx, id, &p));
	ASSERT_OK(person_actor(cx, &p, &a));
	return a;
}

static struct people people(struct ctx *cx, enum organisation_sharing sharing)
{
	struct people p;
	struct organisation_new acme = { .name = STR("Acme"), .sharing = sharing };
	struct organisation_new other = { .name = STR("Other"), .sharing = SHARING_ALL };
	ASSERT_OK(organisation_create(cx, &acme, &p.acme));
	ASSERT_OK(organisation_create(cx, &other, &p.other));
	p.ana = make(cx, "ana@acme.example", ROLE_CUSTOMER, p.acme);
	p.ben = make(cx, "ben@acme.example", ROLE_CUSTOMER, p.acme);
	p.eve = make(cx, "eve@other.example", ROLE_CUSTOMER, p.other);
	p.agent = make(cx, "agent@vendor.example", ROLE_AGENT, (organisation_id){ 0 });
	return p;
}

static struct casefile_new wish(int64_t priority)
{
	return (struct casefile_new){ .summary = STR("BGP sessions flap"),
		.description = STR("Since the upgrade all sessions drop."),
		.impact = STR("Radiology stands still."), .priority = priority };
}

static struct casefile open_case(struct ctx *cx, int64_t priority)
{
	struct casefile_new n = wish(priority);
	struct casefile c;
	ASSERT_OK(casefile_open(cx, &n, &c));
	return c;
}

static struct casefile again(struct ctx *cx, const struct casefile *c)
{
	struct casefile fresh;
	ASSERT_OK(casefile_load(cx, c->id, &fresh));
	return fresh;
}

TEST_STORE(a_case_gets_the_number_of_its_day)
{
	struct ctx *cx = fixture_ctx(t, .now = "2026-11-23T09:00Z");
	struct people p = people(cx, SHARING_ALL);
	act(cx, &p.ana);

	struct casefile first = open_case(cx, 3), second = open_case(cx, 3);

	ASSERT_STR(first.number, "2026-1123-0001");
	ASSERT_STR(second.number, "2026-1123-0002");
	ASSERT(casefile_number_is(first.number));
	ASSERT_EQ(first.status, CASEFILE_NEW);
	ASSERT_EQ(first.entry_count, 1);
}

TEST_STORE(a_case_of_another_organisation_does_not_exist)
{
	struct ctx *cx = fixture_ctx(t);
	struct people p = people(cx, SHARING_ALL);
	struct casefile c, found;
	struct own_case_list list;
	act(cx, &p.ana);
	c = open_case(cx, 2);

	act(cx, &p.eve);
	struct casefile_own theirs = { .organisation = p.acme, .open = -1, .status = -1 };

	ASSERT_ERR(ERR_NOT_FOUND, casefile_find(cx, c.number, &found));
	ASSERT_ERR(ERR_NOT_FOUND, casefile_set_priority(cx, c.id, 1, STR("mine")));
	ASSERT_OK(casefile_own(cx, &theirs, &list));
	ASSERT_EQ(list.len, 0);
}

TEST_STORE(the_sharing_mode_decides_whether_a_colleague_sees_a_case)
{
	struct ctx *cx = fixture_ctx(t);
	struct people p = people(cx, SHARING_OWN);
	const struct actor *program = cx->actor;
	struct casefile found;
	act(cx, &p.ana);
	struct casefile c = open_case(cx, 3);

	act(cx, &p.ben);
	ASSERT_ERR(ERR_NOT_FOUND, casefile_find(cx, c.number, &found));

	cx->actor = program;
	ASSERT_OK(organisation_set_sharing(cx, p.acme, SHARING_ALL));
	act(cx, &p.ben);
	ASSERT_OK(casefile_find(cx, c.number, &found));
}

TEST_STORE(all_that_is_wrong_with_a_new_case_is_said_at_once)
{
	struct ctx *cx = fixture_ctx(t);
	struct people p = people(cx, SHARING_ALL);
	struct casefile_new bad = { .priority = 9 };
	struct casefile c;
	act(cx, &p.ana);

	error e = casefile_open(cx, &bad, &c);

	ASSERT(err_is(e, ERR_INVALID));
	ASSERT_STR(e->fields->field, "summary");
	ASSERT_STR(e->fields->next->field, "description");
	ASSERT_STR(e->fields->next->next->field, "priority");
}

TEST_STORE(a_customers_answer_brings_a_waiting_case_back_to_us)
{
	struct ctx *cx = fixture_ctx(t, .now = "2026-11-23T09:00Z");
	struct people p = people(cx, SHARING_ALL);
	struct casefile_reply ask = { .kind = ENTRY_MESSAGE, .text = STR("Which release?"),
		.then = CASEFILE_WAITING_CUSTOMER };
	struct casefile_reply answer = { .kind = ENTRY_MESSAGE, .text = STR("24.2R1-S2"),
		.then = CASEFILE_STATUS_COUNT_ };
	entry_id id;
	act(cx, &p.ana);
	struct casefile c = open_case(cx, 3);
	act(cx, &p.agent);
	ASSERT_OK(casefile_add_entry(cx, &c, &ask, &id));
	c = again(cx, &c);
	ASSERT_EQ(c.status, CASEFILE_WAITING_CUSTOMER);
	ASSERT_INSTANT(c.first_response_at, "2026-11-23T09:00Z");

	act(cx, &p.ana);
	cx->now = instant_add(cx->now, (seconds){ 3600 });
	ASSERT_OK(casefile_add_entry(cx, &c, &answer, &id));

	c = again(cx, &c);
	ASSERT_EQ(c.status, CASEFILE_OPEN);
	ASSERT_EQ(c.customer_us, 3600 * US_PER_SECOND);
}

TEST_STORE(a_customer_neither_notes_nor_works_a_case)
{
	struct ctx *cx = fixture_ctx(t);
	struct people p = people(cx, SHARING_ALL);
	struct casefile_reply note = { .kind = ENTRY_NOTE, .text = STR("psst"),
		.then = CASEFILE_STATUS_COUNT_ };
	entry_id id;
	act(cx, &p.ana);
	struct casefile c = open_case(cx, 3);

	ASSERT_ERR(ERR_DENIED, casefile_add_entry(cx, &c, &note, &id));
	ASSERT_ERR(ERR_DENIED, casefile_set_owner(cx, c.id, p.ana.person));
	ASSERT_ERR(ERR_DENIED, casefile_set_status(cx, c.id, CASEFILE_OPEN, STR("")));
}

TEST_STORE(a_customer_never_reads_an_internal_entry)
{
	struct ctx *cx = fixture_ctx(t);
	struct people p = people(cx, SHARING_ALL);
	struct casefile_reply note = { .kind = ENTRY_NOTE, .text = STR("Looks like NBD-1."),
		.then = CASEFILE_STATUS_COUNT_ };
	struct entry_list entries;
	entry_id id;
	act(cx, &p.ana);
	struct casefile c = open_case(cx, 3);
	act(cx, &p.agent);
	ASSERT_OK(casefile_add_entry(cx, &c, &note, &id));

	ASSERT_OK(timeline_page(cx, c.id, 0, false, 50, &entries));

	ASSERT_EQ(entries.len, 1);
	ASSERT_EQ(entries.at[0].kind, ENTRY_MESSAGE);
	ASSERT_EQ(again(cx, &c).entry_count, 2);
	ASSERT_EQ(again(cx, &c).public_count, 1);
}

TEST_STORE(a_customer_reopens_within_the_window_and_not_after)
{
	struct ctx *cx = fixture_ctx(t, .now = "2026-11-01T09:00Z");
	struct people p = people(cx, SHARING_ALL);
	act(cx, &p.ana);
	struct casefile c = open_case(cx, 3);
	ASSERT_OK(casefile_close(cx, c.id, STR("It works.")));
	ASSERT_OK(casefile_reopen(cx, c.id, STR("It does not.")));
	ASSERT_OK(casefile_close(cx, c.id, STR("Now.")));

	cx->now = instant_add(cx->now, (seconds){ 15 * SECONDS_PER_DAY });

	ASSERT_ERR(ERR_CONFLICT, casefile_reopen(cx, c.id, STR("Again.")));
	act(cx, &p.agent);
	ASSERT_OK(casefile_reopen(cx, c.id, STR("Agents always can.")));
}

TEST_STORE(the_queue_shows_the_case_that_management_hears_of_next_first)
{
	struct ctx *cx = fixture_ctx(t);
	struct people p = people(cx, SHARING_ALL);
	struct casefile_filter all = { .view = VIEW_ALL, .status = -1 };
	struct casefile_item_list list;
	act(cx, &p.ana);
	open_case(cx, 4);
	struct casefile urgent = open_case(cx, 1);
	open_case(cx, 2);
	act(cx, &p.agent);

	ASSERT_OK(casefile_queue(cx, &all, &list));

	ASSERT_EQ(list.len, 3);
	ASSERT_STR(list.at[0].number, str_c(cx->arena, urgent.number));
	ASSERT_EQ(list.at[0].next_rung, 1);
	ASSERT_EQ(list.at[2].priority, 4);
	all.due = list.at[0].next_due_at;
	all.after = list.at[0].id;
	ASSERT_OK(casefile_queue(cx, &all, &list));
	ASSERT_EQ(list.len, 2);
}

TEST(every_open_status_leads_to_every_other_and_ended_ones_only_back)
{
	for (enum casefile_status s = CASEFILE_NEW; s < CASEFILE_STATUS_COUNT_; s++) {
		ASSERT(!status_may_become(s, s));
		ASSERT(!status_may_become(s, CASEFILE_NEW));
		if (status_rule(s)->open)
			ASSERT(status_may_become(s, CASEFILE_CLOSED));
		ASSERT_EQ(status_by_name(status_rule(s)->name), s);
	}
	ASSERT(!status_may_become(CASEFILE_CLOSED, CASEFILE_RESOLVED));
	ASSERT(status_may_become(CASEFILE_CLOSED, CASEFILE_OPEN));
}
