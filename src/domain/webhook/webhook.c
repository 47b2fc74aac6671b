#include "domain/webhook/webhook.h"

#include <sodium.h>

#include "base/json.h"
#include "domain/account/secret.h"
#include "domain/casefile/status.h"
#include "domain/notify/notify.h"

static const struct str names[WEBHOOK_EVENTS_] = {
	[EVENT_OPENED] = STR_INIT("opened"),
	[EVENT_UPDATED] = STR_INIT("updated"),
	[EVENT_STATUS] = STR_INIT("status"),
	[EVENT_PRIORITY] = STR_INIT("priority"),
	[EVENT_ASSIGNED] = STR_INIT("assigned"),
	[EVENT_ESCALATED] = STR_INIT("escalated"),
	[EVENT_CLOSED] = STR_INIT("closed"),
	[EVENT_REOPENED] = STR_INIT("reopened"),
	[EVENT_ATTACHMENT] = STR_INIT("attachment"),
	[EVENT_MERGED] = STR_INIT("merged"),
	[EVENT_UNMERGED] = STR_INIT("unmerged"),
	[EVENT_SPLIT] = STR_INIT("split"),
	[EVENT_INCIDENT] = STR_INIT("incident"),
};

struct str webhook_event_name(enum webhook_event e)
{
	check(e < WEBHOOK_EVENTS_);
	return names[e];
}

enum webhook_event webhook_event_by_name(struct str name)
{
	enum webhook_event e = EVENT_OPENED;
	while (e < WEBHOOK_EVENTS_ && !str_eq(names[e], name))
		e++;
	return e;
}

enum { BODY_MAX = 16 * 1024 };

struct telling {
	casefile_id id;
	enum webhook_event event;
	struct str other; /* case, by its number */
	struct q_webhook_case_row c;
};

static struct str body_of(struct ctx *cx, const struct telling *t, struct str delivery)
{
	const struct q_webhook_case_row *c = &t->c;

	struct buf b = buf_new(cx->arena, BODY_MAX);
	struct json_writer j = jw_new(&b);

	jw_object(&j);
	jw_put_str(&j, "delivery", delivery);
	jw_put_str(&j, "event", str_printf(cx->arena, "case.%.*s", STR_ARG(names[t->event])));
	jw_put_instant(&j, "at", cx->now);
	jw_put_opt(&j, "by", cx->actor->name);
	jw_put_opt(&j, "other", t->other);
	jw_key(&j, STR("case"));
	jw_object(&j);
	jw_put_str(&j, "number", c->number);
	jw_put_str(&j, "summary", c->summary);
	jw_put_int(&j, "priority", c->priority);
	jw_put_str(&j, "status", status_rule((enum casefile_status)c->status)->name);
	jw_put_opt(&j, "organisation", c->organisation_name);
	jw_put_opt(&j, "product", c->product_code);
	jw_put_opt(&j, "serial", c->serial);
	jw_put_opt(&j, "owner", c->owner_name);
	jw_put_instant(&j, "reported_at", c->reported_at);
	jw_put_instant(&j, "changed_at", c->changed_at);
	jw_put_str(&j, "url", str_printf(cx->arena, "%.*s/cases/%.*s",
		STR_ARG(notify_origin(cx)), STR_ARG(c->number)));
	jw_object_end(&j);
	jw_object_end(&j);
	return buf_str(&b);
}

static error queue(struct ctx *cx, const struct webhook *w, const struct telling *t)
{
	struct str delivery = secret_new(cx->arena);
	struct outgoing_new o = { .channel = OUTGOING_HOOK, .purpose = STR("webhook"),
		.recipient = w->url, .casefile = t->id, .message_id = delivery,
		.subject = names[t->event], .text = body_of(cx, t, delivery) };
	outbox_id queued;

	TRY(notify_queue(cx, &o, &queued));
	return q_webhook_delivery_insert(cx, w->id, queued, t->event, cx->now);
}

error webhook_tell(struct ctx *cx, casefile_id id, enum webhook_event event)
{
	return webhook_tell_pair(cx, id, event, STR(""));
}

error webhook_tell_pair(struct ctx *cx, casefile_id id, enum webhook_event event, struct str other)
{
	struct telling t = { .id = id, .event = event, .other = other };
	struct webhook_list all;
	bool loaded = false;

	TRY(q_webhook_list(cx, &all));
	for (size_t i = 0; i < all.len; i++) {
		const struct webhook *w = &all.at[i];
		if ((w->events & INT64_C(1) << event) == 0 || instant_is_set(w->disabled_at))
			continue;
		if (!loaded)
			TRY(q_webhook_case(cx, id, &t.c, &loaded));
		if (loaded)
			TRY(queue(cx, w, &t));
	}
	return OK;
}

/* --- a try --- */

static void put_signature(struct buf *b, struct str secret, struct str signed_text)
{
	crypto_auth_hmacsha256_state h;
	unsigned char sum[crypto_auth_hmacsha256_BYTES];

	crypto_auth_hmacsha256_init(&h, (const unsigned char *)secret.at, secret.len);
	crypto_auth_hmacsha256_update(&h, (const unsigned char *)signed_text.at, signed_text.len);
	crypto_auth_hmacsha256_final(&h, sum);
	buf_put(b, STR("v1="));
	buf_hex(b, str_of(sum, sizeof sum));
}

struct str webhook_headers(struct ctx *cx, const struct webhook *w, const struct webhook_due *d)
{
	struct buf b = buf_new(cx->arena, 1024);
	int64_t stamp = cx->now.us / US_PER_SECOND;
	struct str text = str_printf(cx->arena, "%" PRId64 ".%.*s", stamp, STR_ARG(d->text));

	buf_printf(&b, "Content-Type: application/json\nX-Mainstay-Event: case.%.*s\n"
		"X-Mainstay-Delivery: %.*s\nX-Mainstay-Timestamp: %" PRId64
		"\nX-Mainstay-Signature: ", STR_ARG(names[d->event]), STR_ARG(d->message_id), stamp);
	put_signature(&b, w->secret, text);
	if (w->old_until.us > cx->now.us) {
		buf_char(&b, ',');
		put_signature(&b, w->old_secret, text);
	}
	buf_char(&b, '\n');
	return buf_str(&b);
}
