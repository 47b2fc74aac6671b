/*
 * invitation.h - an account by invitation
 *
 * Staff are invited by MAY_MANAGE_PEOPLE, customers also by an administrator of their
 * organisation, who can give no other roles than a customer's. The link works once,
 * for 14 days; whoever follows it has shown that the address is theirs.
 */
#pragma once

#include "base/ctx.h"
#include "domain/account/link.h"

struct invitation_new {
	struct str email;
	unsigned roles;               /* bits of enum role */
	organisation_id organisation; /* 0 for staff */
};

/*
 * *ret_secret goes into the mail, *ret_email is where to. ERR_INVALID names email or
 * role; an address that has an account is ERR_INVALID too: the actor may know that.
 * ERR_NOT_FOUND when there is no such organisation.
 */
NODISCARD error invitation_create(struct ctx *, const struct invitation_new *,
	struct str *ret_secret, struct str *ret_email);

/* ERR_NOT_FOUND when it was used or its time is over. */
NODISCARD error invitation_look(struct ctx *, struct str secret, struct one_time_link *out);

/* Makes the account, with a password that has passed password_check. */
NODISCARD error invitation_accept(struct ctx *, struct str secret, struct str name,
	struct str hash, person_id *out);
