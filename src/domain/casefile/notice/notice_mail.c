#include "domain/casefile/notice/notice_mail.h"

#include "base/buf.h"
#include "domain/account/permission.h"
#include "domain/casefile/notice/notice.html.h"
#include "domain/casefile/notice/notice.txt.h"
#include "domain/setting/setting.h"
#include "html/html.h"

error notice_mail_write(struct ctx *cx, const struct notice_text *given,
	const struct notice_person *to, struct str end_link, struct outgoing_new *out)
{
	struct viewer viewer = { .actor = &actor_system, .locale = locale_find(to->locale) };
	struct buf text = buf_new(cx->arena, NOTIFY_TEXT_MAX), page = buf_new(cx->arena, NOTIFY_TEXT_MAX);
	struct html plain = html_new_plain(&text, &viewer, cx->now);
	struct html html = html_new(&page, &viewer, cx->now);
	struct notice_text t = *given;

	t.center = cx->settings->center_name;
	t.end_link = end_link;
	t.link = str_printf(cx->arena, "%.*s/cases/%.*s", STR_ARG(notify_origin(cx)),
		STR_ARG(t.c->number));
	notice_mail_text(&plain, &t);
	notice_mail(&html, &t);
	if (text.overflow)
		return err_new(cx, ERR_LIMIT, "a notice of more than %d bytes", NOTIFY_TEXT_MAX);
	out->subject = str_printf(cx->arena, "[%.*s] %.*s", STR_ARG(t.c->number),
		STR_ARG(t.c->summary));
	out->text = buf_str(&text);
	out->html = page.overflow ? STR("") : buf_str(&page);
	return OK;
}
