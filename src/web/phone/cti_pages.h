/* cti_pages.h - telephone systems: what they say, what pops up, and their keys */
#pragma once

#include "domain/call/call.h"
#include "domain/call/cti.h"
#include "web/web.h"

struct adapters_view {
	struct cti_adapter_list list;
	struct str name, key; /* of the new one: shown once */
	const struct err_at_field *errors;
};

extern const struct route cti_routes[];
