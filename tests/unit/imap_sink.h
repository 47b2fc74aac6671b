/*
 * imap_sink.h - a mailbox on a free port, for what no real server can be brought to do
 *
 * It speaks as much of IMAP as the poll asks for. UIDs and their messages are as a test
 * sets them; what a client does to them is kept.
 */
#pragma once

#include "tests/unit/sink.h"

enum { IMAP_SINK_MAILS_MAX = 8 };

struct imap_sink {
	struct sink sink;
	/* set before the first look, and between looks */
	int validity;
	int validity_selected;     /* another, when the folder is opened; 0: the same */
	const char *token;         /* the one that is let in; NULL: a password, any */
	const char *numbers;       /* what a search answers, in this order: "2 1" */
	long long huge;            /* so many bytes has the mail of the UID `huge_uid` */
	int huge_uid;
	int gone[IMAP_SINK_MAILS_MAX]; /* UIDs that were marked as deleted */
	size_t deleted;
	int fetches, sign_ins, refused;
};

struct imap_sink *imap_sink_open(struct test *);
void imap_sink_close(struct imap_sink *);
/* "imap://127.0.0.1:PORT" */
struct str imap_sink_url(struct test *, const struct imap_sink *);
