/* suggest_pages.c - what shows while one types: titles, and answers to a problem */
#include "base/limits.h"
#include "web/search/search_pages.h"
#include "web/search/suggest.html.h"

enum { ANSWERS = 4, ANSWERS_FOR_MIN = 8 };

static error suggest(struct web *w)
{
	struct str typed = str_trim(web_query(w, "q"));
	search_suggestions list = { 0 };

	if (typed.len >= SUGGEST_MIN_LENGTH && typed.len <= LIMIT_SUBJECT)
		TRY(search_suggest(web_ctx(w), typed, &list));
	suggest_part(web_html(w, HTTP_OK), &list);
	return OK;
}

error search_answers(struct ctx *cx, struct str text, struct search_results *out)
{
	struct search_request r = { .text = text, .size = ANSWERS,
		.narrow.kinds = 1u << SEARCH_ARTICLE | 1u << SEARCH_MANUAL | 1u << SEARCH_DOCUMENT };

	*out = (struct search_results){ 0 };
	if (str_trim(text).len < ANSWERS_FOR_MIN || text.len > LIMIT_QUERY)
		return OK;
	error e = search_run(cx, &r, out);
	/* Without an index there are no answers, and a case can be opened all the same. */
	return err_is(e, ERR_UNAVAILABLE) ? OK : e;
}

static error answers(struct web *w)
{
	struct search_results found;

	TRY(search_answers(web_ctx(w), web_query(w, "text"), &found));
	answers_part(web_html(w, HTTP_OK), &found);
	return OK;
}

const struct route suggest_routes[] = {
	GET("/search/suggest", suggest, .may = MAY_ANYONE),
	GET("/cases/new/answers", answers, .may = MAY_OPEN_CASE),
	ROUTES_END
};
