/*
 * unsubscribe.h - ending the mails of a case by a link in one of them (RFC 8058)
 *
 * The link names a person and a case, signed with a key of this center: it needs no
 * sign-in and no row, does nothing but this, and never ends, as mails are kept long.
 * Looking at it changes nothing, since mail programs fetch links ahead; a POST acts.
 */
#pragma once

#include "base/ctx.h"

struct unsubscribe {
	person_id person;
	casefile_id casefile;
	struct str number;  /* of the case */
	struct str address; /* of the person */
};

/* On a writer. "https://support.example/unsubscribe/TOKEN" */
NODISCARD error unsubscribe_link(struct ctx *, person_id, casefile_id, struct str *out);

/* ERR_NOT_FOUND for what was not signed here. */
NODISCARD error unsubscribe_look(struct ctx *, struct str token, struct unsubscribe *out);
/* No more mails of the case, or of `all` cases. The person may choose again when signed in. */
NODISCARD error unsubscribe_use(struct ctx *, struct str token, bool all);
