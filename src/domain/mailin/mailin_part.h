/* mailin_part.h - what the files of this folder share */
#pragma once

#include "domain/mailin/mailin.h"

/* How a message is known to belong to a case. */
enum mailin_tie { TIE_NONE, TIE_TOKEN, TIE_ANSWER, TIE_NUMBER };

struct mailin_thread {
	enum mailin_tie tie;
	struct casefile c;     /* as the program sees it; of merged ones the last */
	person_id token_for;   /* TIE_TOKEN */
	bool note;             /* TIE_TOKEN: the answer is internal */
	outbox_id bounce;      /* a token says: this message came back */
};

NODISCARD error mailin_find_thread(struct ctx *, const struct mail_in *,
	const struct mailin_letter *, struct mailin_thread *out);

/* The sender: an actor, when the address has an account that is not disabled. */
struct mailin_sender {
	struct actor actor;
	bool known;
};
NODISCARD error mailin_find_sender(struct ctx *, struct str address, struct mailin_sender *out);
/* The same; an account without an organisation is made for who has none. */
NODISCARD error mailin_make_sender(struct ctx *, const struct mail_in *, struct mailin_sender *out);

/* What a message is made of, from its row or from what was just read. */
struct mailin_effect {
	const struct mail_in *m;
	const struct actor *as;
	struct str text;           /* of the entry */
	bool robot;                /* nothing is answered */
	bool note;                 /* internal */
};

/* Both note entry, case and files. */
NODISCARD error mailin_append(struct ctx *, const struct mailin_effect *, const struct casefile *);
NODISCARD error mailin_open(struct ctx *, const struct mailin_effect *, struct casefile *out);
/* An internal note of the program. */
NODISCARD error mailin_note(struct ctx *, const struct mail_in *, casefile_id, struct str text);

struct mailin_end {
	enum mailin_state state;
	struct str reason;
	casefile_id casefile;
	entry_id entry;
};
NODISCARD error mailin_finish(struct ctx *, mail_in_id, const struct mailin_end *);
/* The case, its last one when it was merged; as the program sees it. */
NODISCARD error mailin_case(struct ctx *, casefile_id, struct casefile *out);

/* Bounces and complaints; always ends the message. */
NODISCARD error mailin_report(struct ctx *, const struct mail_in *, const struct mailin_letter *,
	outbox_id);
