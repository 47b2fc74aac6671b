#include "cli/control.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "domain/account/permission.h"
#include "os/file.h"
#include "os/log.h"

enum { PARTS_MAX = CLI_ARGS_MAX + 8 };

struct control {
	int fd;
	struct store *store;
	struct str data;
	pthread_t thread;
	atomic_bool stop;
	char path[108];
};

struct message {
	struct str parts[PARTS_MAX];
	size_t count;
};

static bool address_of(struct ctx *cx, struct str data, struct sockaddr_un *out)
{
	struct str path = path_join(cx, data, STR("control.sock"));
	*out = (struct sockaddr_un){ .sun_family = AF_UNIX };
	if (path.len >= sizeof out->sun_path)
		return false;
	memcpy(out->sun_path, path.at, path.len);
	return true;
}

static bool send_all(int fd, const void *at, size_t len)
{
	const char *from = at;
	while (len > 0) {
		ssize_t sent = send(fd, from, len, MSG_NOSIGNAL);
		if (sent < 0 && errno == EINTR)
			continue;
		if (sent <= 0)
			return false;
		from += sent;
		len -= (size_t)sent;
	}
	return true;
}

static bool receive_all(int fd, void *at, size_t len)
{
	char *to = at;
	while (len > 0) {
		ssize_t got = recv(fd, to, len, 0);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		to += got;
		len -= (size_t)got;
	}
	return true;
}

static bool send_message(int fd, const struct message *m)
{
	uint32_t count = (uint32_t)m->count;
	if (!send_all(fd, &count, sizeof count))
		return false;
	for (size_t i = 0; i < m->count; i++) {
		uint32_t len = (uint32_t)m->parts[i].len;
		if (!send_all(fd, &len, sizeof len) || !send_all(fd, m->parts[i].at, len))
			return false;
	}
	return true;
}

static bool receive_message(struct arena *a, int fd, struct message *m)
{
	uint32_t count, len;
	if (!receive_all(fd, &count, sizeof count) || count > PARTS_MAX)
		return false;
	m->count = count;
	for (size_t i = 0; i < count; i++) {
		if (!receive_all(fd, &len, sizeof len) || len > CLI_OUTPUT_MAX)
			return false;
		char *at = arena_bytes(a, (size_t)len + 1);
		if (!receive_all(fd, at, len))
			return false;
		at[len] = '\0';
		m->parts[i] = str_of(at, len);
	}
	return true;
}

/* A command that reads standard input has an option that says so. */
static bool reads_input(const struct cli *c)
{
	for (size_t i = 0; i < CLI_OPTIONS_MAX && c->command->options[i].name != NULL; i++)
		if (c->values[i].at != NULL &&
			str_ends(str_from(c->command->options[i].name), STR("-stdin")))
			return true;
	return false;
}

error control_forward(struct cli *c, bool *ret_done)
{
	struct sockaddr_un address;
	struct message m = { 0 }, answer;
	struct str input = STR("");
	AUTO_FD fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	*ret_done = false;
	if (fd < 0 || c->data.len == 0 || !address_of(c->cx, cli_path(c, c->data), &address) ||
		connect(fd, (struct sockaddr *)&address, sizeof address) != 0)
		return OK;
	if (reads_input(c))
		TRY(cli_input(c, &input));
	m.parts[m.count++] = c->folder;
	m.parts[m.count++] = input;
	for (int i = 0; i < c->argc && m.count < PARTS_MAX; i++)
		m.parts[m.count++] = str_from(c->argv[i]);
	int64_t kind;
	bool answered = send_message(fd, &m) && receive_message(c->cx->arena, fd, &answer) &&
		answer.count == 3 && str_int(answer.parts[0], &kind);
	if (!answered)
		return err_new(c->cx, ERR_UNAVAILABLE, "the server at this data folder did not answer");
	*ret_done = true;
	buf_put(&c->out, answer.parts[1]);
	if (kind != ERR_NONE)
		return err_new(c->cx, (enum err_kind)kind, "%.*s", STR_ARG(answer.parts[2]));
	return OK;
}

static void answer(struct control *k, int fd)
{
	AUTO_ARENA arena = arena_create();
	struct ctx cx = { .arena = arena, .now = instant_now(), .actor = &actor_system };
	struct cli c = { .cx = &cx, .out = buf_new(arena, CLI_OUTPUT_MAX), .store = k->store,
		.in_server = true, .has_input = true, .data = k->data };
	struct message m = { 0 };
	char *argv[PARTS_MAX];
	if (!receive_message(arena, fd, &m) || m.count < 3)
		return;
	c.folder = m.parts[0];
	c.input = m.parts[1];
	for (size_t i = 2; i < m.count; i++)
		argv[i - 2] = str_c(arena, m.parts[i]);
	error e = cli_run(&c, (int)m.count - 2, argv);
	if (e != OK)
		log_warn("control", 0, err_text(arena, e));
	struct buf text = buf_new(arena, 64 * 1024);
	if (e != OK && e->fields == NULL)
		buf_put(&text, e->text);
	for (const struct err_at_field *f = e ? e->fields : NULL; f != NULL; f = f->next)
		buf_printf(&text, "%.*s%s%.*s%s", STR_ARG(f->field), f->field.len ? ": " : "",
			STR_ARG(f->text), f->next ? "; " : "");
	m.count = 3;
	m.parts[0] = str_printf(arena, "%d", e ? (int)e->kind : 0);
	m.parts[1] = buf_str(&c.out);
	m.parts[2] = buf_str(&text);
	send_message(fd, &m);
}

static void *serve(void *arg)
{
	struct control *k = arg;
	while (!atomic_load(&k->stop)) {
		AUTO_FD fd = accept4(k->fd, NULL, NULL, SOCK_CLOEXEC);
		if (fd >= 0 && !atomic_load(&k->stop))
			answer(k, fd);
		else if (fd < 0 && errno != EINTR && errno != ECONNABORTED)
			break;
	}
	return NULL;
}

error control_start(struct ctx *cx, struct str data, struct store *store, struct control **out)
{
	struct sockaddr_un address;
	struct control *k = arena_new(cx->arena, struct control);

	if (!address_of(cx, data, &address))
		return err_new(cx, ERR_INVALID, "the path of the data folder is too long");
	unlink(address.sun_path);
	k->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	k->store = store;
	k->data = data;
	memcpy(k->path, address.sun_path, sizeof k->path);
	mode_t mask = umask(0077);
	bool bound = k->fd >= 0 &&
		bind(k->fd, (struct sockaddr *)&address, sizeof address) == 0 &&
		listen(k->fd, 16) == 0;
	umask(mask);
	if (!bound || pthread_create(&k->thread, NULL, serve, k) != 0)
		return err_os(cx, "listen on", str_from(address.sun_path));
	*out = k;
	return OK;
}

void control_stop(struct control *k)
{
	if (k == NULL)
		return;
	atomic_store(&k->stop, true);
	shutdown(k->fd, SHUT_RDWR);
	pthread_join(k->thread, NULL);
	close(k->fd);
	unlink(k->path);
}
