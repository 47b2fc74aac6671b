/*
 * smtp_client.h - gives letters to a mail server (RFC 5321)
 *
 * A letter goes to one recipient. Reports are asked for where the server offers them (RFC 3461):
 * of failures and of delays, with the headers alone, and with the recipient as it was asked for.
 * BODY=8BITMIME (RFC 6152), SIZE (RFC 1870) and SMTPUTF8 (RFC 6531) are said likewise.
 *
 * The connection stays for the next letter. One that ended while it was idle is opened anew, and
 * only then is a letter begun a second time: the server has taken nothing before the last dot.
 * When the answer to that dot is lost, nobody knows; it counts as not delivered.
 *
 * A client belongs to one thread.
 */
#pragma once

#include "mail/smtp_link.h"

struct smtp_letter {
	struct str from, to; /* of the envelope; `from` may be empty */
	struct str message;  /* a whole mail with CRLF ends of line */
};

struct smtp_outcome {
	bool delivered;
	int status;       /* of the refusal; 0: none was said */
	CURLcode code;    /* why no answer came; CURLE_OK when one did */
	struct str why;   /* "550 5.1.1 no such user", or in words; in the arena */
};

struct smtp_client;

struct smtp_client *smtp_client_make(struct arena *);
void smtp_client_end(struct smtp_client *);

/* Ends within `time_s` seconds. */
struct smtp_outcome smtp_client_give(struct smtp_client *, struct arena *, const struct settings *,
	const struct smtp_letter *, int time_s);
