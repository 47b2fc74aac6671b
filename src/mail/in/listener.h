/*
 * listener.h - mail servers that call: SMTP and LMTP
 *
 * One thread talks with all of them (smtp.h), others bring messages to the disk: many at
 * a time, so that they share the waits for it. A caller is told 250 when file and row are
 * durable. Messages stream to the disk; a caller costs two small buffers.
 *
 * What is beyond the settings is answered with 421 or 451, so that the sender tries again:
 * connections, mails a minute of one address. This machine's own server is trusted not to flood.
 */
#pragma once

#include "domain/setting/setting.h"
#include "store/files.h"

struct listener_config {
	struct store *store;
	const struct files *files;
	struct settings_live *settings;
	struct str smtp, lmtp;     /* addresses (os/socket.h), or empty */
	struct str cert, key;      /* PEM; empty: no STARTTLS */
};

struct listener;

/* ERR_INVALID for an address that cannot be had. */
NODISCARD error listener_start(struct ctx *, const struct listener_config *, struct listener **out);
/* "127.0.0.1:2525" each, in the order smtp, lmtp; for tests that ask for port 0. */
struct str listener_name(struct arena *, const struct listener *, bool lmtp);
/* Answers what is stored, then hangs up. NULL is fine. */
void listener_stop(struct listener *);
