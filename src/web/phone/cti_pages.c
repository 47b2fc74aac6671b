/* cti_pages.c - telephone systems: the events they post, screen pops, and their keys */
#include "web/phone/cti_pages.h"

#include "base/json.h"
#include "base/limits.h"
#include "web/api/api.h"
#include "web/phone/call.html.h"
#include "web/phone/cti.html.h"

/* --- what an adapter posts --- */

static const struct field event_fields[] = {
	FIELD_TEXT(struct cti_event_new, event, .max = CTI_NAME_MAX, .required = true),
	FIELD_TEXT(struct cti_event_new, call, .max = CTI_NAME_MAX, .required = true),
	FIELD_TEXT(struct cti_event_new, type, .max = 20, .required = true),
	FIELD_TEXT(struct cti_event_new, direction, .max = 20),
	FIELD_TEXT(struct cti_event_new, from, .max = LIMIT_NAME),
	FIELD_TEXT(struct cti_event_new, to, .max = LIMIT_NAME),
	FIELD_TEXT(struct cti_event_new, extension, .max = EXTENSION_MAX),
	FIELD_TEXT(struct cti_event_new, at, .max = 40),
	FIELDS_END
};

static error take_event(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct cti_request r = { .adapter = web_header(w, "Mainstay-Adapter"),
		.timestamp = web_header(w, "Mainstay-Timestamp"),
		.signature = web_header(w, "Mainstay-Signature"), .body = web_body(w) };
	struct buf b = buf_new(cx->arena, LIMIT_NAME);
	struct json_writer j = jw_new(&b);
	struct cti_event_new n = { 0 };
	adapter_id adapter;
	bool known;

	TRY(cti_verify(cx, &r, &adapter));
	TRY(web_json(w, event_fields, &n));
	TRY(cti_take(cx, adapter, &n, r.body, &known));
	jw_object(&j);
	jw_put_bool(&j, "known", known);
	jw_object_end(&j);
	buf_put(web_text(w, HTTP_OK, "application/json"), buf_str(&b));
	return OK;
}

/* --- what pops up --- */

/* Without an extension nothing comes: 204 tells the browser not to ask again. */
static error events(struct web *w)
{
	struct str extension;

	TRY(call_extension(web_ctx(w), &extension));
	if (extension.len == 0)
		return web_no_content(w);
	return web_events(w, STR("call"), web_ctx(w)->actor->person.v);
}

static error waiting(struct web *w)
{
	struct phone_call_list calls;

	TRY(call_waiting(web_ctx(w), &calls));
	calls_waiting(web_html(w, HTTP_OK), &calls);
	return OK;
}

/* --- keys --- */

static error show(struct web *w, int status, struct adapters_view *v)
{
	TRY(cti_adapter_list(web_ctx(w), &v->list));
	adapters_page(web_html(w, status), v);
	return OK;
}

static error adapters(struct web *w)
{
	struct adapters_view v = { 0 };
	return show(w, HTTP_OK, &v);
}

struct adapter_form {
	struct str name;
};

static const struct field adapter_fields[] = {
	FIELD_TEXT(struct adapter_form, name, .max = LIMIT_NAME, .required = true),
	FIELDS_END
};

/* The key stands on the page that answers, and nowhere else. */
static error create(struct web *w)
{
	struct adapters_view v = { 0 };
	struct adapter_form f = { 0 };

	error wrong = web_form(w, adapter_fields, &f);
	v.name = f.name;
	if (wrong == OK)
		wrong = cti_adapter_create(web_ctx(w), f.name, &v.key);
	if (form_is_refused(wrong)) {
		v.errors = wrong->fields;
		return show(w, err_http_status(wrong->kind), &v);
	}
	TRY(wrong);
	v.name = STR("");
	return show(w, HTTP_CREATED, &v);
}

static error end(struct web *w)
{
	TRY(cti_adapter_end(web_ctx(w), (adapter_id){ web_path_id(w, "adapter") }));
	web_notice(w, MSG("The adapter has ended. Its key is worth nothing now."));
	return web_see_other(w, "/admin/telephone");
}

const struct route cti_routes[] = {
	POST("/api/v1/cti/events", take_event, .may = MAY_ANYONE, .api = true),
	GET("/desk/calls/events", events, .may = MAY_TAKE_CALLS),
	GET("/desk/calls/waiting", waiting, .may = MAY_TAKE_CALLS),
	GET("/admin/telephone", adapters, .may = MAY_ADMINISTER),
	POST("/admin/telephone", create, .may = MAY_ADMINISTER),
	POST("/admin/telephone/{adapter}/end", end, .may = MAY_ADMINISTER),
	ROUTES_END
};
