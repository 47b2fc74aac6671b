/*
 * view.h - lists of the desk under a name: a filter, its order and columns
 *
 * Some come with the program; people keep others, for themselves, a team of theirs or the
 * whole desk. A view is known by its key: a word of those of the program, else its id.
 * Each person has them in an order of their own, and hides what they do not use.
 *
 * What a view counts is counted when it is asked, through the indexes and with a bound
 * (list.h), so that it is what its list shows (doc/decisions/0085).
 *
 * All ask MAY_SEE_QUEUES. A view of somebody else's that is not shared is ERR_NOT_FOUND.
 */
#pragma once

#include "domain/desk/list.h"
#include "domain/desk/view.sql.h"

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

enum desk_sharing {
	DESK_PRIVATE,
	DESK_SHARED_TEAM,
	DESK_SHARED_ALL,
};

enum {
	DESK_VIEW_NAME_MAX = 80,  /* bytes */
	DESK_VIEWS_OWN_MAX = 50,  /* that one person keeps */
	DESK_VIEWS_SHOWN_MAX = 100,
	DESK_TEAMS_MAX = 50,      /* of one person */
};

struct desk_view {
	struct str key;    /* names it in addresses */
	struct str name;   /* one of the program: to be translated */
	bool ours;         /* comes with the program */
	struct str icon;
	struct str filter;
	enum desk_sort sort;
	int64_t columns;
	/* Of those that people keep: */
	desk_view_id id;
	person_id owner;
	struct str owner_name, team_name;
	enum desk_sharing sharing;
	team_id team;
	/* Of the actor's rail: */
	int64_t position;
	bool hidden;
};
typedef SLICE(struct desk_view) desk_views;

NODISCARD error desk_view_find(struct ctx *, struct str key, struct desk_view *out);
/* All that the actor may use, in their order; hidden ones too. */
NODISCARD error desk_view_list(struct ctx *, desk_views *out);

struct desk_view_new {
	struct str name, filter;
	enum desk_sort sort;
	int64_t columns;
	enum desk_sharing sharing;
	team_id team; /* DESK_SHARED_TEAM: one of the actor's */
};
/* ERR_INVALID names name, q (the filter), sharing and team. */
NODISCARD error desk_view_create(struct ctx *, const struct desk_view_new *, struct desk_view *out);
/* Its owner, or MAY_ADMINISTER. Those of the program stay as they are: ERR_DENIED. */
NODISCARD error desk_view_change(struct ctx *, struct str key, const struct desk_view_new *);
NODISCARD error desk_view_remove(struct ctx *, struct str key);
bool desk_view_may_change(const struct ctx *, const struct desk_view *);

/* One place up or down in the actor's order; at the end it stays. */
NODISCARD error desk_view_move(struct ctx *, struct str key, bool up);
NODISCARD error desk_view_hide(struct ctx *, struct str key, bool hide);
