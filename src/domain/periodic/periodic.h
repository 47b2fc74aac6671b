/*
 * periodic.h - work that the program does again and again by itself
 *
 * Each has a thread: it works at once, and then each time when the period has passed since
 * it ended. Of several nodes the one that owns the name works, or each. What fails is logged, and
 * tried again the next time.
 */
#pragma once

#include "store/store.h"

struct files;         /* store/files.h */
struct settings_live; /* domain/setting/setting.h */

struct periodic {
	const char *name; /* owned among the nodes, and the area of its lines in the log */
	int64_t every_us;
	/* With the program's rights, a reader, the time, the settings and files of now. */
	error (*run)(struct ctx *, struct store *, void *arg);
	void *arg;        /* lives as long as the thread */
	bool each_node;   /* on every node: it works on what that one holds in memory */
};

/* Where it works; `files` may be NULL. */
struct periodic_place {
	struct store *store;
	struct settings_live *settings;
	const struct files *files;
};

struct periodic_thread;
NODISCARD error periodic_start(struct ctx *, const struct periodic *, const struct periodic_place *,
	struct periodic_thread **out);
/* Waits for the work at hand. NULL is fine. */
void periodic_stop(struct periodic_thread *);
