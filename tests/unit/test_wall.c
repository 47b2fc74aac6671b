#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "os/file.h"
#include "os/ipc.h"
#include "os/wall.h"
#include "parse/parse.h"
#include "tests/unit/fixture.h"
#include "vault/vault.h"

/* How a process ended that tried something behind a wall. */
struct end {
	bool tried;  /* it got that far */
	int signal;  /* 0: it ended by itself, with: */
	int code;
};

enum attempt { OPEN_FILE, OPEN_SOCKET, RUN_PROGRAM, READ_ELSEWHERE, WRITE_OWN, NOTHING };

static int attempt(enum attempt what, const char *folder)
{
	char *const none[] = { NULL };
	char path[512];
	int n;

	switch (what) {
	case OPEN_FILE:
	case READ_ELSEWHERE:
		return open("/etc/passwd", O_RDONLY | O_CLOEXEC) >= 0 ? 1 : 2;
	case OPEN_SOCKET:
		return socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) >= 0 ? 1 : 2;
	case RUN_PROGRAM:
		execve("/bin/true", none, none);
		return 2;
	case WRITE_OWN:
		n = snprintf(path, sizeof path, "%s/own", folder);
		return n > 0 && open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600) >= 0 ? 1 : 2;
	default:
		return 0;
	}
}

static struct end try(struct test *t, enum wall wall, struct str folder, enum attempt what)
{
	struct end end = { 0 };
	int pipe_fds[2], status;
	char mark = 0;
	const char *path = str_c(t->arena, folder);

	ASSERT(pipe(pipe_fds) == 0);
	pid_t pid = fork();
	if (pid == 0) {
		bool whole;
		error e = wall_enter(test_ctx(t), wall, folder, &whole);
		if (e != OK || write(pipe_fds[1], "x", 1) != 1)
			_exit(100);
		_exit(attempt(what, path));
	}
	close(pipe_fds[1]);
	end.tried = read(pipe_fds[0], &mark, 1) == 1;
	close(pipe_fds[0]);
	ASSERT(waitpid(pid, &status, 0) == pid);
	end.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	end.code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
	return end;
}

#define ASSERT_STOPPED(what)                                                             \
	do {                                                                             \
		struct end end_ = (what);                                                \
		ASSERT(end_.tried);                                                      \
		ASSERT_EQ(end_.signal, SIGSYS);                                          \
	} while (0)

TEST(a_parser_that_opens_a_file_a_socket_or_a_program_is_stopped)
{
	struct str none = STR("");

	ASSERT_STOPPED(try(t, WALL_PARSE, none, OPEN_FILE));
	ASSERT_STOPPED(try(t, WALL_PARSE, none, OPEN_SOCKET));
	ASSERT_STOPPED(try(t, WALL_PARSE, none, RUN_PROGRAM));
	struct end quiet = try(t, WALL_PARSE, none, NOTHING);
	ASSERT(quiet.tried);
	ASSERT_EQ(quiet.signal, 0);
}

TEST(a_vault_has_its_folder_and_nothing_else)
{
	struct str folder = fixture_dir(t);

	ASSERT_STOPPED(try(t, WALL_VAULT, folder, OPEN_SOCKET));
	ASSERT_STOPPED(try(t, WALL_VAULT, folder, RUN_PROGRAM));
	ASSERT_EQ(try(t, WALL_VAULT, folder, WRITE_OWN).code, 1);
	ASSERT_EQ(try(t, WALL_VAULT, folder, READ_ELSEWHERE).code, 2);
}

TEST(core_runs_no_programs)
{
	ASSERT_STOPPED(try(t, WALL_CORE, STR(""), RUN_PROGRAM));
	ASSERT_EQ(try(t, WALL_CORE, STR(""), OPEN_FILE).code, 1);
}

/* --- roles behind their walls, asked as core asks them --- */

static int role(struct test *t, bool vault, struct str folder, pid_t *ret_pid)
{
	int fds[2];

	ASSERT_OK(ipc_pair(test_ctx(t), fds));
	pid_t pid = fork();
	if (pid == 0) {
		close(fds[0]);
		error e = vault ? vault_serve(test_ctx(t), fds[1], folder)
				: parse_serve(test_ctx(t), fds[1]);
		_exit(e == OK ? 0 : 100);
	}
	close(fds[1]);
	*ret_pid = pid;
	return fds[0];
}

static void leave(int fd, pid_t pid)
{
	int status;

	close(fd);
	ASSERT(waitpid(pid, &status, 0) == pid);
	ASSERT(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/* Takes a question and ends; then what the supervisor says of it. */
static void end_over_a_question(struct test *t, int fd)
{
	struct ipc_message asked;
	pid_t pid = fork();

	if (pid == 0)
		_exit(ipc_receive(test_ctx(t), fd, -1, &asked) == OK ? 0 : 1);
	waitpid(pid, NULL, 0);
	ipc_tell_gone(fd);
}

TEST(who_waits_for_a_role_that_ended_is_told_at_once)
{
	struct ctx *cx = test_ctx(t);
	struct str answer;
	int fds[2], status;

	ASSERT_OK(ipc_pair(cx, fds));
	/* It ended with nothing to do: the next question does not hear of that. */
	ipc_tell_gone(fds[1]);
	pid_t pid = fork();
	if (pid == 0) {
		end_over_a_question(t, fds[1]);
		_exit(0);
	}
	/* Without the news this waits for ever. */
	ASSERT_ERR(ERR_UNAVAILABLE, ipc_call(cx, fds[0], IPC_PING, STR(""), -1, &answer));
	ASSERT(waitpid(pid, &status, 0) == pid);
	close(fds[0]);
	close(fds[1]);
}

enum { PATIENCE_MS = 10000 };

TEST(parse_tells_types_of_content_apart_behind_its_wall)
{
	struct ctx *cx = test_ctx(t);
	struct str type;
	pid_t pid;
	int fd = role(t, false, STR(""), &pid);

	ASSERT_OK(ipc_call(cx, fd, IPC_PARSE_TYPE, STR("%PDF-1.7\n%abc\n"), PATIENCE_MS, &type));
	ASSERT_STR(type, "application/pdf");
	ASSERT_OK(ipc_call(cx, fd, IPC_PARSE_TYPE, STR("\x1f\x8b\x08\0\0\0\0\0"), PATIENCE_MS, &type));
	ASSERT_HAS(type, "gzip");
	ASSERT_ERR(ERR_INVALID, ipc_call(cx, fd, IPC_VAULT_SIGN, STR("x"), PATIENCE_MS, &type));
	ASSERT_OK(ipc_call(cx, fd, IPC_PING, STR(""), PATIENCE_MS, &type));
	leave(fd, pid);
}

TEST(parse_lives_on_after_a_message_that_is_none)
{
	struct ctx *cx = test_ctx(t);
	struct str reply;
	pid_t pid;
	int fd = role(t, false, STR(""), &pid);

	ASSERT_EQ(send(fd, "nonsense", 8, 0), 8);
	ASSERT_OK(ipc_call(cx, fd, IPC_PING, STR(""), PATIENCE_MS, &reply));
	leave(fd, pid);
}

TEST(the_vault_keeps_its_key_over_a_restart_and_signs_with_it)
{
	struct ctx *cx = test_ctx(t);
	struct str folder = path_join(cx, fixture_dir(t), STR("vault")), first, again, signature;
	pid_t pid;
	int fd = role(t, true, folder, &pid);

	ASSERT_OK(ipc_call(cx, fd, IPC_VAULT_PUBLIC, STR(""), PATIENCE_MS, &first));
	ASSERT_EQ(first.len, 32);
	ASSERT_OK(ipc_call(cx, fd, IPC_VAULT_SIGN, STR("text"), PATIENCE_MS, &signature));
	ASSERT_EQ(signature.len, 64);
	leave(fd, pid);
	fd = role(t, true, folder, &pid);
	ASSERT_OK(ipc_call(cx, fd, IPC_VAULT_PUBLIC, STR(""), PATIENCE_MS, &again));
	ASSERT(str_eq(first, again));
	leave(fd, pid);
}

TEST(a_message_between_roles_has_a_limit)
{
	struct ctx *cx = test_ctx(t);
	int fds[2];
	struct ipc_message big = { .kind = IPC_PING };

	big.body = str_of(arena_alloc(t->arena, IPC_BODY_MAX + 1), IPC_BODY_MAX + 1);
	ASSERT_OK(ipc_pair(cx, fds));
	ASSERT_ERR(ERR_LIMIT, ipc_send(cx, fds[0], &big));
	close(fds[1]);
	ASSERT_ERR(ERR_UNAVAILABLE, ipc_send(cx, fds[0], &(struct ipc_message){ .kind = IPC_PING }));
	close(fds[0]);
}
