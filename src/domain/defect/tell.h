/* tell.h - who hears that a defect is fixed */
#pragma once

#include "domain/defect/defect.h"

/* Each linked case and who watches the defect: it is fixed in that release, which is out or
 * still to come. */
NODISCARD error defect_tell(struct ctx *, const struct defect *, struct str release, bool out);

struct defect_mail {
	const struct defect *defect;
	struct str release, link;
	bool out;
};
