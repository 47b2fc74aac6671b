/* inbox.h - a customer, her agent, and mail that comes in: what became of it */
#pragma once

#include "domain/casefile/casefile.h"
#include "domain/mailin/mailin.h"
#include "domain/notify/mail_token.h"
#include "domain/setting/setting.h"
#include "domain/timeline/timeline.h"
#include "tests/unit/fixture.h"

/* Ana and Ben of a customer, her agent Tom, and mail that comes in. */
struct inbox {
	struct ctx *cx;
	struct settings *settings;
	struct actor ana, ben, tom;
};

struct inbox inbox_open(struct test *);
/* 32 times that character. */
struct str inbox_hash(struct arena *, char);

/* To support@vendor.example. */
struct mailin_letter inbox_letter(const char *from, const char *subject, const char *text);
/* Received there, or at `to`, and taken; as it stands then. */
struct mail_in inbox_take(struct inbox *, const struct mailin_letter *);
struct mail_in inbox_take_at(struct inbox *, const char *to, const struct mailin_letter *);

/* By a mail of Ana's. */
struct casefile inbox_open_case(struct inbox *);
struct casefile inbox_case(struct inbox *, casefile_id);
struct entry inbox_newest(struct inbox *, casefile_id);
struct entry inbox_entry(struct inbox *, entry_id, casefile_id);

/* To whom mail waits to be sent, each with a blank behind. */
struct str inbox_waiting(struct inbox *);
/* As if all of it were sent. */
void inbox_send_all(struct inbox *);
struct str inbox_token(struct inbox *, enum mail_token_kind, int64_t first, int64_t second);
