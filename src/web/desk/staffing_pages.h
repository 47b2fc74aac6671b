/* staffing_pages.h - queues, teams and the round robin, edited by administrators */
#pragma once

#include "domain/account/team.h"
#include "domain/casefile/assign/assign.h"
#include "domain/casefile/queue/queue.h"
#include "web/web.h"

struct queue_form {
	struct str name, about, family;
	int64_t team;
	bool at_opening;
};

struct queues_view {
	struct queue_list list;
	struct team_list teams;
	struct queue_form form;
	struct queue queue; /* that is edited; id 0: a new one */
	const struct err_at_field *errors;
};

struct team_members_row {
	struct team team;
	struct q_team_members_list members;
};

struct team_form {
	struct str name;
	int64_t person;
};

struct teams_view {
	SLICE(struct team_members_row) list;
	agents desk;
	struct team_form form;
	const struct err_at_field *errors;
};

struct agent_form {
	bool takes_part, away;
	int64_t capacity;
	struct str zone, skills, languages, shifts;
};

struct agents_view {
	agents list;
	struct agent agent;
	struct agent_form form;
	const struct err_at_field *errors;
};

/* "NB-F500, Switches" */
struct str agent_words(struct arena *, str_list);

extern const struct route agent_routes[];
extern const struct route queue_routes[];
extern const struct route team_routes[];
