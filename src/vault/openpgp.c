#include "vault/openpgp_part.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/utf8.h"
#include "os/child.h"
#include "os/file.h"
#include "os/log.h"
#include "os/wall.h"

enum { ANSWER_MAX = 1000, USER_MAX = 200, AGENT_FD = 3 /* where it looks for its socket */ };

#define GPG "/usr/bin/gpg"
#define AGENT "/usr/bin/gpg-agent"

static const char gpg_conf[] = "batch\nno-tty\nquiet\nno-autostart\ntrust-model always\n"
	"auto-key-locate local\nno-auto-key-retrieve\ndisable-dirmngr\nno-emit-version\n"
	"digest-algo SHA256\nweak-digest SHA1\nimport-options self-sigs-only,import-clean\n";
static const char agent_conf[] = "disable-scdaemon\nno-allow-external-cache\n"
	"pinentry-program /bin/false\n";

/* --- one question's context --- */

void openpgp_release(gpgme_ctx_t *c)
{
	if (*c != NULL)
		gpgme_release(*c);
}

void openpgp_data_release(gpgme_data_t *d)
{
	if (*d != NULL)
		gpgme_data_release(*d);
}

error openpgp_error(struct ctx *cx, const char *verb, gpgme_error_t e)
{
	return err_new(cx, ERR_INVALID, "%s: %s", verb, gpgme_strerror(e));
}

error openpgp_context(struct ctx *cx, gpgme_ctx_t *out)
{
	gpgme_error_t e = gpgme_new(out);

	if (e != 0)
		return openpgp_error(cx, "OpenPGP does not start", e);
	gpgme_set_armor(*out, 1);
	gpgme_set_offline(*out, 1);
	gpgme_set_pinentry_mode(*out, GPGME_PINENTRY_MODE_ERROR);
	return OK;
}

struct str openpgp_words(struct arena *a, const char *text)
{
	struct str clean = utf8_clean(a, utf8_cut(str_from(text), USER_MAX));
	char *at = arena_bytes(a, clean.len + 1);

	for (size_t i = 0; i < clean.len; i++)
		at[i] = clean.at[i] == '\t' || clean.at[i] == '\n' ? ' ' : clean.at[i];
	return str_trim(str_of(at, clean.len));
}

/* --- the agent, which holds the secret keys --- */

static error agent_listen(struct ctx *cx, const struct openpgp *p, int *ret_fd)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	struct str path = path_join(cx, p->home, STR("S.gpg-agent"));

	if (path.len >= sizeof at.sun_path)
		return err_new(cx, ERR_UNAVAILABLE, "the path of the data folder is too long for "
			"OpenPGP: %.*s has more than %zu bytes", STR_ARG(path), sizeof at.sun_path - 1);
	memcpy(at.sun_path, path.at, path.len);
	TRY(file_remove(cx, path));
	AUTO_FD fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof at) != 0 || listen(fd, 8) != 0)
		return err_os(cx, "listen on", path);
	*ret_fd = fd;
	fd = -1;
	return OK;
}

struct agent {
	struct ctx *cx;
	struct str home;
	int fd;
};

static int agent_run(void *arg)
{
	const struct agent *a = arg;
	struct arena *arena = a->cx->arena;
	char *const words[] = { "gpg-agent", "--homedir", str_c(arena, a->home), "--supervised", NULL };

	bool placed = a->fd == AGENT_FD ? fcntl(AGENT_FD, F_SETFD, 0) == 0
					: dup2(a->fd, AGENT_FD) == AGENT_FD;
	if (!placed)
		return 1;
	setenv("LISTEN_FDS", "1", 1);
	setenv("LISTEN_PID", str_c(arena, str_printf(arena, "%d", (int)getpid())), 1);
	child_become(AGENT, words);
	return 1;
}

static error agent_start(struct ctx *cx, struct openpgp *p)
{
	AUTO_FD fd = -1;

	if (p->agent != 0)
		return OK;
	TRY(agent_listen(cx, p, &fd));
	struct agent a = { cx, p->home, fd };
	return child_start(cx, agent_run, &a, &p->agent);
}

/* --- questions --- */

static error answer(struct ctx *cx, struct openpgp *p, const struct ipc_message *asked,
	struct str *out)
{
	bool two = asked->fd_count == 2;

	TRY(agent_start(cx, p));
	switch (asked->kind) {
	case IPC_PGP_KEYS:
		return openpgp_list(cx, out);
	case IPC_PGP_IMPORT:
		return openpgp_import(cx, asked->body, false, out);
	case IPC_PGP_IMPORT_SECRET:
		return openpgp_import(cx, asked->body, true, out);
	case IPC_PGP_GENERATE:
		return openpgp_generate(cx, asked->body, out);
	case IPC_PGP_EXPORT:
		return openpgp_export(cx, asked->body, out);
	case IPC_PGP_REMOVE:
		return openpgp_remove(cx, asked->body);
	case IPC_PGP_SIGN:
		if (asked->fd_count == 1)
			return openpgp_sign(cx, asked->body, asked->fds[0], out);
		break;
	case IPC_PGP_VERIFY:
		if (two)
			return openpgp_verify(cx, asked->body, asked->fds[0], asked->fds[1], out);
		break;
	case IPC_PGP_OPEN:
		if (two)
			return openpgp_open(cx, asked->body, asked->fds[0], asked->fds[1], out);
		break;
	default:
		break;
	}
	return err_new(cx, ERR_INVALID, "OpenPGP does not know this kind of message");
}

static error answer_one(struct ctx *cx, struct openpgp *p, int fd)
{
	struct ipc_message asked;
	struct str body = STR("");

	TRY(ipc_receive(cx, fd, -1, &asked));
	alarm(OPENPGP_SECONDS);
	error e = answer(cx, p, &asked, &body);
	alarm(0);
	ipc_close_fds(&asked);
	struct ipc_message said = { .kind = asked.kind, .serial = asked.serial, .failed = e != OK,
		.body = e != OK ? utf8_cut(e->text, ANSWER_MAX) : body };
	return ipc_send(cx, fd, &said);
}

/* --- the process --- */

static error write_configuration(struct ctx *cx, struct str home)
{
	TRY(file_write_atomic(cx, path_join(cx, home, STR("gpg.conf")), str_from(gpg_conf), 0600));
	return file_write_atomic(cx, path_join(cx, home, STR("gpg-agent.conf")),
		str_from(agent_conf), 0600);
}

static error prepare(struct ctx *cx, struct str home)
{
	bool whole;

	clearenv();
	setenv("PATH", "/usr/bin", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	TRY(write_configuration(cx, home));
	TRY(wall_enter(cx, WALL_PGP, home, &whole));
	if (!whole)
		log_warn("vault", 0, STR("this kernel has no Landlock: OpenPGP is held by seccomp alone"));
	gpgme_check_version(NULL);
	gpgme_set_global_flag("disable-gpgconf", "1");
	gpgme_error_t e = gpgme_set_engine_info(GPGME_PROTOCOL_OpenPGP, GPG, str_c(cx->arena, home));
	return e == 0 ? OK : openpgp_error(cx, "OpenPGP does not start", e);
}

struct keeper {
	struct ctx *cx;
	struct str home;
	int fds[2]; /* of the vault, of the keeper */
};

static error serve(struct ctx *cx, int fd, struct str home)
{
	struct openpgp p = { .home = home };
	error e;

	TRY(prepare(cx, home));
	do {
		AUTO_ARENA arena = arena_create();
		struct ctx own = *cx;
		own.arena = arena;
		e = answer_one(&own, &p, fd);
		e = e != OK ? err_copy(cx->arena, e) : OK;
	} while (e == OK || err_is(e, ERR_MALFORMED));
	return OK;
}

static int keeper_run(void *arg)
{
	const struct keeper *k = arg;

	close(k->fds[0]);
	error e = serve(k->cx, k->fds[1], k->home);
	if (e != OK)
		log_error("vault", 0, err_text(k->cx->arena, e));
	return err_exit_code(e);
}

error openpgp_start(struct ctx *cx, struct str folder, int *ret_fd)
{
	struct keeper k = { .cx = cx, .home = folder };
	pid_t pid;

	TRY(dir_make(cx, folder, 0700));
	TRY(ipc_pair(cx, k.fds));
	error e = child_start(cx, keeper_run, &k, &pid);
	close(k.fds[1]);
	if (e != OK) {
		close(k.fds[0]);
		return e;
	}
	*ret_fd = k.fds[0];
	return OK;
}
