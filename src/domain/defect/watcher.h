/* watcher.h - looks for releases that came out, and tells of the defects that they fix */
#pragma once

#include "os/ticker.h"
#include "store/store.h"

struct settings_live; /* domain/setting/setting.h */

/* Looks each ten minutes; of several nodes one. defect_watcher_stop(NULL) is fine. */
struct defect_watcher;
NODISCARD error defect_watcher_start(struct ctx *, struct store *, struct settings_live *,
	struct defect_watcher **out);
void defect_watcher_stop(struct defect_watcher *);
