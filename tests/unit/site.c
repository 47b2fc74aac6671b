#include "tests/unit/site.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buf.h"
#include "os/socket.h"

enum { REPLY_MAX = 1 << 20 };

static struct site start(struct test *t, const struct route *routes, struct store *store,
	bool limited)
{
	struct site s = { 0 };
	const struct route **tables = arena_array(t->arena, const struct route *, 2);
	tables[0] = routes;
	struct server_config config = { .routes = tables, .threads = 2, .quiet = true,
		.socket_count = 1, .store = store, .limit_local = limited };
	socklen_t len = sizeof s.at;
	ASSERT_OK(socket_listen(test_ctx(t), STR("127.0.0.1:0"), &config.sockets[0]));
	ASSERT(getsockname(config.sockets[0], (struct sockaddr *)&s.at, &len) == 0);
	ASSERT_OK(server_start(test_ctx(t), &config, &s.server));
	return s;
}

struct site site_start(struct test *t, const struct route *routes, struct store *store)
{
	return start(t, routes, store, false);
}

struct site site_start_limited(struct test *t, const struct route *routes)
{
	return start(t, routes, NULL, true);
}

void site_stop(struct site *s)
{
	server_stop(s->server, (seconds){ 5 });
}

int site_connect(const struct site *s)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	ASSERT(fd >= 0 && connect(fd, (const struct sockaddr *)&s->at, sizeof s->at) == 0);
	return fd;
}

void site_say(int fd, const char *text)
{
	ASSERT_EQ(send(fd, text, strlen(text), MSG_NOSIGNAL), strlen(text));
}

size_t site_hear(int fd, char *to, size_t max, const char *until)
{
	size_t len = 0;
	struct pollfd p = { .fd = fd, .events = POLLIN };
	while (len < max && poll(&p, 1, SITE_HANG_MS) == 1) {
		ssize_t n = recv(fd, to + len, max - len, 0);
		if (n <= 0)
			break;
		len += (size_t)n;
		if (until != NULL && memmem(to, len, until, strlen(until)) != NULL)
			break;
	}
	return len;
}

struct str site_ask(struct test *t, const struct site *s, const char *line, const char *headers,
	const char *body)
{
	struct str request = str_printf(t->arena,
		"%s HTTP/1.1\r\nHost: site.example\r\nConnection: close\r\n%s"
		"Content-Length: %zu\r\n\r\n%s", line, headers, strlen(body), body);
	char *reply = arena_bytes(t->arena, REPLY_MAX);
	int fd = site_connect(s);
	site_say(fd, str_c(t->arena, request));
	struct str heard = str_of(reply, site_hear(fd, reply, REPLY_MAX, NULL));
	close(fd);
	return heard;
}

struct str site_cookie(struct str reply, const char *name)
{
	static const struct str set = STR_INIT("Set-Cookie: ");
	for (ptrdiff_t at; (at = str_find(reply, set)) >= 0;) {
		reply = str_skip(reply, (size_t)at + set.len);
		size_t len = strlen(name);
		if (!str_starts(reply, str_from(name)) || reply.at[len] != '=')
			continue;
		reply = str_skip(reply, len + 1);
		return str_sub(reply, 0, (size_t)str_find_char(reply, ';'));
	}
	return STR("");
}
