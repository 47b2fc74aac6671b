#include "domain/disclosure/disclosure_mail.h"

#include "base/buf.h"
#include "domain/account/permission.h"
#include "domain/disclosure/disclosure.txt.h"
#include "domain/notify/notify.h"
#include "domain/setting/setting.h"
#include "html/html.h"

_Static_assert(ROLE_SIRT == 256, "disclosure.sql names it");

typedef void (*text_of)(struct html *, const struct disclosure_mail *);

struct reader {
	person_id person;
	struct str email, locale;
};

static bool is_mail_on(const struct ctx *cx)
{
	return cx->settings != NULL && cx->settings->smtp_url.len > 0;
}

static error mail_to(struct ctx *cx, const struct disclosure *d, int64_t event,
	const struct reader *r, text_of text)
{
	struct viewer viewer = { .actor = &actor_system, .locale = locale_find(r->locale) };
	struct buf b = buf_new(cx->arena, NOTIFY_TEXT_MAX);
	struct html plain = html_new_plain(&b, &viewer, cx->now);
	struct disclosure_mail m = { d->number, str_printf(cx->arena, "%.*s/security/reports/%.*s",
		STR_ARG(notify_origin(cx)), STR_ARG(d->number)) };
	outbox_id queued;

	text(&plain, &m);
	struct outgoing_new o = { .channel = OUTGOING_MAIL, .purpose = STR("security"),
		.recipient = r->email, .person = r->person, .text = buf_str(&b),
		.subject = str_printf(cx->arena, "[%.*s] [...]", STR_ARG(d->number)),
		.message_id = str_printf(cx->arena, "sirt.%.*s.%" PRId64 ".%" PRId64 "@%.*s",
			STR_ARG(d->number), event, r->person.v, STR_ARG(notify_host(cx))) };
	return notify_queue(cx, &o, &queued);
}

error disclosure_mail_members(struct ctx *cx, const struct disclosure *d, int64_t event,
	int64_t *ret_count)
{
	struct disclosure_member_list all;

	TRY(q_disclosure_members(cx, &all));
	*ret_count = (int64_t)all.len;
	for (size_t i = 0; is_mail_on(cx) && i < all.len; i++) {
		struct reader r = { all.at[i].person, all.at[i].email, all.at[i].locale };
		if (r.person.v != cx->actor->person.v)
			TRY(mail_to(cx, d, event, &r, disclosure_member_text));
	}
	return OK;
}

error disclosure_mail_reporter(struct ctx *cx, const struct disclosure *d, int64_t event)
{
	struct reader r = { d->reporter, d->reporter_email, d->reporter_locale };

	if (!is_mail_on(cx) || (event != 0 && d->reporter.v == cx->actor->person.v))
		return OK;
	return mail_to(cx, d, event, &r, disclosure_reporter_text);
}
