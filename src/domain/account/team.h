/*
 * team.h - people of the desk who work together
 *
 * A team serves queues and shares views. Everybody of the desk reads them; changing
 * asks MAY_ADMINISTER.
 */
#pragma once

#include "base/ctx.h"
#include "domain/account/team.sql.h"

enum { TEAMS_MAX = 200, TEAM_MEMBERS_MAX = 200 };

/* ERR_INVALID on name; ERR_CONFLICT when a team has it. */
NODISCARD error team_create(struct ctx *, struct str name, team_id *out);
NODISCARD error team_rename(struct ctx *, team_id, struct str name);
/* Somebody of the desk: ERR_INVALID on person. Twice is once. */
NODISCARD error team_join(struct ctx *, team_id, person_id);
NODISCARD error team_leave(struct ctx *, team_id, person_id);
NODISCARD error team_list(struct ctx *, struct team_list *out);
NODISCARD error team_members(struct ctx *, team_id, struct q_team_members_list *out);
