/*
 * phone.h - telephone numbers: as people type them, and as they are looked up
 *
 * A number is compared in its E.164 form, "+49301234567", whatever blanks, brackets
 * and prefixes it was typed with. A number without its country is one of the country
 * of settings.phone_country; while that is empty it is refused.
 *
 * A number is taken when its length is possible in its country. Whether it is in use
 * is not asked: plans of numbers change faster than programs are updated.
 */
#pragma once

#include "base/ctx.h"

enum { PHONE_TYPED_MAX = 40 };

struct phone {
	struct str number; /* E.164 */
	struct str shown;  /* grouped for people: "+49 30 1234567", with an extension */
};

/* Empty is empty. ERR_INVALID on `field` for what is no number. */
NODISCARD error phone_normalise(struct ctx *, struct str typed, const char *field,
	struct phone *out);

/* Whether somebody who types this may mean a number: digits and their signs alone. */
bool phone_is_like(struct str typed);

/*
 * The same of a line: what a switch says of a caller. A number that cannot be read,
 * or "anonymous", is kept as it came, with no E.164 form.
 */
struct phone phone_of_line(struct ctx *, struct str said);
