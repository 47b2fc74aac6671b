/*
 * imap.h - one mailbox elsewhere, by libcurl
 *
 * A connection is kept between calls. Certificates are checked, and a password or token
 * goes over TLS alone, but for this very machine. A call takes at most IMAP_SECONDS.
 * ERR_DENIED: the server does not let us in. ERR_UNAVAILABLE: all else, also that it has
 * numbered the messages anew since the mailbox's UIDVALIDITY was read.
 */
#pragma once

#include "domain/mailin/mailbox.h"
#include "mail/in/raw.h"

enum { IMAP_CONNECT_SECONDS = 10, IMAP_SECONDS = 300, IMAP_UIDS_MAX = 100000 };

struct imap;

NODISCARD error imap_open(struct ctx *, const struct mailbox *, struct str secret, struct imap **out);
/* NULL is fine. */
void imap_close(struct imap *);

NODISCARD error imap_validity(struct ctx *, struct imap *, int64_t *out);

typedef SLICE(int64_t) imap_uids;
/* All that are there from `from` on, ascending. */
NODISCARD error imap_list(struct ctx *, struct imap *, int64_t from, imap_uids *out);
/* As it came, into `to`. */
NODISCARD error imap_fetch(struct ctx *, struct imap *, int64_t uid, struct raw *to);
/* Marks, moves or deletes it, as the mailbox says. */
NODISCARD error imap_finish(struct ctx *, struct imap *, int64_t uid);
