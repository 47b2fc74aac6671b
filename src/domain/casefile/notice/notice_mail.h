/* notice_mail.h - the words of a notice, in the language of who gets it */
#pragma once

#include "domain/casefile/notice/notice.h"
#include "domain/casefile/notice/notice.sql.h"
#include "domain/notify/notify.h"

struct notice_text {
	const struct casefile *c;
	const struct notice *notice;
	struct str author, text, markup; /* of the entry; or empty */
	struct str link;                 /* to the case */
	struct str end_link;             /* ends these mails, of who gets it */
	struct str center;
};

/* Fills in subject, text and html; `end_link` as unsubscribe_link makes it. */
NODISCARD error notice_mail_write(struct ctx *, const struct notice_text *,
	const struct notice_person *to, struct str end_link, struct outgoing_new *out);
