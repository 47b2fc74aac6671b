/*
 * status.h - the status machine of a case, as one table
 *
 * Each status says who must act and what may come next. Resolved and closed leave the
 * ladder in the same transaction (escalation).
 */
#pragma once

#include "base/ctx.h"

enum casefile_status {
	CASEFILE_NEW,
	CASEFILE_OPEN,
	CASEFILE_WAITING_CUSTOMER,
	CASEFILE_WAITING_OTHER,
	CASEFILE_RESOLVED,
	CASEFILE_CLOSED,
	CASEFILE_STATUS_COUNT_
};

enum casefile_turn { TURN_OURS, TURN_CUSTOMER, TURN_OTHER, TURN_NOBODY };

struct status_rule {
	struct str name;  /* "waiting-customer": API, exports */
	struct str label; /* "Waiting for customer" */
	enum casefile_turn turn;
	bool open;        /* on the ladder */
	unsigned next;    /* bits of statuses that may follow */
};

const struct status_rule *status_rule(enum casefile_status);
bool status_may_become(enum casefile_status from, enum casefile_status to);
/* By name; CASEFILE_STATUS_COUNT_ when there is none. */
enum casefile_status status_by_name(struct str);
