/*
 * desk.h - a small support organisation on a virtual clock, for tests of escalation
 *
 * Starts at 2026-11-23T09:00Z, second 0. One person holds each level by role.
 */
#pragma once

#include "domain/escalation/engine.h"
#include "domain/escalation/escalation.h"
#include "domain/notify/notify.h"
#include "tests/unit/fixture.h"

enum { HOUR = 3600, DAY = 86400 };

struct desk {
	struct ctx *cx;
	struct store *store;
	person_id customer, agent, admin, managers[LADDER_LEVELS];
	instant start;
	int64_t cases;
	struct settings *settings;
};

/* `levels` has the bit of each level that somebody holds. */
struct desk desk_open(struct test *, unsigned levels);
person_id desk_person(struct desk *, const char *email, unsigned roles);

/* Puts the clock to a second, without a tick. */
void desk_at(struct desk *, int64_t second);
/* Lets the engine run, from due time to due time, up to a second. */
void desk_run(struct desk *, int64_t until);
/* One pass; `starting` as after a restart. */
void desk_pass(struct desk *, bool starting);

/* A case of the customer, reported now. */
casefile_id desk_case(struct desk *, int priority);
struct str desk_number(struct desk *, casefile_id);

/* Sets the case's own column too, as the case's verb does. */
void desk_priority(struct desk *, casefile_id, int from, int to);

/* "1@3600 2@7200 x3@9000 4@..." : levels with the seconds when they fired; x suppressed. */
struct str desk_rungs(struct desk *, casefile_id);

/* What is queued, oldest first: "manager@... [P1][L1 MANAGER] ..." a line each. */
struct str desk_mail(struct desk *);
int64_t desk_mail_count(struct desk *);
/* The text of the nth message queued, from 0. */
struct str desk_mail_text(struct desk *, int64_t nth);
void desk_forget_mail(struct desk *);

/* The notes of a case's log: "armed priority fired". */
struct str desk_log(struct desk *, casefile_id);
