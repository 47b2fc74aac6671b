/*
 * ipc.h - messages between the roles of the program
 *
 * One message is one packet of a SOCK_SEQPACKET pair: a head and at most IPC_BODY_MAX
 * bytes. Each role believes nothing of what it gets: version, kind and length are
 * checked here, the body by whoever reads it. A pair outlives the processes at its ends,
 * since the supervisor keeps both.
 */
#pragma once

#include "base/ctx.h"

enum { IPC_VERSION = 1, IPC_BODY_MAX = 128 * 1024, IPC_FDS_MAX = 2 };

/* Where a role finds its end of the pair: core both, the others their own. */
enum { IPC_FD_PARSE = 20, IPC_FD_VAULT = 21 };

enum ipc_kind {
	IPC_PING = 1,
	/* to parse */
	IPC_PARSE_TYPE,    /* bytes in, "application/gzip" out */
	IPC_PARSE_MAIL,    /* a message and an empty file in; "OFFSET LENGTH" in the file out */
	IPC_PARSE_BUNDLE,  /* a text or archive and an empty file in; findings in the file out */
	IPC_PARSE_REDACT,  /* the same, and numbers in; a copy without secrets in the file out */
	/* to vault */
	IPC_VAULT_PUBLIC,  /* Ed25519 public key out, 32 bytes */
	IPC_VAULT_SIGN,    /* bytes in, signature out, 64 bytes */
	/* to OpenPGP, by the vault (vault/openpgp.h) */
	IPC_PGP_KEYS,      /* the keys out */
	IPC_PGP_IMPORT,    /* public keys in, their fingerprints out */
	IPC_PGP_IMPORT_SECRET,
	IPC_PGP_GENERATE,  /* "Name <address>" in, a fingerprint out */
	IPC_PGP_EXPORT,    /* a fingerprint in, the public key out */
	IPC_PGP_REMOVE,    /* a fingerprint in */
	IPC_PGP_SIGN,      /* a fingerprint and a file in, a signature out */
	IPC_PGP_VERIFY,    /* a sender, a file and its signature in; a signature's line out */
	IPC_PGP_OPEN,      /* a sender, a sealed and an empty file in; an opening's lines out */
	/* from the supervisor, at a role's end */
	IPC_GONE,          /* who was asked has ended over it */
	IPC_KINDS
};

struct ipc_message {
	enum ipc_kind kind;
	bool failed;      /* a reply: the body says why */
	uint32_t serial;  /* of the question, and of its answer */
	struct str body;  /* in cx->arena */
	int fds[IPC_FDS_MAX]; /* descriptors that go along; the receiver closes its own */
	size_t fd_count;
};

/* Closes what came along. */
void ipc_close_fds(struct ipc_message *);

/*
 * Of the supervisor, when the role at this end has ended: whoever waits for an answer is told
 * so at once. A question that nobody had taken yet stays for the role that starts next.
 */
void ipc_tell_gone(int fd);

/* Both ends are closed on exec. */
NODISCARD error ipc_pair(struct ctx *, int ret_fds[2]);
/* ERR_LIMIT beyond IPC_BODY_MAX; ERR_UNAVAILABLE when nobody reads. */
NODISCARD error ipc_send(struct ctx *, int fd, const struct ipc_message *);
/*
 * Waits at most `wait_ms` (-1: for ever). ERR_UNAVAILABLE when nothing came or the other
 * end is gone; ERR_MALFORMED for what is no message of this version.
 */
NODISCARD error ipc_receive(struct ctx *, int fd, int wait_ms, struct ipc_message *out);
/*
 * Asks and waits for the answer; a failed one is ERR_INVALID with its text. Threads that
 * ask on the same descriptor take turns.
 */
NODISCARD error ipc_call(struct ctx *, int fd, enum ipc_kind, struct str body, int wait_ms,
	struct str *ret_body);
/* The same for a question with descriptors; they stay the caller's. */
NODISCARD error ipc_ask(struct ctx *, int fd, const struct ipc_message *question, int wait_ms,
	struct str *ret_body);
