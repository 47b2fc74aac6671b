/*
 * mailin.h - mail that came in, and what becomes of it
 *
 * A message is stored as it came and noted in a row before its sender is told that we
 * have it (mailin_receive). A worker reads it later behind the wall (mail/in) and says
 * what it found (mailin_take): one transaction decides, does it, and ends the waiting.
 * So each message has one effect, whenever the program dies.
 *
 * Which case it belongs to is told by a signed token of ours (notify/mail_token.h), else
 * by the messages that it answers, else by a case number in the subject. None of these
 * lets anybody write to a case: the sender must be somebody who may write to it on the
 * web, by the address in From. Who works at the desk must answer a mail that was sent
 * to that very person, since From alone proves nothing. All else is held for a person to
 * decide, also when somebody uses a token that was sent to another.
 *
 * Mail of programs opens no case when it answers something, and nothing is answered to
 * it. A message that nobody can read opens a case with the message attached.
 */
#pragma once

#include "domain/casefile/casefile.h"
#include "domain/mailin/mailin.sql.h"
#include "domain/pgp/pgp.h"

enum mailin_state {
	MAILIN_RECEIVED = 1, /* is to be read */
	MAILIN_DONE,         /* its effect is there */
	MAILIN_HELD,         /* a person decides */
	MAILIN_IGNORED,      /* `reason` says why */
};

enum { MAILIN_TRIES = 2, MAILIN_PAUSE_S = 2, MAILIN_BATCH = 50 };

struct mailin_arrival {
	struct str source;         /* "smtp", "lmtp", "pipe", "imap" */
	struct str key;            /* of this delivery; empty: a new one */
	struct str sha256;         /* stored */
	int64_t size;
	struct str envelope_from;  /* "" is the empty one */
	struct str envelope_to;    /* one a line */
};

/* On a writer; announced as "mail". A delivery that is there already is not taken again: *ret_id is then 0. */
NODISCARD error mailin_receive(struct ctx *, const struct mailin_arrival *, mail_in_id *ret_id);

/* What waits and is due, oldest first, at most MAILIN_BATCH. */
NODISCARD error mailin_due(struct ctx *, struct mail_due_list *out);

/* How many wait, and since when the oldest. */
NODISCARD error mailin_waiting(struct ctx *, struct mail_waiting *out);

struct mailin_file {
	struct str name, sha256; /* stored */
	int64_t size;
};

enum mailin_outcome { MAILIN_FAILED = 1, MAILIN_DELAYED, MAILIN_COMPLAINT };

/* What a report says of one recipient. */
struct mailin_report {
	enum mailin_outcome outcome;
	struct str recipient, status, text;
};

/* What OpenPGP said of it. */
struct mailin_seal {
	enum pgp_seal state;
	struct str keys;           /* ids that it is sealed for */
	enum pgp_signature signature;
	struct str signer, signer_key;
};

/* A message that was read. */
struct mailin_letter {
	struct str from_name, from_address;
	struct str to;             /* as shown; of To and Cc */
	str_list recipients;       /* addresses of To and Cc */
	struct str subject, message_id;
	str_list answers;          /* Message-IDs that it refers to, the nearest first */
	struct str text, reply;
	struct str html;           /* clean (html_check.h); "part:N" is files.at[N]; may be empty */
	struct mailin_seal seal;
	struct str robot;          /* why a program sent it; empty: a person */
	bool own;                  /* it went through this center before */
	SLICE(struct mailin_file) files;
	bool is_report;            /* of delivery; `reports` has failures and delays */
	SLICE(struct mailin_report) reports;
	struct str reported_id;
};

/* On a writer: decides and does it. Nothing when it was done before. */
NODISCARD error mailin_take(struct ctx *, mail_in_id, const struct mailin_letter *);
/*
 * The reading broke: tried once more; then, or when `for_good`, a case has it attached.
 * The letter has what could be guessed: the sender, the subject.
 */
NODISCARD error mailin_broken(struct ctx *, mail_in_id, const struct mailin_letter *,
	struct str why, bool for_good);
/* Its effect was refused: a person decides. */
NODISCARD error mailin_hold(struct ctx *, mail_in_id, struct str why);

/* --- for people of the desk: MAY_WORK_CASE --- */

NODISCARD error mailin_load(struct ctx *, mail_in_id, struct mail_in *out);
/* The same, to fetch the message as it came; not of an entry that was redacted. */
NODISCARD error mailin_original(struct ctx *, mail_in_id, struct mail_in *out);
NODISCARD error mailin_files(struct ctx *, mail_in_id, struct mail_in_part_list *out);
/* Of a state, 0 any; newest first, ids below `before` (0: from the newest). */
NODISCARD error mailin_list(struct ctx *, enum mailin_state, mail_in_id before,
	struct mail_in_line_list *out);
/* What is held for a case. */
NODISCARD error mailin_held(struct ctx *, casefile_id, struct mail_in_list *out);
/*
 * A file of a mail that is shown in its text: for the desk, and for who may read the entry.
 * ERR_NOT_FOUND for anybody else, and when the entry was redacted.
 */
NODISCARD error mailin_picture(struct ctx *, mail_in_id, int64_t number,
	struct mail_in_part *out);
/* The messages that entries of a case came by, for MAY_READ_CASE on it. */
NODISCARD error mailin_of_entries(struct ctx *, const struct casefile *, entry_id first,
	entry_id last, struct mail_entry_list *out);

/* A held message becomes an entry of its case; with `watch` its sender follows it. */
NODISCARD error mailin_accept(struct ctx *, mail_in_id, bool watch);
/* It opens a case of its own. */
NODISCARD error mailin_open_case(struct ctx *, mail_in_id, struct casefile *out);
NODISCARD error mailin_ignore(struct ctx *, mail_in_id);
