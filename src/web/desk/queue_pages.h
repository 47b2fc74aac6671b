/* queue_pages.h - the list of cases that the desk works from */
#pragma once

#include "domain/account/person.h"
#include "domain/call/call.h"
#include "domain/casefile/casefile.h"
#include "domain/desk/bulk.h"
#include "domain/desk/view.h"
#include "domain/presence/presence.h"
#include "domain/product/product.h"
#include "web/site/site.h"
#include "web/web.h"

/* A place of the rail, with what it counts. */
struct rail_item {
	struct desk_view view;
	struct desk_count count;
	bool current, hot; /* hot: somebody must act */
};

struct queue_row {
	struct desk_item item;
	struct presence_list here; /* who is on it */
};

struct queue_view {
	struct desk_view view;
	bool edited;               /* the filter is not the view's */
	struct str text;           /* the filter */
	enum desk_sort sort, usual; /* usual: without a word of an order */
	SLICE(struct queue_row) rows;
	SLICE(struct rail_item) rail;
	struct product_list products;
	struct person_choice_list desk;
	struct q_queue_list_list queues;
	bool has_bulk;             /* what was just done to many */
	struct bulk_result bulk;
	struct desk_count count;
	struct str self, next;     /* addresses; next is empty: no further page */
	bool cut;
	const struct err_at_field *errors;
	struct phone_call_list calls; /* that wait for the reader */
	struct console_rail places;
};

/* The name of a view in the reader's language. */
struct str view_name(struct html *, const struct desk_view *);
/* "/desk?view=mine" */
struct url view_url(struct html *, const struct desk_view *);
/* The address of the same list in another order. */
struct url queue_sorted(struct html *, const struct queue_view *, enum desk_sort);
bool queue_shows(const struct queue_view *, enum desk_column);

/* Where the list is kept as a view. */
struct url queue_keep_url(struct html *, const struct queue_view *);

extern const struct route bulk_routes[];
extern const struct route desk_routes[];
