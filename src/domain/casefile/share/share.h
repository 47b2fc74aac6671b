/*
 * share.h - partners whom an organisation lets see its cases
 *
 * An administrator of an organisation names a partner, a person or a whole other
 * organisation, for all of its cases or for one. Whoever is named reads those cases and
 * writes to them as a customer, until the share is ended; both are in the audit log.
 * The view casefile_reader makes it so: nothing here is asked when a case is read.
 */
#pragma once

#include "domain/casefile/share/share.sql.h"

enum { SHARES_MAX = 100 /* running, of an organisation */ };

struct share_new {
	organisation_id organisation;
	struct str partner;  /* a mail address, or the name of an organisation */
	struct str casefile; /* a number; empty: all cases, also those to come */
};

/* All of these: MAY_MANAGE_MEMBERS on the organisation. Sharing twice is once. */
NODISCARD error share_add(struct ctx *, const struct share_new *, share_id *out);
NODISCARD error share_end(struct ctx *, organisation_id, share_id);
/* Running ones first. */
NODISCARD error share_list(struct ctx *, organisation_id, struct share_list *out);

/* The organisations that share cases with the actor; `every`: all of their cases. */
NODISCARD error share_grantors(struct ctx *, struct q_share_grantors_list *out);
