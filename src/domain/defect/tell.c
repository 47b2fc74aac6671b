#include "domain/defect/tell.h"

#include "base/buf.h"
#include "domain/account/permission.h"
#include "domain/casefile/notice/notice.h"
#include "domain/defect/defect.txt.h"
#include "domain/notify/notify.h"
#include "domain/setting/setting.h"
#include "html/html.h"
#include "store/db.h"
#include "store/store.h"

static error tell_case(struct ctx *cx, casefile_id id, struct str text)
{
	struct casefile c;
	entry_id entry;

	TRY(casefile_load(cx, id, &c));
	TRY(timeline_add(cx, id,
		&(struct entry_new){ .kind = ENTRY_SYSTEM, .public = true, .plain = true, .text = text },
		&entry));
	TRY(notice_tell(cx, &c, &(struct notice){ .kind = NOTICE_MESSAGE, .entry = entry }));
	return store_announce(cx, STR("case"), id.v);
}

static error mail_to(struct ctx *cx, const struct defect_mail *m, const struct defect_person *p)
{
	struct viewer viewer = { .actor = &actor_system, .locale = locale_find(p->locale) };
	struct buf text = buf_new(cx->arena, NOTIFY_TEXT_MAX);
	struct html plain = html_new_plain(&text, &viewer, cx->now);
	outbox_id queued;

	defect_mail_text(&plain, m);
	struct outgoing_new o = { .channel = OUTGOING_MAIL, .purpose = STR("defect"),
		.recipient = p->email, .person = p->person, .text = buf_str(&text),
		.subject = str_printf(cx->arena, "[%.*s] %.*s", STR_ARG(m->defect->number),
			STR_ARG(m->defect->title)),
		.message_id = str_printf(cx->arena, "defect.%.*s.%.*s.%d.%" PRId64 "@%.*s",
			STR_ARG(m->defect->number), STR_ARG(m->release), m->out, p->person.v,
			STR_ARG(notify_host(cx))) };
	return notify_queue(cx, &o, &queued);
}

error defect_tell(struct ctx *cx, const struct defect *d, struct str release, bool out)
{
	struct str text = str_printf(cx->arena, out ? "Defect %.*s is fixed in %.*s, which is out."
						    : "Defect %.*s will be fixed in %.*s.",
		STR_ARG(d->number), STR_ARG(release));
	struct defect_mail m = { .defect = d, .release = release, .out = out };
	struct defect_case_list cases;
	struct defect_person_list people;

	TRY(q_defect_cases(cx, d->number, &cases));
	for (size_t i = 0; i < cases.len; i++)
		TRY(tell_case(cx, cases.at[i].id, text));
	if (cx->settings == NULL || cx->settings->smtp_url.len == 0)
		return OK;
	m.link = str_printf(cx->arena, "%.*s/defects/%.*s", STR_ARG(notify_origin(cx)),
		STR_ARG(d->number));
	TRY(q_defect_watchers(cx, d->id, &people));
	for (size_t i = 0; i < people.len; i++)
		if (people.at[i].person.v != cx->actor->person.v)
			TRY(mail_to(cx, &m, &people.at[i]));
	return OK;
}
