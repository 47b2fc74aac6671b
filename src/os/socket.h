/*
 * socket.h - where to listen, and who called
 *
 * Addresses are text: "127.0.0.1:8080", "[::1]:8080", "*:8080" (all, IPv6 and IPv4),
 * "unix:/run/mainstay.sock". Port 0 takes a free one.
 */
#pragma once

#include "base/ctx.h"

struct sockaddr;

enum { SOCKETS_MAX = 8 };

/*
 * A listening socket, not blocking, closed on exec. An address in use is tried for two
 * seconds. ERR_INVALID says what to change.
 */
NODISCARD error socket_listen(struct ctx *, struct str address, int *ret_fd);

/* Sockets that the service manager opened for us (sd_listen_fds(3)); 0 when none. */
size_t socket_inherited(int fds[SOCKETS_MAX]);

/* "127.0.0.1:41234": what a listening socket is bound to. */
struct str socket_name(struct arena *, int fd);

/* An address without its port; IPv4 as ::ffff:a.b.c.d. All zero: a unix socket. */
struct peer {
	uint8_t at[16];
};

struct peer peer_of(const struct sockaddr *);
bool peer_parse(struct str, struct peer *out);
struct str peer_text(struct arena *, struct peer);
bool peer_is_local(struct peer); /* loopback or a unix socket */

/* "10.0.0.0/8", "::1": `bits` counted in 128. */
struct peer_range {
	struct peer base;
	int bits;
};
bool peer_range_parse(struct str, struct peer_range *out);
bool peer_in(struct peer, struct peer_range);
