#include "domain/casefile/notice/notice.h"

#include "base/buf.h"
#include "domain/account/permission.h"
#include "domain/casefile/notice/notice.sql.h"
#include "domain/casefile/notice/notice_mail.h"
#include "domain/casefile/notice/unsubscribe.h"
#include "domain/notify/mail_token.h"
#include "domain/notify/digest.h"
#include "domain/notify/notify.h"
#include "domain/setting/setting.h"

enum { HANDLE_MAX = 64 };

static bool is_on(const struct ctx *cx)
{
	return cx->settings != NULL && cx->settings->smtp_url.len > 0;
}

/* "<case.2026-1123-0042@host>": what all mails of the case refer to. */
static struct str thread_of(struct ctx *cx, const struct casefile *c)
{
	return str_printf(cx->arena, "case.%.*s@%.*s", STR_ARG(c->number),
		STR_ARG(notify_host(cx)));
}

/*
 * A case is a list (RFC 2919), so that rules of a mail program catch its mails, and its
 * button for unsubscribing ends those of this case (RFC 8058).
 */
static struct str headers_of(struct ctx *cx, const struct notice_text *t, struct str end_link)
{
	struct str host = notify_host(cx), thread = thread_of(cx, t->c);
	struct str list = str_printf(cx->arena, "List-Id: <%.*s.cases.%.*s>\n"
		"List-Unsubscribe: <%.*s>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\n",
		STR_ARG(t->c->number), STR_ARG(host), STR_ARG(end_link));

	if (t->notice->kind == NOTICE_OPENED)
		return list;
	return str_printf(cx->arena, "%.*sIn-Reply-To: <%.*s>\nReferences: <%.*s>\n", STR_ARG(list),
		STR_ARG(thread), STR_ARG(thread));
}

static error queue(struct ctx *cx, const struct notice_text *t, const struct notice_person *to,
	int64_t version)
{
	enum notice_kind kind = t->notice->kind;
	bool internal = kind == NOTICE_MENTION || kind == NOTICE_ASSIGNED || kind == NOTICE_BOUNCED;
	struct mail_token about = { internal ? MAIL_TOKEN_NOTE : MAIL_TOKEN_REPLY, t->c->id.v,
		to->person.v };
	struct outgoing_new o = { .channel = OUTGOING_MAIL, .automatic = !cx->actor->staff ||
		cx->actor->person.v == 0, .purpose = internal ? STR("note") : STR("case"),
		.recipient = to->email, .person = to->person, .casefile = t->c->id,
		.entry = t->notice->entry };
	struct str end_link, token;
	outbox_id queued;

	TRY(unsubscribe_link(cx, to->person, t->c->id, &end_link));
	TRY(notice_mail_write(cx, t, to, end_link, &o));
	o.headers = headers_of(cx, t, end_link);
	o.digest = to->cadence != NOTICE_AT_ONCE;
	if (o.digest)
		o.send_at = to->cadence == NOTICE_HOURLY ? digest_hourly(cx->now)
							 : digest_daily(cx->now, to->zone);
	o.message_id = thread_of(cx, t->c);
	if (kind == NOTICE_OPENED)
		return notify_queue(cx, &o, &queued);
	TRY(mail_token_make(cx, &about, &token));
	o.message_id = str_printf(cx->arena, "case.%.*s.%" PRId64 ".%d%s%.*s@%.*s",
		STR_ARG(t->c->number), version, (int)kind, token.len > 0 ? "." : "", STR_ARG(token),
		STR_ARG(notify_host(cx)));
	return notify_queue(cx, &o, &queued);
}

static bool wants(const struct ctx *cx, const struct notice_text *t, const struct notice_person *p)
{
	enum notice_kind kind = t->notice->kind;
	bool written = kind == NOTICE_MESSAGE || kind == NOTICE_OPENED || kind == NOTICE_REMINDER ||
		kind == NOTICE_MENTION;
	/* Who opened it on the web gets the number in writing. */
	bool own = p->person.v == cx->actor->person.v &&
		!(kind == NOTICE_OPENED && t->c->channel != CHANNEL_API && !t->notice->quiet);

	if (own || p->choice == NOTICE_NONE)
		return false;
	return written || kind == NOTICE_ASSIGNED || kind == NOTICE_BOUNCED ||
		p->choice == NOTICE_ALL;
}

static error load_entry(struct ctx *cx, struct notice_text *t)
{
	struct q_notice_entry_row row = { 0 };
	bool found;

	if (t->notice->entry.v == 0)
		return OK;
	TRY(q_notice_entry(cx, t->notice->entry, &row, &found));
	t->author = row.author_name;
	t->text = row.text;
	t->markup = row.markup;
	return OK;
}

static error find_people(struct ctx *cx, const struct notice_text *t, struct notice_person_list *out)
{
	bool found;

	if (t->notice->person.v == 0)
		return q_notice_people(cx, t->c->id, out);
	out->at = arena_new(cx->arena, struct notice_person);
	TRY(q_notice_one(cx, t->notice->person, out->at, &found));
	out->len = found;
	return OK;
}

error notice_tell(struct ctx *cx, const struct casefile *c, const struct notice *n)
{
	struct notice_text t = { .c = c, .notice = n };
	struct notice_person_list people;
	struct q_notice_version_row row;

	if (!is_on(cx))
		return OK;
	TRY(load_entry(cx, &t));
	TRY(find_people(cx, &t, &people));
	TRY(q_notice_version(cx, c->id, &row));
	for (size_t i = 0; i < people.len; i++)
		if (wants(cx, &t, &people.at[i]))
			TRY(queue(cx, &t, &people.at[i], row.version));
	return OK;
}

static bool is_of_handle(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
}

/* The next name after an @ that begins a word; empty at the end. */
static struct str next_handle(struct str *rest)
{
	for (size_t i = 0; i + 1 < rest->len; i++) {
		if (rest->at[i] != '@' || (i > 0 && is_of_handle(rest->at[i - 1])))
			continue;
		size_t end = i + 1;
		while (end < rest->len && is_of_handle(rest->at[end]))
			end++;
		struct str handle = str_sub(*rest, i + 1, end - i - 1);
		*rest = str_skip(*rest, end);
		while (handle.len > 0 && handle.at[handle.len - 1] == '.')
			handle.len--; /* of the sentence */
		if (handle.len > 0 && handle.len <= HANDLE_MAX)
			return handle;
		i = 0;
	}
	return STR("");
}

error notice_mentions(struct ctx *cx, const struct casefile *c, entry_id entry, struct str text)
{
	struct str handle;

	if (!is_on(cx))
		return OK;
	for (int n = 0; n < MENTIONS_MAX && (handle = next_handle(&text)).len > 0; n++) {
		struct q_notice_named_list named;
		TRY(q_notice_named(cx, handle, &named));
		for (size_t i = 0; i < named.len; i++)
			TRY(notice_tell(cx, c, &(struct notice){ .kind = NOTICE_MENTION,
				.entry = entry, .person = named.at[i].person }));
	}
	return OK;
}

error notice_choose(struct ctx *cx, casefile_id casefile, enum notice_choice choice)
{
	struct casefile c;

	TRY(actor_may(cx, MAY_SIGNED_IN, RELATION_NONE));
	if (choice < NOTICE_ALL || choice > NOTICE_NONE)
		return err_field(cx, "choice", "Choose one of the list.");
	if (casefile.v != 0)
		TRY(casefile_load(cx, casefile, &c));
	return q_notice_choice_put(cx, cx->actor->person, casefile, choice);
}

error notice_choice_of(struct ctx *cx, casefile_id casefile, enum notice_choice *out)
{
	struct q_notice_choice_load_row row;
	bool found;

	TRY(q_notice_choice_load(cx, cx->actor->person, casefile, &row, &found));
	if (!found && casefile.v != 0)
		TRY(q_notice_choice_load(cx, cx->actor->person, (casefile_id){ 0 }, &row, &found));
	*out = found ? (enum notice_choice)row.choice : NOTICE_ALL;
	return OK;
}

error notice_cadence_choose(struct ctx *cx, enum notice_cadence cadence)
{
	TRY(actor_may(cx, MAY_SIGNED_IN, RELATION_NONE));
	if (cadence < NOTICE_AT_ONCE || cadence > NOTICE_DAILY)
		return err_field(cx, "cadence", "Choose one of the list.");
	return q_notice_cadence_put(cx, cx->actor->person, cadence);
}

error notice_cadence_of(struct ctx *cx, enum notice_cadence *out)
{
	struct q_notice_cadence_load_row row;
	bool found;

	TRY(q_notice_cadence_load(cx, cx->actor->person, &row, &found));
	*out = found ? (enum notice_cadence)row.cadence : NOTICE_AT_ONCE;
	return OK;
}
