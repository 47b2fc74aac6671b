/*
 * edit.h - changing fields of a case that others change too
 *
 * A value is a short text: "2" of a priority, the name of a status, the number of a
 * person or queue ("0": nobody), "2026-11-23T14:00:00Z Call them" of a next action, with "-" for no time.
 *
 * An edit may say which value it was made from. When somebody else has changed that
 * field meanwhile nothing is stored, and the clash says who, when and what; changes of
 * other fields stand beside it. What somebody changed last on a case can be taken back
 * for UNDO_SECONDS, unless it was changed again.
 */
#pragma once

#include "domain/casefile/casefile.h"

enum edit_field {
	EDIT_STATUS,
	EDIT_PRIORITY,
	EDIT_OWNER,
	EDIT_QUEUE,
	EDIT_ACTION, /* the next one, and by when */
	EDIT_TAG,    /* `to` is put on or, if empty, `from` is taken off; never clashes */
	EDIT_FIELDS_,
	/* No fields, but undone like them: `to` and `from` are numbers of cases. */
	EDIT_MERGE = EDIT_FIELDS_, /* `to` went into this one */
	EDIT_SPLIT,                /* `to` was split off: from this one, or it is this one, from `from` */
	EDIT_INCIDENT,             /* `to` was attached, or `from` detached */
	EDIT_ACTS_
};

enum { EDIT_STEPS_MAX = 10, UNDO_SECONDS = 10 * 60, UNDO_STEPS_MAX = 500, EDIT_VALUE_MAX = 2100 };

struct edit {
	enum edit_field field;
	struct str to, from, why;
	bool checked; /* `from` is what its maker saw */
};

struct edit_clash {
	bool is;
	enum edit_field field;
	struct str now, mine; /* values */
	struct field_change seen; /* .field, .from what was seen, .to what is now: to be read */
	struct str wanted;    /* to be read */
	struct str who;       /* changed it; empty: the program, or long ago */
	instant at;
};

/* "owner": as the timeline calls it. */
const char *edit_name(enum edit_field);
/* The field as it stands; empty for tags. */
struct str edit_value(struct arena *, const struct casefile *, enum edit_field);
struct str edit_action(struct arena *, struct str action, instant by);

/*
 * All of them or none, in one transaction; MAY_WORK_CASE, priority MAY_SET_PRIORITY. On a
 * clash nothing is stored and the result is OK.
 */
NODISCARD error casefile_edit(struct ctx *, casefile_id, const struct edit *, size_t count,
	struct edit_clash *out);

struct undo {
	bool is;
	size_t steps;
	struct field_change first; /* to be read: of what would be taken back */
};
/*
 * What the actor did to a case can be taken back: `to` is what it made of `from`. The first
 * step of an act, 1, replaces what could be undone before.
 */
NODISCARD error undo_note(struct ctx *, casefile_id, int64_t step, const struct edit *);
NODISCARD error undo_look(struct ctx *, const struct casefile *, struct undo *out);
/* ERR_CONFLICT when there is nothing (any more), or somebody changed it since. */
NODISCARD error casefile_undo(struct ctx *, casefile_id);

/*
 * The newest public entry that somebody else wrote after the one of that number: what
 * whoever answers now has not read. .id 0: none.
 */
NODISCARD error casefile_unseen(struct ctx *, const struct casefile *, int64_t seen,
	struct entry *out);
