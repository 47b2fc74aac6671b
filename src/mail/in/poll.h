/*
 * poll.h - looks into the mailboxes whose time has come (domain/mailin/mailbox.h)
 *
 * A message is stored and noted before anything is done to it over there; what could not
 * be moved or deleted then is done the next time. A mailbox that fails does not keep the
 * others. Of several nodes one looks.
 */
#pragma once

#include "domain/setting/setting.h"
#include "store/files.h"

struct poll_config {
	struct store *store;
	const struct files *files;
	struct settings_live *settings;
};

struct poll_pass {
	int64_t received, faults; /* results */
};

/* What is due at cx->now. cx->db reads; writes go to the store. */
NODISCARD error poll_pass(struct ctx *, const struct poll_config *, struct poll_pass *ret);

struct polling;
NODISCARD error polling_start(struct ctx *, const struct poll_config *, struct polling **out);
/* Waits for the mailbox at hand. NULL is fine. */
void polling_stop(struct polling *);
