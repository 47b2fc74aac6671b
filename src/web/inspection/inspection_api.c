/* inspection_api.c - what support bundles say, as JSON */
#include "base/limits.h"
#include "web/api/api.h"
#include "web/inspection/inspection_pages.h"

static error find(struct web *w, struct casefile *out)
{
	return casefile_find(web_ctx(w), web_path_text(w, "case"), out);
}

static void put_place(struct json_writer *j, struct str file, int64_t line)
{
	jw_put_opt(j, "in", file);
	jw_put_int(j, "line", line);
	jw_object_end(j);
}

static void put_facts(struct json_writer *j, const struct inspection_file *f)
{
	const bool other[FACT_KINDS] = { f->other_serial, f->other_model, f->other_version };

	jw_key(j, STR("facts"));
	jw_array(j);
	for (size_t i = 0; i < f->findings.facts.len; i++) {
		const struct bundle_fact *fact = &f->findings.facts.at[i];
		jw_object(j);
		jw_put_int(j, "fact", (int64_t)i);
		jw_put_str(j, "kind", bundle_fact_name(fact->kind));
		jw_put_str(j, "value", fact->value);
		jw_put_bool(j, "case_differs", other[fact->kind]);
		put_place(j, fact->file, fact->line);
	}
	jw_array_end(j);
}

static void put_secrets(struct json_writer *j, const struct inspection_file *f)
{
	jw_key(j, STR("secrets"));
	jw_array(j);
	for (size_t i = 0; i < f->findings.secrets.len; i++) {
		const struct bundle_secret *s = &f->findings.secrets.at[i];
		jw_object(j);
		jw_put_int(j, "secret", (int64_t)i + 1);
		jw_put_str(j, "kind", s->kind);
		jw_put_str(j, "shown", s->shown);
		jw_put_bool(j, "ignored", f->is_ignored[i]);
		put_place(j, s->file, s->line);
	}
	jw_array_end(j);
}

static void put_findings(struct json_writer *j, const struct inspection_file *f)
{
	static const char *const states[] = { [INSPECTION_WAITING] = "waiting", [INSPECTION_DONE] = "done",
		[INSPECTION_NOTHING] = "nothing", [INSPECTION_QUARANTINED] = "quarantined",
		[INSPECTION_REDACTING] = "redacting", [INSPECTION_REDACTED] = "redacted" };

	jw_object(j);
	jw_put_int(j, "file", f->row.attachment.v);
	jw_put_str(j, "name", f->row.name);
	jw_put_str(j, "state", str_from(states[f->row.state]));
	jw_put_opt(j, "format", f->findings.format);
	put_facts(j, f);
	put_secrets(j, f);
	jw_put_int(j, "secret_count", f->findings.secret_count);
	if (f->row.copy.v != 0)
		jw_put_int(j, "copy", f->row.copy.v);
	jw_object_end(j);
}

static error reply_findings(struct web *w, int status, const struct casefile *c)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	inspection_file_list list;

	TRY(inspection_of_case(cx, c, &list));
	jw_object(&j);
	jw_put_str(&j, "case", c->number);
	jw_key(&j, STR("files"));
	jw_array(&j);
	for (size_t i = 0; i < list.len; i++)
		put_findings(&j, &list.at[i]);
	jw_array_end(&j);
	jw_object_end(&j);
	return api_reply(w, status, STR(""), buf_str(&b));
}

static error show_findings(struct web *w)
{
	struct casefile c;

	TRY(find(w, &c));
	return reply_findings(w, HTTP_OK, &c);
}

struct finding_body {
	int64_t fact, secret;
	bool ignored;
	struct str original;
};

static const struct field accept_fields[] = {
	FIELD_INT(struct finding_body, fact, .min = 0, .max = BUNDLE_FACTS_MAX, .required = true),
	FIELDS_END
};

static const struct field ignore_fields[] = {
	FIELD_INT(struct finding_body, secret, .min = 1, .max = BUNDLE_SECRETS_MAX, .required = true),
	FIELD_BOOL(struct finding_body, ignored),
	FIELDS_END
};

static const struct field redact_fields[] = {
	FIELD_TEXT(struct finding_body, original, .max = 20, .required = true),
	FIELDS_END
};

static error begin(struct web *w, const struct field *fields, struct finding_body *b,
	struct casefile *ret_case, bool *ret_done)
{
	TRY(api_replayed(w, ret_done));
	if (*ret_done)
		return OK;
	TRY(find(w, ret_case));
	return web_json(w, fields, b);
}

static attachment_id file_of(struct web *w)
{
	return (attachment_id){ web_path_id(w, "file") };
}

static error accept(struct web *w)
{
	struct finding_body b = { 0 };
	struct casefile c;
	bool done;

	TRY(begin(w, accept_fields, &b, &c, &done));
	if (done)
		return OK;
	TRY(inspection_accept(web_ctx(w), &c, file_of(w), b.fact));
	TRY(casefile_load(web_ctx(w), c.id, &c));
	return reply_findings(w, HTTP_OK, &c);
}

static error ignore(struct web *w)
{
	struct finding_body b = { 0 };
	struct casefile c;
	bool done;

	TRY(begin(w, ignore_fields, &b, &c, &done));
	if (done)
		return OK;
	TRY(inspection_ignore(web_ctx(w), &c, file_of(w), b.secret, b.ignored));
	return reply_findings(w, HTTP_OK, &c);
}

/* The copy is made beside: 202. */
static error redact(struct web *w)
{
	struct finding_body b = { 0 };
	struct casefile c;
	bool done;

	TRY(begin(w, redact_fields, &b, &c, &done));
	if (done)
		return OK;
	bool kept = str_eq(b.original, STR("restricted"));
	if (!kept && !str_eq(b.original, STR("removed")))
		return err_field(web_ctx(w), "original", "The original is restricted or removed.");
	TRY(inspection_redact(web_ctx(w), &c, file_of(w), kept ? ORIGINAL_RESTRICTED : ORIGINAL_REMOVED));
	return reply_findings(w, HTTP_ACCEPTED, &c);
}

const struct route inspection_api_routes[] = {
	GET("/api/v1/cases/{case}/findings", show_findings, .may = MAY_READ_CASE, .api = true),
	POST("/api/v1/cases/{case}/findings/{file}/accept", accept, .may = MAY_UPDATE_CASE, .api = true),
	POST("/api/v1/cases/{case}/findings/{file}/ignore", ignore, .may = MAY_UPDATE_CASE, .api = true),
	POST("/api/v1/cases/{case}/findings/{file}/redact", redact, .may = MAY_UPDATE_CASE, .api = true),
	ROUTES_END
};
