/*
 * runner.h - looks at attached files, beside the server
 *
 * A thread that asks for waiting files each second and gives them to the parse role, one
 * at a time (`role`: core's end of the pair, IPC_FD_PARSE). Where there is no role nothing
 * is looked at.
 */
#pragma once

#include "domain/setting/setting.h"
#include "store/files.h"
#include "store/store.h"

struct inspection_config {
	struct store *store;
	const struct files *files;
	struct settings_live *settings;
	int role;
};

struct inspection_runner;
NODISCARD error inspection_start(struct ctx *, const struct inspection_config *, struct inspection_runner **out);
/* NULL is fine. */
void inspection_stop(struct inspection_runner *);

/* All that waits now; *ret_done counts. For tests, and each second. */
NODISCARD error inspection_pass(struct ctx *, const struct inspection_config *, int64_t *ret_done);
