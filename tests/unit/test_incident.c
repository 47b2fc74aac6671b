/* An incident: one cause, many customers, one answer. */
#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/casefile/incident/incident.h"
#include "domain/notify/notify.h"
#include "domain/setting/setting.h"
#include "tests/unit/fixture.h"

enum { CUSTOMERS_MAX = 8 };

struct outage {
	struct ctx *cx;
	struct actor tom, customers[CUSTOMERS_MAX];
	struct casefile lead, cases[CUSTOMERS_MAX];
	struct settings settings;
};

static struct actor make(struct ctx *cx, struct str email, unsigned roles, organisation_id o)
{
	struct person_new n = { .email = email, .name = email, .roles = roles, .organisation = o };
	struct person p;
	struct actor a;
	person_id id;

	ASSERT_OK(person_create(cx, &n, &id));
	ASSERT_OK(person_load(cx, id, &p));
	ASSERT_OK(person_actor(cx, &p, &a));
	return a;
}

/* Each customer is of an own organisation; the actor is tom, mail is on. */
static void outage(struct test *t, struct outage *o, int customers)
{
	struct casefile_new n = { .summary = STR("Uplink down"), .description = STR("Since noon."),
		.priority = 2, .impact = STR("All plants.") };
	organisation_id org;

	*o = (struct outage){ .cx = fixture_ctx(t, .now = "2026-11-23T09:00Z") };
	o->tom = make(o->cx, STR("tom@vendor.example"), ROLE_AGENT, (organisation_id){ 0 });
	for (int i = 0; i < customers; i++) {
		o->cx->actor = &actor_system;
		struct str name = str_printf(t->arena, "Org %d", i);
		ASSERT_OK(organisation_create(o->cx, &(struct organisation_new){ .name = name }, &org));
		o->customers[i] = make(o->cx, str_printf(t->arena, "c%d@org.example", i), ROLE_CUSTOMER,
			org);
		o->cx->actor = &o->customers[i];
		ASSERT_OK(casefile_open(o->cx, &n, &o->cases[i]));
	}
	o->lead = o->cases[0];
	o->settings = settings_initial();
	o->settings.smtp_url = STR("smtp://127.0.0.1:25");
	o->cx->settings = &o->settings;
	o->cx->actor = &o->tom;
}

static struct str all_numbers(struct outage *o, int customers)
{
	struct str list = STR("");

	for (int i = 1; i < customers; i++)
		list = str_printf(o->cx->arena, "%.*s, \n%.*s", STR_ARG(list), STR_ARG(o->cases[i].number));
	return list;
}

static int mails_to(struct outage *o, const char *email)
{
	struct outgoing_list list;
	int count = 0;

	ASSERT_OK(notify_due(o->cx, &list));
	for (size_t i = 0; i < list.len; i++)
		count += str_eq(list.at[i].recipient, str_from(email));
	return count;
}

TEST_STORE(an_update_of_an_incident_is_on_each_open_case_and_told_once)
{
	struct incident_update u = { .kind = ENTRY_MESSAGE, .text = STR("Fixed in 24.2R2."),
		.then = CASEFILE_RESOLVED };
	struct outage o;
	struct entry_list page;
	int64_t count;

	outage(t, &o, 4);
	ASSERT_OK(incident_attach(o.cx, o.lead.id, all_numbers(&o, 4), &count));
	ASSERT_EQ(count, 3);
	ASSERT_OK(casefile_close(o.cx, o.cases[3].id, STR("Gone.")));
	ASSERT_OK(incident_tell(o.cx, o.lead.id, &u, &count));
	ASSERT_EQ(count, 2);
	for (int i = 0; i < 3; i++) {
		ASSERT_OK(casefile_load(o.cx, o.cases[i].id, &o.cases[i]));
		ASSERT_EQ(o.cases[i].status, CASEFILE_RESOLVED);
		ASSERT_OK(timeline_recent(o.cx, o.cases[i].id, true, 1, &page));
		ASSERT_STR(page.at[0].text, "Fixed in 24.2R2.");
	}
	ASSERT_OK(timeline_recent(o.cx, o.cases[3].id, true, 1, &page));
	ASSERT_STR(page.at[0].text, "Since noon.");
	ASSERT_EQ(mails_to(&o, "c1@org.example"), 1);
	ASSERT_EQ(mails_to(&o, "c2@org.example"), 1);
}

TEST_STORE(an_internal_update_of_an_incident_stays_inside)
{
	struct incident_update u = { .kind = ENTRY_NOTE, .text = STR("The lab has it."),
		.then = CASEFILE_STATUS_COUNT_ };
	struct outage o;
	struct entry_list page;
	int64_t count;

	outage(t, &o, 2);
	ASSERT_OK(incident_attach(o.cx, o.lead.id, o.cases[1].number, &count));
	ASSERT_OK(incident_tell(o.cx, o.lead.id, &u, &count));
	ASSERT_OK(timeline_page(o.cx, o.cases[1].id, 0, false, 9, &page));
	ASSERT_EQ(page.len, 1);
	ASSERT_EQ(mails_to(&o, "c1@org.example"), 0);
}

TEST_STORE(a_list_with_one_wrong_number_attaches_none)
{
	struct incident_view v;
	struct outage o;
	int64_t count;

	outage(t, &o, 3);
	struct str list = str_printf(t->arena, "%.*s 1999-0101-0001", STR_ARG(o.cases[1].number));
	ASSERT_ERR(ERR_INVALID, incident_attach(o.cx, o.lead.id, list, &count));
	ASSERT_ERR(ERR_INVALID, incident_attach(o.cx, o.lead.id, STR(" , "), &count));
	ASSERT_ERR(ERR_INVALID, incident_attach(o.cx, o.lead.id, o.lead.number, &count));
	ASSERT_OK(incident_load(o.cx, &o.lead, &v));
	ASSERT_EQ(v.cases.len, 0);
}

TEST_STORE(a_case_is_attached_to_one_at_most_and_leads_none_then)
{
	struct incident_view v;
	struct outage o;
	int64_t count;

	outage(t, &o, 3);
	ASSERT_OK(incident_attach(o.cx, o.lead.id, o.cases[1].number, &count));
	ASSERT_OK(incident_attach(o.cx, o.lead.id, o.cases[1].number, &count));
	ASSERT_EQ(count, 0);
	ASSERT_ERR(ERR_CONFLICT, incident_attach(o.cx, o.cases[1].id, o.cases[2].number, &count));
	ASSERT_ERR(ERR_INVALID, incident_attach(o.cx, o.cases[2].id, o.cases[1].number, &count));
	ASSERT_ERR(ERR_INVALID, incident_attach(o.cx, o.cases[2].id, o.lead.number, &count));
	ASSERT_OK(incident_load(o.cx, &o.cases[1], &v));
	ASSERT(v.attached);
	ASSERT_STR(v.lead.number, str_c(t->arena, o.lead.number));
	ASSERT_OK(incident_detach(o.cx, o.lead.id, o.cases[1].number));
	ASSERT_ERR(ERR_NOT_FOUND, incident_detach(o.cx, o.lead.id, o.cases[1].number));
	ASSERT_OK(incident_attach(o.cx, o.cases[2].id, o.cases[1].number, &count));
}

TEST_STORE(customers_learn_nothing_of_an_incident)
{
	struct incident_update u = { .kind = ENTRY_MESSAGE, .text = STR("x"),
		.then = CASEFILE_STATUS_COUNT_ };
	struct incident_view v;
	struct entry_list page;
	struct outage o;
	int64_t count;

	outage(t, &o, 2);
	ASSERT_OK(incident_attach(o.cx, o.lead.id, o.cases[1].number, &count));
	o.cx->actor = &o.customers[1];
	ASSERT_OK(incident_load(o.cx, &o.cases[1], &v));
	ASSERT(!v.attached);
	ASSERT_OK(timeline_page(o.cx, o.cases[1].id, 0, false, 9, &page));
	ASSERT_EQ(page.len, 1);
	ASSERT_ERR(ERR_DENIED, incident_attach(o.cx, o.cases[1].id, STR("x"), &count));
	ASSERT_ERR(ERR_DENIED, incident_tell(o.cx, o.cases[1].id, &u, &count));
}
