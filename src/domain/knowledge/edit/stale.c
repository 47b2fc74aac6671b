#include "domain/knowledge/edit/stale.h"

#include "base/buf.h"
#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/knowledge/edit/stale.txt.h"
#include "domain/notify/notify.h"
#include "domain/setting/setting.h"
#include "html/html.h"
#include "store/db.h"
#include "store/store.h"

#define LOOK_US (3600 * US_PER_SECOND)

/* Since the first Monday of 1970, the 5th of January. */
static int64_t week_of(instant now)
{
	return (now.us / US_PER_SECOND / SECONDS_PER_DAY - 4) / 7;
}

static error tell(struct ctx *cx, const struct stale_owner *p)
{
	struct viewer viewer = { .actor = &actor_system, .locale = locale_find(p->locale) };
	struct stale_mail m = {
		.link = str_printf(cx->arena, "%.*s/kb/work", STR_ARG(notify_origin(cx))) };
	struct buf text = buf_new(cx->arena, NOTIFY_TEXT_MAX);
	struct html plain = html_new_plain(&text, &viewer, cx->now);
	outbox_id queued;

	TRY(q_article_stale(cx, false, p->person, cx->now, LIMIT_LIST_PAGE, &m.articles));
	stale_mail_text(&plain, &m);
	/* Who has a message of this name is not written to again. */
	struct outgoing_new o = { .channel = OUTGOING_MAIL, .purpose = STR("knowledge"),
		.recipient = p->email, .person = p->person, .text = buf_str(&text),
		.subject = html_tr(&plain, SAY("Articles that wait for your review")),
		.message_id = str_printf(cx->arena, "stale.%" PRId64 ".%" PRId64 "@%.*s", p->person.v,
			week_of(cx->now), STR_ARG(notify_host(cx))) };
	return notify_queue(cx, &o, &queued);
}

error stale_tell(struct ctx *cx)
{
	struct stale_owner_list owners;

	if (cx->settings == NULL || cx->settings->smtp_url.len == 0)
		return OK;
	TRY(q_article_stale_owners(cx, cx->now, &owners));
	for (size_t i = 0; i < owners.len; i++)
		TRY(tell(cx, &owners.at[i]));
	return OK;
}

static error run(struct ctx *cx, void *arg)
{
	(void)arg;
	return stale_tell(cx);
}

static error look(struct ctx *cx, struct store *store, void *arg)
{
	return store_write(store, cx, run, arg);
}

const struct periodic stale_periodic = { .name = "article-stale", .every_us = LOOK_US, .run = look };
