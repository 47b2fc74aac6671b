/*
 * casefile.h - a customer's problem, from its report to its end
 *
 * Called casefile since C owns the word; people see "Case". Its number is
 * YYYY-MMDD-NNNN: the day of opening in the vendor's time zone and a counter.
 *
 * What a reader may not see is ERR_NOT_FOUND, as what does not exist. Every verb here
 * runs in one transaction with its timeline entry, its escalation clock and its place
 * in the index; call them on a writer (store.h).
 */
#pragma once

#include "base/ctx.h"
#include "domain/account/permission.h"
#include "domain/casefile/casefile.sql.h"
#include "domain/casefile/status.h"
#include "domain/product/entitlement.h"
#include "domain/timeline/timeline.h"

enum casefile_channel {
	CHANNEL_WEB,
	CHANNEL_PHONE,
	CHANNEL_MAIL,
	CHANNEL_API,
};

enum { PRIORITY_HIGHEST = 1, PRIORITY_LOWEST = 4 };

struct casefile_new {
	struct str summary;      /* brief description, LIMIT_SUBJECT */
	struct str description;  /* Markdown, LIMIT_CASE_TEXT */
	struct str impact;       /* business impact, in the customer's words */
	int64_t priority;        /* 1 to 4 */
	struct str product;      /* code, or empty */
	struct str release;      /* name as typed, or empty */
	struct str serial;       /* as typed, or empty */
	struct str organisation; /* name: for the desk and for people of several; or empty */
	struct str contact;      /* address of the contact, for the desk; empty: the actor */
	struct str language;
	enum casefile_channel channel;
	instant reported_at;     /* phone: start of the call, at most a day back; 0: now */
	queue_id queue;          /* 0: as the product says */
	bool letter;             /* the description is the text of a mail */
	bool quiet;              /* a program reported it: no mail says that we have it */
};

/* Reports all fields that are wrong at once. */
NODISCARD error casefile_open(struct ctx *, const struct casefile_new *, struct casefile *out);

NODISCARD error casefile_find(struct ctx *, struct str number, struct casefile *out);
NODISCARD error casefile_load(struct ctx *, casefile_id, struct casefile *out);

/* How the actor stands to the case; for actor_may. */
enum relation casefile_relation(const struct ctx *, const struct casefile *);

/*
 * What each verb that changes a case asks first: the permission, and that the SIRT does not
 * have it (domain/disclosure): ERR_CONFLICT, since nothing more may stand there.
 */
NODISCARD error casefile_may_change(struct ctx *, const struct casefile *, enum permission);

struct casefile_reply {
	enum entry_kind kind;    /* ENTRY_MESSAGE, ENTRY_NOTE or ENTRY_CALL */
	struct str text;
	enum casefile_status then; /* CASEFILE_STATUS_COUNT_: what follows by itself */
	struct str phone;        /* calls */
	bool outgoing;
	bool letter;             /* the text of a mail */
	int64_t seconds;
	int64_t minutes; /* that it took to write, or 0: effort.h; for MAY_WORK_CASE */
};

/*
 * Adds a message, note or call. A customer's message to a waiting or resolved case
 * reopens it; the first public one of the desk is the first response.
 */
NODISCARD error casefile_add_entry(struct ctx *, const struct casefile *,
	const struct casefile_reply *, entry_id *out);

/* ERR_CONFLICT when the machine has no such step from where the case is now. */
NODISCARD error casefile_set_status(struct ctx *, casefile_id, enum casefile_status,
	struct str why);
NODISCARD error casefile_set_priority(struct ctx *, casefile_id, int64_t priority, struct str why);
/*
 * For verbs whose work leads to another priority, after they have asked: stored, on the
 * timeline and told as any change of it. The ladder is the caller's.
 */
NODISCARD error casefile_put_priority(struct ctx *, const struct casefile *before, int64_t priority,
	struct str why);
/* Takes or gives the case; 0 gives it back to the queue. The owner must be of the desk. */
NODISCARD error casefile_set_owner(struct ctx *, casefile_id, person_id owner);
NODISCARD error casefile_set_queue(struct ctx *, casefile_id, queue_id);
/* The same with a reason, which may be empty. */
NODISCARD error casefile_assign(struct ctx *, casefile_id, person_id owner, struct str why);
NODISCARD error casefile_enqueue(struct ctx *, casefile_id, queue_id, struct str why);
NODISCARD error casefile_set_next_action(struct ctx *, casefile_id, struct str action, instant by);
/* "Call them (by 2026-11-23T14:00:00Z)": on the timeline. */
struct str casefile_action_text(struct arena *, struct str action, instant by);

/* Closing by either side; reopening by the customer within the window of days. */
NODISCARD error casefile_close(struct ctx *, casefile_id, struct str why);
NODISCARD error casefile_reopen(struct ctx *, casefile_id, struct str why);

/* "P1 Critical" and the definition shown at the picker. */
struct str priority_name(int64_t priority);
struct str priority_meaning(int64_t priority);
struct str channel_name(enum casefile_channel);
