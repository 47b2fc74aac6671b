#include "mail/private_host.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

static const struct range {
	uint32_t net;
	int bits;
} ranges[] = {
	{ 0x00000000, 8 },  /* this network */
	{ 0x0a000000, 8 },  /* private */
	{ 0x64400000, 10 }, /* carrier-grade NAT */
	{ 0x7f000000, 8 },  /* loopback */
	{ 0xa9fe0000, 16 }, /* link-local, metadata services */
	{ 0xac100000, 12 }, /* private */
	{ 0xc0000000, 24 }, /* protocol assignments */
	{ 0xc0a80000, 16 }, /* private */
	{ 0xc6120000, 15 }, /* benchmarks */
	{ 0xe0000000, 3 },  /* multicast, reserved, broadcast */
};

static bool is_private_v4(uint32_t address)
{
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if ((address ^ ranges[i].net) >> (32 - ranges[i].bits) == 0)
			return true;
	return false;
}

static bool is_private_v6(const struct in6_addr *a)
{
	uint32_t low;

	if (IN6_IS_ADDR_V4MAPPED(a) || (a->s6_addr[0] == 0 && a->s6_addr[1] == 0x64)) {
		memcpy(&low, a->s6_addr + 12, sizeof low);
		return is_private_v4(ntohl(low));
	}
	/* Only 2000::/3 is given out; 2002::/16 carries an IPv4 address. */
	if ((a->s6_addr[0] & 0xe0) != 0x20)
		return true;
	memcpy(&low, a->s6_addr + 2, sizeof low);
	return a->s6_addr[0] == 0x20 && a->s6_addr[1] == 0x02 && is_private_v4(ntohl(low));
}

bool private_host_is(const struct sockaddr *at)
{
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;

	if (at->sa_family == AF_INET) {
		memcpy(&v4, at, sizeof v4);
		return is_private_v4(ntohl(v4.sin_addr.s_addr));
	}
	if (at->sa_family != AF_INET6)
		return true;
	memcpy(&v6, at, sizeof v6);
	return is_private_v6(&v6.sin6_addr);
}

static curl_socket_t open_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *at)
{
	struct private_host *guard = arg;
	(void)purpose;

	if (!guard->exempt && private_host_is(&at->addr)) {
		guard->stopped = true;
		return CURL_SOCKET_BAD;
	}
	return socket(at->family, at->socktype | SOCK_CLOEXEC, at->protocol);
}

static bool is_listed(struct str list, struct str host)
{
	struct str one;

	while (str_cut(&list, ',', &one))
		if (str_eq_nocase(str_trim(one), host))
			return true;
	return false;
}

void private_host_guard(struct private_host *guard, CURL *easy, struct arena *a, struct str url)
{
	CURLU *parts = curl_url();
	char *host = NULL;

	if (curl_url_set(parts, CURLUPART_URL, str_c(a, url), 0) == CURLUE_OK &&
		curl_url_get(parts, CURLUPART_HOST, &host, 0) == CURLUE_OK)
		guard->exempt = is_listed(guard->allowed, str_from(host));
	curl_free(host);
	curl_url_cleanup(parts);
	curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, guard);
	/* A kept connection was judged by another guard. */
	curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
}
