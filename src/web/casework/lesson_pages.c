/* lesson_pages.c - an article for a case: searched for and quoted, or begun from it */
#include "base/limits.h"
#include "domain/casefile/lesson/lesson.h"
#include "web/casework/casework.h"
#include "web/casework/lesson.html.h"

enum { HITS = 5 };

/* Without an index nothing is found; a number can be attached all the same. */
static error find_articles(struct ctx *cx, struct lesson_view *v)
{
	struct search_request r = { .text = v->text, .size = HITS,
		.narrow.kinds = 1u << SEARCH_ARTICLE, .product = v->c.product_code,
		.release = v->c.release_name };

	if (str_is_blank(v->text) || v->text.len > LIMIT_QUERY)
		return OK;
	error e = search_run(cx, &r, &v->found);
	return err_is(e, ERR_UNAVAILABLE) ? OK : e;
}

static error show_page(struct web *w, int status, struct lesson_view *v)
{
	TRY(find_articles(web_ctx(w), v));
	lesson_page(web_html(w, status), v);
	return OK;
}

static error show(struct web *w)
{
	struct lesson_view v = { .text = web_query(w, "q") };

	TRY(casefile_find(web_ctx(w), web_path_text(w, "case"), &v.c));
	if (v.text.len == 0)
		v.text = v.c.summary;
	return show_page(w, HTTP_OK, &v);
}

static const struct field attach_fields[] = {
	FIELD_TEXT(struct lesson_form, number, .max = LIMIT_NAME, .required = true),
	FIELDS_END
};

static error attach(struct web *w)
{
	struct lesson_view v = { 0 };
	bool quoted = false;

	TRY(casefile_find(web_ctx(w), web_path_text(w, "case"), &v.c));
	error wrong = web_form(w, attach_fields, &v.form);
	if (wrong == OK)
		wrong = lesson_attach(web_ctx(w), v.c.id, v.form.number, &quoted);
	if (form_is_refused(wrong)) {
		v.errors = wrong->fields;
		v.text = v.c.summary;
		return show_page(w, err_http_status(wrong->kind), &v);
	}
	TRY(wrong);
	web_notice(w, quoted ? MSG("The article is linked, and stands in your reply.")
			     : MSG("The article is linked. It is not in your reply: customers cannot read it."));
	return web_see_other(w, "/cases/%.*s#reply", STR_ARG(v.c.number));
}

static error begin_article(struct web *w)
{
	struct lesson_view v = { 0 };
	struct article made;

	TRY(casefile_find(web_ctx(w), web_path_text(w, "case"), &v.c));
	TRY(lesson_draft(web_ctx(w), v.c.id, &made));
	web_notice(w, MSG("The article is begun from the case. Only the desk sees it until it is published."));
	return web_see_other(w, "/kb/%.*s/edit", STR_ARG(made.number));
}

const struct route lesson_routes[] = {
	GET("/cases/{case}/articles", show, .may = MAY_WORK_CASE),
	POST("/cases/{case}/articles", attach, .may = MAY_WORK_CASE),
	POST("/cases/{case}/articles/new", begin_article, .may = MAY_WRITE_ARTICLE),
	ROUTES_END
};
