/* webhook_api.c - webhooks as JSON, for administrators */
#include "base/limits.h"
#include "domain/webhook/webhook.h"
#include "web/api/api.h"
#include "web/webhook/webhook_pages.h"

struct webhook_body {
	struct str name, url;
	str_list events; /* names */
};

static const struct field body_fields[] = {
	FIELD_TEXT(struct webhook_body, name, .max = LIMIT_NAME, .required = true),
	FIELD_TEXT(struct webhook_body, url, .max = WEBHOOK_URL_MAX, .required = true),
	FIELD_TEXTS(struct webhook_body, events, .max = 20),
	FIELDS_END
};

/* A POST that says nothing more sends {}. */
static const struct field no_fields[] = { FIELDS_END };

static error read_body(struct web *w, struct webhook_new *out)
{
	struct webhook_body b = { 0 };

	TRY(web_json(w, body_fields, &b));
	*out = (struct webhook_new){ .name = b.name, .url = b.url };
	return webhook_read_events(web_ctx(w), &b.events, &out->events);
}

static void put_webhook(struct json_writer *j, const struct webhook *w)
{
	jw_object(j);
	jw_put_int(j, "id", w->id.v);
	jw_put_str(j, "name", w->name);
	jw_put_str(j, "url", w->url);
	jw_key(j, STR("events"));
	jw_array(j);
	for (int e = 0; e < WEBHOOK_EVENTS_; e++)
		if (w->events & INT64_C(1) << e)
			jw_str(j, webhook_event_at(e));
	jw_array_end(j);
	jw_put_instant(j, "failing_since", w->failing_since);
	jw_put_instant(j, "disabled_at", w->disabled_at);
	jw_object_end(j);
}

static error list(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct webhook_list all;
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);

	TRY(webhook_list(cx, &all));
	jw_object(&j);
	jw_key(&j, STR("webhooks"));
	jw_array(&j);
	for (size_t i = 0; i < all.len; i++)
		put_webhook(&j, &all.at[i]);
	jw_array_end(&j);
	jw_object_end(&j);
	return api_reply(w, HTTP_OK, STR(""), buf_str(&b));
}

static error reply_secret(struct web *w, int status, webhook_id id, struct str secret)
{
	return api_reply(w, status, STR(""), str_printf(web_ctx(w)->arena,
		"{\"id\":%" PRId64 ",\"secret\":\"%.*s\"}", id.v, STR_ARG(secret)));
}

static error create(struct web *w)
{
	struct webhook_new n;
	struct str secret;
	webhook_id id;
	bool done;

	TRY(api_replayed(w, &done));
	if (done)
		return OK;
	TRY(read_body(w, &n));
	TRY(webhook_create(web_ctx(w), &n, &id, &secret));
	return reply_secret(w, HTTP_CREATED, id, secret);
}

static error reply_one(struct web *w, webhook_id id)
{
	struct ctx *cx = web_ctx(w);
	struct webhook one;
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);

	TRY(webhook_load(cx, id, &one));
	put_webhook(&j, &one);
	return api_reply(w, HTTP_OK, STR(""), buf_str(&b));
}

static error change(struct web *w)
{
	webhook_id id = { web_path_id(w, "webhook") };
	struct webhook_new n;

	TRY(read_body(w, &n));
	TRY(webhook_change(web_ctx(w), id, &n));
	return reply_one(w, id);
}

static error rotate(struct web *w)
{
	webhook_id id = { web_path_id(w, "webhook") };
	struct str secret;
	bool done;

	TRY(api_replayed(w, &done));
	if (done)
		return OK;
	TRY(web_json(w, no_fields, &secret));
	TRY(webhook_rotate(web_ctx(w), id, &secret));
	return reply_secret(w, HTTP_OK, id, secret);
}

static error end(struct web *w)
{
	TRY(webhook_end(web_ctx(w), (webhook_id){ web_path_id(w, "webhook") }));
	return api_reply(w, HTTP_OK, STR(""), STR("{\"ended\":true}"));
}

static error deliveries(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	webhook_id id = { web_path_id(w, "webhook") };
	struct webhook_delivery_list list;
	struct webhook one;
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	int64_t before = 0;

	TRY(web_query_number(w, "before", 1, INT64_MAX, &before));
	TRY(webhook_load(cx, id, &one));
	TRY(webhook_deliveries(cx, id, (delivery_id){ before }, &list));
	jw_object(&j);
	jw_key(&j, STR("deliveries"));
	jw_array(&j);
	for (size_t i = 0; i < list.len; i++) {
		const struct webhook_delivery *d = &list.at[i];
		jw_object(&j);
		jw_put_int(&j, "id", d->id.v);
		jw_put_str(&j, "delivery", d->message_id);
		jw_put_str(&j, "event", webhook_event_at(d->event));
		jw_put_instant(&j, "created_at", d->created_at);
		jw_put_instant(&j, "sent_at", d->sent_at);
		jw_put_instant(&j, "next_at", d->next_at);
		jw_put_int(&j, "tries", d->attempts);
		jw_put_opt(&j, "fault", d->last_error);
		jw_object_end(&j);
	}
	jw_array_end(&j);
	jw_object_end(&j);
	return api_reply(w, HTTP_OK, STR(""), buf_str(&b));
}

static error replay(struct web *w)
{
	bool done;

	TRY(api_replayed(w, &done));
	if (done)
		return OK;
	TRY(web_json(w, no_fields, &done));
	TRY(webhook_replay(web_ctx(w), (webhook_id){ web_path_id(w, "webhook") },
		(delivery_id){ web_path_id(w, "delivery") }));
	return api_reply(w, HTTP_ACCEPTED, STR(""), STR("{\"waits\":true}"));
}

const struct route webhook_api_routes[] = {
	GET("/api/v1/webhooks", list, .may = MAY_ADMINISTER, .api = true),
	POST("/api/v1/webhooks", create, .may = MAY_ADMINISTER, .api = true),
	PUT("/api/v1/webhooks/{webhook}", change, .may = MAY_ADMINISTER, .api = true),
	DELETE("/api/v1/webhooks/{webhook}", end, .may = MAY_ADMINISTER, .api = true),
	POST("/api/v1/webhooks/{webhook}/rotate", rotate, .may = MAY_ADMINISTER, .api = true),
	GET("/api/v1/webhooks/{webhook}/deliveries", deliveries, .may = MAY_ADMINISTER, .api = true),
	POST("/api/v1/webhooks/{webhook}/deliveries/{delivery}/replay", replay, .may = MAY_ADMINISTER,
		.api = true),
	ROUTES_END
};
