/* shift.h - when somebody works: "Mon-Fri 08:00-17:00", a line each */
#pragma once

#include "base/ctx.h"

struct shift {
	int weekday; /* Monday 0 */
	int from, until; /* minutes of the day; until is not in it */
};
typedef SLICE(struct shift) shifts;

/* ERR_INVALID on field "shifts". What goes over midnight becomes two. */
NODISCARD error shift_read(struct ctx *, struct str text, shifts *out);
/* The same back, days with the same hours joined. */
struct str shift_text(struct arena *, const shifts *);

/* Whether somebody works now, by the clock of a zone; always without a shift. */
NODISCARD error shift_is_on(struct ctx *, person_id, struct str zone, bool *out);
NODISCARD error shift_list(struct ctx *, person_id, shifts *out);
