/*
 * list.h - lists of cases: queues of the desk
 *
 * They are in the order of the next rung, soonest first, so that the case that
 * management hears of next is at the top. Every list pages by key: give back `next` to
 * go on. Customers' lists are in own/own.h.
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
