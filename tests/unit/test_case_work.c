#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/casefile/bond.h"
#include "domain/casefile/draft.h"
#include "domain/casefile/merge/merge.h"
#include "domain/casefile/redact.h"
#include "domain/casefile/watch.h"
#include "tests/unit/fixture.h"
#include "tests/unit/fixture_person.h"

struct office {
	struct ctx *cx;
	struct actor ana, ben, eve, tom; /* ana and ben of one customer, eve of another */
};

static struct office office(struct test *t)
{
	struct office o = { .cx = fixture_ctx(t, .now = "2026-11-23T09:00Z") };
	organisation_id acme, other;

	ASSERT_OK(organisation_create(o.cx,
		&(struct organisation_new){ .name = STR("Acme"), .sharing = SHARING_OWN }, &acme));
	ASSERT_OK(organisation_create(o.cx,
		&(struct organisation_new){ .name = STR("Other"), .sharing = SHARING_OWN }, &other));
	o.ana = fixture_person(o.cx, "ana@acme.example", ROLE_CUSTOMER, acme);
	o.ben = fixture_person(o.cx, "ben@acme.example", ROLE_CUSTOMER, acme);
	o.eve = fixture_person(o.cx, "eve@other.example", ROLE_CUSTOMER, other);
	o.tom = fixture_person(o.cx, "tom@vendor.example", ROLE_AGENT, (organisation_id){ 0 });
	return o;
}

static struct casefile open_as(struct office *o, const struct actor *who, const char *text)
{
	struct casefile_new n = { .summary = str_from(text), .priority = 3,
		.description = str_from(text) };
	struct casefile c;

	o->cx->actor = who;
	ASSERT_OK(casefile_open(o->cx, &n, &c));
	return c;
}

static struct casefile fresh(struct office *o, const struct casefile *c)
{
	struct casefile out;

	ASSERT_OK(casefile_load(o->cx, c->id, &out));
	return out;
}

TEST_STORE(a_watcher_reads_a_case_that_colleagues_do_not_see)
{
	struct office o = office(t);
	struct casefile c = open_as(&o, &o.ana, "Uplink down"), seen;
	struct watcher_list list;

	o.cx->actor = &o.ben;
	ASSERT_ERR(ERR_NOT_FOUND, casefile_load(o.cx, c.id, &seen));
	o.cx->actor = &o.ana;
	ASSERT_OK(casefile_watch(o.cx, c.id, STR("ben@acme.example")));
	ASSERT_OK(casefile_watch(o.cx, c.id, STR("ben@acme.example")));
	ASSERT_OK(casefile_watchers(o.cx, &c, &list));
	ASSERT_EQ(list.len, 1);
	o.cx->actor = &o.ben;
	ASSERT_OK(casefile_load(o.cx, c.id, &seen));

	o.cx->actor = &o.ana;
	ASSERT_OK(casefile_unwatch(o.cx, c.id, o.ben.person));
	o.cx->actor = &o.ben;
	ASSERT_ERR(ERR_NOT_FOUND, casefile_load(o.cx, c.id, &seen));
}

TEST_STORE(nobody_of_another_organisation_can_be_made_a_watcher)
{
	struct office o = office(t);
	struct casefile c = open_as(&o, &o.ana, "Uplink down");

	error stranger = casefile_watch(o.cx, c.id, STR("eve@other.example"));
	error unknown = casefile_watch(o.cx, c.id, STR("nobody@other.example"));

	ASSERT_ERR(ERR_INVALID, stranger);
	ASSERT_ERR(ERR_INVALID, unknown);
	ASSERT(str_eq(stranger->fields->text, unknown->fields->text));
	ASSERT_ERR(ERR_INVALID, casefile_watch(o.cx, c.id, STR("tom@vendor.example")));
	o.cx->actor = &o.tom;
	ASSERT_OK(casefile_watch(o.cx, c.id, STR("tom@vendor.example")));
}

TEST_STORE(linked_cases_know_each_other)
{
	struct office o = office(t);
	struct casefile a = open_as(&o, &o.ana, "Uplink down"), b = open_as(&o, &o.eve, "Fan dead");
	struct bond_list list;

	ASSERT_ERR(ERR_DENIED, bond_add(o.cx, b.id, a.number));
	o.cx->actor = &o.tom;
	ASSERT_OK(bond_add(o.cx, a.id, b.number));
	ASSERT_OK(bond_add(o.cx, a.id, STR("RX-4711")));
	ASSERT_ERR(ERR_INVALID, bond_add(o.cx, a.id, STR("KB99999")));
	ASSERT_ERR(ERR_INVALID, bond_add(o.cx, a.id, STR("what is this")));
	ASSERT_OK(bond_list(o.cx, &b, &list));
	ASSERT_EQ(list.len, 1);
	ASSERT_STR(list.at[0].target, str_c(t->arena, a.number));
	ASSERT_OK(bond_remove(o.cx, b.id, BOND_CASE, a.number));
	ASSERT_OK(bond_list(o.cx, &a, &list));
	ASSERT_EQ(list.len, 1);
	o.cx->actor = &o.ana;
	ASSERT_OK(bond_list(o.cx, &a, &list));
	ASSERT_EQ(list.len, 0);
}

TEST_STORE(a_merged_case_leaves_its_words_people_and_clock_to_the_other)
{
	struct office o = office(t);
	struct casefile away = open_as(&o, &o.ben, "The same again"), into = open_as(&o, &o.ana, "Uplink down");
	struct entry_list entries;
	struct watcher_list watchers;
	bool there = false;

	o.cx->actor = &o.tom;
	ASSERT_OK(casefile_merge(o.cx, away.id, into.number));
	struct casefile one = fresh(&o, &into), old = fresh(&o, &away);

	ASSERT_EQ(old.status, CASEFILE_CLOSED);
	ASSERT_EQ(old.merged_into.v, one.id.v);
	ASSERT_OK(timeline_page(o.cx, one.id, 0, true, 100, &entries));
	ASSERT_EQ((int64_t)entries.len, one.entry_count);
	for (size_t i = 0; i < entries.len; i++)
		there |= str_eq(entries.at[i].text, STR("The same again")) &&
			entries.at[i].author.v == o.ben.person.v;
	ASSERT(there);
	ASSERT_OK(casefile_watchers(o.cx, &one, &watchers));
	ASSERT_EQ(watchers.at[0].person.v, o.ben.person.v);
	ASSERT_ERR(ERR_INVALID, casefile_merge(o.cx, away.id, into.number));
}

TEST_STORE(cases_of_two_organisations_are_never_merged)
{
	struct office o = office(t);
	struct casefile a = open_as(&o, &o.ana, "Uplink down"), b = open_as(&o, &o.eve, "Fan dead");

	o.cx->actor = &o.tom;
	ASSERT_ERR(ERR_INVALID, casefile_merge(o.cx, a.id, b.number));
	ASSERT_ERR(ERR_INVALID, casefile_merge(o.cx, a.id, a.number));
	ASSERT_ERR(ERR_INVALID, casefile_merge(o.cx, a.id, STR("2020-0101-0001")));
	ASSERT_EQ(fresh(&o, &a).status, CASEFILE_NEW);
}

TEST_STORE(a_redacted_entry_keeps_its_place_and_loses_its_text)
{
	struct office o = office(t);
	struct casefile c = open_as(&o, &o.ana, "The password is hunter2");
	struct entry_list entries;

	ASSERT_ERR(ERR_DENIED, casefile_redact(o.cx, c.id, 1, STR("a password")));
	o.cx->actor = &o.tom;
	ASSERT_ERR(ERR_INVALID, casefile_redact(o.cx, c.id, 1, STR(" ")));
	ASSERT_ERR(ERR_NOT_FOUND, casefile_redact(o.cx, c.id, 99, STR("a password")));
	ASSERT_OK(casefile_redact(o.cx, c.id, 1, STR("a password")));
	ASSERT_ERR(ERR_CONFLICT, casefile_redact(o.cx, c.id, 1, STR("a password")));

	ASSERT_OK(timeline_page(o.cx, c.id, 0, true, 10, &entries));
	ASSERT_EQ(entries.len, 1);
	ASSERT_STR(entries.at[0].text, "");
	ASSERT_STR(entries.at[0].markup, "");
	ASSERT(instant_is_set(entries.at[0].redacted_at));
}

TEST_STORE(a_draft_is_its_writers_alone_and_goes_when_it_is_sent)
{
	struct office o = office(t);
	struct casefile c = open_as(&o, &o.ana, "Uplink down");
	struct draft d = { .kind = ENTRY_NOTE, .text = STR("I think it is the optics") }, found;
	entry_id entry;

	ASSERT_ERR(ERR_DENIED, draft_save(o.cx, &c, &d));
	o.cx->actor = &o.tom;
	ASSERT_OK(draft_save(o.cx, &c, &d));
	o.cx->actor = &o.ana;
	ASSERT_OK(draft_load(o.cx, &c, &found));
	ASSERT_EQ(found.text.len, 0);
	o.cx->actor = &o.tom;
	ASSERT_OK(draft_load(o.cx, &c, &found));
	ASSERT_STR(found.text, "I think it is the optics");
	ASSERT_EQ(found.kind, ENTRY_NOTE);
	ASSERT_OK(casefile_add_entry(o.cx, &c, &(struct casefile_reply){ .kind = ENTRY_NOTE,
		.text = found.text, .then = CASEFILE_STATUS_COUNT_ }, &entry));
	ASSERT_OK(draft_load(o.cx, &c, &found));
	ASSERT_EQ(found.text.len, 0);
}
