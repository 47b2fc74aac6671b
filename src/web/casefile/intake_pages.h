/* intake_pages.h - addresses by which devices send files to a case */
#pragma once

#include "domain/casefile/intake/intake.h"
#include "web/web.h"

struct intake_view {
	struct casefile c;
	struct intake_list list;
	struct str secret, origin; /* of one that was just made */
	struct str name;           /* as typed */
	int64_t hours;
	const struct err_at_field *errors;
};

extern const struct route intake_routes[];
