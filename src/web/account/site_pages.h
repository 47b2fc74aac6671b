/* site_pages.h - the sites of an organisation, and who works at which */
#pragma once

#include "domain/account/organisation.h"
#include "domain/account/site.h"
#include "web/web.h"

struct sites_view {
	struct organisation organisation;
	struct site_list sites;
	struct site_member_list members;
	struct str name; /* of a site that was refused */
	struct str next; /* page of people */
	const struct err_at_field *errors;
};

extern const struct route member_site_routes[];
