/*
 * timeline.h - the entries of a case, append-only
 *
 * What people wrote, calls, files, changes of fields and escalation events, in one
 * order. An entry's id is casefile * 2^20 + its number, so a page of them is one
 * range of the table. Markup is made from the text once, when it is written.
 *
 * This is below casefile and escalation, which both write entries. It does not ask
 * who may: its callers have.
 */
#pragma once

#include "base/ctx.h"
#include "domain/timeline/timeline.sql.h"

enum entry_kind {
	ENTRY_MESSAGE = 1, /* from the customer or to the customer */
	ENTRY_NOTE,        /* internal */
	ENTRY_CALL,
	ENTRY_CHANGE,      /* text is JSON: what, from, to, why */
	ENTRY_ESCALATION,
	ENTRY_SYSTEM,
};

enum { TIMELINE_ENTRIES_MAX = 1 << 20 };

struct entry_new {
	enum entry_kind kind;
	bool public;
	bool plain;          /* text is a sentence of the program: no Markdown */
	bool letter;         /* text of a mail: html/letter.h */
	struct str text;
	struct str phone;    /* calls */
	bool outgoing;
	int64_t seconds;
};

/* The first entry of a new case, whose row counts it already: public, of a person. */
NODISCARD error timeline_begin(struct ctx *, casefile_id, const struct entry_new *, entry_id *out);

/* Counts it on the case, too. ERR_LIMIT past TIMELINE_ENTRIES_MAX. */
NODISCARD error timeline_add(struct ctx *, casefile_id, const struct entry_new *, entry_id *out);

/* A change of a field as an entry: {"field":...,"from":...,"to":...,"why":...}. */
struct field_change {
	const char *field;
	struct str from, to, why;
	bool public;
};
NODISCARD error timeline_add_change(struct ctx *, casefile_id, const struct field_change *);
/* Reads back what timeline_add_change wrote; false when it is something else. */
bool timeline_read_change(struct arena *, struct str text, struct field_change *out);

/*
 * Newest first, numbers below `before` (0: from the newest), at most `limit`.
 * The caller has loaded the case for its reader.
 */
NODISCARD error timeline_page(struct ctx *, casefile_id, int64_t before, bool internal,
	int64_t limit, struct entry_list *out);
/* The last messages, public or internal, for the brief. */
NODISCARD error timeline_recent(struct ctx *, casefile_id, bool public, int64_t limit,
	struct entry_list *out);

/* An entry's number in its case: 1 is the first. */
int64_t entry_number(entry_id);
entry_id entry_of(casefile_id, int64_t number);
