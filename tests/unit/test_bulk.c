/* One thing done to many cases, and undone. */
#include "domain/account/permission.h"
#include "domain/casefile/incident/incident.h"
#include "domain/casefile/tag/tag.h"
#include "domain/desk/bulk.h"
#include "tests/unit/office.h"

struct many {
	struct office o;
	struct casefile c[3];
	str_list numbers;
};

static void many(struct test *t, struct many *m)
{
	*m = (struct many){ 0 };
	office_open(t, &m->o);
	for (int i = 0; i < 3; i++) {
		office_case(&m->o, 3, "Link flaps", &m->c[i]);
		*arena_push(t->arena, &m->numbers) = m->c[i].number;
	}
}

static struct bulk_result run(struct many *m, enum bulk_act act, int64_t value, const char *text)
{
	struct bulk_ask ask = { .act = act, .numbers = m->numbers, .value = value,
		.tag = str_from(text), .why = str_from(text) };
	struct bulk_result r;
	bulk_id id;

	ASSERT_OK(bulk_run(m->o.cx, &ask, &id));
	ASSERT_OK(bulk_load(m->o.cx, id, &r));
	return r;
}

static struct bulk_result undo(struct many *m, bulk_id id)
{
	struct bulk_result r;

	ASSERT_OK(bulk_undo(m->o.cx, id));
	ASSERT_OK(bulk_load(m->o.cx, id, &r));
	ASSERT(r.undone && !r.can_undo);
	return r;
}

static struct casefile now(struct many *m, int i)
{
	struct casefile c;

	ASSERT_OK(casefile_load(m->o.cx, m->c[i].id, &c));
	return c;
}

TEST_STORE(what_one_case_refuses_does_not_keep_the_others_from_being_done)
{
	struct many m;

	many(t, &m);
	ASSERT_OK(casefile_close(m.o.cx, m.c[1].id, STR("")));
	*arena_push(t->arena, &m.numbers) = STR("2020-0101-0001");
	struct bulk_result r = run(&m, BULK_PRIORITY, 2, "It spreads.");

	ASSERT_EQ(r.done, 2);
	ASSERT_EQ(r.refused.len, 2);
	ASSERT_STR(r.refused.at[0].number, "2020-0101-0001");
	ASSERT_HAS(r.refused.at[0].why, "not yours to see");
	ASSERT_HAS(r.refused.at[1].why, "The case has ended");
	ASSERT_EQ(now(&m, 0).priority, 2);
	ASSERT_EQ(now(&m, 1).priority, 3);
}

TEST_STORE(undo_puts_back_what_nobody_has_changed_since)
{
	struct many m;

	many(t, &m);
	ASSERT_OK(casefile_set_owner(m.o.cx, m.c[2].id, m.o.eva.person));
	struct bulk_result r = run(&m, BULK_OWNER, m.o.tom.person.v, "");
	ASSERT_EQ(r.done, 3);
	ASSERT_OK(casefile_set_owner(m.o.cx, m.c[0].id, m.o.eva.person));
	r = undo(&m, r.id);

	ASSERT_EQ(r.done, 2);
	ASSERT_EQ(r.refused.len, 1);
	ASSERT_HAS(r.refused.at[0].why, "changed this case since");
	ASSERT_EQ(now(&m, 0).owner.v, m.o.eva.person.v);
	ASSERT_EQ(now(&m, 1).owner.v, 0);
	ASSERT_EQ(now(&m, 2).owner.v, m.o.eva.person.v);
	ASSERT_ERR(ERR_CONFLICT, bulk_undo(m.o.cx, r.id));
}

TEST_STORE(closed_cases_are_open_again_and_tags_are_off_after_undo)
{
	struct many m;
	struct tag_list tags;

	many(t, &m);
	ASSERT_OK(casefile_tag(m.o.cx, m.c[0].id, STR("psu")));
	struct bulk_result r = run(&m, BULK_TAG, 0, "PSU");
	ASSERT_EQ(r.done, 2);
	ASSERT_EQ(r.same, 1);
	undo(&m, r.id);
	ASSERT_OK(casefile_tags(m.o.cx, &m.c[0], &tags));
	ASSERT_EQ(tags.len, 1);
	ASSERT_OK(casefile_tags(m.o.cx, &m.c[1], &tags));
	ASSERT_EQ(tags.len, 0);

	r = run(&m, BULK_CLOSE, 0, "All the same.");
	ASSERT_EQ(now(&m, 2).status, CASEFILE_CLOSED);
	undo(&m, r.id);
	ASSERT_EQ(now(&m, 2).status, CASEFILE_OPEN);
	r = run(&m, BULK_STATUS, CASEFILE_WAITING_CUSTOMER, "");
	undo(&m, r.id);
	ASSERT_EQ(now(&m, 2).status, CASEFILE_OPEN);
}

TEST_STORE(a_bulk_is_for_who_did_it_and_for_a_day)
{
	struct many m;
	struct bulk_result again;
	struct bulk_ask none = { .act = BULK_CLOSE };
	bulk_id id;

	many(t, &m);
	struct bulk_result r = run(&m, BULK_QUEUE, m.c[0].queue.v, "");
	ASSERT_EQ(r.same, 3);
	ASSERT(!r.can_undo);
	m.o.cx->actor = &m.o.eva;
	ASSERT_ERR(ERR_NOT_FOUND, bulk_load(m.o.cx, r.id, &again));
	m.o.cx->actor = &m.o.ana;
	ASSERT_ERR(ERR_DENIED, bulk_run(m.o.cx, &none, &id));
	m.o.cx->actor = &m.o.tom;
	ASSERT_ERR(ERR_INVALID, bulk_run(m.o.cx, &none, &id));
	m.o.cx->now = instant_add(m.o.cx->now, (seconds){ SECONDS_PER_DAY });
	ASSERT_ERR(ERR_NOT_FOUND, bulk_load(m.o.cx, r.id, &again));
	ASSERT_ERR(ERR_NOT_FOUND, bulk_undo(m.o.cx, r.id));
}

TEST_STORE(many_cases_are_attached_to_one_that_leads_and_let_go)
{
	struct incident_view v;
	struct many m;

	many(t, &m);
	struct bulk_result r = run(&m, BULK_INCIDENT, m.c[0].id.v, "");
	ASSERT_EQ(r.done, 2);
	ASSERT_EQ(r.same, 1); /* the one that leads */
	ASSERT_OK(incident_load(m.o.cx, &m.c[0], &v));
	ASSERT_EQ(v.cases.len, 2);
	r = run(&m, BULK_INCIDENT, m.o.c.id.v, "");
	ASSERT_EQ(r.done, 0);
	ASSERT_EQ(r.refused.len, 3); /* one leads, two are attached to it */
	r = run(&m, BULK_INCIDENT, m.c[0].id.v, "");
	ASSERT_EQ(r.same, 3);
	ASSERT_OK(incident_detach(m.o.cx, m.c[0].id, m.c[1].number));
	ASSERT_OK(incident_detach(m.o.cx, m.c[0].id, m.c[2].number));
	r = run(&m, BULK_INCIDENT, m.c[0].id.v, "");
	ASSERT_EQ(r.done, 2);
	r = undo(&m, r.id);
	ASSERT_EQ(r.refused.len, 0);
	ASSERT_OK(incident_load(m.o.cx, &m.c[0], &v));
	ASSERT_EQ(v.cases.len, 0);
}
