#include "domain/notify/outbox.h"

#include "domain/account/permission.h"
#include "domain/audit/audit.h"
#include "domain/setting/setting.h"

struct str outbox_word(int64_t state, int64_t attempts)
{
	switch ((enum outgoing_state)state) {
	case OUTGOING_WAITING:
		return attempts > 0 ? SAY("Delayed") : SAY("Queued");
	case OUTGOING_SENT:
		return SAY("Sent");
	case OUTGOING_FAILED:
		return SAY("Failed");
	case OUTGOING_WITHDRAWN:
		return SAY("Withdrawn");
	}
	return STR("");
}

bool outbox_may_retry(int64_t state)
{
	return state == OUTGOING_WAITING || state == OUTGOING_FAILED;
}

error outbox_page(struct ctx *cx, enum outbox_show show, outbox_id before,
	struct outbox_line_list *out)
{
	outbox_id below = { before.v > 0 ? before.v : INT64_MAX };

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	if (show == OUTBOX_ALL)
		return q_outbox_all(cx, below, out);
	return q_outbox_in_state(cx, show == OUTBOX_FAILED ? OUTGOING_FAILED : OUTGOING_WAITING,
		below, out);
}

error outbox_totals(struct ctx *cx, struct outbox_totals *out)
{
	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	return q_outbox_count(cx, out);
}

error outbox_unsigned(struct ctx *cx, struct outbox_unsigned *out)
{
	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	*out = (struct outbox_unsigned){ 0 };
	if (cx->settings->mail_pgp_key.len == 0)
		return OK;
	return q_outbox_unsigned(cx, instant_add(cx->now, (seconds){ -OUTBOX_UNSIGNED_DAYS * 86400 }), out);
}

/* Told to the audit log, or refused when there is nothing left to change. */
static error note_change(struct ctx *cx, outbox_id id, int64_t changes, struct str act)
{
	struct q_outbox_recipient_row row;
	bool found;

	TRY(q_outbox_recipient(cx, id, &row, &found));
	if (!found)
		return err_new(cx, ERR_NOT_FOUND, "there is no message %" PRId64 " in the outbox", id.v);
	if (changes == 0)
		return err_person(cx, ERR_CONFLICT,
			"This message was sent or withdrawn already. Look at the list again.");
	return audit_note(cx, act, "outgoing", id.v, row.recipient);
}

error outbox_retry(struct ctx *cx, outbox_id id)
{
	int64_t changes;

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	TRY(q_outbox_again(cx, id, OUTGOING_WAITING, cx->now, &changes));
	return note_change(cx, id, changes, STR("outgoing.retried"));
}

error outbox_drop(struct ctx *cx, outbox_id id)
{
	int64_t changes;

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	TRY(q_outbox_remove(cx, id, OUTGOING_WITHDRAWN, &changes));
	return note_change(cx, id, changes, STR("outgoing.dropped"));
}

error outbox_of_entries(struct ctx *cx, casefile_id casefile, entry_id first, entry_id last,
	struct outbox_delivery_list *out)
{
	TRY(actor_may(cx, MAY_WORK_CASE, RELATION_NONE));
	return q_outbox_entries(cx, casefile, first, last, out);
}
