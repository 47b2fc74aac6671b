/*
 * handover.h - a case that is about a vulnerability goes to the SIRT
 *
 * What people wrote there, its files and its mails become a report (disclosure.h). What is
 * left is a sealed case: closed, with its number, contact and organisation, and nothing of what was
 * said, in any table: also not in mails that wait, in drafts, in the log of its ladder or in
 * the index. Who had to do with the case before is kept with the report.
 *
 * All of it is one transaction, so that a case may be opened and handed over unseen.
 */
#pragma once

#include "domain/casefile/casefile.h"
#include "domain/disclosure/disclosure.h"

/*
 * The desk may, and the contact, who is the reporter from then on. The SIRT is told at once.
 * ERR_CONFLICT when it was handed over before, was merged, or leads an incident.
 */
NODISCARD error handover_case(struct ctx *, casefile_id, struct disclosure *out);

/* A case that is opened as one: nobody else ever sees what it says. */
NODISCARD error handover_open(struct ctx *, const struct casefile_new *, struct casefile *out,
	struct disclosure *ret_report);

/* What came to a sealed case by mail joins its report; `id` is the case it was opened as. */
NODISCARD error handover_join(struct ctx *, casefile_id id, disclosure_id report);

/* The number of the report that a sealed case stands for; empty: there is none for the actor. */
NODISCARD error handover_number(struct ctx *, const struct casefile *, struct str *out);
