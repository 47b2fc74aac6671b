/*
 * call.h - cases by telephone, and the log of calls
 *
 * An agent who answers finds the caller (caller.h), asks the six things of
 * call_questions[] in their order, and opens a case or goes on with one. The case counts
 * from the start of the call, at most a day back, which is audited. The caller gets
 * the case's number by mail, as of every case (notice.h).
 *
 * Calls come from a telephone system (cti.h) or are written down here. All for
 * MAY_TAKE_CALLS.
 */
#pragma once

#include "domain/call/call.sql.h"
#include "domain/casefile/casefile.h"

/* What the agent asks, in this order. */
enum call_question {
	CALL_SERIAL,
	CALL_DESCRIPTION,
	CALL_PRIORITY,      /* and impact */
	CALL_SUMMARY,
	CALL_RELEASE,
	CALL_CONFIGURATION,
	CALL_QUESTIONS
};

struct call_question_text {
	struct str name;   /* "Serial number" */
	struct str prompt; /* to read out */
};
extern const struct call_question_text call_questions[CALL_QUESTIONS];

/* About a call that goes on. */
struct call_now {
	struct str phone;   /* of the other side, as typed */
	instant started_at; /* 0: now */
	bool outgoing;
	call_id call;       /* as the telephone system has it; 0: it knows of none */
};

struct call_case {
	struct casefile_new c;    /* channel and reported_at are set here */
	struct str configuration; /* text; LIMIT_CASE_TEXT together with the description */
	struct call_now call;
	bool vulnerability;       /* the caller says that it may be one: handover.h */
};

/* ERR_INVALID names fields as casefile_open does, and phone, configuration. */
NODISCARD error call_open_case(struct ctx *, const struct call_case *, struct casefile *out);
/* A call entry with direction, number and length. */
NODISCARD error call_append(struct ctx *, struct str number, struct str text,
	const struct call_now *, struct casefile *out);

/* --- the log --- */

/* Of the telephone system; ERR_NOT_FOUND when there is none. */
NODISCARD error call_load(struct ctx *, call_id, struct phone_call *out);
/* To the actor, not ended, of the last four hours, newest first. */
NODISCARD error call_waiting(struct ctx *, struct phone_call_list *out);
/* Of a case, newest first. */
NODISCARD error call_of_case(struct ctx *, casefile_id, struct phone_call_list *out);

struct call_filter {
	bool mine;       /* else of everybody */
	bool missed;     /* came in, ended, never answered */
	call_id before;  /* paging: older than this one; 0: the newest */
};
/* At most LIMIT_LIST_PAGE, newest first. */
NODISCARD error call_log(struct ctx *, const struct call_filter *, struct phone_call_list *out);

/* From answering to the end, or to now; 0 while nobody has answered. */
seconds call_length(const struct phone_call *, instant now);
bool call_is_missed(const struct phone_call *);

/* --- the agent's own extension --- */

enum { EXTENSION_MAX = 20 };
/* Digits, * and #; empty: none. ERR_CONFLICT on extension when it is another's. */
NODISCARD error call_set_extension(struct ctx *, struct str extension);
NODISCARD error call_extension(struct ctx *, struct str *out);
