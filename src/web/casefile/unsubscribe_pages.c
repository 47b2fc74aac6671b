#include "web/casefile/unsubscribe_pages.h"

#include "base/limits.h"
#include "web/casefile/unsubscribe.html.h"

static error look(struct web *w, struct unsubscribe_view *v)
{
	v->token = web_path_text(w, "end");
	return unsubscribe_look(web_ctx(w), v->token, &v->of);
}

static error ask(struct web *w)
{
	struct unsubscribe_view v = { 0 };

	TRY(look(w, &v));
	unsubscribe_page(web_html(w, HTTP_OK), &v);
	return OK;
}

struct unsubscribe_form {
	bool all;
};

static const struct field unsubscribe_fields[] = {
	FIELD_BOOL(struct unsubscribe_form, all),
	FIELDS_END
};

/* Pressed on the page, or by the mail program itself: "List-Unsubscribe=One-Click". */
static error end(struct web *w)
{
	struct unsubscribe_view v = { .done = true };
	struct unsubscribe_form f = { 0 };

	TRY(web_form(w, unsubscribe_fields, &f));
	TRY(look(w, &v));
	TRY(unsubscribe_use(web_ctx(w), v.token, f.all));
	v.all = f.all;
	unsubscribe_page(web_html(w, HTTP_OK), &v);
	return OK;
}

const struct route unsubscribe_routes[] = {
	GET("/unsubscribe/{end}", ask, .may = MAY_ANYONE),
	POST("/unsubscribe/{end}", end, .may = MAY_ANYONE, .open = true),
	ROUTES_END
};
