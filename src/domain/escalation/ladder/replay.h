/*
 * replay.h - the ladder rules run over a written history
 *
 * A history is JSON lines in order of time, in whole seconds:
 *	{"t":0,"case":"a","event":"open","priority":1}
 * Out come the firings, one JSON line each, in the order in which they happen:
 *	{"t":3600,"case":"a","kind":"rung","level":1,"due":3600,"late":0}
 * The clock is the history's own: nothing but the text decides what comes out.
 *
 * Events (what each takes besides t):
 *	open      case, priority; reported_at (a second not after t; default t)
 *	priority  case, priority
 *	resolve, close, escalate    case
 *	reopen    case; fresh (true: a new period)
 *	merge     case, into
 *	split     case (the new one), from; priority (default: that of `from`);
 *	          same_report_time (true: as long open as `from`)
 *	hold      case, level, until (at most 24 h after t)
 *	down, up  the engine stops and starts; other nodes still work on cases
 *	end       the clock stops; without it the clock runs until no rung is ahead
 *
 * What does not change a case is no error: closing what is closed, raising to the
 * priority that it has, escalating what is not open. Other members are ignored.
 */
#pragma once

#include "base/ctx.h"

enum {
	REPLAY_FILE_MAX = 256 * 1024 * 1024,
	REPLAY_LINE_MAX = 64 * 1024,
	REPLAY_NAME_MAX = 200, /* bytes of a case's name */
};

/* Takes one line, with its line feed. */
typedef error (*replay_sink)(void *arg, struct str line);

/*
 * The whole history is read before anything comes out. ERR_INVALID, with a text that
 * starts with "line N: ", when it is malformed, contradicts itself, or runs backwards.
 */
NODISCARD error replay_run(struct ctx *, struct str history, replay_sink, void *arg);
