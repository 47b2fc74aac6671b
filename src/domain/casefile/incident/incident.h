/*
 * incident.h - one cause, many customers: a case that leads, and those attached to it
 *
 * The leading case is worked on; what is found is written once and goes to all attached
 * ones that are open: into their own timelines, with their own mails. Their customers
 * see neither the leading case nor each other. A case is attached to one at most, and
 * one that leads is attached to none. All for MAY_WORK_CASE.
 */
#pragma once

#include "domain/casefile/casefile.h"
#include "domain/casefile/incident/incident.sql.h"

enum {
	INCIDENT_CASES_MAX = 500,
	INCIDENT_NUMBERS_MAX = 16 * 1024, /* bytes of a pasted list */
};

/* Numbers, with blanks, commas or line ends between. All or none; ERR_INVALID names the first
 * that is wrong. *ret_count: how many were not attached before. */
NODISCARD error incident_attach(struct ctx *, casefile_id lead, struct str numbers,
	int64_t *ret_count);
NODISCARD error incident_detach(struct ctx *, casefile_id lead, struct str number);

struct incident_view {
	struct incident_case_list cases; /* attached to it */
	int64_t open;                    /* of them */
	bool attached;                   /* it is, itself: */
	struct q_incident_lead_row lead;
};
/* Nothing for customers. */
NODISCARD error incident_load(struct ctx *, const struct casefile *, struct incident_view *out);

struct incident_update {
	enum entry_kind kind;       /* ENTRY_MESSAGE or ENTRY_NOTE */
	struct str text;
	enum casefile_status then;  /* CASEFILE_STATUS_COUNT_: as it follows */
};
/*
 * To the leading case and each open one that is attached; a status that a case cannot go
 * to is left out there. *ret_count: the attached ones that got it.
 */
NODISCARD error incident_tell(struct ctx *, casefile_id lead, const struct incident_update *,
	int64_t *ret_count);
