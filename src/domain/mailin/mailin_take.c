/* mailin_take.c - what becomes of a message that was read */
#include <sodium.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "domain/account/permission.h"
#include "domain/casefile/queue/queue.h"
#include "domain/casefile/attachment.h"
#include "domain/casefile/bond.h"
#include "domain/disclosure/handover.h"
#include "domain/mailin/support_address.h"
#include "domain/mailin/mailin_part.h"
#include "domain/setting/setting.h"
#include "store/db.h"
#include "store/store.h"

/* --- effects --- */

static error attach(struct ctx *cx, const struct mail_in *m, const struct casefile *given)
{
	struct mail_in_part_list parts;
	struct casefile c = *given;
	attachment_id id;

	TRY(q_mail_in_parts(cx, m->id, &parts));
	for (size_t i = 0; i < parts.len && c.file_count < LIMIT_ATTACHMENTS_PER_CASE; i++) {
		struct mail_in_part *p = &parts.at[i];
		TRY(attachment_add(cx, &c, &(struct attachment_new){ .name = p->name,
			.sha256 = p->sha256, .size = p->size }, &id));
		c.file_count++;
	}
	return OK;
}

static struct str body_of(struct str text)
{
	return str_is_blank(text) ? STR("(This mail has no text.)") : utf8_cut(text, LIMIT_CASE_TEXT);
}

static error done(struct ctx *cx, const struct mail_in *m, casefile_id c, entry_id entry)
{
	return mailin_finish(cx, m->id, &(struct mailin_end){ MAILIN_DONE, m->reason, c, entry });
}

error mailin_append(struct ctx *cx, const struct mailin_effect *e, const struct casefile *c)
{
	struct ctx as = *cx;
	entry_id entry;

	as.actor = e->as;
	struct casefile_reply r = { .kind = e->note ? ENTRY_NOTE : ENTRY_MESSAGE,
		.text = body_of(e->text), .then = CASEFILE_STATUS_COUNT_, .letter = true };
	TRY(casefile_add_entry(&as, c, &r, &entry));
	TRY(attach(&as, e->m, c));
	return done(cx, e->m, c->id, entry);
}

error mailin_note(struct ctx *cx, const struct mail_in *m, casefile_id id, struct str text)
{
	entry_id entry;

	TRY(timeline_add(cx, id, &(struct entry_new){ .kind = ENTRY_NOTE, .letter = true,
		.text = body_of(text) }, &entry));
	TRY(store_announce(cx, STR("case"), id.v));
	return done(cx, m, id, entry);
}

static error address_of(struct ctx *cx, const struct mail_in *m, struct support_address *out)
{
	struct str rest = m->envelope_to, line;
	bool found = false;

	*out = (struct support_address){ .queue = { 0 } };
	while (!found && str_cut(&rest, '\n', &line))
		TRY(support_address_find(cx, line, out, &found));
	if (!found)
		*out = (struct support_address){ .queue = { 0 } };
	return OK;
}

/* Where cases of people go whom nobody knows. */
static error intake_queue(struct ctx *cx, queue_id *out)
{
	struct ctx own = *cx;
	struct q_mail_queue_by_name_row row;
	struct str name = cx->settings->mail_intake_queue;
	bool found;

	own.actor = &actor_system;
	TRY(q_mail_queue_by_name(cx, name, &row, &found));
	if (!found)
		return queue_create(&own,
			&(struct queue_change){ .name = name, .family = STR("(none)") }, out);
	*out = row.id;
	return OK;
}

static struct str summary_of(struct str subject)
{
	struct str s = str_trim(utf8_cut(str_trim(subject), LIMIT_SUBJECT));

	return s.len > 0 ? s : STR("Mail without a subject");
}

error mailin_open(struct ctx *cx, const struct mailin_effect *e, struct casefile *out)
{
	struct ctx as = *cx;
	struct support_address to;

	as.actor = e->as;
	TRY(address_of(cx, e->m, &to));
	struct casefile_new n = { .summary = summary_of(e->m->subject), .description = body_of(e->text),
		.priority = cx->settings->mail_priority, .product = to.product_code,
		.language = to.language.len > 0 ? to.language : e->as->locale,
		.channel = CHANNEL_MAIL, .reported_at = e->m->received_at, .queue = to.queue,
		.letter = true, .quiet = e->robot };
	if (n.queue.v == 0 && e->as->organisation.v == 0)
		TRY(intake_queue(cx, &n.queue));
	TRY(casefile_open(&as, &n, out));
	TRY(attach(&as, e->m, out));
	return done(cx, e->m, out->id, entry_of(out->id, 1));
}

/* --- what is decided --- */

struct taking {
	const struct mailin_letter *letter;
	struct mail_in m;
	struct mailin_sender sender;
	struct mailin_thread thread;
};

static error hold(struct ctx *cx, const struct taking *t, struct str why)
{
	if (t->thread.c.id.v != 0)
		TRY(store_announce(cx, STR("case"), t->thread.c.id.v));
	return mailin_finish(cx, t->m.id,
		&(struct mailin_end){ MAILIN_HELD, why, t->thread.c.id, { 0 } });
}

static error ignore(struct ctx *cx, const struct taking *t, struct str why)
{
	return mailin_finish(cx, t->m.id,
		&(struct mailin_end){ MAILIN_IGNORED, why, t->thread.c.id, { 0 } });
}

static error open_for(struct ctx *cx, const struct taking *t, const struct casefile *before)
{
	struct mailin_effect e = { .m = &t->m, .as = &t->sender.actor, .text = t->m.text,
		.robot = t->letter->robot.len > 0 };
	struct ctx own = *cx;
	struct casefile c;

	TRY(mailin_open(cx, &e, &c));
	own.actor = &actor_system;
	if (before != NULL && before->disclosure.v != 0)
		return handover_join(&own, c.id, before->disclosure);
	return before != NULL ? bond_add(&own, c.id, before->number) : OK;
}

/* The answer of a person who may write to the case, or a reason to ask somebody. */
static error append(struct ctx *cx, const struct taking *t)
{
	struct mailin_effect e = { .m = &t->m, .as = &t->sender.actor,
		.text = t->m.reply.len > 0 ? t->m.reply : t->m.text, .note = t->thread.note };
	const struct casefile *c = &t->thread.c;

	AUTO_TX tx = tx_begin(cx);

	error failed = mailin_append(cx, &e, c);
	if (failed == OK)
		return tx_commit(&tx);
	if (!err_is(failed, ERR_CONFLICT) || failed->retry || c->is_open)
		return failed;
	tx_end(&tx);
	/* It ended too long ago to be reopened. */
	return open_for(cx, t, c);
}

/* Whether the sender may write to the case on the web. */
static error belongs(struct ctx *cx, const struct taking *t, bool *out)
{
	struct ctx as = *cx;
	struct casefile c;

	*out = false;
	if (!t->sender.known)
		return OK;
	as.actor = &t->sender.actor;
	error e = casefile_load(&as, t->thread.c.id, &c);
	if (err_is(e, ERR_NOT_FOUND) || err_is(e, ERR_DENIED))
		return OK;
	TRY(e);
	*out = may_on(as.actor, MAY_UPDATE_CASE, casefile_relation(&as, &c));
	return OK;
}

static error take_answer(struct ctx *cx, const struct taking *t)
{
	const struct mailin_thread *th = &t->thread;
	bool sent = th->tie == TIE_TOKEN && th->token_for.v == t->sender.actor.person.v;
	bool member;

	TRY(belongs(cx, t, &member));
	if (t->letter->robot.len > 0 && member && th->c.disclosure.v != 0)
		return ignore(cx, t, SAY("A program answered for a case that the SIRT has."));
	if (t->letter->robot.len > 0 && member)
		return mailin_note(cx, &t->m, th->c.id, str_printf(cx->arena,
			"A program answered for %.*s (%.*s):\n\n%.*s", STR_ARG(t->m.from_address),
			STR_ARG(t->letter->robot), STR_ARG(t->m.reply)));
	if (t->letter->robot.len > 0)
		return ignore(cx, t, SAY("A program answered, from an address that is not on the case."));
	if (!member)
		return hold(cx, t, SAY("The sender is not on this case."));
	if (t->sender.actor.staff && !sent)
		return hold(cx, t, SAY("A mail from the desk that answers none of ours to that person."));
	return append(cx, t);
}

/* A program that reports something, not one that answers. */
static bool is_reporter(struct str robot)
{
	return str_starts(robot, STR("Auto-Submitted: auto-generated")) ||
		str_starts(robot, STR("X-Cron-Env"));
}

static error take_new(struct ctx *cx, struct taking *t)
{
	struct str robot = t->letter->robot;
	bool listed = str_starts(robot, STR("List-")) || str_starts(robot, STR("Precedence"));

	if (robot.len > 0 && !is_reporter(robot)) {
		if (t->sender.known && listed)
			return hold(cx, t, SAY("It came by a list or in bulk."));
		return ignore(cx, t, SAY("A program wrote it, and it is about no case."));
	}
	if (t->m.from_address.len == 0)
		return hold(cx, t, SAY("It does not say who sent it."));
	if (t->sender.known && t->sender.actor.staff)
		return hold(cx, t, SAY("A mail from the desk that answers none of ours to that person."));
	if (!t->sender.known && !cx->settings->mail_unknown_opens)
		return hold(cx, t, SAY("The sender has no account."));
	TRY(mailin_make_sender(cx, &t->m, &t->sender));
	if (!t->sender.known)
		return hold(cx, t, SAY("The account of the sender is disabled."));
	TRY(q_mail_peer_robot(cx, t->m.from_address, robot.len > 0 ? cx->now : (instant){ 0 }));
	return open_for(cx, t, NULL);
}

/* --- the message --- */

static void hash_text(crypto_generichash_state *h, struct str s)
{
	crypto_generichash_update(h, (const unsigned char *)&s.len, sizeof s.len);
	crypto_generichash_update(h, (const unsigned char *)s.at, s.len);
}

/* What makes two deliveries the same message; empty: nothing does. */
static struct str digest_of(struct ctx *cx, const struct mailin_letter *l)
{
	unsigned char sum[32];
	crypto_generichash_state h;

	if (l->message_id.len == 0)
		return STR("");
	crypto_generichash_init(&h, NULL, 0, sizeof sum);
	hash_text(&h, l->message_id);
	hash_text(&h, l->from_address);
	hash_text(&h, l->subject);
	hash_text(&h, l->text);
	for (size_t i = 0; i < l->files.len; i++)
		hash_text(&h, l->files.at[i].sha256);
	crypto_generichash_final(&h, sum, sizeof sum);
	return str_copy(cx->arena, str_of(sum, sizeof sum));
}

static error keep(struct ctx *cx, struct taking *t, struct str digest)
{
	const struct mailin_letter *l = t->letter;
	struct mail_in *m = &t->m;

	m->message_id = utf8_cut(l->message_id, LIMIT_TITLE);
	m->from_name = utf8_cut(l->from_name, LIMIT_NAME);
	m->from_address = str_lower(cx->arena, utf8_cut(l->from_address, LIMIT_EMAIL));
	m->to_text = utf8_cut(l->to, LIMIT_REASON);
	m->subject = utf8_cut(l->subject, LIMIT_TITLE);
	m->text = utf8_cut(l->text, LIMIT_CASE_TEXT);
	m->reply = utf8_cut(l->reply, LIMIT_CASE_TEXT);
	m->html = l->html.len > LIMIT_MAIL_HTML ? STR("") : l->html;
	m->person = t->sender.actor.person;
	TRY(q_mail_in_set_letter(cx, &(struct q_mail_in_set_letter_args){ .id = m->id,
		.digest = digest, .message_id = m->message_id, .from_name = m->from_name,
		.from_address = m->from_address, .to_text = m->to_text, .subject = m->subject,
		.text = m->text, .reply = m->reply, .html = m->html, .person = m->person }));
	if (l->seal.state != PGP_PLAIN || l->seal.signature != PGP_UNSIGNED)
		TRY(q_mail_in_set_seal(cx, m->id, l->seal.state, utf8_cut(l->seal.keys, LIMIT_REASON),
			l->seal.signature, utf8_cut(l->seal.signer, LIMIT_NAME), l->seal.signer_key));
	for (size_t i = 0; i < l->files.len; i++)
		TRY(q_mail_in_part_insert(cx, m->id, (int64_t)i, l->files.at[i].name,
			l->files.at[i].size, l->files.at[i].sha256));
	return OK;
}

static error begin(struct ctx *cx, mail_in_id id, struct taking *t, bool *ret_waits)
{
	bool found;

	TRY(q_mail_in_load(cx, id, &t->m, &found));
	*ret_waits = found && t->m.state == MAILIN_RECEIVED;
	return OK;
}

static error decide(struct ctx *cx, struct taking *t, struct str digest)
{
	struct q_mail_in_same_row same;
	bool found = false;

	if (t->letter->own)
		return ignore(cx, t, SAY("A mail of ours came back to us."));
	if (t->letter->robot.len == 0)
		TRY(q_mail_peer_heard(cx, t->m.from_address));
	if (digest.len > 0)
		TRY(q_mail_in_same(cx, digest, t->m.id, &same, &found));
	if (found)
		return ignore(cx, t, SAY("The same message is there already."));
	TRY(mailin_find_thread(cx, &t->m, t->letter, &t->thread));
	if (t->letter->is_report)
		return mailin_report(cx, &t->m, t->letter, t->thread.bounce);
	return t->thread.tie != TIE_NONE ? take_answer(cx, t) : take_new(cx, t);
}

error mailin_take(struct ctx *cx, mail_in_id id, const struct mailin_letter *l)
{
	struct taking t = { .letter = l };
	struct str digest = digest_of(cx, l);
	bool waits;

	AUTO_TX tx = tx_begin(cx);

	TRY(begin(cx, id, &t, &waits));
	if (!waits)
		return OK;
	TRY(mailin_find_sender(cx, l->from_address, &t.sender));
	TRY(keep(cx, &t, digest));
	TRY(decide(cx, &t, digest));

	return tx_commit(&tx);
}

/* --- what nobody can read --- */

static error take_unread(struct ctx *cx, struct taking *t, struct str why)
{
	struct mailin_effect e = { .m = &t->m, .robot = true };

	TRY(q_mail_in_part_insert(cx, t->m.id, 0, STR("message.eml"), t->m.size, t->m.sha256));
	t->m.reason = str_printf(cx->arena, "It could not be read: %.*s",
		STR_ARG(utf8_cut(why, LIMIT_REASON / 2)));
	if (t->m.from_address.len == 0 || (!t->sender.known && !cx->settings->mail_unknown_opens))
		return hold(cx, t, t->m.reason);
	error failed = mailin_make_sender(cx, &t->m, &t->sender);
	if (err_is(failed, ERR_INVALID) || (failed == OK && (!t->sender.known || t->sender.actor.staff)))
		return hold(cx, t, t->m.reason);
	TRY(failed);
	e.as = &t->sender.actor;
	e.text = STR("This mail could not be read. It is attached as it came.");
	struct casefile c;
	return mailin_open(cx, &e, &c);
}

error mailin_broken(struct ctx *cx, mail_in_id id, const struct mailin_letter *l, struct str why,
	bool for_good)
{
	struct taking t = { .letter = l };
	bool waits;

	AUTO_TX tx = tx_begin(cx);

	TRY(begin(cx, id, &t, &waits));
	if (!waits)
		return OK;
	if (!for_good && t.m.tries + 1 < MAILIN_TRIES) {
		TRY(q_mail_in_again(cx, id, instant_add(cx->now, (seconds){ MAILIN_PAUSE_S }),
			utf8_cut(why, LIMIT_REASON)));
		return tx_commit(&tx);
	}
	TRY(mailin_find_sender(cx, l->from_address, &t.sender));
	TRY(keep(cx, &t, STR("")));
	TRY(take_unread(cx, &t, why));

	return tx_commit(&tx);
}
