/*
 * role.h - the roles of the server, a table
 *
 * A role is this program with MAINSTAY_ROLE set. Its ends of the pairs have fixed
 * descriptors; the listening socket has the first that a service manager gives
 * (sd_listen_fds(3)).
 */
#pragma once

#include "cli/config.h"

enum role_id { ROLE_CORE_PROCESS, ROLE_PARSE_PROCESS, ROLE_VAULT_PROCESS, ROLE_PROCESSES };

enum {
	ROLE_FD_LISTEN = 3, /* of core, and up to 8 */
};

#define ROLE_VARIABLE "MAINSTAY_ROLE"

extern const char *const role_names[ROLE_PROCESSES];

/* What this process is by its environment; -1: no role. */
int role_of_process(void);
/* Runs it; the exit code. */
int role_main(enum role_id, struct words);
