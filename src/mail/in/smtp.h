/*
 * smtp.h - what is said with a mail server that calls, as a state machine
 *
 * Bytes go in, answers and events come out; sockets, disks and clocks are elsewhere
 * (listener.h), so that every line of it can be tested and fuzzed. SMTP is RFC 5321,
 * LMTP RFC 2033, with PIPELINING, SIZE, 8BITMIME, SMTPUTF8, ENHANCEDSTATUSCODES, CHUNKING
 * and STARTTLS.
 *
 * A line ends with CRLF and nothing else: a CR or LF alone is refused, in commands and in
 * a message, so that no second mail hides in the first (SMTP smuggling). What is beyond a
 * limit is answered with what to do; after SMTP_ERRORS_MAX mistakes the caller must go.
 */
#pragma once

#include "base/buf.h"

enum {
	SMTP_LINE_MAX = 2000,           /* of a command; RFC 5321, 4.5.3.1.4 has 512 */
	SMTP_TEXT_LINE_MAX = 64 * 1024, /* of a message; RFC 5322 has 998 */
	SMTP_PATH_MAX = 320,
	SMTP_ERRORS_MAX = 10,
	SMTP_IDLE_COMMANDS_MAX = 100,   /* between two mails */
	SMTP_READ = 16 * 1024,          /* at most so many bytes in one smtp_take */
	SMTP_OUT_MAX = 512 * 1024,      /* what they can be answered with */
};

struct smtp_config {
	bool lmtp;
	struct str host;         /* how we call ourselves */
	int64_t size_max;        /* of a message */
	size_t recipients_max;   /* of a message */
	bool tls;                /* STARTTLS is offered */
};

enum smtp_event {
	SMTP_MORE,       /* all bytes were used: read on when the answers are sent */
	SMTP_RECIPIENT,  /* is s->path one of ours? smtp_recipient */
	SMTP_BEGIN,      /* a message begins: smtp_begun */
	SMTP_BYTES,      /* s->bytes of it; smtp_lost when they could not be kept */
	SMTP_END,        /* it is whole: make it durable, then smtp_accepted */
	SMTP_DROP,       /* the message that began is to be forgotten */
	SMTP_STARTTLS,   /* after the answers: TLS, then smtp_secured */
	SMTP_CLOSE,      /* after the answers: hang up */
};

enum smtp_verdict { SMTP_YES, SMTP_NO, SMTP_LATER, SMTP_FULL };

enum smtp_state {
	SMTP_COMMAND,
	SMTP_TEXT,       /* after DATA */
	SMTP_CHUNK,      /* after BDAT */
	SMTP_ASKED,      /* an event wants its answer */
	SMTP_OVER,
};

struct smtp {
	const struct smtp_config *config;
	enum smtp_state state;
	struct buf out;      /* answers to be sent; the caller clears it */
	struct str path;     /* SMTP_RECIPIENT */
	struct str bytes;    /* SMTP_BYTES; valid until the next call */
	struct str from;     /* of the mail; "" is the empty one */
	str_list to;
	bool secured;
	/* private */
	struct arena *mail;  /* of one mail */
	struct buf line, text;
	bool hello, has_from, bad_line;
	int errors, idle;
	int64_t size;        /* of the mail so far */
	struct str fault;    /* what the mail is answered with at its end */
	bool began, by_chunks, last, dropping;
	int64_t chunk;       /* bytes of BDAT still to come */
	int text_state;
	size_t text_line;
};

/* Two arenas: of the talk, and of one mail. The greeting is in s->out. */
void smtp_open(struct smtp *, const struct smtp_config *, struct arena *talk, struct arena *mail);

/*
 * Takes from *bytes, at most SMTP_READ, and says what is to be done before the rest is
 * given back with the next call. Empty bytes are fine.
 */
enum smtp_event smtp_take(struct smtp *, struct str *bytes);

void smtp_recipient(struct smtp *, enum smtp_verdict);
void smtp_begun(struct smtp *, enum smtp_verdict);
/* Bytes could not be kept: the rest is read and forgotten. */
void smtp_lost(struct smtp *, enum smtp_verdict);
void smtp_accepted(struct smtp *, enum smtp_verdict);
/* TLS stands: the caller begins anew. */
void smtp_secured(struct smtp *);
/* We end it: a silent caller, or the program stops. */
void smtp_end(struct smtp *, struct str why);
