/* call_pages.c - the telephone desk: who calls, what about, and the case of it */
#include "web/phone/call_pages.h"

#include "base/buf.h"
#include "base/limits.h"
#include "domain/phone/phone.h"
#include "web/casefile/case_new.html.h"
#include "web/phone/call.html.h"

enum { TIME_TEXT_MAX = 40, MINUTE_TEXT = 16 /* 2026-11-23T09:00 */ };

static const struct field call_fields[] = {
	FIELD_TEXT(struct call_form, find, .max = LIMIT_NAME),
	FIELD_TEXT(struct call_form, contact, .max = LIMIT_EMAIL),
	FIELD_TEXT(struct call_form, organisation, .max = LIMIT_NAME),
	FIELD_TEXT(struct call_form, phone, .max = PHONE_TYPED_MAX),
	FIELD_TEXT(struct call_form, started_at, .max = TIME_TEXT_MAX),
	FIELD_TEXT(struct call_form, serial, .max = LIMIT_SERIAL),
	FIELD_TEXT(struct call_form, description, .max = LIMIT_CASE_TEXT, .lines = true),
	FIELD_TEXT(struct call_form, impact, .max = LIMIT_IMPACT, .lines = true),
	FIELD_TEXT(struct call_form, summary, .max = LIMIT_SUBJECT),
	FIELD_TEXT(struct call_form, release, .max = LIMIT_NAME),
	FIELD_TEXT(struct call_form, product, .max = LIMIT_NAME),
	FIELD_TEXT(struct call_form, configuration, .max = LIMIT_CASE_TEXT, .lines = true),
	FIELD_TEXT(struct call_form, number, .max = LIMIT_NAME),
	FIELD_TEXT(struct call_form, text, .max = LIMIT_CASE_TEXT, .lines = true),
	FIELD_TEXT(struct call_form, name, .max = LIMIT_NAME),
	FIELD_TEXT(struct call_form, email, .max = LIMIT_EMAIL),
	FIELD_TEXT(struct call_form, proof, .max = LIMIT_SERIAL),
	FIELD_INT(struct call_form, priority, .min = 0, .max = PRIORITY_LOWEST),
	FIELD_INT(struct call_form, call, .min = 0, .max = INT64_MAX),
	FIELD_BOOL(struct call_form, outgoing),
	FIELD_BOOL(struct call_form, vulnerability),
	FIELDS_END
};

static struct str minute_text(struct ctx *cx, instant at)
{
	return str_sub(instant_iso(cx->arena, at), 0, MINUTE_TEXT);
}

/* A browser's local time without a zone is UTC, as the label says; empty: not known. */
static error read_start(struct ctx *cx, struct str text, instant *out)
{
	*out = (instant){ 0 };
	if (text.len == 0 || instant_parse(text, out) ||
		instant_parse(str_concat(cx->arena, text, STR("Z")), out))
		return OK;
	return err_field(cx, "started_at", "Write a time as 2026-11-23T09:00, in UTC.");
}

/* The call of the telephone system, if one is named and there. */
static error load_call(struct ctx *cx, struct call_view *v)
{
	if (v->form.call == 0)
		return OK;
	error e = call_load(cx, (call_id){ v->form.call }, &v->call);
	if (err_is(e, ERR_NOT_FOUND)) {
		v->form.call = 0;
		return OK;
	}
	TRY(e);
	v->form.outgoing = v->call.outgoing;
	if (v->form.phone.len == 0)
		v->form.phone = v->call.shown;
	if (v->form.started_at.len == 0)
		v->form.started_at = minute_text(cx, v->call.started_at);
	return OK;
}

static error load_caller(struct ctx *cx, struct call_view *v)
{
	struct call_form *f = &v->form;

	if (f->find.len == 0 && f->contact.len == 0 && v->call.number.len > 0)
		f->find = v->call.number;
	if (f->find.len > 0) {
		TRY(caller_find(cx, f->find, &v->found));
		v->searched = true;
	}
	if (f->contact.len == 0 && v->found.people.len == 1)
		f->contact = v->found.people.at[0].email;
	if (v->found.has_asset && f->serial.len == 0)
		f->serial = v->found.asset.serial;
	if (f->contact.len == 0)
		return OK;
	error e = caller_load(cx, f->contact, &v->caller);
	if (err_is(e, ERR_NOT_FOUND)) {
		f->contact = STR(""); /* "somebody else" */
		return OK;
	}
	TRY(e);
	if (f->phone.len == 0)
		f->phone = v->caller.phone;
	return caller_cases(cx, &v->caller, &v->cases);
}

static error show_page(struct web *w, int status, struct call_view *v)
{
	struct ctx *cx = web_ctx(w);

	TRY(call_waiting(cx, &v->waiting));
	TRY(load_call(cx, v));
	TRY(load_caller(cx, v));
	TRY(product_list(cx, &v->products));
	if (v->form.started_at.len == 0)
		v->form.started_at = minute_text(cx, cx->now);
	call_page(web_html(w, status), v);
	return OK;
}

static error show(struct web *w)
{
	struct call_view v = { .form = { .find = web_query(w, "find"), .contact = web_query(w, "contact"),
		.phone = web_query(w, "phone"), .started_at = web_query(w, "started_at"),
		.serial = web_query(w, "serial"), .call = web_query_int(w, "call", 0) } };

	return show_page(w, HTTP_OK, &v);
}

/* Also what web_form refuses is shown again. */
static error refused(struct web *w, struct call_view *v, error wrong)
{
	if (!form_is_refused(wrong))
		return wrong;
	v->errors = wrong->fields;
	return show_page(w, err_http_status(wrong->kind), v);
}

/* --- coverage, as typed or by the button --- */

static error look(struct ctx *cx, struct call_form *f, struct entitlement_found *out)
{
	struct entitlement_ask ask = { 0 };
	struct caller caller = { 0 };

	TRY(serial_normalise(cx, f->serial, "serial", &ask.serial));
	error e = f->contact.len > 0 ? caller_load(cx, f->contact, &caller) : OK;
	if (e != OK && !err_is(e, ERR_NOT_FOUND))
		return e;
	ask.organisation = caller.organisation;
	return entitlement_check(cx, &ask, out);
}

static error look_up(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct call_view v = { 0 };

	error wrong = web_form(w, call_fields, &v.form);
	if (wrong == OK)
		wrong = look(cx, &v.form, &v.covered);
	if (wrong != OK)
		return refused(w, &v, wrong);
	v.checked = true;
	if (v.covered.has_asset && v.form.product.len == 0)
		v.form.product = v.covered.asset.product_code;
	if (v.covered.has_asset && v.form.release.len == 0)
		v.form.release = v.covered.asset.release_name;
	return show_page(w, HTTP_OK, &v);
}

/* The same as a part of the page, while the number is typed. */
static error coverage(struct web *w)
{
	struct call_form f = { .serial = web_query(w, "serial"), .contact = web_query(w, "contact") };
	struct entitlement_found found = { 0 };

	error e = look(web_ctx(w), &f, &found);
	struct html *out = web_html(w, HTTP_OK);
	if (err_is(e, ERR_INVALID))
		return OK;
	TRY(e);
	entitlement_part(out, &found);
	return OK;
}

/* --- what comes of it --- */

static struct call_now call_of(const struct call_form *f, instant started)
{
	return (struct call_now){ .phone = f->phone, .started_at = started, .outgoing = f->outgoing,
		.call = { f->call } };
}

static error open_case(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct call_view v = { 0 };
	struct call_form *f = &v.form;
	instant started = { 0 };
	struct casefile c;

	error wrong = web_form(w, call_fields, f);
	if (wrong == OK)
		wrong = read_start(cx, f->started_at, &started);
	if (wrong == OK && f->contact.len == 0)
		wrong = err_field(cx, "find", "Find the caller first, or add a contact.");
	struct call_case n = { .configuration = f->configuration, .call = call_of(f, started),
		.vulnerability = f->vulnerability,
		.c = { .summary = f->summary, .description = f->description, .impact = f->impact,
			.priority = f->priority, .product = f->product, .release = f->release,
			.serial = f->serial, .contact = f->contact,
			.organisation = f->organisation } };
	if (wrong == OK)
		wrong = call_open_case(cx, &n, &c);
	if (wrong != OK)
		return refused(w, &v, wrong);
	web_notice(w, MSG("The case is open. The caller gets its number by mail."));
	return web_see_other(w, "/cases/%.*s", STR_ARG(c.number));
}

static error append(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct call_view v = { 0 };
	instant started = { 0 };
	struct casefile c;

	error wrong = web_form(w, call_fields, &v.form);
	if (wrong == OK)
		wrong = read_start(cx, v.form.started_at, &started);
	struct call_now call = call_of(&v.form, started);
	if (wrong == OK)
		wrong = call_append(cx, v.form.number, v.form.text, &call, &c);
	if (wrong != OK)
		return refused(w, &v, wrong);
	web_notice(w, MSG("The call is on the case."));
	return web_see_other(w, "/cases/%.*s", STR_ARG(c.number));
}

static error add_contact(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct call_view v = { 0 };
	struct call_form *f = &v.form;
	person_id id;

	error wrong = web_form(w, call_fields, f);
	struct contact_new n = { .name = f->name, .email = f->email, .phone = f->phone,
		.organisation = f->organisation, .proof = f->proof };
	if (wrong == OK)
		wrong = contact_create(cx, &n, &id);
	if (wrong != OK)
		return refused(w, &v, wrong);
	web_notice(w, MSG("The contact is added."));
	struct buf b = buf_new(cx->arena, LIMIT_URL);
	struct html part = { .out = &b, .arena = cx->arena };
	buf_printf(&b, "/desk/call?call=%" PRId64 "&contact=", f->call);
	html_part_str(&part, str_trim(f->email));
	buf_put(&b, STR("&started_at="));
	html_part_str(&part, f->started_at);
	return web_see_other(w, "%.*s", STR_ARG(buf_str(&b)));
}

/* --- the log --- */

static error calls(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct call_log_view v = { .filter = { .mine = web_query_int(w, "mine", 0) == 1,
		.missed = web_query_int(w, "missed", 0) == 1,
		.before = { web_query_int(w, "before", 0) } } };

	TRY(call_log(cx, &v.filter, &v.list));
	if (v.list.len == LIMIT_LIST_PAGE)
		v.next = str_printf(cx->arena, "/desk/calls?mine=%d&missed=%d&before=%" PRId64,
			v.filter.mine, v.filter.missed, v.list.at[v.list.len - 1].id.v);
	call_log_page(web_html(w, HTTP_OK), &v);
	return OK;
}

const struct route call_routes[] = {
	GET("/desk/call", show, .may = MAY_TAKE_CALLS),
	POST("/desk/call", open_case, .may = MAY_TAKE_CALLS),
	POST("/desk/call/look", look_up, .may = MAY_TAKE_CALLS),
	GET("/desk/call/coverage", coverage, .may = MAY_TAKE_CALLS),
	POST("/desk/call/append", append, .may = MAY_TAKE_CALLS),
	POST("/desk/call/contact", add_contact, .may = MAY_TAKE_CALLS),
	GET("/desk/calls", calls, .may = MAY_TAKE_CALLS),
	ROUTES_END
};
