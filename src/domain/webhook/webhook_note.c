#include "base/utf8.h"
#include "domain/account/permission.h"
#include "domain/audit/audit.h"
#include "domain/notify/notify.h"
#include "domain/webhook/webhook.h"
#include "store/db.h"

static error alarm(struct ctx *cx, const struct webhook *w)
{
	struct q_webhook_admins_list admins;
	struct outgoing_new o = { .channel = OUTGOING_MAIL, .purpose = STR("webhook"),
		.subject = STR("A webhook was switched off") };
	outbox_id queued;

	o.text = str_printf(cx->arena,
		"The webhook \"%.*s\" has failed for %d days and is switched off.\n\n"
		"%.*s/admin/webhooks/%" PRId64 " shows what its address answered. "
		"Saving it there takes it up again.\n",
		STR_ARG(w->name), WEBHOOK_PATIENCE_DAYS, STR_ARG(notify_origin(cx)), w->id.v);
	TRY(q_webhook_admins(cx, ROLE_ADMIN, &admins));
	for (size_t i = 0; i < admins.len; i++) {
		o.recipient = admins.at[i].email;
		o.person = admins.at[i].id;
		TRY(notify_queue(cx, &o, &queued));
	}
	return OK;
}

static error note_failure(struct ctx *cx, const struct webhook_due *d)
{
	struct q_webhook_failed_row row;
	struct webhook w;
	int64_t changes;
	bool found;

	TRY(q_webhook_failed(cx, d->webhook, cx->now, &row));
	if (instant_since(cx->now, row.since).s < WEBHOOK_PATIENCE_DAYS * SECONDS_PER_DAY)
		return OK;
	TRY(q_webhook_load(cx, d->webhook, &w, &found));
	TRY(q_webhook_disable(cx, d->webhook, cx->now, &changes));
	if (!found || changes == 0)
		return OK;
	TRY(audit_note(cx, STR("webhook.disabled"), "webhook", d->webhook.v, w.name));
	return alarm(cx, &w);
}

static struct str kept(struct ctx *cx, struct str text)
{
	return utf8_cut(utf8_clean(cx->arena, text), WEBHOOK_HEAD_MAX);
}

error webhook_note(struct ctx *cx, const struct webhook_due *d, const struct webhook_outcome *o)
{
	int64_t changes;

	AUTO_TX tx = tx_begin(cx);

	TRY(q_webhook_attempt_add(cx, d->delivery, cx->now, o->status, kept(cx, o->request_head),
		kept(cx, o->response_head), kept(cx, o->fault)));
	if (o->delivered) {
		TRY(notify_sent(cx, d->id));
		TRY(q_webhook_worked(cx, d->webhook, &changes));
	} else {
		TRY(notify_failed(cx, d->id, o->fault, o->over, &changes));
		if (!o->over)
			TRY(note_failure(cx, d));
	}
	return tx_commit(&tx);
}
