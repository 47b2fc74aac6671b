/* site_pages.c - home, contact, products, and how the site looks */
#include "web/site/site_pages.h"

#include "domain/setting/setting.h"
#include "web/asset.h"
#include "web/site/error.html.h"
#include "web/site/home.html.h"

enum { HOME_ARTICLES = 4, HOME_PRODUCTS = 6, YEAR_S = 365 * 24 * 3600 };

struct url phone_url(struct arena *a, struct str number)
{
	struct buf b = buf_new(a, 64);
	buf_put(&b, STR("tel:"));
	for (size_t i = 0; i < number.len; i++)
		if (str_is_digit(number.at[i]) || number.at[i] == '+')
			buf_char(&b, number.at[i]);
	return url_of(buf_str(&b));
}

/* What the reader has: open cases, products, and what is known of these. */
static error load_own(struct ctx *cx, struct str language, struct home_view *v)
{
	struct casefile_own mine = { .open = 1, .status = -1, .limit = HOME_ARTICLES };

	v->is_customer = cx->actor->person.v != 0 && may(cx->actor, MAY_OPEN_CASE) &&
		!may(cx->actor, MAY_SEE_QUEUES);
	if (!v->is_customer)
		return OK;
	TRY(casefile_own(cx, &mine, &v->cases));
	TRY(product_own(cx, HOME_PRODUCTS, &v->products));
	TRY(article_own_issues(cx, language, HOME_ARTICLES, &v->issues));
	v->issues_are_own = v->issues.len > 0;
	return OK;
}

/* Real ones, so that each leads somewhere: an error line, a model, an article. */
static error load_examples(struct ctx *cx, struct home_view *v)
{
	struct str line;

	TRY(article_error_example(cx, &line));
	if (line.len > 0)
		*arena_push(cx->arena, &v->examples) = line;
	if (v->suggested.len > 0)
		*arena_push(cx->arena, &v->examples) = v->suggested.at[0].code;
	if (v->issues.len > 0)
		*arena_push(cx->arena, &v->examples) = v->issues.at[0].number;
	return OK;
}

static error home(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct home_view v = { 0 };

	TRY(directory_numbers(cx, &v.phones));
	TRY(q_suggested_releases(cx, &v.suggested));
	TRY(article_count(cx, &v.article_count));
	TRY(article_issue_count(cx, &v.issue_count));
	TRY(load_own(cx, web_language(w), &v));
	if (!v.issues_are_own)
		TRY(article_known_issues(cx, web_language(w), HOME_ARTICLES, &v.issues));
	TRY(article_recent(cx, web_language(w), HOME_ARTICLES, &v.recent));
	TRY(load_examples(cx, &v));

	home_page(web_html(w, HTTP_OK), &v);
	return OK;
}

static error products(struct web *w)
{
	struct products_view v;

	TRY(product_list(web_ctx(w), &v.products));

	products_page(web_html(w, HTTP_OK), &v);
	return OK;
}

static error product(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct product_view v;

	TRY(product_find(cx, web_path_text(w, "product"), &v.product));
	TRY(product_releases(cx, v.product.id, &v.releases));

	product_page(web_html(w, HTTP_OK), &v);
	return OK;
}

/* Language and colours are this browser's: two cookies, nothing is stored. */
static error look(struct web *w)
{
	struct cookie_options kept = { .max_age_s = YEAR_S };
	struct str to = web_query(w, "to");
	struct str theme = web_query(w, "theme");

	const struct locale *l = locale_find(web_query(w, "lang"));
	web_set_cookie(w, "lang", l->tag, kept);
	if (str_eq(theme, STR("light")) || str_eq(theme, STR("dark")))
		web_set_cookie(w, "theme", theme, kept);
	else
		web_set_cookie(w, "theme", STR(""), (struct cookie_options){ .max_age_s = -1 });
	bool local = str_eq(url_of(to).text, to) && str_starts(to, STR("/"));
	return web_see_other(w, "%.*s", STR_ARG(local ? to : STR("/")));
}

/* For what asks without reading the page, which names the icon. */
static error favicon(struct web *w)
{
	buf_put(web_text(w, HTTP_OK, "image/svg+xml"), web_asset_text("favicon.svg"));
	return OK;
}

error site_viewer(struct web *w, struct viewer *v)
{
	const struct settings *s = web_ctx(w)->settings;
	v->center = s != NULL && s->center_name.len > 0 ? s->center_name : STR("Mainstay");
	return OK;
}

static struct msg title_of(int status)
{
	switch (status) {
	case 401:
		return MSG("Sign in first");
	case 403:
		return MSG("Not yours to do");
	case 405:
		return MSG("Not possible here");
	case 404:
		return MSG("Not found");
	case 409:
	case 412:
		return MSG("Changed meanwhile");
	case 413:
		return MSG("Too large");
	case 422:
	case 415:
	case 400:
		return MSG("This cannot be used");
	case 429:
		return MSG("Too many requests");
	case 503:
		return MSG("Not possible now");
	default:
		return MSG("Something failed on our side");
	}
}

void site_error(struct web *w, int status, struct str sentence, error e)
{
	struct ctx *cx = web_ctx(w);
	struct msg text = { sentence };
	struct str reference = str_printf(cx->arena, "%016" PRIx64, cx->trace);
	/* Of a form that has no page of its own. */
	const struct err_at_field *fields = e->kind == ERR_INVALID ? e->fields : NULL;
	error_page(web_html(w, status), title_of(status), text, fields, reference);
}

const struct route site_routes[] = {
	GET("/favicon.ico", favicon, .may = MAY_ANYONE, .bare = true),
	GET("/", home, .may = MAY_ANYONE),
	GET("/products", products, .may = MAY_ANYONE),
	GET("/products/{product}", product, .may = MAY_ANYONE),
	GET("/look", look, .may = MAY_ANYONE),
	ROUTES_END
};
