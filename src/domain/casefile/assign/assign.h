/*
 * assign.h - who of the desk takes a case: round robin by skill, language and shift
 *
 * The rules are one table (assign.c): some a person must meet (take part, not be away, be
 * on shift, have room), some are preferred, in this order: to know the product, to speak
 * the customer's language. Among equals it is who got a case the longest time ago. The
 * choice explains itself, on the case and where it is asked for.
 *
 * A queue may be served by a team, and may hand out what is opened in it by itself.
 */
#pragma once

#include "domain/casefile/assign/assign.sql.h"
#include "domain/casefile/casefile.h"

enum assign_mode {
	ASSIGN_BY_HAND,
	ASSIGN_AT_OPENING,
};

struct assign_choice {
	person_id person; /* 0: nobody meets what one must */
	struct str name;
	struct str why;   /* "on shift, knows Switches, 3 of 10 open cases", English */
};
NODISCARD error assign_choose(struct ctx *, const struct casefile *, struct assign_choice *out);

/* Gives the case to who is chosen; MAY_WORK_CASE. ERR_CONFLICT when there is nobody. */
NODISCARD error assign_case(struct ctx *, casefile_id, struct assign_choice *out);
/* At opening, as the program: when the queue says so, and somebody is there. */
NODISCARD error assign_opened(struct ctx *, struct casefile *);

enum { AGENT_WORDS_MAX = 40, AGENT_SHIFTS_MAX = 40, AGENT_CAPACITY_MAX = 1000 };

struct agent {
	person_id person;
	struct str name, zone;
	bool takes_part, away;
	int64_t capacity, open_cases;
	str_list skills, languages;
	struct str shifts; /* a line each: "Mon-Fri 08:00-17:00" */
	bool on_shift;
};
typedef SLICE(struct agent) agents;

/* Everybody with the role of an agent, by name; MAY_SEE_QUEUES. */
NODISCARD error agent_list(struct ctx *, agents *out);
NODISCARD error agent_load(struct ctx *, person_id, struct agent *out);
/*
 * MAY_ADMINISTER. ERR_INVALID names capacity, zone, skills, languages, shifts.
 * Not to take part drops the rest.
 */
NODISCARD error agent_save(struct ctx *, const struct agent *);
/* One's own: MAY_WORK_CASE. */
NODISCARD error agent_set_away(struct ctx *, bool away);
