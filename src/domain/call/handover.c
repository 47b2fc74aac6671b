#include "domain/call/handover.h"

#include "base/buf.h"
#include "domain/account/permission.h"
#include "domain/audit/audit.h"
#include "domain/call/handover.txt.h"
#include "domain/casefile/tag/tag.h"
#include "domain/notify/notify.h"
#include "domain/setting/setting.h"
#include "html/html.h"
#include "store/db.h"
#include "store/store.h"

_Static_assert(ROLE_SIRT == 256, "handover.sql names it");

static error mail_to(struct ctx *cx, const struct handover_mail *m, const struct handover_member *p)
{
	struct viewer viewer = { .actor = &actor_system, .locale = locale_find(p->locale) };
	struct buf text = buf_new(cx->arena, NOTIFY_TEXT_MAX);
	struct html plain = html_new_plain(&text, &viewer, cx->now);
	outbox_id queued;

	handover_mail_text(&plain, m);
	struct outgoing_new o = { .channel = OUTGOING_MAIL, .purpose = STR("security"),
		.recipient = p->email, .person = p->person, .text = buf_str(&text),
		.subject = str_printf(cx->arena, "[SIRT] %.*s", STR_ARG(m->number)),
		.message_id = str_printf(cx->arena, "sirt.%.*s.%" PRId64 "@%.*s", STR_ARG(m->number),
			p->person.v, STR_ARG(notify_host(cx))) };
	return notify_queue(cx, &o, &queued);
}

static error mail_all(struct ctx *cx, const struct casefile *c, const struct handover_member_list *all)
{
	struct q_handover_agent_row agent;
	bool found;

	if (cx->settings == NULL || cx->settings->smtp_url.len == 0)
		return OK;
	TRY(q_handover_agent(cx, cx->actor->person, &agent, &found));
	struct handover_mail m = { .number = c->number };
	if (found) {
		m.agent = agent.name;
		m.agent_email = agent.email;
	}
	for (size_t i = 0; i < all->len; i++)
		TRY(mail_to(cx, &m, &all->at[i]));
	return OK;
}

error handover_to_sirt(struct ctx *cx, casefile_id id, int64_t *ret_told)
{
	struct handover_member_list all;
	struct casefile c;
	entry_id entry;

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, id, &c));
	TRY(actor_may(cx, MAY_WORK_CASE, casefile_relation(cx, &c)));
	TRY(q_handover_members(cx, &all));
	TRY(casefile_tag(cx, id, STR(HANDOVER_TAG)));
	TRY(timeline_add(cx, id, &(struct entry_new){ .kind = ENTRY_SYSTEM, .plain = true,
		.text = all.len > 0 ? STR("The SIRT was told: this may be a vulnerability.")
				    : STR("This may be a vulnerability, and nobody is of the SIRT. Tell an administrator.") },
		&entry));
	TRY(mail_all(cx, &c, &all));
	TRY(audit_note(cx, STR("case.handed-to-sirt"), "case", id.v, STR("")));
	TRY(store_announce(cx, STR("case"), id.v));
	*ret_told = (int64_t)all.len;

	return tx_commit(&tx);
}
