/*
 * fire.h - what a firing does
 *
 * Private to this folder. In the caller's transaction: the row of the rung, which can
 * be made once, the briefs to whoever is on duty, and a note in the log.
 */
#pragma once

#include "domain/escalation/brief.h"
#include "domain/escalation/climb.h"
#include "domain/escalation/duty.h"

struct fire_as {
	person_id by;      /* of a manual escalation */
	struct str reason;
	bool flagged;      /* the clock had stepped */
	bool digest;       /* rungs below priority 1 wait for one message a person */
};

/* The firings that one ladder function made; the ladder is as it is after them. */
NODISCARD error fire(struct ctx *, struct climb *, const struct policy *,
	const struct firings *, const struct fire_as *);

/* How a rung is tried until somebody answers, in this order. */
enum escalation_step {
	STEP_DUTY,     /* whoever is on duty, by mail */
	STEP_WEBHOOK,  /* left out when none is set up */
	STEP_DEPUTY,
	STEP_ALARM,    /* the administrators are told; nobody else is left */
	STEP_COUNT_,
};

/* One way of telling people of a rung that has its row. */
struct fire_brief {
	rung_id rung;
	enum escalation_step step;
	const struct duty_list *people; /* those told before are left out */
	bool digest;
};
NODISCARD error fire_brief(struct ctx *, const struct brief *, const struct fire_brief *,
	int *ret_told);

/* One brief to one person; `secret` makes the link to acknowledge, or is empty. */
NODISCARD error fire_queue(struct ctx *, const struct brief *, const struct duty_person *,
	rung_id, struct str secret);

/* Tells the administrators why the brief did not reach anyone: a kind of alarm. */
NODISCARD error fire_alarm(struct ctx *, struct climb *, const struct brief *, rung_id,
	enum brief_kind);

/* When a brief of this priority is given up on and the next channel is tried. */
instant fire_chase_at(const struct ctx *, const struct policy *, int priority);

/* Tells everyone whose briefs wait for a digest, one message each. */
NODISCARD error fire_digests(struct ctx *, int64_t *ret_messages);
