/*
 * site.h - the places of an organisation, and who works at which
 *
 * With sharing "by site" a member also sees the cases that were opened from the own site.
 * All of these: MAY_MANAGE_MEMBERS on the organisation.
 */
#pragma once

#include "base/ctx.h"
#include "domain/account/site.sql.h"

enum { SITES_MAX = 200 };

/* ERR_CONFLICT on name when there is one of that name. */
NODISCARD error site_add(struct ctx *, organisation_id, struct str name, site_id *out);
NODISCARD error site_list(struct ctx *, organisation_id, struct site_list *out);
/* By name, at most LIMIT_LIST_PAGE after `after`. */
NODISCARD error site_members(struct ctx *, organisation_id, person_id after,
	struct site_member_list *out);
/* Site 0: none. Cases that were opened keep the site that they have. */
NODISCARD error site_assign(struct ctx *, organisation_id, person_id, site_id);
