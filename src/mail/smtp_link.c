#include "mail/smtp_link.h"

#include <poll.h>
#include <sys/socket.h>

#include "base/buf.h"

enum { QUIT_SECONDS = 2 };

static const char no_end[] = "the mail server's answer has no end";
static const char no_answer[] = "the mail server's answer is no answer";
static const char hung_up[] = "the mail server hung up";

static int socket_of(const struct smtp_link *l)
{
	curl_socket_t s = CURL_SOCKET_BAD;

	curl_easy_getinfo(l->easy, CURLINFO_ACTIVESOCKET, &s);
	return s;
}

static bool failed(struct smtp_link *l, CURLcode code, const char *why)
{
	l->code = code;
	if (why != NULL)
		(void)snprintf(l->fault, sizeof l->fault, "%s", why);
	return false;
}

/* --- opening --- */

/* While libcurl greets and signs in: answers come as headers, a line at a time. */
static size_t keep_refusal(char *at, size_t size, size_t count, void *arg)
{
	struct smtp_reply *r = arg;
	struct str line = str_trim(str_sub(str_of(at, size * count), 0, sizeof r->line - 1));

	if (line.len > 0 && (line.at[0] == '4' || line.at[0] == '5')) {
		memcpy(r->line, line.at, line.len);
		r->line[line.len] = '\0';
	}
	return size * count;
}

static void set_up(struct smtp_link *l, const struct settings *s, struct smtp_reply *refusal)
{
	CURL *e = l->easy;
	int64_t left_ms = (l->deadline_us - monotonic_us()) / US_PER_MS;
	/* The part behind the slash is the name in EHLO. */
	struct str url = str_printf(l->arena, "%.*s/%.*s", STR_ARG(s->smtp_url),
		STR_ARG(s->escalation_host));

	curl_easy_setopt(e, CURLOPT_ERRORBUFFER, l->fault);
	curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT, (long)SMTP_CONNECT_SECONDS);
	curl_easy_setopt(e, CURLOPT_TIMEOUT_MS, (long)(left_ms > 1 ? left_ms : 1));
	curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(e, CURLOPT_URL, str_c(l->arena, url));
	curl_easy_setopt(e, CURLOPT_CONNECT_ONLY, 1L);
	curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, keep_refusal);
	curl_easy_setopt(e, CURLOPT_HEADERDATA, refusal);
	/* Whoever sends a password needs the lock; without one it is taken where offered. */
	curl_easy_setopt(e, CURLOPT_USE_SSL,
		s->smtp_user.len > 0 ? (long)CURLUSESSL_ALL : (long)CURLUSESSL_TRY);
	if (s->smtp_user.len == 0)
		return;
	curl_easy_setopt(e, CURLOPT_USERNAME, str_c(l->arena, s->smtp_user));
	curl_easy_setopt(e, CURLOPT_PASSWORD, str_c(l->arena, s->smtp_password));
}

bool smtp_link_open(struct smtp_link *l, const struct settings *s, int64_t deadline_us,
	struct smtp_reply *ret_refusal)
{
	long status = 0;

	*ret_refusal = (struct smtp_reply){ 0 };
	*l = (struct smtp_link){ .easy = curl_easy_init(), .arena = arena_create(),
		.deadline_us = deadline_us };
	if (l->easy == NULL) {
		smtp_link_drop(l);
		return failed(l, CURLE_OUT_OF_MEMORY, "libcurl gives no handle");
	}
	if (deadline_us <= monotonic_us()) {
		smtp_link_drop(l);
		return failed(l, CURLE_OPERATION_TIMEDOUT, "no time is left to call the mail server");
	}
	l->url = str_copy(l->arena, s->smtp_url);
	l->user = str_copy(l->arena, s->smtp_user);
	l->password = str_copy(l->arena, s->smtp_password);
	set_up(l, s, ret_refusal);
	CURLcode code = curl_easy_perform(l->easy);
	if (code == CURLE_OK) {
		curl_easy_setopt(l->easy, CURLOPT_HEADERFUNCTION, NULL);
		curl_easy_setopt(l->easy, CURLOPT_HEADERDATA, NULL);
		return true;
	}
	curl_easy_getinfo(l->easy, CURLINFO_RESPONSE_CODE, &status);
	ret_refusal->status = (int)status;
	if (l->fault[0] == '\0')
		(void)snprintf(l->fault, sizeof l->fault, "%s", curl_easy_strerror(code));
	smtp_link_drop(l);
	return failed(l, code, NULL);
}

bool smtp_link_is_open(const struct smtp_link *l)
{
	return l->easy != NULL;
}

bool smtp_link_is_fit(struct smtp_link *l, const struct settings *s)
{
	char byte;
	size_t n = 0;

	return l->easy != NULL && l->ahead_len == 0 && str_eq(l->url, s->smtp_url) &&
		str_eq(l->user, s->smtp_user) && str_eq(l->password, s->smtp_password) &&
		curl_easy_recv(l->easy, &byte, 1, &n) == CURLE_AGAIN;
}

/* --- ending --- */

static void forget(struct smtp_link *l)
{
	if (l->easy != NULL)
		curl_easy_cleanup(l->easy);
	if (l->arena != NULL)
		arena_destroy(l->arena);
	l->easy = NULL;
	l->arena = NULL;
	l->ahead_len = 0;
}

void smtp_link_close(struct smtp_link *l)
{
	/* libcurl says QUIT by itself and waits for the answer. */
	if (l->easy != NULL)
		curl_easy_setopt(l->easy, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)QUIT_SECONDS);
	forget(l);
}

void smtp_link_drop(struct smtp_link *l)
{
	int fd = l->easy != NULL ? socket_of(l) : CURL_SOCKET_BAD;

	if (fd != CURL_SOCKET_BAD)
		(void)shutdown(fd, SHUT_RDWR); /* so that its QUIT waits for nobody */
	forget(l);
}

/* --- to and fro --- */

static bool await(struct smtp_link *l, short events)
{
	struct pollfd p = { .fd = socket_of(l), .events = events };
	int64_t left_us = l->deadline_us - monotonic_us();

	if (left_us <= 0 || poll(&p, 1, (int)(left_us / US_PER_MS) + 1) == 0)
		return failed(l, CURLE_OPERATION_TIMEDOUT, "the mail server took too long to answer");
	return true;
}

bool smtp_link_send(struct smtp_link *l, struct str bytes)
{
	while (bytes.len > 0) {
		size_t n = 0;
		CURLcode code = curl_easy_send(l->easy, bytes.at, bytes.len, &n);
		if (code == CURLE_AGAIN) {
			if (!await(l, POLLOUT))
				return false;
			continue;
		}
		if (code != CURLE_OK)
			return failed(l, code, hung_up);
		bytes = str_skip(bytes, n);
	}
	return true;
}

/* More bytes behind `ahead`. TLS may hold some that the socket no longer shows: ask first. */
static bool fill(struct smtp_link *l)
{
	size_t n = 0;

	if (l->ahead_len == sizeof l->ahead)
		return failed(l, CURLE_WEIRD_SERVER_REPLY, no_end);
	for (;;) {
		CURLcode code = curl_easy_recv(l->easy, l->ahead + l->ahead_len,
			sizeof l->ahead - l->ahead_len, &n);
		if (code == CURLE_AGAIN) {
			if (!await(l, POLLIN))
				return false;
			continue;
		}
		if (code != CURLE_OK || n == 0)
			return failed(l, code == CURLE_OK ? CURLE_RECV_ERROR : code,
				hung_up);
		l->ahead_len += n;
		return true;
	}
}

/* "250-SIZE 1000": the number, whether more follow, and the rest. */
static bool read_line(struct smtp_link *l, struct smtp_reply *out, bool *ret_more)
{
	char *end;

	while ((end = memchr(l->ahead, '\n', l->ahead_len)) == NULL)
		if (!fill(l))
			return false;
	size_t taken = (size_t)(end - l->ahead) + 1;
	struct str line = str_trim(str_of(l->ahead, taken));
	bool good = line.len >= 3 && str_is_digit(line.at[0]) && str_is_digit(line.at[1]) &&
		str_is_digit(line.at[2]) && line.at[0] >= '2' && line.at[0] <= '5' &&
		(line.len == 3 || line.at[3] == ' ' || line.at[3] == '-');
	if (good) {
		out->status = (line.at[0] - '0') * 100 + (line.at[1] - '0') * 10 + line.at[2] - '0';
		*ret_more = line.len > 3 && line.at[3] == '-';
		memcpy(out->line, line.at, line.len);
		out->line[line.len] = '\0';
	}
	l->ahead_len -= taken;
	memmove(l->ahead, l->ahead + taken, l->ahead_len);
	return good || failed(l, CURLE_WEIRD_SERVER_REPLY, no_answer);
}

bool smtp_link_hear(struct smtp_link *l, struct smtp_reply *out, smtp_each *each, void *arg)
{
	bool more = true, good = true;
	int first = 0;

	*out = (struct smtp_reply){ 0 };
	for (int n = 0; more && good; n++) {
		good = n < SMTP_REPLY_LINES || failed(l, CURLE_WEIRD_SERVER_REPLY, no_end);
		good = good && read_line(l, out, &more);
		first = n == 0 ? out->status : first;
		if (good && out->status != first)
			good = failed(l, CURLE_WEIRD_SERVER_REPLY, no_answer);
		if (good && each != NULL)
			each(arg, str_skip(str_from(out->line), 4));
	}
	if (!good)
		*out = (struct smtp_reply){ 0 };
	return good;
}
