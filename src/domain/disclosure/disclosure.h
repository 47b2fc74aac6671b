/*
 * disclosure.h - a report of a vulnerability, from its arrival to the fix
 *
 * For the SIRT and for who reported it; to anybody else, administrators too, it does not
 * exist. It is no case: what lists, counts, finds, exports or announces cases cannot have
 * it. Mail is read on its way, so mails about one say its number and nothing of it.
 *
 * Reports come in as cases (handover.h). Verbs run on a writer.
 */
#pragma once

#include "base/ctx.h"
#include "domain/disclosure/disclosure.sql.h"

enum disclosure_state {
	DISCLOSURE_RECEIVED,
	DISCLOSURE_VERIFYING,
	DISCLOSURE_FIXING,
	DISCLOSURE_RELEASED,
	DISCLOSURE_CLOSED,
	DISCLOSURE_STATES_
};

/* What an entry is. */
enum disclosure_entry_kind {
	DISCLOSURE_TEXT,
	DISCLOSURE_STATE, /* text: the state's name, that a page says in the reader's language */
	DISCLOSURE_FILES, /* text: names of files that were added */
};

/* Files whose bytes are stored by their hash (store/files.h). */
struct disclosure_files_new {
	struct disclosure_file_new {
		struct str name; /* cleaned: attachment_name */
		struct str sha256;
		int64_t size;
	} *at;
	size_t len;
	bool internal; /* the SIRT's alone */
};

/* How somebody had to do with the case before: bits. */
enum disclosure_how {
	SEEN_WROTE = 1,
	SEEN_MAILED = 2,
	SEEN_WATCHED = 4,
	SEEN_OWNED = 8,
	SEEN_OPEN = 16, /* had its page open at the moment */
};

enum { DISCLOSURE_LIST_MAX = 200, DISCLOSURE_PAGE = 200, DISCLOSURE_FILES_MAX = 1000 };

/* Newest change first: all for the SIRT, else the actor's own. */
NODISCARD error disclosure_list(struct ctx *, struct disclosure_list *out);
/* ERR_NOT_FOUND when there is none, or it is not for the actor. */
NODISCARD error disclosure_find(struct ctx *, struct str number, struct disclosure *out);
/*
 * The newest DISCLOSURE_PAGE with a number below `before` (0: of all), oldest first; the
 * reporter gets the public ones. *ret_older: there are some before them.
 */
NODISCARD error disclosure_entries(struct ctx *, const struct disclosure *, int64_t before,
	struct disclosure_entry_list *out, bool *ret_older);
NODISCARD error disclosure_files(struct ctx *, const struct disclosure *,
	struct disclosure_file_list *out);
NODISCARD error disclosure_file_find(struct ctx *, const struct disclosure *, int64_t id,
	struct disclosure_file *out);
/* Who may know; none for the reporter. */
NODISCARD error disclosure_seen(struct ctx *, const struct disclosure *,
	struct disclosure_seen_list *out);

/* Either side; internal ones are the SIRT's. Who has not written it is mailed. */
NODISCARD error disclosure_write(struct ctx *, struct str number, struct str text, bool internal);
/* Either side, before bytes are taken: rights, and room for a file. */
NODISCARD error disclosure_may_attach(struct ctx *, struct str number);
/* All of them or none; at most DISCLOSURE_FILES_MAX a report. Told like disclosure_write. */
NODISCARD error disclosure_attach(struct ctx *, struct str number,
	const struct disclosure_files_new *);
/* MAY_WORK_DISCLOSURE. The reporter sees it and is mailed. */
NODISCARD error disclosure_set_state(struct ctx *, struct str number, enum disclosure_state);

struct str disclosure_state_name(enum disclosure_state);  /* "fixing", in forms */
struct str disclosure_state_label(enum disclosure_state); /* "Being fixed" */
enum disclosure_state disclosure_state_by_name(struct str);
