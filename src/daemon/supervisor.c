#include "daemon/supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/ctx.h"
#include "cli/cli.h"
#include "daemon/role.h"
#include "os/file.h"
#include "os/ipc.h"
#include "os/log.h"
#include "os/socket.h"

enum {
	BIND_PATIENCE_MS = 3000, /* a killed predecessor may still hold the address */
	BIND_PAUSE_MS = 50,
	END_PATIENCE_S = 40,     /* core drains for 30 */
	PAUSE_MOST_S = 10,       /* of core, which then has a fault of its own */
	PAUSE_MOST_MS = 1000,    /* of the others, which strangers can make fail */
	STEADY_S = 60,           /* a role that lived so long starts at once again */
};

struct supervisor {
	struct arena *arena;
	struct words words;
	char **given;          /* the same without what a file and the environment add */
	bool has_data;         /* a vault needs a folder */
	int sockets[SOCKETS_MAX];
	size_t socket_count;
	int pairs[ROLE_PROCESSES][2]; /* core's end, the role's */
	struct child {
		pid_t pid;         /* 0: not running */
		int64_t started_us, due_us; /* due: when it is started again */
		int failures;
	} children[ROLE_PROCESSES];
	bool ending;
	int64_t ending_us;
};

bool supervisor_is_asked(struct words words)
{
	if (words.count < 2 || !str_eq(str_from(words.at[1]), STR("serve")))
		return false;
	for (int i = 2; i < words.count; i++)
		if (str_eq(str_from(words.at[i]), STR("--help")))
			return false;
	return true;
}

/* --- starting a role --- */

/* To its fixed place, and open over exec. */
static bool place(int from, int to)
{
	if (from == to)
		return fcntl(from, F_SETFD, 0) == 0;
	return dup2(from, to) == to;
}

/* Above all fixed places, so that placing one does not close another. */
static error lift(struct ctx *cx, int *fd)
{
	int above = fcntl(*fd, F_DUPFD_CLOEXEC, 64);

	if (above < 0)
		return err_os(cx, "move", STR("a descriptor"));
	close(*fd);
	*fd = above;
	return OK;
}

static void prepare(const struct supervisor *s, enum role_id role)
{
	char text[32];

	bool placed = true;
	if (role == ROLE_CORE_PROCESS) {
		for (size_t i = 0; i < s->socket_count; i++)
			placed = placed && place(s->sockets[i], ROLE_FD_LISTEN + (int)i);
		placed = placed && place(s->pairs[ROLE_PARSE_PROCESS][0], IPC_FD_PARSE) &&
			place(s->pairs[ROLE_VAULT_PROCESS][0], IPC_FD_VAULT);
		(void)snprintf(text, sizeof text, "%d", (int)getpid());
		setenv("LISTEN_PID", text, 1);
		(void)snprintf(text, sizeof text, "%zu", s->socket_count);
		setenv("LISTEN_FDS", text, 1);
	} else {
		placed = place(s->pairs[role][1], role == ROLE_PARSE_PROCESS ? IPC_FD_PARSE
									     : IPC_FD_VAULT);
	}
	setenv(ROLE_VARIABLE, role_names[role], 1);
	if (!placed)
		_exit(1);
}

static void become(const struct supervisor *s, enum role_id role, pid_t parent)
{
	sigset_t none;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent) /* it died before this took effect */
		_exit(1);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (role != ROLE_CORE_PROCESS) {
		/* A terminal sends these to all; core is the one that ends. */
		const struct sigaction ignored = { .sa_handler = SIG_IGN };
		sigaction(SIGINT, &ignored, NULL);
		sigaction(SIGTERM, &ignored, NULL);
	}
	prepare(s, role);
	execv("/proc/self/exe", s->given);
	_exit(1);
}

static void start(struct supervisor *s, enum role_id role)
{
	pid_t parent = getpid(), pid = fork();

	if (pid == 0)
		become(s, role, parent);
	s->children[role].pid = pid > 0 ? pid : 0;
	s->children[role].started_us = monotonic_us();
	s->children[role].due_us = pid > 0 ? 0 : monotonic_us() + PAUSE_MOST_S * US_PER_SECOND;
}

static bool is_wanted(const struct supervisor *s, enum role_id role)
{
	return !s->ending && (role != ROLE_VAULT_PROCESS || s->has_data);
}

static void start_due(struct supervisor *s)
{
	for (enum role_id r = 0; r < ROLE_PROCESSES; r++)
		if (s->children[r].pid == 0 && is_wanted(s, r) &&
			s->children[r].due_us <= monotonic_us())
			start(s, r);
}

/* --- when one has ended --- */

static void plan_restart(struct supervisor *s, enum role_id role, int status)
{
	struct child *c = &s->children[role];
	int64_t now = monotonic_us(), pause = 0;

	if (now - c->started_us > STEADY_S * US_PER_SECOND)
		c->failures = 0;
	int64_t most = role == ROLE_CORE_PROCESS ? PAUSE_MOST_S * 1000 : PAUSE_MOST_MS;
	if (c->failures > 0)
		pause = c->failures < 7 ? INT64_C(100) << c->failures : most;
	if (pause > most)
		pause = most;
	c->failures++;
	c->due_us = now + pause * US_PER_MS;
	log_error("supervisor", 0, str_printf(s->arena, "%s was ended by %s%d; it starts again",
		role_names[role], WIFSIGNALED(status) ? "signal " : "exit code ",
		WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status)));
}

/* True when the whole has come to its end, with its exit code. */
static bool bury(struct supervisor *s, pid_t pid, int status, int *ret_code)
{
	for (enum role_id r = 0; r < ROLE_PROCESSES; r++) {
		if (s->children[r].pid != pid)
			continue;
		s->children[r].pid = 0;
		bool by_itself = WIFEXITED(status);
		if (r == ROLE_CORE_PROCESS && (by_itself || s->ending)) {
			*ret_code = by_itself ? WEXITSTATUS(status) : 1;
			return true;
		}
		if (r != ROLE_CORE_PROCESS)
			ipc_tell_gone(s->pairs[r][1]);
		if (!s->ending)
			plan_restart(s, r, status);
	}
	return false;
}

static bool bury_all(struct supervisor *s, int *ret_code)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		if (bury(s, pid, status, ret_code))
			return true;
	return false;
}

/* --- the loop --- */

static void end(struct supervisor *s)
{
	pid_t core = s->children[ROLE_CORE_PROCESS].pid;

	/* A second signal asks for haste. */
	if (core != 0)
		kill(core, s->ending ? SIGKILL : SIGTERM);
	if (!s->ending)
		s->ending_us = monotonic_us();
	s->ending = true;
}

static void hurry(struct supervisor *s)
{
	bool late = s->ending &&
		monotonic_us() - s->ending_us > END_PATIENCE_S * US_PER_SECOND;

	if (late && s->children[ROLE_CORE_PROCESS].pid != 0)
		kill(s->children[ROLE_CORE_PROCESS].pid, SIGKILL);
}

static int watch(struct supervisor *s, const sigset_t *signals)
{
	int code = 0;

	for (;;) {
		struct timespec most = { .tv_nsec = 200 * 1000 * 1000 };
		start_due(s);
		int signal = sigtimedwait(signals, NULL, &most);
		if (signal == SIGTERM || signal == SIGINT)
			end(s);
		if (bury_all(s, &code))
			return code;
		/* Core was down when the end came. */
		if (s->ending && s->children[ROLE_CORE_PROCESS].pid == 0)
			return 0;
		hurry(s);
	}
}

static error open_sockets(struct ctx *cx, struct supervisor *s)
{
	struct str address = words_value(s->words, STR("listen"));
	int64_t until = monotonic_us() + BIND_PATIENCE_MS * US_PER_MS;
	error e;

	s->socket_count = socket_inherited(s->sockets);
	if (s->socket_count > 0)
		return OK;
	if (address.len == 0)
		address = SERVE_ADDRESS;
	while ((e = socket_listen(cx, address, &s->sockets[0])) != OK) {
		if (err_is(e, ERR_INVALID) || monotonic_us() > until)
			return e;
		(void)poll(NULL, 0, BIND_PAUSE_MS);
	}
	s->socket_count = 1;
	return OK;
}

static error open_all(struct ctx *cx, struct supervisor *s)
{
	TRY(open_sockets(cx, s));
	for (size_t i = 0; i < s->socket_count; i++)
		TRY(lift(cx, &s->sockets[i]));
	for (int r = ROLE_PARSE_PROCESS; r < ROLE_PROCESSES; r++) {
		TRY(ipc_pair(cx, s->pairs[r]));
		TRY(lift(cx, &s->pairs[r][0]));
		TRY(lift(cx, &s->pairs[r][1]));
	}
	return OK;
}

int supervisor_main(struct words words, char **given)
{
	AUTO_ARENA arena = arena_create();
	struct ctx cx = { .arena = arena, .now = instant_now() };
	struct supervisor s = { .arena = arena, .words = words, .given = given,
		.has_data = words_value(words, STR("data")).len > 0 };
	sigset_t signals;

	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGCHLD);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	error e = open_all(&cx, &s);
	if (e != OK) {
		struct str why = e->fields != NULL ? e->fields->text : err_text(arena, e);
		(void)fprintf(stderr, "mainstay: %.*s\n", STR_ARG(why));
		return err_exit_code(e);
	}
	int code = watch(&s, &signals);
	for (int r = ROLE_PARSE_PROCESS; r < ROLE_PROCESSES; r++)
		if (s.children[r].pid > 0)
			kill(s.children[r].pid, SIGKILL);
	return code;
}
