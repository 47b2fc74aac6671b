/* intake_pages.c - taking what a file says, and taking its secrets out */
#include "web/intake/intake_pages.h"

#include "web/casefile/casefile_pages.h"

struct msg fact_label(enum bundle_fact_kind k)
{
	static const struct msg labels[FACT_KINDS] = { MSG_INIT("Serial number"), MSG_INIT("Model"),
		MSG_INIT("Software version"), MSG_INIT("Host name") };
	return labels[k];
}

bool fact_is_taken(const struct casefile *c, const struct bundle_fact *f)
{
	struct str version = c->release_name.len > 0 ? c->release_name : c->release_text;
	struct str own[FACT_KINDS] = { c->serial, c->product_code, version, c->asset_host };

	return str_eq_nocase(own[f->kind], f->value);
}

struct intake_form {
	int64_t fact, secret, original;
	bool ignored;
};

static const struct field accept_fields[] = {
	FIELD_INT(struct intake_form, fact, .min = 0, .max = BUNDLE_FACTS_MAX, .required = true),
	FIELDS_END
};

static const struct field ignore_fields[] = {
	FIELD_INT(struct intake_form, secret, .min = 1, .max = BUNDLE_SECRETS_MAX, .required = true),
	FIELD_BOOL(struct intake_form, ignored),
	FIELDS_END
};

static const struct field redact_fields[] = {
	FIELD_INT(struct intake_form, original, .min = ORIGINAL_RESTRICTED, .max = ORIGINAL_REMOVED,
		.required = true),
	FIELDS_END
};

static error begin(struct web *w, struct case_view *v, const struct field *fields,
	struct intake_form *f)
{
	v->typed.form = STR("intake");
	TRY(casefile_find(web_ctx(w), web_path_text(w, "case"), &v->c));
	return web_form(w, fields, f);
}

static attachment_id file_of(struct web *w)
{
	return (attachment_id){ web_path_id(w, "file") };
}

static error accept(struct web *w)
{
	struct case_view v = { 0 };
	struct intake_form f = { 0 };

	error wrong = begin(w, &v, accept_fields, &f);
	if (wrong == OK)
		wrong = intake_accept(web_ctx(w), &v.c, file_of(w), f.fact);
	return case_done(w, &v, wrong, MSG("The case says so now."));
}

static error ignore(struct web *w)
{
	struct case_view v = { 0 };
	struct intake_form f = { 0 };

	error wrong = begin(w, &v, ignore_fields, &f);
	if (wrong == OK)
		wrong = intake_ignore(web_ctx(w), &v.c, file_of(w), f.secret, f.ignored);
	return case_done(w, &v, wrong, MSG("Saved."));
}

static error redact(struct web *w)
{
	struct case_view v = { 0 };
	struct intake_form f = { 0 };

	error wrong = begin(w, &v, redact_fields, &f);
	if (wrong == OK)
		wrong = intake_redact(web_ctx(w), &v.c, file_of(w), (enum intake_original)f.original);
	return case_done(w, &v, wrong, MSG("The copy without secrets is being made."));
}

const struct route intake_routes[] = {
	POST("/cases/{case}/intake/{file}/accept", accept, .may = MAY_UPDATE_CASE),
	POST("/cases/{case}/intake/{file}/ignore", ignore, .may = MAY_UPDATE_CASE),
	POST("/cases/{case}/intake/{file}/redact", redact, .may = MAY_UPDATE_CASE),
	ROUTES_END
};
