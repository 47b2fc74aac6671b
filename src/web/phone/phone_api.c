/* phone_api.c - callers, calls and the cases of calls, as JSON, for programs of the desk */
#include "base/limits.h"
#include "domain/call/call.h"
#include "domain/call/caller.h"
#include "domain/phone/phone.h"
#include "web/api/api.h"

enum { TIME_TEXT_MAX = 40 };

/* --- who calls --- */

static void put_people(struct json_writer *j, const struct caller_list *people)
{
	jw_key(j, STR("people"));
	jw_array(j);
	for (size_t i = 0; i < people->len; i++) {
		const struct caller *p = &people->at[i];
		jw_object(j);
		jw_put_str(j, "email", p->email);
		jw_put_str(j, "name", p->name);
		jw_put_opt(j, "phone", p->phone);
		jw_put_opt(j, "title", p->title);
		jw_put_opt(j, "zone", p->zone);
		jw_put_opt(j, "organisation", p->organisation_name);
		jw_put_int(j, "open_cases", p->open_cases);
		jw_object_end(j);
	}
	jw_array_end(j);
}

static void put_cases(struct json_writer *j, const struct caller_case_list *cases)
{
	jw_key(j, STR("cases"));
	jw_array(j);
	for (size_t i = 0; i < cases->len; i++) {
		const struct caller_case *c = &cases->at[i];
		jw_object(j);
		jw_put_str(j, "number", c->number);
		jw_put_str(j, "summary", c->summary);
		jw_put_int(j, "priority", c->priority);
		jw_put_str(j, "status", status_rule((enum casefile_status)c->status)->name);
		jw_put_str(j, "contact", c->contact_name);
		jw_object_end(j);
	}
	jw_array_end(j);
}

/* Whoever it may be; of one alone also the open cases. */
static error callers(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct str text = web_query(w, "find");
	struct caller_case_list cases = { 0 };
	struct callers found = { 0 };

	if (str_is_blank(text) || text.len > LIMIT_NAME)
		return err_field(cx, "find", "Give a number, a name, an address, a case or a serial number.");
	TRY(caller_find(cx, text, &found));
	if (found.people.len == 1)
		TRY(caller_cases(cx, &found.people.at[0], &cases));
	jw_object(&j);
	put_people(&j, &found.people);
	put_cases(&j, &cases);
	if (found.has_asset)
		jw_put_str(&j, "serial", found.asset.serial);
	jw_put_opt(&j, "case", found.casefile);
	jw_object_end(&j);
	return api_reply(w, HTTP_OK, STR(""), buf_str(&b));
}

struct contact_body {
	struct str name, email, phone, organisation, proof;
};

static const struct field contact_fields[] = {
	FIELD_TEXT(struct contact_body, name, .max = LIMIT_NAME, .required = true),
	FIELD_TEXT(struct contact_body, email, .max = LIMIT_EMAIL, .required = true),
	FIELD_TEXT(struct contact_body, phone, .max = PHONE_TYPED_MAX),
	FIELD_TEXT(struct contact_body, organisation, .max = LIMIT_NAME, .required = true),
	FIELD_TEXT(struct contact_body, proof, .max = LIMIT_SERIAL, .required = true),
	FIELDS_END
};

static error add_caller(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct contact_body f = { 0 };
	struct caller made;
	person_id id;
	bool done;

	TRY(api_replayed(w, &done));
	if (done)
		return OK;
	TRY(web_json(w, contact_fields, &f));
	TRY(contact_create(cx, &(struct contact_new){ .name = f.name, .email = f.email,
		.phone = f.phone, .organisation = f.organisation, .proof = f.proof }, &id));
	TRY(caller_load(cx, f.email, &made));
	jw_object(&j);
	put_people(&j, &(struct caller_list){ &made, 1 });
	jw_object_end(&j);
	return api_reply(w, HTTP_CREATED, STR(""), buf_str(&b));
}

/* --- the log --- */

static void put_call(struct ctx *cx, struct json_writer *j, const struct phone_call *k)
{
	jw_object(j);
	jw_put_int(j, "call", k->id.v);
	jw_put_bool(j, "outgoing", k->outgoing);
	jw_put_str(j, "number", k->shown);
	jw_put_opt(j, "caller", k->caller_email);
	jw_put_opt(j, "agent", k->agent_name);
	jw_put_opt(j, "case", k->casefile_number);
	jw_put_instant(j, "started_at", k->started_at);
	jw_put_instant(j, "answered_at", k->answered_at);
	jw_put_instant(j, "ended_at", k->ended_at);
	jw_put_int(j, "seconds", call_length(k, cx->now).s);
	jw_put_bool(j, "missed", call_is_missed(k));
	jw_object_end(j);
}

static error calls(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct call_filter f = { 0 };
	struct phone_call_list all;
	int64_t mine = 0, missed = 0;

	error wrong = web_query_number(w, "mine", 0, 1, &mine);
	wrong = err_also(cx, wrong, web_query_number(w, "missed", 0, 1, &missed));
	wrong = err_also(cx, wrong, web_query_number(w, "before", 0, INT64_MAX, &f.before.v));
	TRY(wrong);
	f.mine = mine == 1;
	f.missed = missed == 1;
	TRY(call_log(cx, &f, &all));
	jw_object(&j);
	jw_key(&j, STR("calls"));
	jw_array(&j);
	for (size_t i = 0; i < all.len; i++)
		put_call(cx, &j, &all.at[i]);
	jw_array_end(&j);
	if (all.len == LIMIT_LIST_PAGE)
		jw_put_int(&j, "before", all.at[all.len - 1].id.v);
	jw_object_end(&j);
	return api_reply(w, HTTP_OK, STR(""), buf_str(&b));
}

/* --- what comes of a call --- */

struct call_body {
	struct str number, text, phone, started_at;
	struct str contact, organisation, summary, description, impact, product, release, serial,
		configuration;
	int64_t priority, call;
	bool outgoing, vulnerability;
};

static error call_of(struct ctx *cx, const struct call_body *b, struct call_now *out)
{
	*out = (struct call_now){ .phone = b->phone, .outgoing = b->outgoing, .call = { b->call } };
	return form_time(cx, "started_at", b->started_at, &out->started_at);
}

static error reply_case(struct web *w, const struct casefile *c)
{
	struct str body;

	TRY(api_case(w, c, &body));
	return api_reply(w, HTTP_CREATED,
		str_printf(web_ctx(w)->arena, "/api/v1/cases/%.*s", STR_ARG(c->number)), body);
}

static const struct field append_fields[] = {
	FIELD_TEXT(struct call_body, number, .max = LIMIT_NAME, .required = true),
	FIELD_TEXT(struct call_body, text, .max = LIMIT_CASE_TEXT, .lines = true, .required = true),
	FIELD_TEXT(struct call_body, phone, .max = PHONE_TYPED_MAX),
	FIELD_TEXT(struct call_body, started_at, .max = TIME_TEXT_MAX),
	FIELD_INT(struct call_body, call, .min = 0, .max = INT64_MAX),
	FIELD_BOOL(struct call_body, outgoing),
	FIELDS_END
};

static error append(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct call_body b = { 0 };
	struct call_now call;
	struct casefile c;
	bool done;

	TRY(api_replayed(w, &done));
	if (done)
		return OK;
	TRY(web_json(w, append_fields, &b));
	TRY(call_of(cx, &b, &call));
	TRY(call_append(cx, b.number, b.text, &call, &c));
	return reply_case(w, &c);
}

static const struct field open_fields[] = {
	FIELD_TEXT(struct call_body, contact, .max = LIMIT_EMAIL, .required = true),
	FIELD_TEXT(struct call_body, organisation, .max = LIMIT_NAME),
	FIELD_TEXT(struct call_body, phone, .max = PHONE_TYPED_MAX),
	FIELD_TEXT(struct call_body, started_at, .max = TIME_TEXT_MAX),
	FIELD_TEXT(struct call_body, serial, .max = LIMIT_SERIAL),
	FIELD_TEXT(struct call_body, description, .max = LIMIT_CASE_TEXT, .lines = true,
		.required = true),
	FIELD_TEXT(struct call_body, impact, .max = LIMIT_IMPACT, .lines = true),
	FIELD_TEXT(struct call_body, summary, .max = LIMIT_SUBJECT, .required = true),
	FIELD_TEXT(struct call_body, release, .max = LIMIT_NAME),
	FIELD_TEXT(struct call_body, product, .max = LIMIT_NAME),
	FIELD_TEXT(struct call_body, configuration, .max = LIMIT_CASE_TEXT, .lines = true),
	FIELD_INT(struct call_body, priority, .min = PRIORITY_HIGHEST, .max = PRIORITY_LOWEST,
		.required = true),
	FIELD_INT(struct call_body, call, .min = 0, .max = INT64_MAX),
	FIELD_BOOL(struct call_body, outgoing),
	FIELD_BOOL(struct call_body, vulnerability),
	FIELDS_END
};

static error open_case(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct call_body b = { 0 };
	struct casefile c;
	bool done;

	TRY(api_replayed(w, &done));
	if (done)
		return OK;
	TRY(web_json(w, open_fields, &b));
	struct call_case n = { .configuration = b.configuration, .vulnerability = b.vulnerability,
		.c = { .summary = b.summary, .description = b.description, .impact = b.impact,
			.priority = b.priority, .product = b.product, .release = b.release,
			.serial = b.serial, .contact = b.contact, .organisation = b.organisation } };
	TRY(call_of(cx, &b, &n.call));
	TRY(call_open_case(cx, &n, &c));
	return reply_case(w, &c);
}

const struct route phone_api_routes[] = {
	GET("/api/v1/desk/callers", callers, .may = MAY_TAKE_CALLS, .api = true),
	POST("/api/v1/desk/callers", add_caller, .may = MAY_TAKE_CALLS, .api = true),
	GET("/api/v1/desk/calls", calls, .may = MAY_TAKE_CALLS, .api = true),
	POST("/api/v1/desk/calls", append, .may = MAY_TAKE_CALLS, .api = true),
	POST("/api/v1/desk/calls/cases", open_case, .may = MAY_TAKE_CALLS, .api = true),
	ROUTES_END
};
