/* new_pages.c - the form that opens a case, with its files */
#include "base/limits.h"
#include "base/utf8.h"
#include "domain/disclosure/handover.h"
#include "store/store.h"
#include "web/casefile/case_files.h"
#include "web/casefile/case_new.html.h"
#include "web/casefile/casefile_pages.h"
#include "web/casefile/kept.h"

enum { ANSWERS_FOR_MAX = 6000 }; /* bytes of a description that are searched for */

static const struct field case_fields[] = {
	FIELD_TEXT(struct case_form, summary, .max = LIMIT_SUBJECT, .required = true),
	FIELD_TEXT(struct case_form, description, .max = LIMIT_CASE_TEXT, .required = true, .lines = true),
	FIELD_TEXT(struct case_form, impact, .max = LIMIT_IMPACT, .lines = true),
	FIELD_INT(struct case_form, priority, .min = 1, .max = 4, .required = true),
	FIELD_TEXT(struct case_form, product, .max = LIMIT_NAME),
	FIELD_TEXT(struct case_form, release, .max = LIMIT_NAME),
	FIELD_TEXT(struct case_form, serial, .max = LIMIT_SERIAL),
	FIELD_TEXT(struct case_form, contact, .max = LIMIT_EMAIL),
	FIELD_TEXT(struct case_form, organisation, .max = LIMIT_NAME),
	FIELD_BOOL(struct case_form, vulnerability),
	FIELD_TEXTS(struct case_form, kept, .max = KEPT_TOKEN_MAX),
	FIELDS_END
};

static error show_form(struct web *w, int status, struct case_new_view *v)
{
	struct ctx *cx = web_ctx(w);

	struct str text = str_printf(cx->arena, "%.*s\n%.*s", STR_ARG(v->form.summary),
		STR_ARG(utf8_cut(v->form.description, ANSWERS_FOR_MAX)));

	TRY(product_list(cx, &v->products));
	TRY(directory_numbers(cx, &v->phones));
	TRY(search_answers(cx, text, &v->answers));
	case_new_page(web_html(w, status), v);
	return OK;
}

static error show_new(struct web *w)
{
	struct case_new_view v = { .form = { .summary = web_query(w, "summary"),
		.serial = web_query(w, "serial") } };
	return show_form(w, HTTP_OK, &v);
}

/* Without JavaScript: the serial is looked up and the form shown again as typed. */
static error look_up(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct case_new_view v = { 0 };
	struct entitlement_ask ask = { .organisation = cx->actor->organisation };

	error ignored = web_form(w, case_fields, &v.form);
	if (ignored != OK && !err_is(ignored, ERR_INVALID))
		return ignored;
	case_files kept = { 0 };
	error lost = kept_take(w, &v.form.kept, &kept);
	if (lost != OK && !form_is_refused(lost))
		return lost;
	kept_show(w, &kept, &v.kept);
	error wrong = serial_normalise(cx, v.form.serial, "serial", &ask.serial);
	if (wrong == OK)
		TRY(entitlement_check(cx, &ask, &v.covered));
	v.checked = wrong == OK;
	v.errors = wrong ? wrong->fields : NULL;
	if (v.covered.has_asset && v.form.product.len == 0)
		v.form.product = v.covered.asset.product_code;
	return show_form(w, wrong ? HTTP_UNPROCESSABLE : HTTP_OK, &v);
}

/* --- with files --- */

static error file_begin(struct web *w, struct upload_file *f)
{
	return form_file_begin(w, f, LIMIT_ATTACHMENT);
}

static const struct upload_sink new_sink = { file_begin, form_file_append, form_file_abandon,
	.form = true };

struct opening {
	struct casefile_new n;
	bool vulnerability;
	case_files files;
	struct casefile c;
	struct disclosure report;
};

/* On the writer: the case with all its files, or nothing. */
static error open_with_files(struct ctx *cx, void *arg)
{
	struct opening *o = arg;

	if (o->vulnerability)
		TRY(handover_open(cx, &o->n, &o->c, &o->report));
	else
		TRY(casefile_open(cx, &o->n, &o->c));
	return case_attach(cx, &o->c, &o->files);
}

static error take(struct web *w, const struct case_form *f, const case_files *files,
	struct opening *out)
{
	struct ctx *cx = web_ctx(w);

	*out = (struct opening){ .vulnerability = f->vulnerability, .files = *files, .n = {
		.summary = f->summary, .description = f->description, .impact = f->impact,
		.priority = f->priority, .product = f->product, .release = f->release,
		.serial = f->serial, .contact = f->contact, .organisation = f->organisation,
		.channel = CHANNEL_WEB } };
	if (f->vulnerability && files->len > 0)
		return err_field(cx, "file", "Send the report without files first: you add them to it, for the SIRT alone.");
	for (size_t i = 0; i < out->files.len; i++) {
		struct attachment_new *n = &out->files.at[i];
		struct file_hash hash;
		if (n->type.len == 0 && file_hash_from(n->sha256, &hash))
			n->type = case_file_type(w, &hash, n->name);
	}
	return store_write(store_of(cx), cx, open_with_files, out);
}

static error open_case(struct web *w)
{
	struct case_new_view v = { 0 };
	case_files files = { 0 };
	struct opening o;

	error wrong = web_form(w, case_fields, &v.form);
	if (wrong != OK && !form_is_refused(wrong))
		return wrong;
	TRY(case_take_files(w, &files));
	wrong = err_also(web_ctx(w), wrong, kept_take(w, &v.form.kept, &files));
	if (wrong == OK)
		wrong = take(w, &v.form, &files, &o);
	if (wrong != OK && !form_is_refused(wrong))
		return wrong;
	if (wrong != OK) {
		v.errors = wrong->fields;
		kept_show(w, &files, &v.kept);
		return show_form(w, err_http_status(wrong->kind), &v);
	}
	if (o.vulnerability && o.report.reporter.v == web_ctx(w)->actor->person.v) {
		web_notice(w, MSG("The SIRT has it."));
		return web_see_other(w, "/security/reports/%.*s", STR_ARG(o.report.number));
	}
	web_notice(w, o.vulnerability ? MSG("The SIRT has it.")
				      : MSG("Case opened. We answer here and by mail."));
	return web_see_other(w, "/cases/%.*s", STR_ARG(o.c.number));
}

const struct route case_new_routes[] = {
	GET("/cases/new", show_new, .may = MAY_OPEN_CASE),
	POST("/cases/new", look_up, .may = MAY_OPEN_CASE),
	POST("/cases", open_case, .may = MAY_OPEN_CASE, .upload = &new_sink),
	ROUTES_END
};
