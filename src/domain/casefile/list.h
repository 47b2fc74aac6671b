/*
 * list.h - lists of cases: queues of the desk, and a customer's own
 *
 * The desk's lists are in the order of the next rung, soonest first, so that the case
 * that management hears of next is at the top. Customers' are newest change first.
 * Every list pages by key: give back `next` to go on.
 */
#pragma once

#include "base/ctx.h"
#include "domain/casefile/casefile_list.sql.h"
#include "domain/casefile/status.h"

enum casefile_view {
	VIEW_MINE,    /* owned by the actor */
	VIEW_UNOWNED,
	VIEW_QUEUE,   /* .queue */
	VIEW_PRODUCT, /* .product */
	VIEW_ALL,
};

struct casefile_filter {
	enum casefile_view view;
	queue_id queue;
	product_id product;
	int64_t priority;   /* 0: any */
	int64_t status;     /* -1: any */
	bool ended;         /* resolved and closed ones instead of open ones */
	instant due;        /* page key: the last row's next_due_at ... */
	casefile_id after;  /* ... and id; both 0 for the first page */
	int64_t limit;      /* at most LIMIT_LIST_PAGE; 0: LIMIT_QUEUE_PAGE */
};
/* MAY_SEE_QUEUES. */
NODISCARD error casefile_queue(struct ctx *, const struct casefile_filter *,
	struct casefile_item_list *out);

struct casefile_own {
	organisation_id organisation; /* 0: the cases where the actor is the contact */
	int64_t open;                 /* 1 open, 0 ended, -1 both */
	int64_t priority;             /* 0: any */
	bool by_status;
	enum casefile_status status;  /* by_status alone */
	instant changed;              /* page key */
	casefile_id after;
	int64_t limit;
};
/* MAY_READ_CASE; only what the actor may see. */
NODISCARD error casefile_own(struct ctx *, const struct casefile_own *,
	struct casefile_item_list *out);

struct casefile_counts {
	int64_t due_hour, due_day; /* rungs due within an hour, a day */
	int64_t mine, unowned;     /* unowned counts at most 1,000 */
};
NODISCARD error casefile_counts(struct ctx *, struct casefile_counts *out);
