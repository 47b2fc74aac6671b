/*
 * control.h - commands that run in the server
 *
 * The server listens on DATA/control.sock, which only its user can open. A command
 * sends its words, its folder and its input; the answer is the exit code and what it
 * printed. Messages are: a 4-byte count of parts, then each as 4-byte length and
 * bytes, all little-endian of this machine.
 */
#pragma once

#include "cli/cli.h"

struct control;

/* *ret_done: a server took it; what it said is in c->out, its failure is returned. */
NODISCARD error control_forward(struct cli *, bool *ret_done);

/* Serves the socket on a thread of its own until control_stop. */
NODISCARD error control_start(struct ctx *, struct str data, struct store *,
	struct control **out);
void control_stop(struct control *);
