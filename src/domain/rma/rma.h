/*
 * rma.h - hardware that is replaced: what goes out, what comes back
 *
 * Of a case: the defective device, where its replacement is sent, and how far that is.
 * The states are one table, which says who must act and what must be known before. Each
 * step is on the timeline for both sides; that a replacement is on its way is mailed.
 * The desk works on it, the customer's people see it.
 */
#pragma once

#include "domain/casefile/casefile.h"
#include "domain/rma/rma.sql.h"

enum rma_state {
	RMA_REQUESTED,
	RMA_APPROVED,
	RMA_SHIPPED,
	RMA_DELIVERED,
	RMA_RETURNED, /* the defective device is here */
	RMA_CLOSED,
	RMA_CANCELLED,
	RMA_STATES_
};

struct rma_rule {
	struct str name;  /* "shipped": API */
	struct str label; /* "Shipped" */
	struct str step;  /* what the button says that leads here */
	unsigned next;    /* bits of states that may follow */
	bool replacement; /* its serial number must be known */
};
const struct rma_rule *rma_rule(enum rma_state);
bool rma_may_become(enum rma_state from, enum rma_state to);
/* By name; RMA_STATES_ when there is none. */
enum rma_state rma_state_by_name(struct str);

enum { RMA_PER_CASE_MAX = 50, RMA_TEXT_MAX = 1000, RMA_TRACKING_MAX = 100 };

struct rma_new {
	struct str defective; /* serial number as typed */
	struct str ship_to;   /* address, lines */
	struct str reason;
};
/* MAY_WORK_CASE. */
NODISCARD error rma_open(struct ctx *, casefile_id, const struct rma_new *, struct rma *out);

struct rma_step {
	enum rma_state to;
	struct str replacement, carrier, tracking; /* what is known now; empty: as it was */
};
/* ERR_CONFLICT when the table has no such step from where it is. */
NODISCARD error rma_advance(struct ctx *, struct str number, const struct rma_step *);

/* ERR_NOT_FOUND also when its case is not the actor's to see. */
NODISCARD error rma_find(struct ctx *, struct str number, struct rma *out);
NODISCARD error rma_of_case(struct ctx *, const struct casefile *, struct rma_list *out);
/* Those that somebody must act on, oldest first: MAY_SEE_QUEUES. */
NODISCARD error rma_open_ones(struct ctx *, struct rma_list *out);
