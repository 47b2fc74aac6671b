/*
 * filter.h - which cases: what the desk types in the bar above a queue
 *
 *	is:open owner:me,none priority:1,2 -tag:waiting-parts due:4h "spanning tree"
 *
 * One condition a word, all must hold; values of one condition are separated by commas
 * and any will do; a minus before it turns it round. A value with blanks stands in
 * quotes. Words without a field are looked up in the search. Fields are the rows of one
 * table (filter.c); names are looked up while reading, so that a filter that was read
 * holds numbers alone: no text of a caller comes near a statement.
 *
 * Times: 2026-11-23 is that day, 2026-11-01..2026-11-20 these days, >2026-11-23 after
 * it, <2026-11-23 before it; 4h the last (or, of what comes, the next) four hours, <4h
 * the same, >4h longer; with m, h, d and w.
 */
#pragma once

#include "base/ctx.h"

enum {
	DESK_FILTER_MAX = 1000, /* bytes */
	DESK_VALUES_MAX = 12,   /* of one field */
};

/* What has values; each is a column of a case. */
enum desk_field {
	DESK_QUEUE,
	DESK_OWNER,        /* 0: nobody */
	DESK_STATUS,
	DESK_WAITING,      /* whose turn it is, as statuses */
	DESK_PRIORITY,
	DESK_PRODUCT,
	DESK_RELEASE,
	DESK_ORGANISATION,
	DESK_CONTACT,
	DESK_CHANNEL,
	DESK_ENTITLEMENT,
	DESK_FIELDS_
};

enum desk_time {
	DESK_REPORTED,
	DESK_CHANGED,
	DESK_DUE,
	DESK_TIMES_
};

enum desk_open { DESK_ANY = -1, DESK_ENDED = 0, DESK_OPEN = 1 };

struct desk_values {
	bool not;
	size_t count; /* 0: any */
	int64_t at[DESK_VALUES_MAX];
};

struct desk_filter {
	enum desk_open open;
	struct desk_values values[DESK_FIELDS_];
	struct {
		bool not;
		size_t count;
		struct str at[DESK_VALUES_MAX];
	} tags;
	struct {
		instant from, to; /* from is in it, to is not; 0 and INT64_MAX: no bound */
	} times[DESK_TIMES_];
	struct str words;
};

/*
 * ERR_INVALID on field "q", with what is wrong: an unknown field or value, too many.
 * An empty text is all open cases.
 */
NODISCARD error desk_filter_read(struct ctx *, struct str text, struct desk_filter *out);

/* Whether the filter says something of this time. */
bool desk_is_bounded(const struct desk_filter *, enum desk_time);

/* The nth name of a field that can be written before a colon; empty after the last. */
struct str desk_field_name(size_t n);
