/*
 * notice.h - who is told of a case by mail, and what
 *
 * Told are the contact, the watchers and the owner: who may read the case, has not
 * caused the news, and has not chosen otherwise. The mails are queued in the transaction
 * of their cause (notify.h); nothing is queued while no mail server is set. All mails of
 * a case are one thread: they refer to <case.NUMBER@host>.
 *
 * A notice holds public text alone, but for a mention, which goes to staff.
 */
#pragma once

#include "domain/casefile/casefile.h"

enum notice_kind {
	NOTICE_OPENED,
	NOTICE_MESSAGE,  /* a public entry; with the status that it led to */
	NOTICE_STATUS,   /* resolved, closed or open again */
	NOTICE_PRIORITY,
	NOTICE_REMINDER, /* resolved, and soon closed for silence */
	NOTICE_ASSIGNED, /* to `person` alone, as the next */
	NOTICE_MENTION,
	NOTICE_BOUNCED,  /* a mail to `to` came back; to `person`, the owner */
};

enum notice_choice {
	NOTICE_ALL = 1,   /* when nothing was chosen */
	NOTICE_MESSAGES,  /* what people wrote, and the reminder */
	NOTICE_NONE,
};

/* How often a person gets mail of cases; mentions and what was assigned never wait. */
enum notice_cadence {
	NOTICE_AT_ONCE = 1,
	NOTICE_HOURLY,
	NOTICE_DAILY,
};

enum { WATCHERS_MAX = 50, MENTIONS_MAX = 10 };

struct notice {
	enum notice_kind kind;
	entry_id entry;    /* NOTICE_MESSAGE, NOTICE_MENTION: what was written */
	person_id person;  /* NOTICE_ASSIGNED, _MENTION, _BOUNCED: who is told */
	struct str from, to, why; /* of a change; or empty */
	int64_t days;      /* NOTICE_REMINDER: until it is closed */
	bool quiet;        /* not to who caused it: a program does not want an answer */
};

NODISCARD error notice_tell(struct ctx *, const struct casefile *, const struct notice *);
/* Those of the desk whom a note names: "@tomas.rekalde", what stands before the @ of the address. */
NODISCARD error notice_mentions(struct ctx *, const struct casefile *, entry_id, struct str text);

/* What the actor is told; casefile 0: of all cases. */
NODISCARD error notice_choose(struct ctx *, casefile_id, enum notice_choice);
NODISCARD error notice_choice_of(struct ctx *, casefile_id, enum notice_choice *out);

/* One's own; NOTICE_AT_ONCE when none was chosen. */
NODISCARD error notice_cadence_choose(struct ctx *, enum notice_cadence);
NODISCARD error notice_cadence_of(struct ctx *, enum notice_cadence *out);
