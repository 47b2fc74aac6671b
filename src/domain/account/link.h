/*
 * link.h - links that work once: reset a password, accept an invitation
 */
#pragma once

#include "base/ctx.h"
#include "domain/account/link.sql.h"

enum link_purpose {
	LINK_RESET = 1,  /* an hour */
	LINK_INVITATION, /* 14 days */
};

struct link_new {
	enum link_purpose purpose;
	person_id person;             /* LINK_RESET */
	struct str email;             /* LINK_INVITATION */
	organisation_id organisation;
	unsigned roles;
};

/* Earlier unused reset links of the person end. *ret_secret goes into the address. */
NODISCARD error link_create(struct ctx *, const struct link_new *, struct str *ret_secret);

/* ERR_NOT_FOUND, with a sentence, when unknown, used, expired or for another purpose. */
NODISCARD error link_look(struct ctx *, struct str secret, enum link_purpose,
	struct one_time_link *out);

/* The same, and it is spent, in the caller's transaction. */
NODISCARD error link_use(struct ctx *, struct str secret, enum link_purpose,
	struct one_time_link *out);
