/*
 * tls.h - the server's side of TLS on a socket that does not block (GnuTLS)
 *
 * TLS 1.2 and later, with the library's choice of ciphers. Calls do what they can and say
 * what they wait for.
 */
#pragma once

#include "base/ctx.h"

struct tls_identity; /* certificate and key */
struct tls;          /* one connection */

/* PEM. ERR_INVALID when they do not fit. */
NODISCARD error tls_identity_load(struct ctx *, struct str cert, struct str key,
	struct tls_identity **out);
/* NULL is fine. */
void tls_identity_drop(struct tls_identity *);

/* NULL when there is no memory. The descriptor stays the caller's. */
struct tls *tls_begin(struct tls_identity *, int fd);
/* Says good bye if it can. NULL is fine. */
void tls_end(struct tls *);

enum { TLS_WAIT_IN = -1, TLS_WAIT_OUT = -2, TLS_FAILED = -3 };

/* 0 when it stands, else one of the above. */
int tls_handshake(struct tls *);
/* Bytes, 0 at the end, or one of the above. */
ssize_t tls_read(struct tls *, char *at, size_t size);
ssize_t tls_write(struct tls *, struct str bytes);
