#include "domain/casefile/status.h"

#define BIT(status) (1u << (status))

enum {
	WORKING = BIT(CASEFILE_OPEN) | BIT(CASEFILE_WAITING_CUSTOMER) |
		BIT(CASEFILE_WAITING_OTHER),
	ENDED = BIT(CASEFILE_RESOLVED) | BIT(CASEFILE_CLOSED),
};

static const struct status_rule rules[CASEFILE_STATUS_COUNT_] = {
	[CASEFILE_NEW] = { STR_INIT("new"), SAY_INIT("New"), TURN_OURS, true, WORKING | ENDED },
	[CASEFILE_OPEN] = { STR_INIT("open"), SAY_INIT("In progress"), TURN_OURS, true,
		WORKING | ENDED },
	[CASEFILE_WAITING_CUSTOMER] = { STR_INIT("waiting-customer"),
		SAY_INIT("Waiting for customer"), TURN_CUSTOMER, true, WORKING | ENDED },
	[CASEFILE_WAITING_OTHER] = { STR_INIT("waiting-other"),
		SAY_INIT("Waiting for third party"), TURN_OTHER, true, WORKING | ENDED },
	[CASEFILE_RESOLVED] = { STR_INIT("resolved"), SAY_INIT("Resolved"), TURN_CUSTOMER, false,
		BIT(CASEFILE_OPEN) | BIT(CASEFILE_CLOSED) },
	[CASEFILE_CLOSED] = { STR_INIT("closed"), SAY_INIT("Closed"), TURN_NOBODY, false,
		BIT(CASEFILE_OPEN) },
};

const struct status_rule *status_rule(enum casefile_status s)
{
	check(s < CASEFILE_STATUS_COUNT_);
	return &rules[s];
}

bool status_may_become(enum casefile_status from, enum casefile_status to)
{
	return from != to && to < CASEFILE_STATUS_COUNT_ && (status_rule(from)->next & BIT(to)) != 0;
}

enum casefile_status status_by_name(struct str name)
{
	enum casefile_status s = CASEFILE_NEW;
	while (s < CASEFILE_STATUS_COUNT_ && !str_eq(rules[s].name, name))
		s++;
	return s;
}
