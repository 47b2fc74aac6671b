#include "tests/unit/fixture_person.h"

#include "domain/account/person.h"

struct actor fixture_person(struct ctx *cx, const char *email, unsigned roles, organisation_id o)
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
