/*
 * duty.h - who is on duty for a level of management
 *
 * Asked at the moment of a brief, in this order: who is on call (the roster), who
 * holds the level, who deputises for its holder, everyone with the level's role. A
 * level that still has nobody hands its briefs to the next one, and to the
 * administrators as an alarm.
 */
#pragma once

#include "base/ctx.h"
#include "domain/escalation/duty.sql.h"

enum {
	DUTY_PEOPLE_MAX = 8,   /* told of one rung */
	DUTY_HOLDERS_MAX = 50, /* of one level, past ones included */
	DUTY_SHIFTS_MAX = 500,
};

enum duty_as { DUTY_ON_CALL, DUTY_HOLDER, DUTY_DEPUTY, DUTY_ROLE, DUTY_ADMINISTRATOR };

struct duty_list {
	struct duty_person at[DUTY_PEOPLE_MAX];
	size_t len;
	int level;        /* whose people these are: above the one asked for when it has none,
			   * 0: the administrators */
	enum duty_as as;
	bool alarm;       /* the level asked for has nobody */
};

/* Never empty but where nobody of management and no administrator has an account. */
NODISCARD error duty_find(struct ctx *, int level, struct duty_list *out);

/* The deputies of the level's holders now; for the next channel and for rights. */
NODISCARD error duty_deputies(struct ctx *, int level, struct duty_list *out);

NODISCARD error duty_administrators(struct ctx *, struct duty_list *out);

/* The highest level that the actor has by role, holds, or deputises for; 0: none. */
NODISCARD error duty_level_of(struct ctx *, int *ret_level);
/* Whether the actor holds this very level, deputises for it, or is on call for it. */
NODISCARD error duty_is_at(struct ctx *, int level, bool *ret_is);

/* --- administration: MAY_EDIT_ESCALATION --- */

struct holder_new {
	int64_t level;
	struct str person, deputy; /* addresses; deputy may be empty */
	instant from, until;       /* from not set: now; until not set: open */
};

NODISCARD error duty_add_holder(struct ctx *, const struct holder_new *, holder_id *out);
/* Ends it now; what is to come is removed. */
NODISCARD error duty_end_holder(struct ctx *, holder_id);
NODISCARD error duty_holders(struct ctx *, struct duty_holder_list *out);

struct shift_new {
	int64_t level;
	struct str person;
	instant from, until;
};

NODISCARD error duty_add_shift(struct ctx *, const struct shift_new *, shift_id *out);
NODISCARD error duty_end_shift(struct ctx *, shift_id);
/* From now on. */
NODISCARD error duty_shifts(struct ctx *, struct duty_shift_list *out);
