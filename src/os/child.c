#include "os/child.h"

#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "os/file.h"

error child_start(struct ctx *cx, int (*run)(void *), void *arg, pid_t *ret_pid)
{
	pid_t parent = getpid(), pid = fork();

	if (pid < 0)
		return err_os(cx, "start", STR("a process"));
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		/* It may have ended before this took effect. */
		_exit(getppid() == parent ? run(arg) : 1);
	}
	*ret_pid = pid;
	return OK;
}

void child_become(const char *path, char *const words[])
{
	execv(path, words);
}
