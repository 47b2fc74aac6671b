/*
 * runner.h - looks at attached files, beside the server
 *
 * Waiting files are given to the parse role, one at a time (`role`: core's end of the pair, IPC_FD_PARSE). Where there is no role nothing
 * is looked at.
 */
#pragma once

#include "domain/periodic/periodic.h"
#include "store/files.h"
#include "store/store.h"

struct inspection_config {
	struct store *store;
	const struct files *files;
	struct settings_live *settings;
	int role;
};

/* All that waits now; *ret_done counts. */
NODISCARD error inspection_pass(struct ctx *, const struct inspection_config *, int64_t *ret_done);

/* The same each second; the configuration lives as long. */
struct periodic inspection_periodic(struct inspection_config *);
