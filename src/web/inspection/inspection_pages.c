/* inspection_pages.c - taking what a file says, and taking its secrets out */
#include "web/inspection/inspection_pages.h"

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

struct inspection_form {
	int64_t fact, secret, original;
	bool ignored;
};

static const struct field accept_fields[] = {
	FIELD_INT(struct inspection_form, fact, .min = 0, .max = BUNDLE_FACTS_MAX, .required = true),
	FIELDS_END
};

static const struct field ignore_fields[] = {
	FIELD_INT(struct inspection_form, secret, .min = 1, .max = BUNDLE_SECRETS_MAX, .required = true),
	FIELD_BOOL(struct inspection_form, ignored),
	FIELDS_END
};

static const struct field redact_fields[] = {
	FIELD_INT(struct inspection_form, original, .min = ORIGINAL_RESTRICTED, .max = ORIGINAL_REMOVED,
		.required = true),
	FIELDS_END
};

static error begin(struct web *w, struct case_view *v, const struct field *fields,
	struct inspection_form *f)
{
	v->typed.form = STR("inspection");
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
	struct inspection_form f = { 0 };

	error wrong = begin(w, &v, accept_fields, &f);
	if (wrong == OK)
		wrong = inspection_accept(web_ctx(w), &v.c, file_of(w), f.fact);
	return case_done(w, &v, wrong, MSG("The case says so now."));
}

static error ignore(struct web *w)
{
	struct case_view v = { 0 };
	struct inspection_form f = { 0 };

	error wrong = begin(w, &v, ignore_fields, &f);
	if (wrong == OK)
		wrong = inspection_ignore(web_ctx(w), &v.c, file_of(w), f.secret, f.ignored);
	return case_done(w, &v, wrong, MSG("Saved."));
}

static error redact(struct web *w)
{
	struct case_view v = { 0 };
	struct inspection_form f = { 0 };

	error wrong = begin(w, &v, redact_fields, &f);
	if (wrong == OK)
		wrong = inspection_redact(web_ctx(w), &v.c, file_of(w), (enum inspection_original)f.original);
	return case_done(w, &v, wrong, MSG("The copy without secrets is being made."));
}

const struct route inspection_routes[] = {
	POST("/cases/{case}/inspection/{file}/accept", accept, .may = MAY_UPDATE_CASE),
	POST("/cases/{case}/inspection/{file}/ignore", ignore, .may = MAY_UPDATE_CASE),
	POST("/cases/{case}/inspection/{file}/redact", redact, .may = MAY_UPDATE_CASE),
	ROUTES_END
};
