/*
 * watch.h - people who follow a case besides its contact and its owner
 *
 * A watcher reads the case, also where colleagues' cases are hidden, and gets its
 * notices. Of the customer's side only members of the case's organisation can be one.
 */
#pragma once

#include "domain/casefile/casefile.h"
#include "domain/casefile/work.sql.h"

/* By mail address. ERR_LIMIT beyond WATCHERS_MAX; twice is once. */
NODISCARD error casefile_watch(struct ctx *, casefile_id, struct str email);
NODISCARD error casefile_unwatch(struct ctx *, casefile_id, person_id);
NODISCARD error casefile_watchers(struct ctx *, const struct casefile *, struct watcher_list *out);
