/*
 * child.h - processes of a role, that end with it
 *
 * Before a wall that forbids it, or behind one that is meant for it (WALL_PGP).
 */
#pragma once

#include <sys/types.h>

#include "base/ctx.h"

/* Runs `run` in a process of its own, which ends with what it returns, and with its parent. */
NODISCARD error child_start(struct ctx *, int (*run)(void *), void *arg, pid_t *ret_pid);

/* Becomes that program, with the words and the environment as they are; returns when it is not there. */
void child_become(const char *path, char *const words[]);
