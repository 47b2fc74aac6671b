/*
 * brief.h - the message that a level of management gets
 *
 * Plain text first: the first screen of a phone holds what matters. A brief is loaded
 * once for a firing and written for each person, in their language, with their link.
 */
#pragma once

#include "domain/escalation/brief.sql.h"
#include "domain/escalation/climb.h"
#include "domain/escalation/duty.h"
#include "domain/escalation/escalation.h"
#include "domain/timeline/timeline.h"
#include "html/html.h"

enum brief_kind {
	BRIEF_RUNG,
	BRIEF_RAISED,      /* the priority got worse */
	BRIEF_REOPENED,
	BRIEF_LOWERED,     /* stand-downs */
	BRIEF_RESOLVED,
	BRIEF_CLOSED,
	BRIEF_ALARM,       /* to administrators: the level has nobody */
	BRIEF_UNANSWERED,  /* to administrators: nobody of the level has answered */
};

struct brief {
	/* what the caller says */
	enum brief_kind kind;
	int level;              /* of the rung */
	bool manual, flagged;
	struct str reason;      /* of a manual escalation */
	instant due, fired;
	int64_t number;         /* sets apart the notices of one rung */
	const struct climb *climb;
	const struct policy *policy;

	/* what brief_load adds */
	bool sealed;            /* a security case: number, clock and link alone */
	int priority, rungs;    /* rungs that the priority has */
	seconds open_for, late;
	struct brief_case casefile;
	struct brief_rung_list before;
	struct brief_other_list others;
	struct brief_link_list links;
	struct entry_list public_entries, internal_entries; /* newest first */
	str_list priorities;    /* "P3 2026-11-13T09:00:00Z", oldest first */
	struct str local_time;  /* the contact's: "06:25, Europe/Oslo" */
	struct str software;    /* release as known or as typed */
	int next_level;
	instant next_due;
	struct str origin;      /* "https://support.example" */
	struct str center;      /* the vendor's name */
};

NODISCARD error brief_load(struct ctx *, struct brief *);

struct brief_message {
	struct str message_id, subject, text, html;
};

/* Of one brief to one person. */
struct brief_to {
	const struct duty_person *person;
	struct str secret; /* makes the link to acknowledge; empty: none */
	/* made by brief_write */
	struct str case_link, ack_link, duty_link;
};
NODISCARD error brief_write(struct ctx *, const struct brief *, struct brief_to *,
	struct brief_message *out);

/* "4h00": hours and minutes, for a subject. */
struct str brief_hours(struct arena *, int64_t us);

/* To the second: more is noise on a phone. */
instant brief_time(instant);

/* What a status of a case is called, for a brief. */
struct msg brief_status(int64_t status);
