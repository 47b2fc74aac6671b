/*
 * delimiter.h - lines that separate the parts of multiparts, of well and badly made ones
 *
 * As RFC 2046, 5.1.1 has it, a line that begins with "--" and the boundary is a delimiter,
 * whatever follows, and one of an outer multipart ends what is inside. What mails in the
 * wild break is forgiven as follows:
 *
 * - an outer delimiter counts inside of an inner multipart only when the outer one is
 *   closed later on: where nothing is ever closed, the innermost boundary is believed;
 * - a delimiter may stand at the end of the line before it, its line break forgotten, when
 *   it is long enough not to be chance, or closes and is the last of the message;
 * - a boundary of dashes alone needs the whole line, or every rule in a text would be one.
 */
#pragma once

#include "base/ctx.h"
#include "base/limits.h"

struct delimiter_level {
	struct str boundary;     /* with "--" before it */
	size_t closed_at;        /* where the last line that closes it begins; 0 when none */
	bool looked;             /* whether closed_at is known */
	bool whole_line;
};

struct delimiters {
	struct str all;          /* the message */
	struct delimiter_level levels[LIMIT_MAIL_DEPTH];
	int depth;               /* of multiparts that are open */
	size_t searched;         /* bytes, looking for closing lines */
};

struct delimiter {
	int level;               /* of the multipart that it belongs to; -1: end of the message */
	bool closes;
	size_t content_end;      /* where what stands before it ends */
	size_t next;             /* where the line after it begins */
};

/* False when no multipart can have it. */
bool delimiters_push(struct delimiters *, struct arena *, struct str boundary);
void delimiters_pop(struct delimiters *);

/* Is the line that begins at `at` and ends before `next` one? `start`: of the content. */
bool delimiter_at(struct delimiters *, size_t start, size_t at, size_t next,
	struct delimiter *out);
/* The first one from `start` on, the beginning of a line. */
struct delimiter delimiter_find(struct delimiters *, size_t start);

/* Where the line after this one begins. */
size_t line_next(struct str all, size_t at);
