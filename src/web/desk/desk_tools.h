/* desk_tools.h - what the desk does with a case on pages of their own */
#pragma once

#include "domain/casefile/casefile.h"
#include "domain/casefile/effort/effort.h"
#include "domain/presence/presence.h"
#include "web/web.h"

struct time_form {
	int64_t minutes;
	struct str what;
};

struct time_view {
	struct casefile c;
	struct effort_total total;
	struct time_form form;
	const struct err_at_field *errors;
};

extern const struct route presence_routes[];
extern const struct route time_routes[];
