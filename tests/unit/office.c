#include "tests/unit/office.h"

#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"

struct actor office_person(struct office *o, const char *email, unsigned roles,
	organisation_id organisation)
{
	struct person_new n = { .email = str_from(email), .name = str_from(email), .roles = roles,
		.organisation = organisation };
	struct person p;
	struct actor a;
	person_id id;
	const struct actor *was = o->cx->actor;

	o->cx->actor = &actor_system;
	ASSERT_OK(person_create(o->cx, &n, &id));
	ASSERT_OK(person_load(o->cx, id, &p));
	ASSERT_OK(person_actor(o->cx, &p, &a));
	o->cx->actor = was;
	return a;
}

void office_case(struct office *o, int64_t priority, const char *summary, struct casefile *out)
{
	const struct actor *was = o->cx->actor;

	o->cx->actor = &o->ana;
	ASSERT_OK(casefile_open(o->cx, &(struct casefile_new){ .summary = str_from(summary),
		.description = STR("Since noon."), .impact = STR("Some users."),
		.priority = priority }, out));
	o->cx->actor = was;
}

void office_open(struct test *t, struct office *o)
{
	organisation_id acme;

	*o = (struct office){ .cx = fixture_ctx(t, .now = "2026-11-23T09:00Z") };
	ASSERT_OK(organisation_create(o->cx, &(struct organisation_new){ .name = STR("Acme") }, &acme));
	o->ana = office_person(o, "ana@acme.example", ROLE_CUSTOMER, acme);
	o->tom = office_person(o, "tom@vendor.example", ROLE_AGENT, (organisation_id){ 0 });
	o->eva = office_person(o, "eva@vendor.example", ROLE_AGENT, (organisation_id){ 0 });
	o->root = office_person(o, "root@vendor.example", ROLE_ADMIN, (organisation_id){ 0 });
	office_case(o, 3, "Uplink down", &o->c);
	o->cx->actor = &o->tom;
}
