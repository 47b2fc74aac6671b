/*
 * disclosure_pages.c - reports of vulnerabilities, for the SIRT and who reported them
 *
 * Files are neither looked into (inspection.h) nor told apart by their bytes, and are sent
 * for download only, as bytes: what a reporter proves a flaw with is not opened here.
 */
#include "web/disclosure/disclosure_pages.h"

#include "base/limits.h"
#include "domain/disclosure/handback.h"
#include "store/store.h"
#include "web/disclosure/disclosure.html.h"
#include "web/form_files.h"

struct str disclosure_state_said(int64_t state)
{
	return disclosure_state_label((enum disclosure_state)state);
}

static error list(struct web *w)
{
	struct disclosure_list all;

	TRY(disclosure_list(web_ctx(w), &all));
	disclosures_page(web_html(w, HTTP_OK), &all);
	return OK;
}

static error show_with(struct web *w, int status, struct disclosure_view *v)
{
	struct ctx *cx = web_ctx(w);

	TRY(disclosure_find(cx, web_path_text(w, "disclosure"), &v->report));
	TRY(disclosure_entries(cx, &v->report, web_query_int(w, "before", 0), &v->entries, &v->older));
	TRY(disclosure_files(cx, &v->report, &v->files));
	TRY(disclosure_seen(cx, &v->report, &v->seen));
	TRY(handback_look(cx, &v->report, &v->came_from));
	disclosure_page(web_html(w, status), v);
	return OK;
}

static error show(struct web *w)
{
	struct disclosure_view v = { 0 };

	return show_with(w, HTTP_OK, &v);
}

static error done(struct web *w, struct disclosure_view *v, error wrong, struct msg notice)
{
	if (form_is_refused(wrong)) {
		v->errors = wrong->fields;
		return show_with(w, err_http_status(wrong->kind), v);
	}
	TRY(wrong);
	web_notice(w, notice);
	struct str number = web_path_text(w, "disclosure");
	return web_see_other(w, "/security/reports/%.*s", STR_ARG(number));
}

static const struct field write_fields[] = {
	FIELD_TEXT(struct disclosure_form, text, .max = LIMIT_CASE_TEXT, .required = true, .lines = true),
	FIELD_BOOL(struct disclosure_form, internal),
	FIELDS_END
};

static error write_entry(struct web *w)
{
	struct disclosure_view v = { 0 };

	error wrong = web_form(w, write_fields, &v.form);
	if (wrong == OK)
		wrong = disclosure_write(web_ctx(w), web_path_text(w, "disclosure"), v.form.text,
			v.form.internal);
	return done(w, &v, wrong, MSG("Sent."));
}

/* --- files --- */

static error files_begin(struct web *w, struct upload_file *f)
{
	TRY(disclosure_may_attach(web_ctx(w), web_path_text(w, "disclosure")));
	return form_file_begin(w, f, LIMIT_ATTACHMENT);
}

static const struct upload_sink files_sink = { files_begin, form_file_append, form_file_abandon };

static const struct field attach_fields[] = {
	FIELD_BOOL(struct disclosure_form, internal),
	FIELDS_END
};

struct attach {
	struct str number;
	struct disclosure_files_new files;
};

static error attach_all(struct ctx *cx, void *arg)
{
	const struct attach *a = arg;

	return disclosure_attach(cx, a->number, &a->files);
}

static error attach(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct attach a = { .number = web_path_text(w, "disclosure") };
	struct form_file_list files = { 0 };
	struct disclosure_view v = { 0 };

	TRY(web_form(w, attach_fields, &v.form));
	TRY(form_files_finish(w, &files));
	for (size_t i = 0; i < files.len; i++) {
		struct form_file *f = &files.at[i];
		*arena_push(cx->arena, &a.files) = (struct disclosure_file_new){ .name = f->name,
			.sha256 = str_of(f->hash.bytes, sizeof f->hash.bytes), .size = f->size };
	}
	a.files.internal = v.form.internal;
	return done(w, &v, store_write(store_of(cx), cx, attach_all, &a),
		MSG("The files are attached."));
}

static const struct field state_fields[] = {
	FIELD_TEXT(struct disclosure_form, state, .max = 20, .required = true),
	FIELDS_END
};

static error set_state(struct web *w)
{
	struct disclosure_view v = { 0 };

	error wrong = web_form(w, state_fields, &v.form);
	if (wrong == OK)
		wrong = disclosure_set_state(web_ctx(w), web_path_text(w, "disclosure"),
			disclosure_state_by_name(v.form.state));
	return done(w, &v, wrong, MSG("Saved."));
}

static error hand_back(struct web *w)
{
	struct disclosure_view v = { 0 };
	struct str number;

	return done(w, &v, handback_report(web_ctx(w), web_path_text(w, "disclosure"), &number),
		MSG("Support has the case again."));
}

static error fetch(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct disclosure d;
	struct disclosure_file f;
	struct file_hash hash;

	TRY(disclosure_find(cx, web_path_text(w, "disclosure"), &d));
	TRY(disclosure_file_find(cx, &d, web_path_id(w, "file"), &f));
	if (cx->files == NULL || !file_hash_from(f.sha256, &hash))
		return err_new(cx, ERR_INTERNAL, "file %" PRId64 " of a report has no bytes", f.id);
	return web_file(w, files_path(cx, cx->files, &hash), f.name, STR("application/octet-stream"),
		false);
}

/* --- a case that is handed over --- */

static error ask(struct web *w)
{
	struct casefile c;

	TRY(casefile_find(web_ctx(w), web_path_text(w, "case"), &c));
	handover_page(web_html(w, HTTP_OK), &c);
	return OK;
}

static error hand_over(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct casefile c;
	struct disclosure d, own;

	TRY(casefile_find(cx, web_path_text(w, "case"), &c));
	TRY(handover_case(cx, c.id, &d));
	web_notice(w, MSG("The SIRT has it."));
	error e = disclosure_find(cx, d.number, &own);
	if (err_is(e, ERR_NOT_FOUND)) /* the desk does not see it any more */
		return web_see_other(w, "/cases/%.*s", STR_ARG(c.number));
	TRY(e);
	return web_see_other(w, "/security/reports/%.*s", STR_ARG(d.number));
}

const struct route disclosure_routes[] = {
	GET("/security/reports", list, .may = MAY_READ_DISCLOSURE),
	GET("/security/reports/{disclosure}", show, .may = MAY_READ_DISCLOSURE),
	POST("/security/reports/{disclosure}/entries", write_entry, .may = MAY_READ_DISCLOSURE),
	POST("/security/reports/{disclosure}/files", attach, .may = MAY_READ_DISCLOSURE,
		.upload = &files_sink),
	POST("/security/reports/{disclosure}/state", set_state, .may = MAY_WORK_DISCLOSURE),
	POST("/security/reports/{disclosure}/back", hand_back, .may = MAY_WORK_DISCLOSURE),
	GET("/security/reports/{disclosure}/files/{file}/{name}", fetch, .may = MAY_READ_DISCLOSURE),
	GET("/cases/{case}/security", ask, .may = MAY_HAND_OVER_CASE),
	POST("/cases/{case}/security", hand_over, .may = MAY_HAND_OVER_CASE),
	ROUTES_END
};
