/* edit_pages.c - write an article, look at its versions, see what waits */
#include "web/knowledge/edit/edit_pages.h"

#include "base/limits.h"
#include "html/markdown.h"
#include "store/db.h"
#include "web/knowledge/edit/edit.html.h"
#include "web/knowledge/edit/versions.html.h"
#include "web/knowledge/edit/work.html.h"

#define TEXT(m, limit, ...) FIELD_TEXT(struct article_form, m, .max = (limit), __VA_ARGS__)
#define NUMBER(m, most) FIELD_INT(struct article_form, m, .min = 0, .max = (most))

static const struct field edit_fields[] = {
	TEXT(title, LIMIT_TITLE, .required = true),
	TEXT(summary, LIMIT_REASON, .lines = true),
	TEXT(language, LIMIT_LANGUAGE),
	TEXT(text, LIMIT_ARTICLE, .required = true, .lines = true),
	TEXT(note, LIMIT_NAME),
	TEXT(applies, LIMIT_ARTICLE_LIST, .lines = true),
	TEXT(keywords, LIMIT_ARTICLE_LIST, .lines = true),
	TEXT(errors, LIMIT_ARTICLE_LIST, .lines = true),
	TEXT(defects, LIMIT_ARTICLE_LIST, .lines = true),
	TEXT(related, LIMIT_ARTICLE_LIST, .lines = true),
	TEXT(fixed_in, LIMIT_NAME),
	TEXT(review_at, LIMIT_DAY),
	TEXT(ends_at, LIMIT_DAY),
	TEXT(translation_of, LIMIT_NAME),
	TEXT(act, LIMIT_NAME),
	TEXT(at, LIMIT_NAME),
	NUMBER(type, ARTICLE_TYPE_COUNT_ - 1),
	NUMBER(audience, AUDIENCE_INTERNAL),
	NUMBER(confidence, CONFIDENCE_ARCHIVED),
	NUMBER(governance, GOVERNANCE_COMPLIANCE),
	NUMBER(issue, ISSUE_FIXED),
	NUMBER(base, INT32_MAX),
	NUMBER(current, INT32_MAX),
	FIELD_INT(struct article_form, translated, .min = TRANSLATED_EARLIER, .max = INT32_MAX),
	FIELDS_END
};

/* --- the editor --- */

/* Nothing when the number is of none: saving says so. */
static error load_source(struct ctx *cx, struct edit_view *v)
{
	if (v->form.translation_of.len == 0)
		return OK;
	error e = article_find(cx, v->form.translation_of, &v->source);
	return err_is(e, ERR_NOT_FOUND) ? OK : e;
}

error article_editor_show(struct web *w, int status, struct edit_view *v)
{
	TRY(load_source(web_ctx(w), v));
	TRY(product_list(web_ctx(w), &v->products));
	if (!v->is_new)
		TRY(article_pictures(web_ctx(w), v->edit.article.id, &v->pictures));
	if (!v->is_new)
		TRY(lesson_uses(web_ctx(w), v->edit.article.number, &v->uses));
	edit_page(web_html(w, status), v);
	return OK;
}

void article_form_typed(struct web *w, struct edit_view *v)
{
	error wrong = web_form(w, edit_fields, &v->form);
	(void)wrong; /* said when it is saved */
}

struct str article_picture_text(struct html *out, const struct edit_view *v,
	const struct article_picture *p)
{
	return article_picture_markdown(out->arena, v->edit.article.number, p->name, p->sha256);
}

struct url article_picture_url(struct html *out, const struct edit_view *v,
	const struct article_picture *p)
{
	return url_of(article_picture_address(out->arena, v->edit.article.number, p->sha256));
}

/* Begins as the article reads now; its language is the author's own when it is another. */
static error show_translation(struct web *w, struct str number)
{
	struct ctx *cx = web_ctx(w);
	struct edit_view v = { 0 };

	TRY(article_edit_load(cx, number, 0, &v.edit));
	if (v.edit.article.published_version > 0)
		TRY(article_edit_load(cx, number, v.edit.article.published_version, &v.edit));
	v.form = article_form_of(cx->arena, &v.edit);
	v.form.translation_of = v.edit.article.number;
	v.form.current = v.edit.article.published_version;
	v.form.translated = TRANSLATED_EARLIER; /* unless it is ticked */
	v.form.language = web_language(w);
	v.form.base = 0;
	if (str_eq(language_primary(v.edit.article.language), v.form.language))
		v.form.language = STR("");
	v.edit = (struct article_edit){ 0 };
	v.is_new = true;
	return article_editor_show(w, HTTP_OK, &v);
}

static error show_new(struct web *w)
{
	struct str source = web_query(w, "translation_of");
	if (source.len > 0)
		return show_translation(w, source);
	struct edit_view v = { .is_new = true, .form = {
		.type = ARTICLE_PROBLEM, .audience = AUDIENCE_PUBLIC, .language = STR("en"),
		.text = STR("## Symptoms\n\n\n## Cause\n\n\n## Solution\n\n\n## Workaround\n"),
		.title = web_query(w, "title") } };
	return article_editor_show(w, HTTP_OK, &v);
}

static error show_edit(struct web *w)
{
	struct edit_view v = { 0 };

	TRY(article_edit_load(web_ctx(w), web_path_text(w, "number"),
		web_query_int(w, "version", 0), &v.edit));
	v.form = article_form_of(web_ctx(w)->arena, &v.edit);
	/* An old version that is shown to be restored is saved on top of the newest. */
	v.form.base = v.edit.article.latest_version;
	return article_editor_show(w, HTTP_OK, &v);
}

static error preview(struct web *w, struct edit_view *v)
{
	TRY(markdown_render(web_ctx(w), v->form.text, &v->preview));
	v->previewed = true;
	return article_editor_show(w, HTTP_OK, v);
}

static error read_time(struct ctx *cx, struct str text, instant *out)
{
	struct str utc = str_concat(cx->arena, text, STR("Z"));

	if (text.len == 0 || !instant_parse(utc, out) || out->us <= cx->now.us)
		return err_field(cx, "at", "Say when to publish: a time that is still to come, UTC.");
	return OK;
}

static error act(struct ctx *cx, const struct article_form *f, article_id id)
{
	instant at = { 0 };

	if (str_eq(f->act, STR("review")))
		return article_ask_review(cx, id);
	if (str_eq(f->act, STR("publish")))
		return article_publish_draft(cx, id, at);
	if (!str_eq(f->act, STR("schedule")))
		return OK;
	TRY(read_time(cx, f->at, &at));
	return article_publish_draft(cx, id, at);
}

static struct msg done(struct str act)
{
	if (str_eq(act, STR("review")))
		return MSG("The draft is saved and waits for a review.");
	if (str_eq(act, STR("publish")))
		return MSG("The article is published.");
	if (str_eq(act, STR("schedule")))
		return MSG("The draft is saved and will be published by itself.");
	return MSG("The draft is saved. Readers see it when it is published.");
}

static error save(struct web *w, struct edit_view *v, struct article *out)
{
	struct ctx *cx = web_ctx(w);
	struct article_new n;

	TRY(article_form_read(cx, &v->form, &n));

	AUTO_TX tx = tx_begin(cx);

	TRY(article_save(cx, v->edit.article.id, v->form.base, &n, out));
	TRY(act(cx, &v->form, out->id));

	return tx_commit(&tx);
}

/* The same for a new article and for one that is there. */
static error submit(struct web *w, struct edit_view *v)
{
	struct article saved;

	error wrong = web_form(w, edit_fields, &v->form);
	if (wrong == OK && str_eq(v->form.act, STR("preview")))
		return preview(w, v);
	if (wrong == OK)
		wrong = save(w, v, &saved);
	if (form_is_refused(wrong)) {
		v->errors = wrong->fields;
		v->clash = err_is(wrong, ERR_CONFLICT);
		/* Once it was seen, saving again goes on top. */
		v->form.base = v->edit.article.latest_version;
		return article_editor_show(w, err_http_status(wrong->kind), v);
	}
	TRY(wrong);
	web_notice(w, done(v->form.act));
	if (str_eq(v->form.act, STR("publish")))
		return web_see_other(w, "/kb/%.*s", STR_ARG(saved.number));
	return web_see_other(w, "/kb/%.*s/edit", STR_ARG(saved.number));
}

static error create(struct web *w)
{
	struct edit_view v = { .is_new = true };
	return submit(w, &v);
}

static error edit(struct web *w)
{
	struct edit_view v = { 0 };

	TRY(article_edit_load(web_ctx(w), web_path_text(w, "number"), 0, &v.edit));
	return submit(w, &v);
}

static error take_back(struct web *w)
{
	struct edit_view v = { 0 };

	TRY(article_edit_load(web_ctx(w), web_path_text(w, "number"), 0, &v.edit));
	TRY(article_take_back(web_ctx(w), v.edit.article.id));
	web_notice(w, MSG("The draft is worked on again."));
	return web_see_other(w, "/kb/%.*s/edit", STR_ARG(v.edit.article.number));
}

struct end_form {
	struct str forward;
};

static const struct field end_fields[] = {
	FIELD_TEXT(struct end_form, forward, .max = LIMIT_NAME),
	FIELDS_END
};

/* The article that takes the place of a retired one. */
static error find_forward(struct ctx *cx, struct str number, article_id own, article_id *out)
{
	struct article_view to;

	if (number.len == 0)
		return OK;
	error e = article_view(cx, number, &to);
	if (err_is(e, ERR_NOT_FOUND) || (e == OK && to.article.id.v == own.v))
		return err_field(cx, "forward", "No other article has this number.");
	TRY(e);
	*out = to.article.id;
	return OK;
}

static error retire(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct edit_view v = { 0 };
	struct end_form form = { 0 };
	article_id forward = { 0 };

	TRY(article_edit_load(cx, web_path_text(w, "number"), 0, &v.edit));
	v.form = article_form_of(cx->arena, &v.edit);
	article_id own = v.edit.article.id;
	error wrong = web_form(w, end_fields, &form);
	if (wrong == OK)
		wrong = find_forward(cx, form.forward, own, &forward);
	if (wrong == OK)
		wrong = article_retire(cx, own, forward);
	if (form_is_refused(wrong)) {
		v.errors = wrong->fields;
		return article_editor_show(w, err_http_status(wrong->kind), &v);
	}
	TRY(wrong);
	web_notice(w, MSG("The article is retired."));
	return web_see_other(w, "/kb/work");
}

/* --- versions --- */

static error versions(struct web *w)
{
	struct versions_view v = { 0 };

	TRY(article_versions(web_ctx(w), web_path_text(w, "number"), &v.article, &v.list));
	versions_page(web_html(w, HTTP_OK), &v);
	return OK;
}

static bool all_same(const diff_lines *lines)
{
	for (size_t i = 0; i < lines->len; i++)
		if (lines->at[i].kind != DIFF_SAME)
			return false;
	return true;
}

static error compare(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct str number = web_path_text(w, "number");
	struct compare_view v = { .from = web_query_int(w, "from", 1) };
	struct article_edit from, to;

	TRY(article_edit_load(cx, number, web_query_int(w, "to", 0), &to));
	TRY(article_edit_load(cx, number, v.from, &from));
	v.article = to.article;
	v.to = to.version;
	v.facts = diff(cx->arena, article_facts(cx->arena, &from.text),
		article_facts(cx->arena, &to.text));
	v.text = diff(cx->arena, article_text(cx->arena, &from.text),
		article_text(cx->arena, &to.text));
	v.equal = all_same(&v.facts) && all_same(&v.text);
	compare_page(web_html(w, HTTP_OK), &v);
	return OK;
}

/* --- what waits for authors --- */

static error work(struct web *w)
{
	struct work_view v = { .mine = web_query_int(w, "mine", 0) == 1 };

	TRY(article_work(web_ctx(w), v.mine, &v.work));
	TRY(article_translations_behind(web_ctx(w), v.mine, &v.behind));
	TRY(manual_complaints(web_ctx(w), &v.pages));
	work_page(web_html(w, HTTP_OK), &v);
	return OK;
}

static error complaint_done(struct web *w)
{
	TRY(article_complaint_done(web_ctx(w), web_path_id(w, "complaint")));
	web_notice(w, MSG("Seen to."));
	return web_see_other(w, "/kb/work#complaints");
}

static error page_complaint_done(struct web *w)
{
	TRY(manual_complaint_done(web_ctx(w), web_path_id(w, "complaint")));
	web_notice(w, MSG("Seen to."));
	return web_see_other(w, "/kb/work#pages");
}

const struct route knowledge_edit_routes[] = {
	GET("/kb/work", work, .may = MAY_WRITE_ARTICLE),
	POST("/kb/work/complaints/{complaint}/done", complaint_done, .may = MAY_WRITE_ARTICLE),
	POST("/kb/work/pages/{complaint}/done", page_complaint_done, .may = MAY_WRITE_ARTICLE),
	GET("/kb/new", show_new, .may = MAY_WRITE_ARTICLE),
	POST("/kb/new", create, .may = MAY_WRITE_ARTICLE),
	GET("/kb/{number}/edit", show_edit, .may = MAY_WRITE_ARTICLE),
	POST("/kb/{number}/edit", edit, .may = MAY_WRITE_ARTICLE),
	POST("/kb/{number}/take-back", take_back, .may = MAY_WRITE_ARTICLE),
	POST("/kb/{number}/retire", retire, .may = MAY_PUBLISH_ARTICLE),
	GET("/kb/{number}/versions", versions, .may = MAY_WRITE_ARTICLE),
	GET("/kb/{number}/compare", compare, .may = MAY_WRITE_ARTICLE),
	ROUTES_END
};
