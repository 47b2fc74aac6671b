/* fixture_person.h - somebody of a test */
#pragma once

#include "tests/unit/fixture.h"

/* An account, named as its address; organisation 0: none. What they may do. */
struct actor fixture_person(struct ctx *, const char *email, unsigned roles, organisation_id);
