/*
 * supervisor.h - `mainstay serve` as processes that keep each other at arm's length
 *
 * The supervisor opens the listening socket, makes the pairs by which the roles talk
 * (os/ipc.h), and starts each role as this program anew. It does nothing else, so it has
 * nothing to fail with. A role that a signal ended is started again, the first time at
 * once, then with pauses of up to 10 s; sockets stay, so callers wait instead of being
 * refused. When core ends by itself, all end, with its exit code.
 *
 * SIGTERM and SIGINT go to core, which finishes what it has begun. Roles die with the
 * supervisor, however it dies.
 */
#pragma once

#include "cli/config.h"

/* Whether these are words for the supervisor or a role: `serve`, not `serve --help`. */
bool supervisor_is_asked(struct words);
/* Roles are started with the words as they were given. The exit code. */
int supervisor_main(struct words, char **given);
