/*
 * handover.h - a case that may be about a vulnerability: the SIRT is told at once
 *
 * Each member gets a mail with the case's number and who took the report, and nothing of
 * what was said: mail is read on its way. The case has a tag, its timeline a note for the
 * desk.
 */
#pragma once

#include "domain/call/handover.sql.h"
#include "domain/casefile/casefile.h"

#define HANDOVER_TAG "potential-vulnerability"

struct handover_mail {
	struct str number, agent, agent_email;
};

/* MAY_WORK_CASE. *ret_told: how many members there are; 0 is noted on the case, too. */
NODISCARD error handover_to_sirt(struct ctx *, casefile_id, int64_t *ret_told);
