/*
 * replay_read.h - a history as text becomes a history as events
 *
 * Private to replay.c: checks each line by itself and against the lines before it.
 */
#pragma once

#include "base/ctx.h"
#include "domain/escalation/ladder/ladder.h"

enum replay_verb {
	REPLAY_OPEN,
	REPLAY_PRIORITY,
	REPLAY_RESOLVE,
	REPLAY_CLOSE,
	REPLAY_REOPEN,
	REPLAY_ESCALATE,
	REPLAY_MERGE,
	REPLAY_SPLIT,
	REPLAY_HOLD,
	REPLAY_DOWN,
	REPLAY_UP,
	REPLAY_END,
};

struct replay_event {
	enum replay_verb verb;
	int64_t t;
	size_t casefile; /* index in order of opening */
	size_t other;    /* merge: into; split: from */
	int priority;    /* 0: as `other` */
	int level;
	int64_t when;    /* open: reported_at; hold: until */
	bool flag;       /* reopen: fresh; split: same_report_time */
};

typedef SLICE(struct replay_event) replay_events;

struct replay_history {
	replay_events events;
	str_list names; /* of the cases, in order of opening */
};

NODISCARD error replay_read(struct ctx *, struct str text, struct replay_history *out);
