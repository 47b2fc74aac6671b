#include "os/wall.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "os/file.h"

/* What any process of ours needs to go on living. */
static const int living[] = {
	SCMP_SYS(alarm), SCMP_SYS(setitimer), SCMP_SYS(brk), SCMP_SYS(clock_gettime), SCMP_SYS(clock_nanosleep), SCMP_SYS(close),
	SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(fcntl), SCMP_SYS(fstat), SCMP_SYS(futex),
	SCMP_SYS(getpid), SCMP_SYS(getrandom), SCMP_SYS(gettid), SCMP_SYS(gettimeofday),
	SCMP_SYS(lseek), SCMP_SYS(madvise), SCMP_SYS(mmap), SCMP_SYS(mprotect), SCMP_SYS(mremap),
	SCMP_SYS(munmap), SCMP_SYS(nanosleep), SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(read),
	SCMP_SYS(recvmsg), SCMP_SYS(restart_syscall), SCMP_SYS(rseq), SCMP_SYS(rt_sigaction),
	SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sched_yield),
	SCMP_SYS(sendmsg), SCMP_SYS(sigaltstack), SCMP_SYS(tgkill), SCMP_SYS(write),
};

/* And to keep files in a folder. */
static const int files[] = {
	SCMP_SYS(openat), SCMP_SYS(open), SCMP_SYS(newfstatat), SCMP_SYS(stat), SCMP_SYS(statx),
	SCMP_SYS(fsync), SCMP_SYS(fdatasync), SCMP_SYS(ftruncate), SCMP_SYS(rename),
	SCMP_SYS(renameat), SCMP_SYS(renameat2), SCMP_SYS(unlink), SCMP_SYS(unlinkat),
	SCMP_SYS(mkdir), SCMP_SYS(mkdirat), SCMP_SYS(access), SCMP_SYS(faccessat),
	SCMP_SYS(faccessat2), SCMP_SYS(getdents64), SCMP_SYS(fchmod), SCMP_SYS(flock),
	SCMP_SYS(pread64), SCMP_SYS(pwrite64),
};

/* What no part of a server needs. */
static const int intruding[] = {
	SCMP_SYS(execveat), SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv),
	SCMP_SYS(process_vm_writev), SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(pivot_root),
	SCMP_SYS(chroot), SCMP_SYS(unshare), SCMP_SYS(setns), SCMP_SYS(bpf), SCMP_SYS(init_module),
	SCMP_SYS(finit_module), SCMP_SYS(delete_module), SCMP_SYS(kexec_load), SCMP_SYS(reboot),
	SCMP_SYS(swapon), SCMP_SYS(swapoff), SCMP_SYS(add_key), SCMP_SYS(keyctl),
	SCMP_SYS(request_key), SCMP_SYS(userfaultfd), SCMP_SYS(setuid), SCMP_SYS(setgid),
	SCMP_SYS(setreuid), SCMP_SYS(setresuid), SCMP_SYS(iopl), SCMP_SYS(ioperm),
};

static bool add(scmp_filter_ctx filter, uint32_t action, const int *calls, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (seccomp_rule_add(filter, action, calls[i], 0) != 0)
			return false;
	return true;
}

#define ADD(filter, action, list) add(filter, action, list, sizeof(list) / sizeof *(list))

static bool stop_programs(scmp_filter_ctx filter)
{
	return seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(execve), 0) == 0;
}

static bool fill(scmp_filter_ctx filter, enum wall wall)
{
	if (wall == WALL_CORE)
		return ADD(filter, SCMP_ACT_KILL_PROCESS, intruding) && stop_programs(filter);
	if (wall == WALL_PGP)
		return ADD(filter, SCMP_ACT_KILL_PROCESS, intruding) &&
			seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(socket), 1,
				SCMP_A0(SCMP_CMP_NE, AF_UNIX)) == 0;
	if (!ADD(filter, SCMP_ACT_ALLOW, living))
		return false;
	return wall == WALL_PARSE || ADD(filter, SCMP_ACT_ALLOW, files);
}

static error close_calls(struct ctx *cx, enum wall wall)
{
	bool listed = wall == WALL_PARSE || wall == WALL_VAULT;
	scmp_filter_ctx filter = seccomp_init(listed ? SCMP_ACT_KILL_PROCESS : SCMP_ACT_ALLOW);
	bool closed = filter != NULL && fill(filter, wall) && seccomp_load(filter) == 0;

	seccomp_release(filter);
	if (!closed)
		return err_new(cx, ERR_UNAVAILABLE, "seccomp does not take the filter");
	return OK;
}

/* --- Landlock; libc has no functions for it --- */

enum {
	READS = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
	WRITES = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE |
		LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR |
		LANDLOCK_ACCESS_FS_REMOVE_DIR,
	ALL = READS | WRITES | LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_MAKE_SOCK |
		LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_SYM |
		LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_BLOCK,
};

/* What programs need of the system: their libraries, and what tells them where they are. */
static const struct {
	const char *path;
	uint64_t access;
} system_parts[] = {
	{ "/usr", READS | LANDLOCK_ACCESS_FS_EXECUTE },
	{ "/lib", READS | LANDLOCK_ACCESS_FS_EXECUTE },
	{ "/lib64", READS | LANDLOCK_ACCESS_FS_EXECUTE },
	{ "/etc", READS }, { "/proc", READS },
	{ "/dev/null", LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE },
	{ "/dev/random", LANDLOCK_ACCESS_FS_READ_FILE },
	{ "/dev/urandom", LANDLOCK_ACCESS_FS_READ_FILE },
};

static bool allow(int rules, const char *path, uint64_t access)
{
	AUTO_FD at = open(path, O_PATH | O_CLOEXEC);
	struct landlock_path_beneath_attr beneath = { .allowed_access = access, .parent_fd = at };

	return at >= 0 && syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath,
				  0) == 0;
}

/* A part that this system does not have is not needed. */
static void allow_system(int rules)
{
	for (size_t i = 0; i < sizeof system_parts / sizeof *system_parts; i++)
		(void)allow(rules, system_parts[i].path, system_parts[i].access);
}

/* `folder` empty: no file at all. False where the kernel has no Landlock. */
static bool close_files(struct ctx *cx, enum wall wall, struct str folder)
{
	struct landlock_ruleset_attr attr = { .handled_access_fs = ALL };
	AUTO_FD rules = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr, 0);
	uint64_t own = READS | WRITES | (wall == WALL_PGP ? LANDLOCK_ACCESS_FS_MAKE_SOCK : 0);

	if (rules < 0 || (folder.len > 0 && !allow(rules, str_c(cx->arena, folder), own)))
		return false;
	if (wall == WALL_PGP)
		allow_system(rules);
	return syscall(SYS_landlock_restrict_self, rules, 0) == 0;
}

error wall_limit_memory(struct ctx *cx, int64_t bytes)
{
	struct rlimit most = { (rlim_t)bytes, (rlim_t)bytes };

	if (setrlimit(RLIMIT_AS, &most) != 0)
		return err_os(cx, "limit", STR("memory"));
	return OK;
}

error wall_enter(struct ctx *cx, enum wall wall, struct str folder, bool *ret_whole)
{
	*ret_whole = true;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return err_os(cx, "give up", STR("privileges"));
	if (wall != WALL_CORE)
		*ret_whole = close_files(cx, wall, folder);
	return close_calls(cx, wall);
}
