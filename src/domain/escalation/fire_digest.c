#include "domain/escalation/fire_digest.h"

#include "domain/account/permission.h"
#include "domain/account/secret.h"
#include "domain/escalation/digest.txt.h"
#include "domain/escalation/duty.h"
#include "domain/escalation/fire.h"
#include "domain/notify/notify.h"
#include "html/html.h"
#include "store/db.h"

static error queue_digest(struct ctx *cx, const struct duty_person *who, struct digest *d)
{
	struct viewer viewer = { .actor = &actor_system, .locale = locale_find(who->locale) };
	struct buf text = buf_new(cx->arena, NOTIFY_TEXT_MAX);
	struct html out = html_new_plain(&text, &viewer, cx->now);
	struct str host = notify_host(cx);
	outbox_id queued;

	d->origin = notify_origin(cx);
	digest_mail_text(&out, d);
	if (text.overflow)
		return err_new(cx, ERR_LIMIT, "a digest of more than %d bytes", NOTIFY_TEXT_MAX);
	return notify_queue(cx,
		&(struct outgoing_new){
			.channel = OUTGOING_MAIL,
			.purpose = STR("escalation"),
			.recipient = who->email,
			.person = who->person,
			.message_id = str_printf(cx->arena, "esc.digest.%" PRId64 ".%" PRId64 "@%.*s",
				who->person.v, d->rungs.at[0].rung.v, STR_ARG(host)),
			.subject = str_printf(cx->arena, "[DIGEST] Late escalations: %zu",
				d->rungs.len),
			.text = buf_str(&text),
		},
		&queued);
}

static error digest_for(struct ctx *cx, const struct duty_person *who)
{
	struct digest d;
	int64_t changes;

	AUTO_TX tx = tx_begin(cx);

	TRY(q_escalation_digest_rungs(cx, who->person, &d.rungs));
	TRY(queue_digest(cx, who, &d));
	for (size_t i = 0; i < d.rungs.len; i++)
		TRY(q_escalation_digest_done(cx, who->person, d.rungs.at[i].rung, &changes));

	return tx_commit(&tx);
}

error fire_digests(struct ctx *cx, int64_t *ret_messages)
{
	*ret_messages = 0;
	for (;;) {
		struct duty_person who;
		bool found;
		TRY(q_escalation_digest_person(cx, &who, &found));
		if (!found)
			return OK;
		TRY(digest_for(cx, &who));
		++*ret_messages;
	}
}
