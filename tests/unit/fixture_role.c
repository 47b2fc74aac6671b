#include "tests/unit/fixture_role.h"

#include <dirent.h>
#include <sys/wait.h>
#include <unistd.h>

#include "os/ipc.h"

static int threads(void)
{
	DIR *tasks = opendir("/proc/self/task");
	int n = 0;

	ASSERT(tasks != NULL);
	for (struct dirent *e = readdir(tasks); e != NULL; e = readdir(tasks))
		n += e->d_name[0] != '.';
	closedir(tasks);
	return n;
}

struct fixture_role fixture_role_start(struct test *t, error (*run)(struct ctx *, int fd))
{
	struct ctx *cx = test_ctx(t);
	struct fixture_role r;
	int fds[2];

	ASSERT_EQ(threads(), 1);
	ASSERT_OK(ipc_pair(cx, fds));
	r.pid = fork();
	if (r.pid == 0) {
		close(fds[0]);
		_exit(run(cx, fds[1]) == OK ? 0 : 100);
	}
	close(fds[1]);
	r.fd = fds[0];
	return r;
}

int fixture_role_end(struct fixture_role r)
{
	int status;

	close(r.fd);
	return waitpid(r.pid, &status, 0) == r.pid && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
