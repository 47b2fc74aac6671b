/* smtp_sink.h - a mail server on a free port that keeps what it is given */
#pragma once

#include "tests/unit/sink.h"

enum { SINK_MAILS_MAX = 16, SINK_MAIL_MAX = 64 * 1024 };

struct smtp_sink {
	struct sink sink;
	/*
	 * "250 ok", set before the first mail; NULL hangs up instead. Lines of one answer are apart
	 * by CRLF. An EHLO comes twice: from libcurl, and from the client whose connection it is.
	 */
	const char *greeting, *answer_ehlo[2], *answer_mail, *answer_rcpt, *answer_go, *answer_data;
	int letters; /* after so many it hangs up; 0: never */
	/* after smtp_sink_close */
	int connections;
	int taken; /* of them the first are kept */
	int count;
	struct {
		char mail[512], rcpt[512]; /* as they were said */
		char from[256], to[256], text[SINK_MAIL_MAX];
	} mails[SINK_MAILS_MAX];
};

struct smtp_sink *smtp_sink_open(struct test *);
/* Ends its thread; call it before looking at the mails. */
void smtp_sink_close(struct smtp_sink *);
/* "smtp://127.0.0.1:PORT" */
struct str smtp_sink_url(struct test *, const struct smtp_sink *);
