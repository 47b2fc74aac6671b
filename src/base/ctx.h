/*
 * ctx.h - what one piece of work knows
 *
 * Passed first to everything that may act. `now` is read once per request or tick,
 * so a rule sees one instant and a test owns time.
 */
#pragma once

#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/actor.h"
#include "base/arena.h"
#include "base/check.h"
#include "base/err.h"
#include "base/ids.h"
#include "base/str.h"
#include "base/time.h"

struct db;       /* store/db.h */
struct settings; /* domain/setting/setting.h */
struct files;    /* store/files.h */
struct search;   /* domain/search/search.h */

struct ctx {
	struct arena *arena;
	struct db *db;               /* NULL where there is no database */
	instant now;
	const struct actor *actor;   /* never NULL */
	const struct settings *settings;
	const struct files *files;   /* NULL where there is no data folder */
	struct search *search;       /* NULL where nothing is searched */
	uint64_t trace;              /* in every log line of this work */
};
