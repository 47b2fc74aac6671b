/* bond_api.c - what a case hangs together with, as JSON: links, articles, merge, split, history */
#include "base/limits.h"
#include "domain/casefile/bond.h"
#include "domain/casefile/history/history.h"
#include "domain/casefile/lesson/lesson.h"
#include "domain/casefile/merge/merge.h"
#include "domain/casefile/redact.h"
#include "domain/casefile/split/split.h"
#include "web/api/api.h"

static const struct str kinds[] = {
	[BOND_CASE] = STR_INIT("case"),
	[BOND_ARTICLE] = STR_INIT("article"),
	[BOND_DEFECT] = STR_INIT("defect"),
	[BOND_MERGED] = STR_INIT("merged"),
};

static error find(struct web *w, struct casefile *out)
{
	return casefile_find(web_ctx(w), web_path_text(w, "case"), out);
}

/* *ret_done: it was done before, and the reply is made. */
static error begin(struct web *w, struct casefile *c, bool *ret_done)
{
	TRY(api_replayed(w, ret_done));
	return *ret_done ? OK : find(w, c);
}

static error reply_case(struct web *w, int status, casefile_id id)
{
	struct casefile c;
	struct str body;

	TRY(casefile_load(web_ctx(w), id, &c));
	TRY(api_case(w, &c, &body));
	struct str location = status == HTTP_CREATED
		? str_printf(web_ctx(w)->arena, "/api/v1/cases/%.*s", STR_ARG(c.number))
		: STR("");
	return api_reply(w, status, location, body);
}

/* --- links --- */

static error reply_links(struct web *w, int status, const struct casefile *c)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct bond_list list;

	TRY(bond_list(cx, c, &list));
	jw_object(&j);
	jw_key(&j, STR("links"));
	jw_array(&j);
	for (size_t i = 0; i < list.len; i++) {
		jw_object(&j);
		jw_put_str(&j, "kind", kinds[list.at[i].kind]);
		jw_put_str(&j, "target", list.at[i].target);
		jw_put_opt(&j, "title", list.at[i].title);
		jw_object_end(&j);
	}
	jw_array_end(&j);
	jw_object_end(&j);
	return api_reply(w, status, STR(""), buf_str(&b));
}

static error links(struct web *w)
{
	struct casefile c;

	TRY(find(w, &c));
	return reply_links(w, HTTP_OK, &c);
}

struct bond_body {
	struct str target, number, into, why, summary;
	str_list entries, files; /* numbers */
	bool same_time;
};

static const struct field link_fields[] = {
	FIELD_TEXT(struct bond_body, target, .max = LIMIT_NAME, .required = true),
	FIELDS_END
};

static error add_link(struct web *w)
{
	struct bond_body b = { 0 };
	struct casefile c;
	bool done;

	TRY(begin(w, &c, &done));
	if (done)
		return OK;
	TRY(web_json(w, link_fields, &b));
	TRY(bond_add(web_ctx(w), c.id, b.target));
	return reply_links(w, HTTP_CREATED, &c);
}

static error remove_link(struct web *w)
{
	struct str kind = web_path_text(w, "kind");
	struct casefile c;
	int k = BOND_CASE;

	TRY(find(w, &c));
	while (k <= BOND_MERGED && !str_eq(kind, kinds[k]))
		k++;
	if (k > BOND_MERGED)
		return err_new(web_ctx(w), ERR_NOT_FOUND, "no such kind of link");
	TRY(bond_remove(web_ctx(w), c.id, (enum bond_kind)k, web_path_text(w, "target")));
	return reply_links(w, HTTP_OK, &c);
}

/* --- articles --- */

static const struct field article_fields[] = {
	FIELD_TEXT(struct bond_body, number, .max = LIMIT_NAME, .required = true),
	FIELDS_END
};

static error attach_article(struct web *w)
{
	struct bond_body b = { 0 };
	struct casefile c;
	bool done, quoted;

	TRY(begin(w, &c, &done));
	if (done)
		return OK;
	TRY(web_json(w, article_fields, &b));
	TRY(lesson_attach(web_ctx(w), c.id, b.number, &quoted));
	return api_reply(w, HTTP_CREATED, STR(""), quoted ? STR("{\"quoted\":true}") : STR("{\"quoted\":false}"));
}

/* A POST that says nothing more sends {}. */
static const struct field no_fields[] = { FIELDS_END };

static error draft_article(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct bond_body b = { 0 };
	struct article made;
	struct casefile c;
	bool done;

	TRY(begin(w, &c, &done));
	if (done)
		return OK;
	TRY(web_json(w, no_fields, &b));
	TRY(lesson_draft(cx, c.id, &made));
	return api_reply(w, HTTP_CREATED, str_printf(cx->arena, "/kb/%.*s", STR_ARG(made.number)),
		str_printf(cx->arena, "{\"number\":\"%.*s\"}", STR_ARG(made.number)));
}

/* --- merge, split, redact --- */

static const struct field merge_fields[] = {
	FIELD_TEXT(struct bond_body, into, .max = LIMIT_NAME, .required = true),
	FIELDS_END
};

static error merge(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct bond_body b = { 0 };
	struct casefile c, into;
	bool done;

	TRY(begin(w, &c, &done));
	if (done)
		return OK;
	TRY(web_json(w, merge_fields, &b));
	TRY(casefile_merge_look(cx, &c, b.into, &into));
	TRY(casefile_merge(cx, c.id, b.into));
	return reply_case(w, HTTP_OK, into.id);
}

static const struct field split_fields[] = {
	FIELD_TEXT(struct bond_body, summary, .max = LIMIT_SUBJECT, .required = true),
	FIELD_TEXTS(struct bond_body, entries, .max = 20),
	FIELD_TEXTS(struct bond_body, files, .max = 20),
	FIELD_BOOL(struct bond_body, same_time),
	FIELDS_END
};

static error read_numbers(struct ctx *cx, const char *field, const str_list *texts,
	const int64_t **out)
{
	int64_t *numbers = arena_array(cx->arena, int64_t, texts->len + 1);

	for (size_t i = 0; i < texts->len; i++)
		if (!str_int(texts->at[i], &numbers[i]))
			return err_field(cx, field, "These are whole numbers, as strings.");
	*out = numbers;
	return OK;
}

static error split(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct bond_body b = { 0 };
	struct casefile c, made;
	bool done;

	TRY(begin(w, &c, &done));
	if (done)
		return OK;
	TRY(web_json(w, split_fields, &b));
	struct split s = { .summary = b.summary, .entry_count = b.entries.len, .file_count = b.files.len,
		.same_time = b.same_time };
	TRY(read_numbers(cx, "entries", &b.entries, &s.entries));
	TRY(read_numbers(cx, "files", &b.files, &s.files));
	TRY(casefile_split(cx, c.id, &s, &made));
	return reply_case(w, HTTP_CREATED, made.id);
}

static const struct field why_fields[] = {
	FIELD_TEXT(struct bond_body, why, .max = LIMIT_REASON, .required = true),
	FIELDS_END
};

static error redact(struct web *w)
{
	struct bond_body b = { 0 };
	struct casefile c;
	bool done;

	TRY(begin(w, &c, &done));
	if (done)
		return OK;
	TRY(web_json(w, why_fields, &b));
	TRY(casefile_redact(web_ctx(w), c.id, web_path_id(w, "entry"), b.why));
	return reply_case(w, HTTP_OK, c.id);
}

/* --- history --- */

static void put_change(struct json_writer *j, const struct history_item *i)
{
	jw_object(j);
	jw_put_int(j, "entry", i->number);
	jw_put_instant(j, "at", i->at);
	jw_put_opt(j, "who", i->who);
	jw_put_opt(j, "field", str_from(i->change.field));
	jw_put_opt(j, "from", i->change.from);
	jw_put_opt(j, "to", i->change.to);
	jw_put_opt(j, "why", i->change.why);
	jw_object_end(j);
}

static error history(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct history h;
	struct casefile c;

	TRY(find(w, &c));
	TRY(history_load(cx, &c, web_query_int(w, "before", 0), &h));
	jw_object(&j);
	jw_key(&j, STR("changes"));
	jw_array(&j);
	for (size_t i = 0; i < h.items.len; i++)
		put_change(&j, &h.items.at[i]);
	jw_array_end(&j);
	if (h.older > 0)
		jw_put_int(&j, "before", h.older);
	jw_object_end(&j);
	return api_reply(w, HTTP_OK, STR(""), buf_str(&b));
}

const struct route bond_api_routes[] = {
	GET("/api/v1/cases/{case}/links", links, .may = MAY_WORK_CASE, .api = true),
	POST("/api/v1/cases/{case}/links", add_link, .may = MAY_WORK_CASE, .api = true),
	DELETE("/api/v1/cases/{case}/links/{kind}/{target}", remove_link, .may = MAY_WORK_CASE, .api = true),
	POST("/api/v1/cases/{case}/articles", attach_article, .may = MAY_WORK_CASE, .api = true),
	POST("/api/v1/cases/{case}/articles/draft", draft_article, .may = MAY_WORK_CASE, .api = true),
	POST("/api/v1/cases/{case}/merge", merge, .may = MAY_WORK_CASE, .api = true),
	POST("/api/v1/cases/{case}/split", split, .may = MAY_WORK_CASE, .api = true),
	POST("/api/v1/cases/{case}/entries/{entry}/redact", redact, .may = MAY_WORK_CASE, .api = true),
	GET("/api/v1/cases/{case}/history", history, .may = MAY_WORK_CASE, .api = true),
	ROUTES_END
};
