/* mailin_decide.c - what people of the desk do with mail that is held */
#include "domain/account/permission.h"
#include "domain/audit/audit.h"
#include "domain/casefile/watch.h"
#include "domain/mailin/mailin_part.h"
#include "store/db.h"
#include "store/store.h"

static error begin(struct ctx *cx, mail_in_id id, struct mail_in *out)
{
	TRY(mailin_load(cx, id, out));
	if (out->state != MAILIN_HELD)
		return err_person(cx, ERR_CONFLICT, "Somebody has decided on this mail already.");
	return OK;
}

static error sender_of(struct ctx *cx, const struct mail_in *m, struct mailin_sender *out)
{
	if (m->from_address.len == 0)
		return err_person(cx, ERR_INVALID, "This mail does not say who sent it. Open the case by hand.");
	TRY(mailin_make_sender(cx, m, out));
	if (!out->known)
		return err_person(cx, ERR_CONFLICT, "The account of the sender is disabled.");
	return OK;
}

error mailin_accept(struct ctx *cx, mail_in_id id, bool watch)
{
	struct mail_in m;
	struct mailin_sender sender;
	struct casefile c;

	AUTO_TX tx = tx_begin(cx);

	TRY(begin(cx, id, &m));
	if (m.casefile.v == 0)
		return err_person(cx, ERR_INVALID, "This mail is about no case. Open one from it.");
	TRY(mailin_case(cx, m.casefile, &c));
	TRY(sender_of(cx, &m, &sender));
	if (watch)
		TRY(casefile_watch(cx, c.id, m.from_address));
	TRY(mailin_append(cx, &(struct mailin_effect){ .m = &m, .as = &sender.actor,
		.text = m.reply.len > 0 ? m.reply : m.text }, &c));
	TRY(audit_note(cx, STR("mail.accepted"), "mail", id.v, m.from_address));

	return tx_commit(&tx);
}

error mailin_open_case(struct ctx *cx, mail_in_id id, struct casefile *out)
{
	struct mail_in m;
	struct mailin_sender sender;

	AUTO_TX tx = tx_begin(cx);

	TRY(begin(cx, id, &m));
	TRY(sender_of(cx, &m, &sender));
	TRY(mailin_open(cx, &(struct mailin_effect){ .m = &m, .as = &sender.actor, .text = m.text }, out));
	if (m.casefile.v != 0)
		TRY(store_announce(cx, STR("case"), m.casefile.v));
	TRY(audit_note(cx, STR("mail.opened-case"), "mail", id.v, m.from_address));

	return tx_commit(&tx);
}

error mailin_ignore(struct ctx *cx, mail_in_id id)
{
	struct mail_in m;

	AUTO_TX tx = tx_begin(cx);

	TRY(begin(cx, id, &m));
	TRY(mailin_finish(cx, id, &(struct mailin_end){ MAILIN_IGNORED,
		SAY("Somebody of the desk decided so."), m.casefile, { 0 } }));
	if (m.casefile.v != 0)
		TRY(store_announce(cx, STR("case"), m.casefile.v));
	TRY(audit_note(cx, STR("mail.ignored"), "mail", id.v, m.from_address));

	return tx_commit(&tx);
}
