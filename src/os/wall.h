/*
 * wall.h - what a role may ask of the kernel, and no more
 *
 * seccomp stops a process at the first call that its wall does not have (SIGSYS; the
 * supervisor sees it). Landlock keeps files to one folder. Both hold for ever and for
 * all threads made later, so a wall is entered before there are any. Where the kernel
 * has no Landlock (before 5.13) a vault is held by seccomp alone, and that is said.
 */
#pragma once

#include "base/ctx.h"

enum wall {
	WALL_CORE,  /* all but what only an intruder needs: exec, ptrace, mount, modules */
	WALL_PARSE, /* memory and the messages that it was given: no files, no sockets */
	WALL_VAULT, /* files in one folder, no sockets */
	WALL_PGP,   /* the same for programs: they run, read the system, and talk to each other */
};

/* `folder`: of WALL_VAULT and WALL_PGP. *ret_whole is false when the kernel lacks a part. */
NODISCARD error wall_enter(struct ctx *, enum wall, struct str folder, bool *ret_whole);

/* A limit of memory for roles that read what strangers send; bytes. */
NODISCARD error wall_limit_memory(struct ctx *, int64_t bytes);
