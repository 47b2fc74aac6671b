#include "domain/notify/digest.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "domain/account/permission.h"
#include "domain/notify/digest.txt.h"
#include "domain/notify/mail_digest.html.h"
#include "html/zone.h"

enum { HOUR_S = 3600, HOURS_OF_A_DAY = 25 /* and of one that is longer */ };

instant digest_hourly(instant now)
{
	int64_t s = now.us / US_PER_SECOND;

	return (instant){ (s - s % HOUR_S + HOUR_S) * US_PER_SECOND };
}

/* Zones that are off by half an hour have it at half past. */
instant digest_daily(instant now, struct str zone)
{
	instant at = digest_hourly(now);

	for (int i = 0; i < HOURS_OF_A_DAY && zone_civil(zone, at).hour != DIGEST_HOUR; i++)
		at = instant_add(at, (seconds){ HOUR_S });
	return at;
}

static error write(struct ctx *cx, struct digest *d, struct str locale)
{
	struct viewer viewer = { .actor = &actor_system, .locale = locale_find(locale) };
	struct buf text = buf_new(cx->arena, NOTIFY_TEXT_MAX), page = buf_new(cx->arena, NOTIFY_TEXT_MAX);
	struct html plain = html_new_plain(&text, &viewer, cx->now);
	struct html html = html_new(&page, &viewer, cx->now);
	struct buf subject = buf_new(cx->arena, NOTIFY_RECIPIENT_MAX);
	struct html line = html_new_plain(&subject, &viewer, cx->now);
	struct str account = str_printf(cx->arena, "%.*s/account", STR_ARG(notify_origin(cx)));

	digest_text(&plain, &d->parts, account);
	mail_digest(&html, &d->parts, notify_center(cx), account);
	digest_subject(&line, (int64_t)d->parts.len);
	d->mail.subject = notify_header(cx->arena, buf_str(&subject));
	d->mail.text = buf_str(&text);
	d->mail.html = page.overflow ? STR("") : buf_str(&page);
	return OK;
}

/* Long ones are cut, so that all have room; each is whole on the page of its case. */
static void cut_texts(struct outgoing_list *parts)
{
	size_t room = NOTIFY_TEXT_MAX / 4 / (parts->len > 0 ? parts->len : 1);

	for (size_t i = 0; i < parts->len; i++)
		parts->at[i].text = utf8_cut(parts->at[i].text, room);
}

error digest_gather(struct ctx *cx, const struct outgoing *first, struct digest *out)
{
	struct q_digest_reader_row reader = { 0 };
	bool found;

	*out = (struct digest){ .mail = *first };
	TRY(q_digest_due(cx, first->person, cx->now, &out->parts));
	TRY(q_digest_reader(cx, first->person, &reader, &found));
	if (out->parts.len < 2)
		return OK; /* alone it goes as it is */
	cut_texts(&out->parts);
	/* An answer to news of several cases belongs to none of them. */
	out->mail.casefile = (casefile_id){ 0 };
	out->mail.purpose = STR("digest");
	out->mail.message_id = str_printf(cx->arena, "digest.%" PRId64 ".%zu@%.*s", first->id.v,
		out->parts.len, STR_ARG(notify_host(cx)));
	out->mail.headers = str_printf(cx->arena, "List-Id: <digest.cases.%.*s>\n",
		STR_ARG(notify_host(cx)));
	return write(cx, out, reader.locale);
}
