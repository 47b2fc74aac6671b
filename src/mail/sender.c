#include "mail/sender.h"

#include "domain/escalation/chase.h"
#include "domain/mailin/support_address.h"
#include "domain/notify/mail_token.h"
#include "domain/notify/digest.h"
#include "domain/notify/notify.h"
#include "domain/notify/suppression.h"
#include "mail/message.h"
#include "os/log.h"
#include "os/metric.h"

struct note {
	const struct outgoing *message;
	struct courier_outcome outcome;
	bool held_back; /* the address is on the suppression list */
	struct digest digest; /* what went along; of one that goes alone no parts */
};

static error note_address(struct ctx *cx, const struct note *n)
{
	if (n->held_back)
		return suppression_count(cx, n->message->recipient);
	if (n->outcome.no_mailbox)
		return suppression_note(cx, n->message->recipient, SUPPRESSION_BOUNCE,
			n->outcome.why);
	return OK;
}

static error note_message(struct ctx *cx, const struct note *n, const struct outgoing *m)
{
	int64_t attempts = m->attempts + 1;
	enum delivery delivery = n->outcome.refused ? DELIVERY_BOUNCED : DELIVERY_FAILED;

	if (n->outcome.delivered) {
		delivery = DELIVERY_DONE;
		if (n->outcome.unsigned_why.len > 0)
			TRY(notify_unsigned(cx, m->id, n->outcome.unsigned_why));
		TRY(notify_sent(cx, m->id));
	} else {
		TRY(notify_failed(cx, m->id, n->outcome.why, n->outcome.refused, &attempts));
	}
	/* attempts is 0 when it was withdrawn meanwhile. */
	if (m->rung.v == 0 || attempts == 0)
		return OK;
	return escalation_delivery(cx, m->rung, delivery, attempts, m->recipient);
}

/* In one transaction: how it went, and what the ladder makes of that. */
static error note_outcome(struct ctx *cx, void *arg)
{
	const struct note *n = arg;

	if (!n->outcome.delivered)
		TRY(note_address(cx, n));
	for (size_t i = 0; i < n->digest.parts.len; i++)
		TRY(note_message(cx, n, &n->digest.parts.at[i]));
	return n->digest.parts.len > 0 ? OK : note_message(cx, n, n->message);
}

/* Where it is sent back to: an address that names it, where mail for that comes to us. */
static error return_path(struct ctx *cx, const struct outgoing *m, struct str *out)
{
	struct support_address from;
	struct str token;
	bool found;

	*out = cx->settings->mail_from;
	TRY(support_address_find(cx, *out, &from, &found));
	TRY(mail_token_make(cx, &(struct mail_token){ MAIL_TOKEN_BOUNCE, m->id.v, 0 }, &token));
	if (found && from.plus && token.len > 0)
		*out = mail_token_address(cx->arena, *out, token);
	return OK;
}

/* A refusal without asking anybody: the address has refused before. */
static error find_held_back(struct ctx *cx, struct note *n)
{
	struct suppression s;

	TRY(suppression_find(cx, n->message->recipient, &s, &n->held_back));
	if (n->held_back)
		n->outcome = (struct courier_outcome){ .refused = true, .why = str_printf(cx->arena,
			"mail to this address is held back: %.*s", STR_ARG(s.why)) };
	return OK;
}

static error deliver(struct ctx *cx, struct courier *courier, struct note *n)
{
	const struct outgoing *m = n->message;
	struct courier_letter letter = { .from = cx->settings->mail_from, .to = m->recipient };

	if (m->channel == OUTGOING_WEBHOOK) {
		n->outcome = courier_post(courier, cx->arena, cx->settings, m->recipient, m->text);
		return OK;
	}
	TRY(find_held_back(cx, n));
	if (n->held_back)
		return OK;
	if (m->digest)
		TRY(digest_gather(cx, m, &n->digest));
	TRY(mail_compose(cx, cx->settings, m->digest ? &n->digest.mail : m, &letter.message));
	TRY(return_path(cx, m, &letter.from));
	n->outcome = courier_mail(courier, cx->arena, cx->settings, &letter);
	return OK;
}

static error send_one(struct ctx *cx, struct store *store, struct courier *courier,
	struct note *n)
{
	TRY(deliver(cx, courier, n));
	if (!n->outcome.delivered)
		log_warn("mail", 0, str_printf(cx->arena, "message %" PRId64 " to %.*s: %.*s",
			n->message->id.v, STR_ARG(n->message->recipient),
			STR_ARG(n->outcome.why)));
	metric_add(METRIC_MAIL_UNSIGNED, n->outcome.delivered && n->outcome.unsigned_why.len > 0);
	return store_write(store, cx, note_outcome, n);
}

/* What went along with a digest is not sent once more. */
static void skip_parts(struct outgoing_list *due, const struct digest *d)
{
	for (size_t i = 0; i < due->len; i++)
		for (size_t p = 0; p < d->parts.len; p++)
			if (due->at[i].id.v == d->parts.at[p].id.v)
				due->at[i].id.v = 0;
}

/* Each message has an arena of its own: a batch may be large. */
static error send_list(struct ctx *cx, struct store *store, struct courier *courier,
	struct outgoing_list *due, struct sender_pass *pass)
{
	for (size_t i = 0; i < due->len; i++) {
		heart_beat(HEART_OUTBOX);
		if (due->at[i].id.v == 0)
			continue;
		AUTO_ARENA arena = arena_create();
		struct ctx own = *cx;
		struct note n = { .message = &due->at[i] };
		own.arena = arena;
		TRY_KEEP(cx->arena, send_one(&own, store, courier, &n));
		skip_parts(due, &n.digest);
		pass->sent += n.outcome.delivered;
		pass->failed += !n.outcome.delivered;
		if (n.outcome.unreachable) {
			pass->more = false;
			return OK;
		}
	}
	return OK;
}

error sender_pass(struct ctx *cx, struct store *store, struct courier *courier,
	struct sender_pass *ret)
{
	struct notify_want briefs = { .mail = cx->settings->smtp_url.len > 0, .briefs = true };
	struct notify_want all = { .mail = briefs.mail };
	struct outgoing_list due;

	*ret = (struct sender_pass){ 0 };
	TRY(notify_due_of(cx, &briefs, &due));
	if (due.len == 0)
		TRY(notify_due_of(cx, &all, &due));
	ret->more = due.len > 0;
	return send_list(cx, store, courier, &due, ret);
}
