/*
 * view.h - lists of the desk under a name: a filter, its order and columns
 *
 * Six come with the program, and "all"; people keep others, for themselves, a team of
 * theirs or the whole desk. A view is known by its key: a word of those of the program,
 * else its id. What it counts is counted when it is asked, through the indexes and with a
 * bound (list.h), so that it is what its list shows (doc/decisions/0086).
 */
#pragma once

#include "domain/desk/list.h"

/* Bits of what a list shows beside priority and case. */
enum desk_column {
	COLUMN_CUSTOMER = 1,
	COLUMN_PRODUCT = 2,
	COLUMN_STATUS = 4,
	COLUMN_NEXT = 8,
	COLUMN_OWNER = 16,
	COLUMN_AGE = 32,
	COLUMN_QUEUE = 64,
	COLUMN_CHANGED = 128,
	COLUMNS_USUAL = COLUMN_CUSTOMER | COLUMN_PRODUCT | COLUMN_STATUS | COLUMN_NEXT | COLUMN_OWNER |
		COLUMN_AGE,
	COLUMNS_ALL = 255,
};

struct desk_view {
	struct str key;    /* names it in addresses */
	struct str name;   /* one of the program: to be translated */
	bool ours;         /* comes with the program */
	struct str icon;
	struct str filter;
	enum desk_sort sort;
	int64_t columns;
};
typedef SLICE(struct desk_view) desk_views;

/* ERR_NOT_FOUND when there is none, or not for the actor. */
NODISCARD error desk_view_find(struct ctx *, struct str key, struct desk_view *out);
/* Those of the rail of the desk, in the actor's order. */
NODISCARD error desk_view_list(struct ctx *, desk_views *out);
