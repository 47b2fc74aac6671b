/* knowledge_pages.c - the Knowledge Base: its list, an article, was it helpful */
#include "web/knowledge/knowledge_pages.h"

#include "base/limits.h"
#include "domain/knowledge/translation/translation.h"
#include "domain/manual/manual.h"
#include "web/knowledge/article.html.h"
#include "web/knowledge/knowledge.html.h"

enum { LANGUAGES_SAID = 20 }; /* in the head of a reply */

bool applies_from(const struct article_applies_list *list)
{
	for (size_t i = 0; i < list->len; i++)
		if (list->at[i].release_from.len > 0)
			return true;
	return false;
}

bool applies_to(const struct article_applies_list *list)
{
	for (size_t i = 0; i < list->len; i++)
		if (list->at[i].release_to.len > 0)
			return true;
	return false;
}

static error knowledge(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct knowledge_view v = { .type = web_query_int(w, "type", -1) };
	instant before = { web_query_int(w, "before", 0) };
	article_id before_id = { web_query_int(w, "id", 0) };

	if (v.type < 0 || v.type >= ARTICLE_TYPE_COUNT_)
		v.type = -1;
	TRY(article_list(cx, web_language(w), v.type, before, before_id, &v.list));
	if (v.list.len == LIMIT_LIST_PAGE) {
		const struct article_item *last = &v.list.at[v.list.len - 1];
		v.next = str_printf(cx->arena, "/kb?type=%" PRId64 "&before=%" PRId64 "&id=%" PRId64,
			v.type, last->published_at.us, last->id.v);
	}

	knowledge_page(web_html(w, HTTP_OK), &v);
	return OK;
}

/* For search engines: the address without what follows a '?', and the other languages. */
static void say_links(struct web *w, const struct article_view *v, struct str path)
{
	struct buf links = buf_new(web_ctx(w)->arena, LIMIT_URL);
	struct str origin = web_origin(w);

	buf_printf(&links, "<%.*s%.*s>; rel=\"canonical\"", STR_ARG(origin), STR_ARG(path));
	for (size_t i = 0; i < v->languages.len && i < LANGUAGES_SAID; i++) {
		const struct article_language *l = &v->languages.at[i];
		buf_printf(&links, ", <%.*s/kb/%.*s/%.*s>; rel=\"alternate\"; hreflang=\"%.*s\"",
			STR_ARG(origin), STR_ARG(l->number), STR_ARG(l->slug), STR_ARG(l->language));
	}
	if (!links.overflow)
		web_set_header(w, "Link", buf_str(&links));
}

/* What the reader's language has of the article that is in another. */
static void find_language(struct web *w, const struct article_view *v, struct article_extra *x)
{
	struct str wanted = web_language(w);

	if (str_eq_nocase(language_primary(v->article.language), wanted))
		return;
	x->foreign = true;
	for (size_t i = 0; i < v->languages.len; i++)
		if (str_eq_nocase(language_primary(v->languages.at[i].language), wanted))
			x->own = &v->languages.at[i];
}

static void load_matrix(struct web *w, struct article_view *v, struct matrix *out)
{
	struct arena *a = web_ctx(w)->arena;
	struct str chosen[MATRIX_COLUMNS];

	if (v->article.type != ARTICLE_COMPATIBILITY && v->article.type != ARTICLE_INTEROPERABILITY)
		return;
	for (int i = 0; i < MATRIX_COLUMNS; i++)
		chosen[i] = web_query(w, str_c(a, str_printf(a, "c%d", i + 1)));
	matrix_narrow(a, &v->sections, chosen, out);
}

/* One address an article: any other spelling leads to it. */
static error article(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct str number = web_path_text(w, "number");
	struct article_view v;
	struct str to;

	error e = article_view(cx, number, &v);
	if (err_is(e, ERR_NOT_FOUND) && article_redirect(cx, web_path(w), &to) == OK)
		return web_moved(w, "%.*s", STR_ARG(to));
	TRY(e);
	if (v.forward.len > 0)
		return web_moved(w, "/kb/%.*s", STR_ARG(v.forward));
	struct str own = str_printf(cx->arena, "/kb/%.*s/%.*s", STR_ARG(v.article.number),
		STR_ARG(v.article.slug));
	if (!str_eq(web_path(w), own))
		return web_moved(w, "%.*s", STR_ARG(own));
	web_follow(w, "article", v.article.id.v);
	for (size_t i = 0; i < v.related.len; i++)
		web_follow(w, "article", v.related.at[i].id.v);

	struct article_extra extra = { .origin = web_origin(w) };
	load_matrix(w, &v, &extra.matrix);
	find_language(w, &v, &extra);
	TRY(lesson_uses(cx, v.article.number, &extra.uses));
	struct html *out = web_html(w, HTTP_OK);
	say_links(w, &v, own);
	web_count_view(w, v.article.id);
	article_page(out, &v, &extra);
	return OK;
}

/* Paths of sites that were imported, and of articles that moved. */
static error old_path(struct web *w)
{
	struct str to;

	error e = article_redirect(web_ctx(w), web_path(w), &to);
	if (err_is(e, ERR_NOT_FOUND))
		e = manual_old_address(web_ctx(w), web_path(w), &to);
	TRY(e);
	if (str_find(to, STR("://")) > 0)
		return web_elsewhere(w, to);
	return web_moved(w, "%.*s", STR_ARG(to));
}

struct feedback_form {
	struct str comment;
	int64_t helpful, reason;
};

static const struct field feedback_fields[] = {
	FIELD_INT(struct feedback_form, helpful, .min = 0, .max = 1, .required = true),
	FIELD_INT(struct feedback_form, reason, .min = REASON_NONE, .max = REASON_NOT_MINE),
	FIELD_TEXT(struct feedback_form, comment, .max = LIMIT_REASON, .lines = true),
	FIELDS_END
};

static error show_feedback(struct web *w, int status, const struct feedback_typed *f)
{
	struct article_view v;

	TRY(article_view(web_ctx(w), web_path_text(w, "number"), &v));
	article_feedback_page(web_html(w, status), &v, f);
	return OK;
}

/* For visitors: their article's page is kept, and has no form. */
static error feedback_form(struct web *w)
{
	return show_feedback(w, HTTP_OK, &(struct feedback_typed){ 0 });
}

/* Below the article, or for a visitor on a page of its own. */
static error feedback_again(struct web *w, const struct feedback_form *form, error wrong)
{
	struct article_extra again = { .origin = web_origin(w),
		.feedback = { form->comment, form->reason, wrong->fields } };
	int status = err_http_status(wrong->kind);
	struct article_view v;

	if (web_ctx(w)->actor->person.v == 0)
		return show_feedback(w, status, &again.feedback);
	TRY(article_view(web_ctx(w), web_path_text(w, "number"), &v));
	TRY(lesson_uses(web_ctx(w), v.article.number, &again.uses));
	article_page(web_html(w, status), &v, &again);
	return OK;
}

static error feedback(struct web *w)
{
	struct feedback_form form = { 0 };
	struct str number = web_path_text(w, "number");

	error wrong = web_form(w, feedback_fields, &form);
	struct feedback f = { .helpful = form.helpful == 1, .comment = form.comment,
		.reason = (enum feedback_reason)form.reason, .visit = web_visit(w) };
	if (wrong == OK)
		wrong = article_feedback(web_ctx(w), number, &f);
	if (form_is_refused(wrong))
		return feedback_again(w, &form, wrong);
	TRY(wrong);

	web_notice(w, MSG("Thank you. The author reads this."));
	/* A page that is kept for visitors says nothing of them. */
	return web_see_other(w, web_ctx(w)->actor->person.v == 0 ? "/kb/%.*s/feedback" : "/kb/%.*s",
		STR_ARG(number));
}

const struct route knowledge_routes[] = {
	GET("/kb", knowledge, .may = MAY_ANYONE),
	GET("/kb/{number}", article, .may = MAY_ANYONE),
	GET("/kb/{number}/{slug}", article, .may = MAY_ANYONE, .cached = true),
	GET("/{path...}", old_path, .may = MAY_ANYONE, .fallback = true),
	GET("/kb/{number}/feedback", feedback_form, .may = MAY_ANYONE),
	POST("/kb/{number}/feedback", feedback, .may = MAY_ANYONE),
	ROUTES_END
};
