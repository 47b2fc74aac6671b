/* mailin_report.c - mail of ours that came back, is late, or is unwanted */
#include "base/limits.h"
#include "base/utf8.h"
#include "domain/account/permission.h"
#include "domain/casefile/notice/notice.h"
#include "domain/escalation/chase.h"
#include "domain/mailin/mailin_part.h"
#include "domain/notify/notify.h"
#include "domain/notify/suppression.h"
#include "store/store.h"

/* The message that a report is about; by our token, else by its Message-ID and recipient. */
static error find_sent(struct ctx *cx, const struct mailin_letter *l, const struct mailin_report *r,
	outbox_id token, struct mail_sent *out, bool *ret_found)
{
	*ret_found = false;
	if (token.v != 0)
		TRY(q_mail_sent_by_id(cx, token, out, ret_found));
	if (*ret_found || l->reported_id.len == 0 || r->recipient.len == 0)
		return OK;
	return q_mail_sent_by_message(cx, l->reported_id, str_lower(cx->arena, r->recipient), out,
		ret_found);
}

static struct str words_of(struct ctx *cx, const struct mail_sent *s, const struct mailin_report *r)
{
	const char *what = r->outcome == MAILIN_FAILED ? "could not be delivered"
		: r->outcome == MAILIN_DELAYED	       ? "is delayed"
						       : "is called unwanted by who got it";

	return str_printf(cx->arena, "The mail to %.*s %s.\n\n%.*s%s%.*s", STR_ARG(s->recipient), what,
		STR_ARG(r->status), r->status.len > 0 ? " " : "",
		STR_ARG(utf8_cut(r->text, LIMIT_REASON)));
}

/* The owner learns that nobody reads what is written. */
static error tell_owner(struct ctx *cx, const struct casefile *c, const struct mail_sent *s,
	const struct mailin_report *r)
{
	if (c->owner.v == 0)
		return OK;
	return notice_tell(cx, c, &(struct notice){ .kind = NOTICE_BOUNCED, .person = c->owner,
		.to = s->recipient, .why = utf8_cut(r->text, LIMIT_REASON) });
}

static error failed(struct ctx *cx, const struct mail_sent *s, const struct mailin_report *r,
	bool *ret_new)
{
	struct str why = str_printf(cx->arena, "%.*s %.*s", STR_ARG(r->status),
		STR_ARG(utf8_cut(r->text, LIMIT_REASON / 4)));
	int64_t changed = 1;

	if (r->outcome == MAILIN_FAILED)
		TRY(q_mail_sent_failed(cx, s->id, OUTGOING_FAILED, why, &changed));
	TRY(q_mail_peer_bounced(cx, s->recipient, cx->now, why));
	if (r->outcome == MAILIN_COMPLAINT)
		TRY(suppression_note(cx, s->recipient, SUPPRESSION_COMPLAINT, why));
	else if (suppression_is_gone(r->status))
		TRY(suppression_note(cx, s->recipient, SUPPRESSION_BOUNCE, why));
	*ret_new = changed > 0;
	if (*ret_new && r->outcome == MAILIN_FAILED && s->rung.v != 0)
		TRY(escalation_delivery(cx, s->rung, DELIVERY_BOUNCED, s->attempts, s->recipient));
	return OK;
}

/* One recipient; *ret_case is what a note went to. */
static error take_report(struct ctx *cx, const struct mail_in *m, const struct mail_sent *s,
	const struct mailin_report *r)
{
	struct casefile c;
	bool is_new = true;

	if (r->outcome != MAILIN_DELAYED)
		TRY(failed(cx, s, r, &is_new));
	if (!is_new || s->casefile.v == 0)
		return OK;
	TRY(mailin_case(cx, s->casefile, &c));
	TRY(mailin_note(cx, m, c.id, words_of(cx, s, r)));
	return r->outcome == MAILIN_DELAYED ? OK : tell_owner(cx, &c, s, r);
}

error mailin_report(struct ctx *cx, const struct mail_in *m, const struct mailin_letter *l,
	outbox_id token)
{
	struct str none = l->reports.len > 0 ? SAY("A report on a message that is not ours.")
					     : SAY("A report that a message arrived.");
	struct ctx own = *cx;
	bool any = false;

	own.actor = &actor_system;
	/* What mailin_note writes counts more: it names the case. */
	TRY(mailin_finish(cx, m->id, &(struct mailin_end){ MAILIN_IGNORED, none, { 0 }, { 0 } }));
	for (size_t i = 0; i < l->reports.len; i++) {
		const struct mailin_report *r = &l->reports.at[i];
		struct mail_sent s;
		bool found;
		TRY(find_sent(cx, l, r, token, &s, &found));
		if (!found)
			continue;
		if (!any)
			TRY(mailin_finish(cx, m->id, &(struct mailin_end){ MAILIN_DONE,
				STR(""), { 0 }, { 0 } }));
		any = true;
		TRY(take_report(&own, m, &s, r));
	}
	return OK;
}
