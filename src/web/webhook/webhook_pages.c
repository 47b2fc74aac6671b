#include "web/webhook/webhook_pages.h"

#include "base/limits.h"
#include "web/webhook/webhooks.html.h"

enum { DELIVERIES = 50 };

struct str webhook_event_at(int64_t n)
{
	return webhook_event_name((enum webhook_event)n);
}

bool webhook_wants(const struct webhook_form *f, struct str event)
{
	for (size_t i = 0; i < f->events.len; i++)
		if (str_eq(f->events.at[i], event))
			return true;
	return false;
}

struct str webhook_state(const struct webhook_delivery *d)
{
	return d->state == OUTGOING_SENT ? SAY("Sent") : d->state == OUTGOING_WAITING ? SAY("Waits")
									 : SAY("Given up");
}

static const struct field webhook_fields[] = {
	FIELD_TEXT(struct webhook_form, name, .max = LIMIT_NAME, .required = true),
	FIELD_TEXT(struct webhook_form, url, .max = WEBHOOK_URL_MAX, .required = true),
	FIELD_TEXTS(struct webhook_form, events, .max = 20),
	FIELDS_END
};

static error show_list(struct web *w, int status, struct webhook_view *v)
{
	TRY(webhook_list(web_ctx(w), &v->all));
	webhooks_page(web_html(w, status), v);
	return OK;
}

static error webhooks(struct web *w)
{
	struct webhook_view v = { 0 };
	return show_list(w, HTTP_OK, &v);
}

static error add_webhook(struct web *w)
{
	struct webhook_view v = { 0 };

	error wrong = web_form(w, webhook_fields, &v.form);
	struct webhook_new n = { v.form.name, v.form.url, 0 };
	if (wrong == OK)
		wrong = webhook_read_events(web_ctx(w), &v.form.events, &n.events);
	if (wrong == OK)
		wrong = webhook_create(web_ctx(w), &n, &v.w.id, &v.secret);
	if (wrong != OK && !form_is_refused(wrong))
		return wrong;
	v.errors = wrong != OK ? wrong->fields : NULL;
	return show_list(w, wrong != OK ? err_http_status(wrong->kind) : HTTP_CREATED, &v);
}

static error show_one(struct web *w, int status, struct webhook_view *v)
{
	struct ctx *cx = web_ctx(w);
	webhook_id id = { web_path_id(w, "webhook") };

	TRY(webhook_load(cx, id, &v->w));
	TRY(webhook_deliveries(cx, id, (delivery_id){ web_query_int(w, "before", 0) },
		&v->deliveries));
	if (v->deliveries.len == DELIVERIES)
		v->next = str_printf(cx->arena, "/admin/webhooks/%" PRId64 "?before=%" PRId64, id.v,
			v->deliveries.at[DELIVERIES - 1].id.v);
	webhook_page(web_html(w, status), v);
	return OK;
}

static error webhook(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct webhook_view v = { 0 };

	TRY(webhook_load(cx, (webhook_id){ web_path_id(w, "webhook") }, &v.w));
	v.form = (struct webhook_form){ .name = v.w.name, .url = v.w.url };
	for (int e = 0; e < WEBHOOK_EVENTS_; e++)
		if (v.w.events & INT64_C(1) << e)
			*arena_push(cx->arena, &v.form.events) = webhook_event_at(e);
	return show_one(w, HTTP_OK, &v);
}

static error change_webhook(struct web *w)
{
	struct webhook_view v = { 0 };
	webhook_id id = { web_path_id(w, "webhook") };

	error wrong = web_form(w, webhook_fields, &v.form);
	struct webhook_new n = { v.form.name, v.form.url, 0 };
	if (wrong == OK)
		wrong = webhook_read_events(web_ctx(w), &v.form.events, &n.events);
	if (wrong == OK)
		wrong = webhook_change(web_ctx(w), id, &n);
	if (form_is_refused(wrong)) {
		v.errors = wrong->fields;
		return show_one(w, err_http_status(wrong->kind), &v);
	}
	TRY(wrong);
	web_notice(w, MSG("The webhook is saved."));
	return web_see_other(w, "/admin/webhooks/%" PRId64, id.v);
}

static error rotate_secret(struct web *w)
{
	struct webhook_view v = { 0 };

	TRY(webhook_rotate(web_ctx(w), (webhook_id){ web_path_id(w, "webhook") }, &v.secret));
	return show_list(w, HTTP_OK, &v);
}

static error end_webhook(struct web *w)
{
	TRY(webhook_end(web_ctx(w), (webhook_id){ web_path_id(w, "webhook") }));
	web_notice(w, MSG("The webhook has ended."));
	return web_see_other(w, "/admin/webhooks");
}

static error delivery(struct web *w)
{
	struct webhook_view v = { 0 };
	webhook_id id = { web_path_id(w, "webhook") };

	TRY(webhook_load(web_ctx(w), id, &v.w));
	TRY(webhook_delivery(web_ctx(w), id, (delivery_id){ web_path_id(w, "delivery") },
		&v.delivery, &v.attempts));
	delivery_page(web_html(w, HTTP_OK), &v);
	return OK;
}

static error replay(struct web *w)
{
	webhook_id id = { web_path_id(w, "webhook") };
	int64_t delivery = web_path_id(w, "delivery");

	TRY(webhook_replay(web_ctx(w), id, (delivery_id){ delivery }));
	web_notice(w, MSG("It is sent again."));
	return web_see_other(w, "/admin/webhooks/%" PRId64 "/deliveries/%" PRId64, id.v, delivery);
}

const struct route webhook_routes[] = {
	GET("/admin/webhooks", webhooks, .may = MAY_ADMINISTER),
	POST("/admin/webhooks", add_webhook, .may = MAY_ADMINISTER),
	GET("/admin/webhooks/{webhook}", webhook, .may = MAY_ADMINISTER),
	POST("/admin/webhooks/{webhook}", change_webhook, .may = MAY_ADMINISTER),
	POST("/admin/webhooks/{webhook}/rotate", rotate_secret, .may = MAY_ADMINISTER),
	POST("/admin/webhooks/{webhook}/end", end_webhook, .may = MAY_ADMINISTER),
	GET("/admin/webhooks/{webhook}/deliveries/{delivery}", delivery, .may = MAY_ADMINISTER),
	POST("/admin/webhooks/{webhook}/deliveries/{delivery}/replay", replay, .may = MAY_ADMINISTER),
	ROUTES_END
};
