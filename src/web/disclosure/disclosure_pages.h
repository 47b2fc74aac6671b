#pragma once

#include "domain/disclosure/handover.h"
#include "web/web.h"

struct disclosure_form {
	struct str text, state;
	bool internal;
};

struct disclosure_view {
	struct disclosure report;
	struct disclosure_entry_list entries;
	bool older; /* there are entries before these */
	struct disclosure_file_list files;
	struct disclosure_seen_list seen;
	struct disclosure_form form;
	struct str came_from; /* the case that it may go back to; or empty */
	const struct err_at_field *errors;
};

/* What a page says of a state. */
struct str disclosure_state_said(int64_t state);

extern const struct route disclosure_routes[];
