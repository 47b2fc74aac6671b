/* private_host.h - keeps requests out of networks that are not the internet */
#pragma once

#include <curl/curl.h>

#include "base/str.h"

struct private_host {
	struct str allowed; /* hosts that may be private; by commas */
	bool exempt;        /* this one is among them */
	bool stopped;       /* a connection was refused */
};

/*
 * Sets up a transfer to `url` so that each connection is judged by the address that it
 * really goes to: a name may resolve to anything. The guard must live until the end.
 */
void private_host_guard(struct private_host *, CURL *, struct arena *, struct str url);

/* Loopback, link-local, private and reserved ranges (RFC 6890); also inside IPv6. */
bool private_host_is(const struct sockaddr *);
