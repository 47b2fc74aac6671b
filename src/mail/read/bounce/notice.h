/* notice.h - the prose of mail servers about what they could not deliver */
#pragma once

#include "mail/read/read.h"

/* Tables of notice_phrases.c; all end with NULL, in lower case. */
extern const char *const notice_copies[];   /* a line like this: below is the mail */
extern const char *const notice_heads[];    /* a line that begins so is of the mail */
extern const char *const notice_failures[]; /* it was not delivered */
extern const char *const notice_delays[];   /* not yet */
extern const char *const notice_subjects[]; /* a subject begins so */

struct notice {
	struct str text;     /* what the server says */
	struct str original; /* the mail below it, or its head; may be empty */
};

/* Takes the server's words apart from the mail that it sends back. */
struct notice notice_split(struct str text);

/* Does it, or the subject, say that something was not delivered? Not yet? */
bool notice_is_failure(struct arena *, const struct notice *, struct str subject);
bool notice_is_delay(struct arena *, const struct notice *, struct str subject);
/* Does the subject begin as those of bounces do? */
bool notice_has_subject(struct str subject);

/* Whom it could not reach; `not_this` is who reads it. Empty when it names nobody. */
struct str notice_recipient(struct arena *, struct str text, struct str not_this);
/* The line with the server's answer and what belongs to it; may be empty. */
struct str notice_answer(struct arena *, struct str text, struct str recipient);
