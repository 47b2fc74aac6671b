/* office.h - two people of a desk, a customer and a case, for tests of what the desk does */
#pragma once

#include "domain/casefile/casefile.h"
#include "tests/unit/fixture.h"

struct office {
	struct ctx *cx;
	struct actor ana, tom, eva, root; /* a customer, two of the desk, an administrator */
	struct casefile c;
};

/* 2026-11-23T09:00Z. The case is ana's; the actor is tom. */
void office_open(struct test *, struct office *);
struct actor office_person(struct office *, const char *email, unsigned roles, organisation_id);
/* Another case of ana's; the actor stays. */
void office_case(struct office *, int64_t priority, const char *summary, struct casefile *out);
