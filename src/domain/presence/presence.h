/*
 * presence.h - who of the desk is on a case right now
 *
 * An open page of a case says so each PRESENCE_BEAT_S seconds, and what its reader does
 * there. Who has said nothing for PRESENCE_LASTS_S is gone. The rows are in the database,
 * so that every node of a center sees the same people. Arriving, leaving and beginning
 * to write are announced as a change of the case, so that open pages renew their line.
 *
 * For the desk alone: customers neither count nor see anybody.
 */
#pragma once

#include "base/ctx.h"
#include "domain/presence/presence.sql.h"

enum {
	PRESENCE_BEAT_S = 20,
	PRESENCE_LASTS_S = 50, /* one beat may be lost */
	PRESENCE_SHOWN_MAX = 20,
};

enum presence_doing {
	PRESENCE_READING,
	PRESENCE_REPLYING,
};

/* MAY_WORK_CASE. ERR_NOT_FOUND when there is no such case. */
NODISCARD error presence_beat(struct ctx *, casefile_id, enum presence_doing);
/* The page was left. Not to have been there is no error. */
NODISCARD error presence_leave(struct ctx *, casefile_id);

/* The others: who replies first, then by name. Nobody for who may not work cases. */
NODISCARD error presence_of(struct ctx *, casefile_id, struct presence_list *out);
/* Everybody, the actor too, on the cases of a list: in order of the cases' ids. */
NODISCARD error presence_among(struct ctx *, const casefile_id *ids, size_t count,
	struct presence_list *out);
