/*
 * courier.h - hands one message to a mail server or a web address, by libcurl
 *
 * A courier belongs to one thread and keeps its connections open. A call takes at most
 * COURIER_SECONDS. Certificates are checked; a password is sent over TLS alone.
 */
#pragma once

#include "base/ctx.h"
#include "domain/setting/setting.h"

enum { COURIER_CONNECT_SECONDS = 10, COURIER_SECONDS = 60 };

struct courier;

NODISCARD error courier_open(struct ctx *, struct courier **out);
void courier_close(struct courier *);
/*
 * Mail is signed from now on, where the setting mail_pgp_key names a key; `vault` is core's
 * end of the pair. A mail that cannot be signed goes as it is, and the outcome says so: a brief
 * that stays here helps nobody, and a missing signature shows.
 */
void courier_sign_by(struct courier *, int vault);

struct courier_outcome {
	bool delivered;   /* the server has taken it: 250, 2xx */
	bool refused;     /* for good: this recipient will not do */
	bool no_mailbox;  /* the server says that the address does not exist (RFC 3463) */
	bool unreachable; /* no server was met, or it took no sign-in: not the message's fault */
	struct str why;   /* when not delivered; in the arena */
	struct str unsigned_why; /* a key is to sign, and did not; or empty */
};

struct courier_letter {
	struct str from, to; /* of the envelope */
	struct str message;  /* a whole mail with CRLF ends of line */
};

/* By SMTP: smtp_client.h. */
struct courier_outcome courier_mail(struct courier *, struct arena *, const struct settings *,
	const struct courier_letter *);

/*
 * POSTs JSON. With a secret the header X-Mainstay-Signature has "sha256=" and the
 * HMAC of the body. Addresses of private networks are reached only when the host is
 * one of settings->webhook_private_hosts; redirects are not followed.
 */
struct courier_outcome courier_post(struct courier *, struct arena *, const struct settings *,
	struct str url, struct str json);
