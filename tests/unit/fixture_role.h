/*
 * fixture_role.h - a walled role in a process of its own
 *
 * To be started before the test makes its store: a process that forks beside threads may copy
 * a lock that one of them holds, and its child then waits for it for ever. That it is too late
 * fails the test.
 */
#pragma once

#include <sys/types.h>

#include "tests/unit/test.h"

struct fixture_role {
	int fd; /* what the core asks it by */
	pid_t pid;
};

/* `run` serves until its socket closes, like parse_serve. */
struct fixture_role fixture_role_start(struct test *, error (*run)(struct ctx *, int fd));

/* Hangs up and waits; the role's exit code, 0 when it ended well, -1 when it was killed. */
int fixture_role_end(struct fixture_role);
