#include "domain/notify/notify.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "domain/account/secret.h"
#include "domain/setting/setting.h"

enum { CAP_S = 3600, PAUSE_FIRST_S = 15, PAUSE_MOST_S = 3600, ERROR_TEXT_MAX = 500 };

struct str notify_header(struct arena *arena, struct str value)
{
	struct buf line = buf_new(arena, value.len + 1);

	for (size_t i = 0; i < value.len; i++) {
		unsigned char c = (unsigned char)value.at[i];
		buf_char(&line, c < ' ' || c == 0x7f ? ' ' : value.at[i]);
	}
	return str_trim(buf_str(&line));
}

static struct settings settings_of(const struct ctx *cx)
{
	return cx->settings != NULL ? *cx->settings : settings_initial();
}

struct str notify_origin(const struct ctx *cx)
{
	struct str origin = settings_of(cx).origin;

	return origin.len > 0 ? origin : STR("http://localhost:8080");
}

struct str notify_center(const struct ctx *cx)
{
	return settings_of(cx).center_name;
}

struct str notify_host(const struct ctx *cx)
{
	return settings_of(cx).escalation_host;
}

static error check_new(struct ctx *cx, const struct outgoing_new *n)
{
	if (n->recipient.len == 0 || n->recipient.len > NOTIFY_RECIPIENT_MAX)
		return err_new(cx, ERR_INVALID, "a message without a recipient");
	if (n->text.len + n->html.len > NOTIFY_TEXT_MAX)
		return err_new(cx, ERR_LIMIT, "a message of %zu bytes", n->text.len + n->html.len);
	return OK;
}

static bool is_daemon(struct str address)
{
	static const struct str names[] = { STR_INIT("mailer-daemon@"), STR_INIT("postmaster@"),
		STR_INIT("noreply@"), STR_INIT("no-reply@"), STR_INIT("donotreply@") };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_starts(address, names[i]))
			return true;
	return false;
}

static error may_answer(struct ctx *cx, struct str recipient, bool *out)
{
	struct q_outgoing_recent_row recent;
	struct q_mail_peer_load_row peer = { .robot_at = { 0 } };
	struct str address = str_lower(cx->arena, recipient);
	instant since = instant_add(cx->now, (seconds){ -CAP_S });
	bool found;

	TRY(q_mail_peer_load(cx, address, &peer, &found));
	TRY(q_outgoing_recent(cx, address, since, &recent));
	*out = !is_daemon(address) && !(found && instant_is_set(peer.robot_at)) &&
		recent.count < settings_of(cx).mail_cap;
	return OK;
}

error notify_queue(struct ctx *cx, const struct outgoing_new *n, outbox_id *ret_id)
{
	bool queued;
	struct q_outgoing_insert_row row;
	struct str message_id = n->message_id, host = notify_host(cx);

	TRY(check_new(cx, n));
	bool wanted = true;
	if (n->automatic)
		TRY(may_answer(cx, n->recipient, &wanted));
	*ret_id = (outbox_id){ 0 };
	if (!wanted)
		return OK;
	if (message_id.len == 0)
		message_id = str_printf(cx->arena, "%.*s@%.*s", STR_ARG(secret_new(cx->arena)),
			STR_ARG(host));
	TRY(q_outgoing_insert(cx, n->channel, n->purpose,
		notify_header(cx->arena, n->recipient), n->person, n->casefile, n->entry, n->rung,
		notify_header(cx->arena, message_id), notify_header(cx->arena, n->subject), n->text, n->html,
		n->headers, OUTGOING_WAITING, cx->now,
		instant_is_set(n->send_at) ? n->send_at : cx->now, n->digest, &row, &queued));
	*ret_id = queued ? row.id : (outbox_id){ 0 };
	return OK;
}

error notify_due(struct ctx *cx, struct outgoing_list *out)
{
	return notify_due_of(cx, &(struct notify_want){ .mail = true }, out);
}

error notify_due_of(struct ctx *cx, const struct notify_want *want, struct outgoing_list *out)
{
	if (!want->mail)
		return q_outgoing_due_hooks(cx, cx->now, out);
	return want->briefs ? q_outgoing_due_briefs(cx, cx->now, out)
			    : q_outgoing_due(cx, cx->now, out);
}

error notify_next(struct ctx *cx, instant *ret_at)
{
	bool waits;
	struct q_outgoing_next_row row;

	TRY(q_outgoing_next(cx, &row, &waits));
	*ret_at = waits ? row.at : (instant){ 0 };
	return OK;
}

error notify_sent(struct ctx *cx, outbox_id id)
{
	int64_t changes; /* 0: withdrawn meanwhile */

	return q_outgoing_sent(cx, id, OUTGOING_SENT, cx->now, &changes);
}

error notify_unsigned(struct ctx *cx, outbox_id id, struct str why)
{
	return q_outgoing_set_unsigned(cx, id, utf8_cut(utf8_clean(cx->arena, why), ERROR_TEXT_MAX));
}

seconds notify_pause(int64_t attempts)
{
	int64_t s = PAUSE_FIRST_S;

	for (int64_t i = 1; i < attempts && s < PAUSE_MOST_S; i++)
		s *= 2;
	return (seconds){ s < PAUSE_MOST_S ? s : PAUSE_MOST_S };
}

error notify_failed(struct ctx *cx, outbox_id id, struct str why, bool permanent,
	int64_t *ret_attempts)
{
	struct q_outgoing_failure_row row;
	bool waits;
	int64_t changes;

	TRY(q_outgoing_failure(cx, id, &row, &waits));
	*ret_attempts = waits ? row.attempts + 1 : 0;
	if (!waits)
		return OK;

	bool over = permanent ||
		instant_since(cx->now, row.created_at).s > NOTIFY_GIVE_UP_S;
	instant next = over ? (instant){ 0 }
			    : instant_add(cx->now, notify_pause(*ret_attempts));
	return q_outgoing_failed(cx, id, over ? OUTGOING_FAILED : OUTGOING_WAITING, next,
		utf8_cut(utf8_clean(cx->arena, why), ERROR_TEXT_MAX), &changes);
}

error notify_withdraw_rung(struct ctx *cx, rung_id rung)
{
	int64_t changes;

	return q_outgoing_withdraw(cx, rung, OUTGOING_WITHDRAWN, &changes);
}
