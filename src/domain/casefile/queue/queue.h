/*
 * queue.h - where cases wait: by product family, served by a team or by everybody
 *
 * A queue that is retired takes no new cases and none is moved there; those in it stay
 * until they are moved. Everybody of the desk reads them, changing asks MAY_ADMINISTER.
 */
#pragma once

#include "domain/casefile/casefile.h"
#include "domain/casefile/queue/queue.sql.h"

struct queue_change {
	struct str name, about;
	struct str family; /* takes new cases of this product family; empty: of any other */
	team_id team;      /* 0: everybody */
	bool at_opening;   /* hands out new cases by itself (assign.h) */
};

/* ERR_INVALID names name, about, family, team; ERR_CONFLICT on name when another has it. */
NODISCARD error queue_create(struct ctx *, const struct queue_change *, queue_id *out);
NODISCARD error queue_change(struct ctx *, queue_id, const struct queue_change *);
/* ERR_CONFLICT for the last that takes cases of any family. */
NODISCARD error queue_retire(struct ctx *, queue_id, bool retired);
NODISCARD error queue_load(struct ctx *, queue_id, struct queue *out);
/* One that takes cases, by its name; ERR_INVALID on queue when there is none. */
NODISCARD error queue_named(struct ctx *, struct str name, queue_id *out);
/* Retired ones too, last. */
NODISCARD error queue_all(struct ctx *, struct queue_list *out);
