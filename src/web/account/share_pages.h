/* share_pages.h - partners whom an organisation lets see its cases */
#pragma once

#include "domain/account/organisation.h"
#include "domain/casefile/share/share.h"
#include "web/web.h"

struct share_view {
	struct organisation organisation;
	struct share_list shares;
	struct str partner, number; /* of a share that was refused */
	const struct err_at_field *errors;
};

extern const struct route share_routes[];
