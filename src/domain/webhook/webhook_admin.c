#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/account/secret.h"
#include "domain/audit/audit.h"
#include "domain/notify/notify.h"
#include "domain/webhook/webhook.h"
#include "store/db.h"

static bool is_address(struct str url)
{
	bool web = str_starts(url, STR("https://")) || str_starts(url, STR("http://"));
	struct str host = web ? str_skip(url, (size_t)str_find(url, STR("//")) + 2) : STR("");

	for (size_t i = 0; i < url.len; i++)
		if (url.at[i] <= ' ' || url.at[i] >= 0x7f || url.at[i] == '\\')
			return false;
	ptrdiff_t slash = str_find_char(host, '/');
	host = slash >= 0 ? str_sub(host, 0, (size_t)slash) : host;
	return host.len > 0 && str_find_char(host, '@') < 0 && url.len <= WEBHOOK_URL_MAX;
}

error webhook_read_events(struct ctx *cx, const str_list *names, unsigned *out)
{
	*out = 0;
	for (size_t i = 0; i < names->len; i++) {
		enum webhook_event e = webhook_event_by_name(names->at[i]);
		if (e == WEBHOOK_EVENTS_)
			return err_field(cx, "events", "An event is opened, updated, status, priority,"
				" assigned, escalated, closed, reopened, attachment, merged, unmerged, split"
				" or incident.");
		*out |= 1u << e;
	}
	return OK;
}

static error check_new(struct ctx *cx, const struct webhook_new *n)
{
	error wrong = OK;

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	if (str_is_blank(n->name) || n->name.len > LIMIT_NAME)
		wrong = err_field(cx, "name", "Give the webhook a name of 1 to 200 bytes.");
	if (!is_address(str_trim(n->url)))
		wrong = err_also(cx, wrong, err_field(cx, "url",
			"Write an address like https://tools.example/cases, without a password."));
	if (n->events == 0 || n->events >= 1u << WEBHOOK_EVENTS_)
		wrong = err_also(cx, wrong, err_field(cx, "events", "Choose at least one event."));
	return wrong;
}

error webhook_create(struct ctx *cx, const struct webhook_new *n, webhook_id *out,
	struct str *ret_secret)
{
	struct q_webhook_insert_row made;
	struct webhook_list all;
	struct str secret = secret_new(cx->arena);

	TRY(check_new(cx, n));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_webhook_list(cx, &all));
	if (all.len >= WEBHOOKS_MAX)
		return err_field(cx, "name", "A center has at most 50 webhooks. End one first.");
	TRY(q_webhook_insert(cx, str_trim(n->name), str_trim(n->url), n->events, secret, cx->now,
		cx->actor->person, &made));
	TRY(audit_note(cx, STR("webhook.created"), "webhook", made.id.v, str_trim(n->url)));
	TRY(tx_commit(&tx));

	*out = made.id;
	*ret_secret = secret;
	return OK;
}

static error noted(struct ctx *cx, struct str act, webhook_id id, struct str detail, int64_t changes)
{
	if (changes == 0)
		return err_new(cx, ERR_NOT_FOUND, "no such webhook");
	return audit_note(cx, act, "webhook", id.v, detail);
}

error webhook_change(struct ctx *cx, webhook_id id, const struct webhook_new *n)
{
	int64_t changes;

	TRY(check_new(cx, n));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_webhook_change(cx, id, str_trim(n->name), str_trim(n->url), n->events, &changes));
	TRY(noted(cx, STR("webhook.changed"), id, str_trim(n->url), changes));

	return tx_commit(&tx);
}

error webhook_rotate(struct ctx *cx, webhook_id id, struct str *ret_secret)
{
	struct str secret = secret_new(cx->arena);
	int64_t changes;

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_webhook_rotate(cx, id, secret,
		instant_add(cx->now, (seconds){ WEBHOOK_OLD_SECRET_S }), &changes));
	TRY(noted(cx, STR("webhook.rotated"), id, STR(""), changes));
	TRY(tx_commit(&tx));

	*ret_secret = secret;
	return OK;
}

error webhook_end(struct ctx *cx, webhook_id id)
{
	int64_t changes;

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_webhook_end(cx, id, cx->now, &changes));
	TRY(noted(cx, STR("webhook.ended"), id, STR(""), changes));

	return tx_commit(&tx);
}

error webhook_list(struct ctx *cx, struct webhook_list *out)
{
	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	return q_webhook_list(cx, out);
}

error webhook_load(struct ctx *cx, webhook_id id, struct webhook *out)
{
	bool found;

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	TRY(q_webhook_load(cx, id, out, &found));
	return found ? OK : err_new(cx, ERR_NOT_FOUND, "no such webhook");
}

error webhook_deliveries(struct ctx *cx, webhook_id id, delivery_id before,
	struct webhook_delivery_list *out)
{
	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	return q_webhook_deliveries(cx, id,
		before.v > 0 ? before : (delivery_id){ INT64_MAX }, out);
}

error webhook_delivery(struct ctx *cx, webhook_id webhook, delivery_id id,
	struct webhook_delivery *out, struct webhook_attempt_list *ret_attempts)
{
	bool found;

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	TRY(q_webhook_delivery_load(cx, webhook, id, out, &found));
	if (!found)
		return err_new(cx, ERR_NOT_FOUND, "no such delivery of the webhook");
	return q_webhook_attempts(cx, id, ret_attempts);
}

error webhook_replay(struct ctx *cx, webhook_id webhook, delivery_id id)
{
	int64_t changes;

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_webhook_replay(cx, webhook, id, cx->now, OUTGOING_WAITING, &changes));
	TRY(noted(cx, STR("webhook.replayed"), webhook, str_printf(cx->arena, "%" PRId64, id.v),
		changes));

	return tx_commit(&tx);
}
