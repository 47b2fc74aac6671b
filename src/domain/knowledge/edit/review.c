#include "domain/knowledge/edit/review.h"

#include "base/buf.h"
#include "domain/account/permission.h"
#include "domain/knowledge/edit/edit.h"
#include "domain/knowledge/edit/review.txt.h"
#include "domain/notify/notify.h"
#include "domain/setting/setting.h"
#include "html/html.h"

typedef void template(struct html *, const struct review_mail *);

struct review_told {
	template *text;
	struct str subject;
	struct str step;    /* of the Message-ID */
};

static bool sends_mail(const struct ctx *cx)
{
	return cx->settings != NULL && cx->settings->smtp_url.len > 0;
}

static error tell(struct ctx *cx, const struct review_told *told, const struct review_mail *m,
	int64_t version, const struct reviewer *p)
{
	struct viewer viewer = { .actor = &actor_system, .locale = locale_find(p->locale) };
	struct buf text = buf_new(cx->arena, NOTIFY_TEXT_MAX);
	struct html plain = html_new_plain(&text, &viewer, cx->now);
	outbox_id queued;

	told->text(&plain, m);
	struct outgoing_new o = { .channel = OUTGOING_MAIL, .purpose = STR("knowledge"),
		.recipient = p->email, .person = p->person, .text = buf_str(&text),
		.subject = str_printf(cx->arena, "%.*s: %.*s", STR_ARG(m->article->number),
			STR_ARG(html_tr(&plain, told->subject))),
		.message_id = str_printf(cx->arena, "review.%" PRId64 ".%" PRId64 ".%.*s.%" PRId64 "@%.*s",
			m->article->id.v, version, STR_ARG(told->step), p->person.v,
			STR_ARG(notify_host(cx))) };
	return notify_queue(cx, &o, &queued);
}

error review_asked(struct ctx *cx, const struct article *a, int64_t version, struct str title)
{
	static const struct review_told asked = { review_asked_text, SAY_INIT("Please review"),
		STR_INIT("asked") };
	struct review_mail m = { .article = a, .title = title, .who = cx->actor->name,
		.link = str_printf(cx->arena, "%.*s/kb/%.*s/edit", STR_ARG(notify_origin(cx)),
			STR_ARG(a->number)) };
	struct reviewer_list all;

	if (!sends_mail(cx))
		return OK;
	TRY(q_article_reviewers(cx, ROLE_AUTHOR, cx->actor->person, a->owner, REVIEWERS_MAX, &all));
	bool owned = all.len > 0 && all.at[0].person.v == a->owner.v;
	for (size_t i = 0; i < all.len && (i == 0 || !owned); i++)
		TRY(tell(cx, &asked, &m, version, &all.at[i]));
	return OK;
}

error review_answered(struct ctx *cx, const struct article *a, enum review_answer answer, instant at)
{
	static const struct review_told told[] = {
		[REVIEW_PUBLISHED] = { review_published_text, SAY_INIT("Published"),
			STR_INIT("published") },
		[REVIEW_SCHEDULED] = { review_scheduled_text, SAY_INIT("To be published"),
			STR_INIT("scheduled") },
		[REVIEW_RETURNED] = { review_returned_text, SAY_INIT("Back to a draft"),
			STR_INIT("returned") },
	};
	struct review_mail m = { .article = a, .who = cx->actor->name, .at = at,
		.link = str_printf(cx->arena, "%.*s/kb/%.*s%s", STR_ARG(notify_origin(cx)),
			STR_ARG(a->number), answer == REVIEW_PUBLISHED ? "" : "/edit") };
	struct q_article_asked_by_row asker;
	bool found;

	if (!sends_mail(cx))
		return OK;
	TRY(q_article_asked_by(cx, a->id, &asker, &found));
	if (!found || asker.person.v == cx->actor->person.v)
		return OK;
	m.title = asker.title;
	struct reviewer p = { asker.person, asker.email, asker.locale };
	return tell(cx, &told[answer], &m, asker.version, &p);
}
