/*
 * site.h - a web server in the test's own process, and a client for it
 */
#pragma once

#include <netinet/in.h>

#include "tests/unit/test.h"
#include "web/server.h"

enum { SITE_HANG_MS = 30 * 1000 }; /* nothing at all for so long: it hangs */

struct site {
	struct server *server;
	struct sockaddr_in at;
};

/* On a free port of 127.0.0.1, with two threads; `store` may be NULL. */
struct site site_start(struct test *, const struct route *routes, struct store *);
/* The same, with the limits for each address, from which loopback is free else. */
struct site site_start_limited(struct test *, const struct route *routes);
void site_stop(struct site *);

/* A connection; what is said and heard on it. */
int site_connect(const struct site *);
void site_say(int fd, const char *text);
/* Until `until` has been heard, the end, or `max` bytes. */
size_t site_hear(int fd, char *to, size_t max, const char *until);

/* A request of its own connection: the whole reply. Headers end with CRLF each. */
struct str site_ask(struct test *, const struct site *, const char *line, const char *headers,
	const char *body);

/* The value of a Set-Cookie of that name; empty when there is none. */
struct str site_cookie(struct str reply, const char *name);
