#include "os/socket.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "os/log.h"

enum {
	BACKLOG = 4096,
	INHERITED_FIRST = 3,
	TAKEN_TRIES = 40, /* for an address that is in use, */
	TAKEN_MS = 50,    /* and the pause between them */
};

static error refused(struct ctx *cx, struct str address, const char *why)
{
	return err_new(cx, ERR_INVALID,
		"cannot listen on \"%.*s\": %s (write HOST:PORT, for example 127.0.0.1:8080)",
		STR_ARG(address), why);
}

static int bound_once(int family, const void *address, socklen_t len)
{
	int fd = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -1;
	int one = 1, zero = 0;
	if (family != AF_UNIX)
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	if (family == AF_INET6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &zero, sizeof zero);
	if (bind(fd, address, len) == 0 && listen(fd, BACKLOG) == 0)
		return fd;
	int why = errno;
	close(fd);
	errno = why;
	return -1;
}

/* The roles of a server that was killed a moment ago may hold it still. */
static int bound(int family, const void *address, socklen_t len)
{
	int fd = bound_once(family, address, len);

	bool taken = fd < 0 && errno == EADDRINUSE;
	if (taken)
		log_warn("listen", 0, STR("the address is in use: waiting 2 s for it to come free"));
	for (int n = 0; taken && n < TAKEN_TRIES; n++) {
		poll(NULL, 0, TAKEN_MS);
		fd = bound_once(family, address, len);
		taken = fd < 0 && errno == EADDRINUSE;
	}
	return fd;
}

static error listen_unix(struct ctx *cx, struct str address, int *ret_fd)
{
	struct sockaddr_un un = { .sun_family = AF_UNIX };
	struct str path = str_skip(address, 5);
	if (path.len == 0 || path.len >= sizeof un.sun_path)
		return refused(cx, address, "the path is empty or too long");
	memcpy(un.sun_path, path.at, path.len);
	struct stat st;
	if (lstat(un.sun_path, &st) == 0 && S_ISSOCK(st.st_mode))
		unlink(un.sun_path); /* left by a process that was killed */
	*ret_fd = bound(AF_UNIX, (struct sockaddr *)&un, sizeof un);
	if (*ret_fd < 0)
		return refused(cx, address, strerror(errno));
	return OK;
}

static struct str without_brackets(struct str host)
{
	if (host.len >= 2 && host.at[0] == '[' && host.at[host.len - 1] == ']')
		return str_sub(host, 1, host.len - 2);
	return host;
}

error socket_listen(struct ctx *cx, struct str address, int *ret_fd)
{
	if (str_starts(address, STR("unix:")))
		return listen_unix(cx, address, ret_fd);
	ptrdiff_t colon = str_rfind_char(address, ':');
	int64_t port;
	if (colon < 0 || !str_int(str_skip(address, (size_t)colon + 1), &port) || port < 0 ||
		port > 65535)
		return refused(cx, address, "there is no port");
	struct str host = without_brackets(str_sub(address, 0, (size_t)colon));
	bool all = host.len == 0 || str_eq(host, STR("*"));
	struct addrinfo hints = {
		.ai_family = all ? AF_INET6 : AF_UNSPEC, .ai_socktype = SOCK_STREAM,
		.ai_flags = AI_PASSIVE | AI_NUMERICSERV,
	};
	struct addrinfo *found = NULL;
	int failed = getaddrinfo(all ? NULL : str_c(cx->arena, host),
		str_c(cx->arena, str_skip(address, (size_t)colon + 1)), &hints, &found);
	if (failed != 0)
		return refused(cx, address, gai_strerror(failed));
	int fd = bound(found->ai_family, found->ai_addr, found->ai_addrlen);
	int why = errno;
	freeaddrinfo(found);
	if (fd < 0 && all && (why == EAFNOSUPPORT || why == EADDRNOTAVAIL)) { /* no IPv6 here */
		struct sockaddr_in any = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
		fd = bound(AF_INET, &any, sizeof any);
		why = errno;
	}
	if (fd < 0)
		return refused(cx, address, strerror(why));
	*ret_fd = fd;
	return OK;
}

size_t socket_inherited(int fds[SOCKETS_MAX])
{
	int64_t pid, count;
	if (!str_int(str_from(getenv("LISTEN_PID")), &pid) || pid != getpid() ||
		!str_int(str_from(getenv("LISTEN_FDS")), &count) || count < 1)
		return 0;
	size_t n = count < SOCKETS_MAX ? (size_t)count : SOCKETS_MAX;
	for (size_t i = 0; i < n; i++) {
		fds[i] = INHERITED_FIRST + (int)i;
		fcntl(fds[i], F_SETFD, FD_CLOEXEC);
		fcntl(fds[i], F_SETFL, fcntl(fds[i], F_GETFL) | O_NONBLOCK);
	}
	unsetenv("LISTEN_PID");
	unsetenv("LISTEN_FDS");
	return n;
}

struct str socket_name(struct arena *a, int fd)
{
	struct sockaddr_storage at = { 0 };
	socklen_t len = sizeof at;
	char host[NI_MAXHOST], port[NI_MAXSERV];
	if (getsockname(fd, (struct sockaddr *)&at, &len) != 0)
		return STR("?");
	if (at.ss_family == AF_UNIX)
		return str_printf(a, "unix:%s", ((struct sockaddr_un *)&at)->sun_path);
	if (getnameinfo((struct sockaddr *)&at, len, host, sizeof host, port, sizeof port,
		    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
		return STR("?");
	return str_printf(a, at.ss_family == AF_INET6 ? "[%s]:%s" : "%s:%s", host, port);
}

/* --- who called --- */

static struct peer from_v4(const void *four)
{
	struct peer p = { { [10] = 0xff, [11] = 0xff } };
	memcpy(p.at + 12, four, 4);
	return p;
}

struct peer peer_of(const struct sockaddr *sa)
{
	struct peer p = { 0 };
	if (sa == NULL)
		return p;
	if (sa->sa_family == AF_INET)
		return from_v4(&((const struct sockaddr_in *)sa)->sin_addr);
	if (sa->sa_family == AF_INET6)
		memcpy(p.at, &((const struct sockaddr_in6 *)sa)->sin6_addr, sizeof p.at);
	return p;
}

bool peer_parse(struct str s, struct peer *out)
{
	char text[INET6_ADDRSTRLEN];
	s = without_brackets(s);
	if (s.len == 0 || s.len >= sizeof text || memchr(s.at, 0, s.len) != NULL)
		return false;
	memcpy(text, s.at, s.len);
	text[s.len] = 0;
	uint8_t four[4];
	if (inet_pton(AF_INET, text, four) == 1) {
		*out = from_v4(four);
		return true;
	}
	return inet_pton(AF_INET6, text, out->at) == 1;
}

static bool is_v4(struct peer p)
{
	static const uint8_t mapped[12] = { [10] = 0xff, [11] = 0xff };
	return memcmp(p.at, mapped, sizeof mapped) == 0;
}

struct str peer_text(struct arena *a, struct peer p)
{
	char text[INET6_ADDRSTRLEN] = "";
	if (is_v4(p))
		inet_ntop(AF_INET, p.at + 12, text, sizeof text);
	else
		inet_ntop(AF_INET6, p.at, text, sizeof text);
	return str_copy(a, str_from(text));
}

bool peer_is_local(struct peer p)
{
	static const struct peer none, loopback = { { [15] = 1 } };
	return (is_v4(p) && p.at[12] == 127) || memcmp(&p, &none, sizeof p) == 0 ||
		memcmp(&p, &loopback, sizeof p) == 0;
}

bool peer_range_parse(struct str s, struct peer_range *out)
{
	int64_t bits = 128;
	ptrdiff_t slash = str_find_char(s, '/');
	struct str address = slash < 0 ? s : str_sub(s, 0, (size_t)slash);
	if (!peer_parse(address, &out->base))
		return false;
	bool v4 = is_v4(out->base) && str_find_char(address, ':') < 0;
	if (slash >= 0) {
		if (!str_int(str_skip(s, (size_t)slash + 1), &bits) || bits < 0 ||
			bits > (v4 ? 32 : 128))
			return false;
		bits += v4 ? 96 : 0;
	}
	out->bits = (int)bits;
	return true;
}

bool peer_in(struct peer p, struct peer_range r)
{
	int whole = r.bits / 8, rest = r.bits % 8;
	if (memcmp(p.at, r.base.at, (size_t)whole) != 0)
		return false;
	return rest == 0 || ((p.at[whole] ^ r.base.at[whole]) >> (8 - rest)) == 0;
}
