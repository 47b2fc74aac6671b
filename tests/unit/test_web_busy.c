/*
 * The server under many connections at once, in this process. With its own threads the
 * HTTP library stalls when a multiple of 128 are busy; driven by our loop it must not.
 */
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/limits.h"
#include "tests/unit/site.h"
#include "web/engine/worker.h"

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
			site_say(c->fd, l->request);
	}
}

static void run_load(struct test *t, struct load *l, int connections, int each)
{
	char room[4096];
	int epoll = epoll_create1(EPOLL_CLOEXEC), one = site_connect(l->site);
	site_say(one, l->request);
	l->reply_len = site_hear(one, room, sizeof room, "Hello.\n");
	close(one);

	struct caller *callers = arena_array(t->arena, struct caller, (size_t)connections);
	for (int i = 0; i < connections; i++) {
		callers[i] = (struct caller){ .fd = site_connect(l->site), .left = each };
		struct epoll_event e = { .events = EPOLLIN, .data.ptr = &callers[i] };
		ASSERT(epoll_ctl(epoll, EPOLL_CTL_ADD, callers[i].fd, &e) == 0);
	}
	l->left = connections * each;
	for (int i = 0; i < connections; i++)
		site_say(callers[i].fd, l->request);
	while (l->left > 0) {
		struct epoll_event events[128];
		int n = epoll_wait(epoll, events, 128, SITE_HANG_MS);
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
	struct site s = site_start(t, routes, NULL);
	struct load l = { .site = &s, .request = request };
	run_load(t, &l, connections, each);
	site_stop(&s);
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
	struct site s = site_start(t, routes, NULL);
	char room[4096];
	int fd = site_connect(&s);

	for (const char *p = HELLO; *p != 0; p++)
		ASSERT_EQ(send(fd, p, 1, MSG_NOSIGNAL), 1);

	ASSERT_HAS(str_of(room, site_hear(fd, room, sizeof room, "Hello.\n")), "Hello.\n");
	close(fd);
	site_stop(&s);
}

/* --- limits --- */

TEST(an_address_that_asks_too_often_is_told_to_wait)
{
	struct site s = site_start_limited(t, routes);
	char room[4096];
	int fd = site_connect(&s), served = 0, refused = 0;

	for (int i = 0; i < LIMIT_REQUEST_BURST + 100 && refused == 0; i++) {
		site_say(fd, HELLO);
		struct str reply = str_of(room, site_hear(fd, room, sizeof room, ".\n"));
		served += str_starts(reply, STR("HTTP/1.1 200"));
		refused += str_starts(reply, STR("HTTP/1.1 429"));
	}

	ASSERT(served >= LIMIT_REQUEST_BURST);
	ASSERT_EQ(refused, 1);
	close(fd);
	site_stop(&s);
}

TEST(an_address_with_too_many_connections_gets_no_more)
{
	struct site s = site_start_limited(t, routes);
	char room[4096];
	int fds[LIMIT_CONNECTIONS_PER_ADDRESS];
	for (int i = 0; i < LIMIT_CONNECTIONS_PER_ADDRESS; i++)
		fds[i] = site_connect(&s);
	site_say(fds[LIMIT_CONNECTIONS_PER_ADDRESS - 1], HELLO); /* all have been taken */
	ASSERT(site_hear(fds[LIMIT_CONNECTIONS_PER_ADDRESS - 1], room, sizeof room, "Hello.") > 0);

	int more = site_connect(&s);

	ASSERT_EQ(site_hear(more, room, sizeof room, NULL), 0);
	for (int i = 0; i < LIMIT_CONNECTIONS_PER_ADDRESS; i++)
		close(fds[i]);
	close(more);
	site_stop(&s);
}

#define SECONDS(n) ((n) * US_PER_SECOND)

TEST(a_client_that_does_not_send_its_request_is_slow)
{
	struct connection fresh = { .state = CONNECTION_WAITING, .fresh = true };
	struct connection idle = { .state = CONNECTION_WAITING };

	ASSERT(!connection_is_slow(&fresh, SECONDS(LIMIT_HEADER_SECONDS)));
	ASSERT(connection_is_slow(&fresh, SECONDS(LIMIT_HEADER_SECONDS + 1)));
	ASSERT(!connection_is_slow(&idle, SECONDS(LIMIT_IDLE_SECONDS)));
	ASSERT(connection_is_slow(&idle, SECONDS(LIMIT_IDLE_SECONDS + 1)));
}

TEST(a_body_that_trickles_is_slow_and_a_long_one_is_not)
{
	struct web w = { .phase = PHASE_BODY };
	struct connection c = { .state = CONNECTION_READING, .exchange = &w };

	ASSERT(!connection_is_slow(&c, SECONDS(LIMIT_SLOW_GRACE_SECONDS)));
	ASSERT(connection_is_slow(&c, SECONDS(LIMIT_SLOW_GRACE_SECONDS + 1)));
	c.moved = 1000 * LIMIT_SLOW_RATE;
	ASSERT(!connection_is_slow(&c, SECONDS(1000)));
	ASSERT(connection_is_slow(&c, SECONDS(1001)));
	w.phase = PHASE_RUNNING; /* then we are */
	ASSERT(!connection_is_slow(&c, SECONDS(1001)));
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
	struct site s = site_start(t, routes, NULL);
	char room[4096];
	pthread_t thread;
	int idle = site_connect(&s);
	site_say(idle, HELLO);
	ASSERT_HAS(str_of(room, site_hear(idle, room, sizeof room, "Hello.\n")), "Hello.\n");

	pthread_create(&thread, NULL, stop, &s);
	ASSERT_EQ(site_hear(idle, room, sizeof room, "Hello.\n"), 0);
	pthread_join(thread, NULL);

	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	ASSERT(connect(fd, (struct sockaddr *)&s.at, sizeof s.at) != 0);
	close(fd);
	close(idle);
}

TEST(stopping_lets_a_request_finish_that_has_begun)
{
	struct site s = site_start(t, routes, NULL);
	char room[4096];
	pthread_t thread;
	int fd = site_connect(&s), other = site_connect(&s);
	site_say(fd, "GET /hello HTTP/1.1\r\nHo");
	site_say(other, HELLO); /* both threads have seen what came before */
	site_hear(other, room, sizeof room, "Hello.\n");

	pthread_create(&thread, NULL, stop, &s);
	ASSERT_EQ(site_hear(other, room, sizeof room, "Hello.\n"), 0);
	site_say(fd, "st: a\r\n\r\n");

	size_t len = site_hear(fd, room, sizeof room, "Hello.\n");
	ASSERT_HAS(str_of(room, len), "Connection: close");
	ASSERT_HAS(str_of(room, len), "Hello.\n");
	pthread_join(thread, NULL);
	close(fd);
	close(other);
}
