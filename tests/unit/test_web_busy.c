/*
 * The server under many connections at once, in this process. With its own threads the
 * HTTP library stalls when a multiple of 128 are busy; driven by our loop it must not.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "os/socket.h"
#include "tests/unit/test.h"
#include "web/server.h"

enum { HANG_MS = 30 * 1000 }; /* nothing at all for so long: it hangs */

static error hello(struct web *w)
{
	buf_put(web_text(w, HTTP_OK, "text/plain"), STR("Hello.\n"));
	return OK;
}

static const struct route routes[] = {
	GET("/hello", hello, .may = MAY_ANYONE),
	GET("/slow", hello, .may = MAY_ANYONE, .slow = true),
	ROUTES_END
};
static const struct route *const tables[] = { routes, NULL };

struct site {
	struct server *server;
	struct sockaddr_in at;
};

static struct site open_site(struct test *t)
{
	struct site s = { 0 };
	struct server_config config = { .routes = tables, .threads = 2, .quiet = true,
		.socket_count = 1 };
	socklen_t len = sizeof s.at;
	ASSERT_OK(socket_listen(test_ctx(t), STR("127.0.0.1:0"), &config.sockets[0]));
	ASSERT(getsockname(config.sockets[0], (struct sockaddr *)&s.at, &len) == 0);
	ASSERT_OK(server_start(test_ctx(t), &config, &s.server));
	return s;
}

static int connected(const struct site *s)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	ASSERT(fd >= 0 && connect(fd, (const struct sockaddr *)&s->at, sizeof s->at) == 0);
	return fd;
}

static void say(int fd, const char *text)
{
	ASSERT_EQ(send(fd, text, strlen(text), MSG_NOSIGNAL), strlen(text));
}

/* Up to `max` bytes, or what comes before the end. */
static size_t hear(int fd, char *to, size_t max)
{
	size_t len = 0;
	struct pollfd p = { .fd = fd, .events = POLLIN };
	while (len < max && poll(&p, 1, HANG_MS) == 1) {
		ssize_t n = recv(fd, to + len, max - len, 0);
		if (n <= 0)
			break;
		len += (size_t)n;
		if (memmem(to, len, "Hello.\n", 7) != NULL)
			break;
	}
	return len;
}

/* --- a client with many connections --- */

struct load {
	const struct site *site;
	const char *request;
	size_t reply_len;
	int left;     /* replies to come */
	int answered; /* replies seen, all of them 200 */
};

struct caller {
	int fd, left;
	size_t got;
	char start[16];
};

static void hear_some(struct load *l, struct caller *c)
{
	char room[4096];
	ssize_t n = recv(c->fd, room, sizeof room, MSG_DONTWAIT);
	ASSERT(n > 0);
	for (ssize_t i = 0; i < n; i++) {
		if (c->got < sizeof c->start)
			c->start[c->got] = room[i];
		if (++c->got < l->reply_len)
			continue;
		l->answered += memcmp(c->start, "HTTP/1.1 200 OK", 15) == 0;
		l->left--;
		c->got = 0;
		if (--c->left > 0)
			say(c->fd, l->request);
	}
}

static void run_load(struct test *t, struct load *l, int connections, int each)
{
	char room[4096];
	int epoll = epoll_create1(EPOLL_CLOEXEC), one = connected(l->site);
	say(one, l->request);
	l->reply_len = hear(one, room, sizeof room);
	close(one);

	struct caller *callers = arena_array(t->arena, struct caller, (size_t)connections);
	for (int i = 0; i < connections; i++) {
		callers[i] = (struct caller){ .fd = connected(l->site), .left = each };
		struct epoll_event e = { .events = EPOLLIN, .data.ptr = &callers[i] };
		ASSERT(epoll_ctl(epoll, EPOLL_CTL_ADD, callers[i].fd, &e) == 0);
	}
	l->left = connections * each;
	for (int i = 0; i < connections; i++)
		say(callers[i].fd, l->request);
	while (l->left > 0) {
		struct epoll_event events[128];
		int n = epoll_wait(epoll, events, 128, HANG_MS);
		ASSERT(n > 0);
		for (int i = 0; i < n; i++)
			hear_some(l, events[i].data.ptr);
	}
	for (int i = 0; i < connections; i++)
		close(callers[i].fd);
	close(epoll);
}

static void assert_served(struct test *t, const char *request, int connections, int each)
{
	struct site s = open_site(t);
	struct load l = { .site = &s, .request = request };
	run_load(t, &l, connections, each);
	server_stop(s.server, (seconds){ 5 });
	ASSERT_EQ(l.answered, connections * each);
}

#define HELLO "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"
#define SLOW "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"

TEST(busy_connections_in_any_number_are_all_answered)
{
	static const int counts[] = { 1, 127, 128, 129, 256, 384, 512 };

	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		assert_served(t, HELLO, counts[i], 50);
}

TEST(connections_that_wait_for_the_pool_are_all_answered)
{
	assert_served(t, SLOW, 128, 20);
}

TEST(a_request_in_pieces_is_one_request)
{
	struct site s = open_site(t);
	char room[4096];
	int fd = connected(&s);

	for (const char *p = HELLO; *p != 0; p++)
		ASSERT_EQ(send(fd, p, 1, MSG_NOSIGNAL), 1);

	ASSERT_HAS(str_of(room, hear(fd, room, sizeof room)), "Hello.\n");
	close(fd);
	server_stop(s.server, (seconds){ 5 });
}

/* --- stopping --- */

static void *stop(void *arg)
{
	struct site *s = arg;
	server_stop(s->server, (seconds){ 20 });
	return NULL;
}

TEST(stopping_ends_idle_connections_and_new_ones_are_refused)
{
	struct site s = open_site(t);
	char room[4096];
	pthread_t thread;
	int idle = connected(&s);
	say(idle, HELLO);
	ASSERT_HAS(str_of(room, hear(idle, room, sizeof room)), "Hello.\n");

	pthread_create(&thread, NULL, stop, &s);
	ASSERT_EQ(hear(idle, room, sizeof room), 0);
	pthread_join(thread, NULL);

	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	ASSERT(connect(fd, (struct sockaddr *)&s.at, sizeof s.at) != 0);
	close(fd);
	close(idle);
}

TEST(stopping_lets_a_request_finish_that_has_begun)
{
	struct site s = open_site(t);
	char room[4096];
	pthread_t thread;
	int fd = connected(&s), other = connected(&s);
	say(fd, "GET /hello HTTP/1.1\r\nHo");
	say(other, HELLO); /* both threads have seen what came before */
	hear(other, room, sizeof room);

	pthread_create(&thread, NULL, stop, &s);
	ASSERT_EQ(hear(other, room, sizeof room), 0);
	say(fd, "st: a\r\n\r\n");

	size_t len = hear(fd, room, sizeof room);
	ASSERT_HAS(str_of(room, len), "Connection: close");
	ASSERT_HAS(str_of(room, len), "Hello.\n");
	pthread_join(thread, NULL);
	close(fd);
	close(other);
}
