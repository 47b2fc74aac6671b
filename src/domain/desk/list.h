/*
 * list.h - the cases of a filter, in order, a page at a time
 *
 * No list reads more than it shows, but for a bound: each field has an index in the order
 * of the next rung; the list takes keys from the index of the field that has the fewest
 * cases, and asks of each case what else the filter says. Where a filter is so thin that
 * LIMIT_DESK_LOOK cases were looked at before a page was full, the page ends there, and
 * goes on from there.
 *
 * In another order than that of the index, up to LIMIT_DESK_SET cases of a field are sorted;
 * where there are more, the index of the order leads.
 */
#pragma once

#include "base/ctx.h"
#include "domain/desk/filter.h"
#include "domain/desk/list.sql.h"

enum desk_sort {
	DESK_BY_DUE,      /* next rung first */
	DESK_BY_PRIORITY, /* then next rung */
	DESK_BY_NEWEST,   /* last reported first */
	DESK_BY_CHANGED,  /* last changed first */
	DESK_SORTS_
};

/*
 * The place of a case in its list, and so where the next page begins; all 0: the first.
 * Due: its time, the id. Priority: it, the time, the id. Newest and changed: both minus.
 */
struct desk_key {
	int64_t a, b, c;
};

/* "120_7_0", in addresses; false for what is no key. */
struct str desk_key_text(struct arena *, const struct desk_key *);
bool desk_key_read(struct str, struct desk_key *out);

struct desk_ask {
	struct desk_filter filter;
	enum desk_sort sort;
	struct desk_key after;
	int64_t limit; /* at most LIMIT_LIST_PAGE; 0: LIMIT_QUEUE_PAGE */
};

struct desk_page {
	struct desk_item_list items;
	bool more;             /* there may be: ask again with next */
	bool cut;              /* not all cases were looked at before it ended */
	struct desk_key next;
};

/* MAY_SEE_QUEUES. ERR_UNAVAILABLE when words are asked for and there is no index. */
NODISCARD error desk_list(struct ctx *, const struct desk_ask *, struct desk_page *out);

enum { DESK_COUNT_MAX = 1000 };
struct desk_count {
	int64_t count;
	bool more; /* at least so many: DESK_COUNT_MAX were found or enough looked at */
};
/* The cases of the filter; MAY_SEE_QUEUES. */
NODISCARD error desk_count(struct ctx *, const struct desk_filter *, struct desk_count *out);

/* The order of a filter that was asked for without one. */
enum desk_sort desk_usual_sort(const struct desk_filter *);

/* "due", "priority", "newest", "changed"; false when there is none. */
struct str desk_sort_name(enum desk_sort);
bool desk_sort_by_name(struct str, enum desk_sort *out);
