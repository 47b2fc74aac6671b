#include "domain/mailin/mailbox.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "domain/account/permission.h"
#include "domain/audit/audit.h"
#include "domain/mailin/support_address.h"
#include "store/db.h"

enum { PERIOD_MIN_S = 10, PERIOD_MAX_S = 86400, DOUBLINGS_MAX = 12, WHY_MAX = 300 };

static bool is_word(struct str s, size_t most)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] < ' ' || s.at[i] == '"' || s.at[i] == '\\')
			return false;
	return s.len <= most && utf8_is_text(s);
}

static bool is_url(struct str s)
{
	struct str host = str_starts(s, STR("imaps://")) ? str_skip(s, 8)
		: str_starts(s, STR("imap://"))		 ? str_skip(s, 7)
							 : STR("");

	for (size_t i = 0; i < host.len; i++)
		if (host.at[i] == '/' || host.at[i] == '@' || host.at[i] <= ' ')
			return false;
	return host.len > 0 && s.len <= LIMIT_NAME && utf8_is_text(s);
}

bool mailbox_is_here(struct str url)
{
	static const struct str here[] = { STR_INIT("127.0.0.1"), STR_INIT("localhost"), STR_INIT("[::1]") };
	ptrdiff_t at = str_find(url, STR("://"));
	struct str host = at < 0 ? STR("") : str_skip(url, (size_t)at + 3);

	for (size_t i = 0; i < sizeof here / sizeof *here; i++) {
		struct str rest = str_skip(host, here[i].len);
		if (str_starts(host, here[i]) && (rest.len == 0 || rest.at[0] == ':' || rest.at[0] == '/'))
			return true;
	}
	return false;
}

static bool is_secret(struct str s)
{
	return s.len <= MAILBOX_SECRET_MAX && is_word(s, MAILBOX_SECRET_MAX);
}

/* A token endpoint sees secrets: over TLS alone, but on this machine. */
static error check_tokens(struct ctx *cx, const struct mailbox_new *n)
{
	struct str url = n->token_url;
	bool safe = str_starts(url, STR("https://")) || (str_starts(url, STR("http://")) && mailbox_is_here(url));
	error wrong = OK;

	if (url.len == 0)
		return OK;
	if (!safe || !is_word(url, LIMIT_URL))
		wrong = err_also(cx, wrong, err_field(cx, "token_url",
			"Give the token endpoint: https://login.example.com/token."));
	if (n->client_id.len == 0 || !is_word(n->client_id, LIMIT_NAME))
		wrong = err_also(cx, wrong, err_field(cx, "client_id",
			"Give the client's name at the token endpoint."));
	if (!is_secret(n->client_secret) || n->secret.len + n->client_secret.len == 0)
		wrong = err_also(cx, wrong, err_field(cx, "client_secret",
			"Give the client's secret, or a refresh token, or both."));
	if (!is_word(n->scope, LIMIT_URL))
		wrong = err_also(cx, wrong, err_field(cx, "scope", "A scope is words with spaces between."));
	return wrong;
}

static error check_new(struct ctx *cx, const struct mailbox_new *n)
{
	struct support_address address;
	error wrong = OK;
	bool known;

	TRY(support_address_find(cx, n->address, &address, &known));
	if (!is_url(n->url))
		wrong = err_also(cx, wrong, err_field(cx, "url", "Give the server: imaps://mail.example.com."));
	if (!is_word(n->folder, LIMIT_NAME) || !is_word(n->move_to, LIMIT_NAME))
		wrong = err_also(cx, wrong, err_field(cx, "folder",
			"A folder's name has at most 200 bytes, without quotes."));
	if (n->user.len == 0 || !is_word(n->user, LIMIT_EMAIL))
		wrong = err_also(cx, wrong, err_field(cx, "user", "Give the name to sign in with."));
	if ((n->secret.len == 0 && n->token_url.len == 0) || !is_secret(n->secret))
		wrong = err_also(cx, wrong, err_field(cx, "secret", "Give the password, or the token."));
	if (!known)
		wrong = err_also(cx, wrong, err_field(cx, "address",
			"Mail is not taken for this address. Add it first."));
	if (n->afterwards == MAILBOX_MOVE && n->move_to.len == 0)
		wrong = err_also(cx, wrong, err_field(cx, "move_to", "Say which folder mail is moved to."));
	if (n->period < PERIOD_MIN_S || n->period > PERIOD_MAX_S)
		wrong = err_also(cx, wrong, err_field(cx, "period", "Look each 10 to 86,400 seconds."));
	return err_also(cx, wrong, check_tokens(cx, n));
}

error mailbox_add(struct ctx *cx, const struct mailbox_new *n, mailbox_id *out)
{
	struct q_mailbox_insert_row made;
	struct mailbox_list all;

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	TRY(check_new(cx, n));
	TRY(q_mailbox_list(cx, &all));
	if (all.len >= MAILBOXES_MAX)
		return err_field(cx, "url", "There are 50 mailboxes, the most there may be.");

	AUTO_TX tx = tx_begin(cx);

	error e = q_mailbox_insert(cx, &(struct q_mailbox_insert_args){ .url = n->url,
		.folder = n->folder.len > 0 ? n->folder : STR("INBOX"), .user = n->user,
		.secret = n->secret, .bearer = n->bearer || n->token_url.len > 0,
		.token_url = n->token_url, .client_id = n->client_id, .client_secret = n->client_secret,
		.scope = n->scope, .address = str_lower(cx->arena, n->address),
		.afterwards = n->afterwards, .move_to = n->move_to, .period = n->period,
		.now = cx->now }, &made);
	if (err_is(e, ERR_CONFLICT) && !e->retry)
		return err_field(cx, "url", "This mailbox is looked into already.");
	TRY(e);
	TRY(audit_note(cx, STR("mailbox.added"), "mailbox", made.id.v, n->url));
	TRY(tx_commit(&tx));

	*out = made.id;
	return OK;
}

error mailbox_renew(struct ctx *cx, mailbox_id id, struct str secret)
{
	int64_t changed;

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	if (secret.len == 0 || !is_secret(secret))
		return err_field(cx, "secret", "Give the password, or the token.");

	AUTO_TX tx = tx_begin(cx);

	TRY(q_mailbox_set_secret(cx, id, secret, cx->now, &changed));
	if (changed == 0)
		return err_new(cx, ERR_NOT_FOUND, "no mailbox %" PRId64, id.v);
	TRY(audit_note(cx, STR("mailbox.renewed"), "mailbox", id.v, STR("")));

	return tx_commit(&tx);
}

error mailbox_remove(struct ctx *cx, mailbox_id id)
{
	int64_t changed;

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_mailbox_delete(cx, id, &changed));
	if (changed == 0)
		return err_new(cx, ERR_NOT_FOUND, "no mailbox %" PRId64, id.v);
	TRY(audit_note(cx, STR("mailbox.removed"), "mailbox", id.v, STR("")));

	return tx_commit(&tx);
}

error mailboxes(struct ctx *cx, struct mailbox_list *out)
{
	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	return q_mailbox_list(cx, out);
}

error mailbox_due(struct ctx *cx, struct mailbox_list *out)
{
	return q_mailbox_due(cx, cx->now, out);
}

error mailbox_secrets(struct ctx *cx, mailbox_id id, struct mailbox_secrets *out)
{
	return q_mailbox_secrets(cx, id, out);
}

error mailbox_token(struct ctx *cx, mailbox_id id, struct str refresh, struct str access, instant until)
{
	return q_mailbox_set_token(cx, id, refresh, access, until);
}

error mailbox_renumber(struct ctx *cx, mailbox_id id, int64_t validity)
{
	return q_mailbox_renumber(cx, id, validity);
}

error mailbox_leave(struct ctx *cx, mailbox_id id, int64_t uid)
{
	return q_mailbox_leave(cx, id, uid);
}

static struct str key_of(struct ctx *cx, const struct mailbox *b, int64_t uid)
{
	return str_printf(cx->arena, "imap:%" PRId64 ":%" PRId64 ":%" PRId64, b->id.v, b->uid_validity, uid);
}

error mailbox_has(struct ctx *cx, const struct mailbox *b, int64_t uid, bool *out)
{
	struct q_mailbox_message_row row;

	return q_mailbox_message(cx, key_of(cx, b, uid), &row, out);
}

error mailbox_received(struct ctx *cx, const struct mailbox *b, int64_t uid, struct mailin_arrival *a)
{
	mail_in_id id;

	a->source = STR("imap");
	a->key = key_of(cx, b, uid);
	a->envelope_to = b->address;

	AUTO_TX tx = tx_begin(cx);

	TRY(mailin_receive(cx, a, &id));
	TRY(q_mailbox_set_uid(cx, b->id, uid));

	return tx_commit(&tx);
}

error mailbox_looked(struct ctx *cx, const struct mailbox *b, struct str why)
{
	int64_t failures = why.len > 0 ? b->failures + 1 : 0, pause = b->period;

	for (int64_t i = 1; i < failures && i < DOUBLINGS_MAX; i++)
		pause *= 2;
	if (failures > 1 && pause > MAILBOX_PAUSE_MOST_S && pause > b->period)
		pause = b->period > MAILBOX_PAUSE_MOST_S ? b->period : MAILBOX_PAUSE_MOST_S;
	return q_mailbox_looked(cx, b->id, cx->now, instant_add(cx->now, (seconds){ pause }), failures,
		utf8_cut(utf8_clean(cx->arena, why), WHY_MAX));
}
