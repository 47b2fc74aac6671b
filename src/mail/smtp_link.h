/*
 * smtp_link.h - a connection to a mail server, opened by libcurl and spoken on by us
 *
 * libcurl connects, starts TLS, checks the certificate and signs in (CURLOPT_CONNECT_ONLY); then
 * lines go to and fro here. Each call ends by the link's deadline. After a failure the link is of
 * no use but to be closed, and says why in `fault`.
 */
#pragma once

#include <curl/curl.h>

#include "base/arena.h"
#include "domain/setting/setting.h"

enum {
	SMTP_REPLY_LINE = 2000, /* bytes; RFC 5321, 4.5.3.1.5 has 512 */
	SMTP_REPLY_LINES = 100,
	SMTP_CONNECT_SECONDS = 10,
};

struct smtp_link {
	CURL *easy;
	struct arena *arena; /* of the connection's life */
	struct str url, user, password; /* it was made with */
	int64_t deadline_us; /* monotonic */
	CURLcode code;       /* of the last failure */
	char fault[CURL_ERROR_SIZE];
	char ahead[SMTP_REPLY_LINE]; /* read and not yet taken */
	size_t ahead_len;
};

/* Of one answer: the last line, "250 ok". status is 0 when none came. */
struct smtp_reply {
	int status;
	char line[SMTP_REPLY_LINE];
};

/* Called for each line of an answer, without its number. */
typedef void smtp_each(void *arg, struct str line);

/*
 * False: `code` and `fault` say why; *ret_refusal is the server's last refusal, if it was one.
 * The name in EHLO is settings->escalation_host. Open only a closed one.
 */
bool smtp_link_open(struct smtp_link *, const struct settings *, int64_t deadline_us,
	struct smtp_reply *ret_refusal);
bool smtp_link_is_open(const struct smtp_link *);
/* Whether it was made with these settings, and the server has neither spoken nor hung up since. */
bool smtp_link_is_fit(struct smtp_link *, const struct settings *);
/* With a QUIT when the server is still there to hear it; fine when closed already. */
void smtp_link_close(struct smtp_link *);
/* The same after a failure: without a word. */
void smtp_link_drop(struct smtp_link *);

bool smtp_link_send(struct smtp_link *, struct str bytes);
/* One answer of many lines; `each` may be NULL. */
bool smtp_link_hear(struct smtp_link *, struct smtp_reply *out, smtp_each *each, void *arg);
