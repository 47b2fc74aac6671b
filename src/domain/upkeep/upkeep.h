/*
 * upkeep.h - what a center does for itself once a day
 *
 * Stored files that no row names are removed: the original of a redacted attachment,
 * uploads that were left, what an import replaced. A file is kept for UPKEEP_FILE_DAYS
 * after it was stored, whoever names it, since it is stored before its row.
 *
 * Whoever adds a table that names files adds it to file_is_named (upkeep.sql); a test
 * fails otherwise.
 */
#pragma once

#include "base/ctx.h"
#include "domain/periodic/periodic.h"
#include "store/files.h"

enum { UPKEEP_FILE_DAYS = 7 };

/* On a reader. *ret_count: how many went. */
NODISCARD error upkeep_collect(struct ctx *, const struct files *, int64_t *ret_count);

/* Each day. */
extern const struct periodic upkeep_periodic;
