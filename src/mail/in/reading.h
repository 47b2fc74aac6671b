/*
 * reading.h - reads what was received, and lets the rules decide
 *
 * One message after the other, on a thread: it goes through the parse role, its
 * attachments are stored, and one transaction does what follows (domain/mailin). A
 * message that breaks the reading does not keep the next one from it. Of several nodes
 * each reads what it can: a row has one effect.
 */
#pragma once

#include "domain/setting/setting.h"
#include "store/files.h"

struct reading_config {
	struct store *store;
	const struct files *files;
	struct settings_live *settings;
	int parse; /* core's end of the pair (IPC_FD_PARSE) */
	int vault; /* the same of IPC_FD_VAULT; 0: nothing is verified or opened */
};

struct reading_pass {
	int64_t taken, faults; /* results */
	bool more;
};

/* What is due at cx->now, at most MAILIN_BATCH. cx->db reads; writes go to the store. */
NODISCARD error reading_pass(struct ctx *, const struct reading_config *, struct reading_pass *ret);

struct reading;
NODISCARD error reading_start(struct ctx *, const struct reading_config *, struct reading **out);
/* Waits for the message at hand. NULL is fine. */
void reading_stop(struct reading *);
