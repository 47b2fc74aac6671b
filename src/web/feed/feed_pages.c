/*
 * feed_pages.c - feeds of articles, maps for search engines, robots.txt
 *
 * All of it is for programs that have no account: whoever fetches it, it is made for a
 * visitor, so that a copy of it tells nobody more.
 */
#include "web/feed/feed_pages.h"

#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/knowledge/article.h"
#include "domain/manual/manual.h"
#include "domain/product/product.h"
#include "web/feed/feed.atom.h"
#include "web/feed/sitemap.xml.h"
#include "web/http/url.h"

/* Ids a map: below the 50,000 places and 50 MB that the protocol allows one. */
enum { MAP_STEP = 10000, MAP_MOST = 5000 };

#define MAP_TYPE "application/xml; charset=utf-8"

/* --- feeds --- */

instant feed_changed(const struct feed_view *v)
{
	instant newest = { 1 };

	for (size_t i = 0; i < v->entries.len; i++)
		if (v->entries.at[i].updated.us > newest.us)
			newest = v->entries.at[i].updated;
	return newest;
}

static void add_articles_of(struct ctx *cx, const struct article_entry_list *list,
	struct feed_view *v)
{
	for (size_t i = 0; i < list->len; i++) {
		const struct article_entry *e = &list->at[i];
		struct str id = str_concat(cx->arena, STR("/kb/"), e->number);
		*arena_push(cx->arena, &v->entries) = (struct feed_entry){ .id = id,
			.path = str_printf(cx->arena, "%.*s/%.*s", STR_ARG(id), STR_ARG(e->slug)),
			.title = e->title, .language = e->language, .summary = e->summary,
			.category = article_type_name((enum article_type)e->type),
			.published = e->created_at, .updated = e->published_at };
	}
}

static error send_feed(struct web *w, struct feed_view *v, product_id product)
{
	struct ctx *cx = web_ctx(w);
	struct article_entry_list list;
	int64_t type = web_query_int(w, "type", -1);

	if (type < 0 || type >= ARTICLE_TYPE_COUNT_)
		type = -1;
	struct str language = web_query(w, "lang");
	if (language.len > LIMIT_LANGUAGE)
		language = STR("");
	web_follow(w, "article", 0);
	v->origin = web_origin(w);
	if (type >= 0)
		v->self = str_printf(cx->arena, "%.*s?type=%" PRId64, STR_ARG(v->self), type);
	if (language.len > 0)
		v->self = str_printf(cx->arena, "%.*s%clang=%.*s", STR_ARG(v->self), type >= 0 ? '&' : '?',
			STR_ARG(url_encode(cx->arena, language)));
	TRY(article_feed(cx, type, product, language, &list));
	add_articles_of(cx, &list, v);
	feed_page(web_xml(w, FEED_TYPE), v);
	return OK;
}

static error articles_feed(struct web *w)
{
	web_set_actor(w, &actor_visitor);
	struct feed_view v = { .self = STR("/kb/feed.atom"), .page = STR("/kb"),
		.title = SAY("Knowledge Base") };
	return send_feed(w, &v, (product_id){ 0 });
}

static error product_feed(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct product p;

	web_set_actor(w, &actor_visitor);
	TRY(product_find(cx, web_path_text(w, "product"), &p));
	struct str page = str_printf(cx->arena, "/products/%.*s", STR_ARG(p.slug));
	struct feed_view v = { .page = page, .self = str_concat(cx->arena, page, STR("/feed.atom")),
		.title = p.code };
	return send_feed(w, &v, p.id);
}

/* --- maps of the site --- */

static void add_place(struct ctx *cx, struct map_view *v, struct str path, instant changed)
{
	*arena_push(cx->arena, &v->places) = (struct map_place){ path, changed };
}

static void add_maps(struct ctx *cx, struct map_view *v, const char *kind, int64_t last_id)
{
	for (int64_t n = 0; n < MAP_MOST && n * MAP_STEP < last_id; n++)
		add_place(cx, v, str_printf(cx->arena, "/sitemaps/%s/%" PRId64, kind, n + 1),
			(instant){ 0 });
}

static error map_index(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct map_view v = { .origin = web_origin(w) };
	int64_t articles, pages;

	TRY(article_map_end(cx, &articles));
	TRY(manual_map_end(cx, &pages));
	add_place(cx, &v, STR("/sitemaps/site/1"), (instant){ 0 });
	add_maps(cx, &v, "articles", articles);
	add_maps(cx, &v, "manual", pages);
	map_index_page(web_xml(w, MAP_TYPE), &v);
	return OK;
}

static error add_site(struct ctx *cx, struct map_view *v)
{
	static const struct str fixed[] = { STR_INIT("/"), STR_INIT("/kb"), STR_INIT("/docs"),
		STR_INIT("/products"), STR_INIT("/contact"), STR_INIT("/kb/feed.atom"),
		STR_INIT("/docs/feed.atom"), STR_INIT("/products/releases.atom"),
		STR_INIT("/products/suggested.atom") };
	struct product_list products;

	for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
		add_place(cx, v, fixed[i], (instant){ 0 });
	TRY(product_list(cx, &products));
	for (size_t i = 0; i < products.len; i++)
		add_place(cx, v, str_concat(cx->arena, STR("/products/"), products.at[i].slug),
			(instant){ 0 });
	return OK;
}

static error add_articles(struct ctx *cx, struct map_view *v, int64_t after)
{
	struct article_place_list list;

	TRY(article_map(cx, after, after + MAP_STEP, &list));
	for (size_t i = 0; i < list.len; i++)
		add_place(cx, v, str_printf(cx->arena, "/kb/%.*s/%.*s", STR_ARG(list.at[i].number),
			STR_ARG(list.at[i].slug)), list.at[i].changed_at);
	return OK;
}

/* "net/vlan one" is net/vlan%20one: a map holds addresses as they are asked for. */
static struct str encoded(struct arena *a, struct str path)
{
	struct buf b = buf_new(a, LIMIT_URL);
	struct str part;

	while (str_cut(&path, '/', &part)) {
		buf_char(&b, '/');
		buf_put(&b, url_encode(a, part));
	}
	return buf_str(&b);
}

static error add_manual_pages(struct ctx *cx, struct map_view *v, int64_t after)
{
	struct q_manual_map_list list;

	TRY(manual_map(cx, after, after + MAP_STEP, &list));
	for (size_t i = 0; i < list.len; i++)
		add_place(cx, v, str_printf(cx->arena, "/docs/%.*s/" MANUAL_LATEST "%.*s",
			STR_ARG(list.at[i].slug), STR_ARG(encoded(cx->arena, list.at[i].path))),
			list.at[i].changed_at);
	return OK;
}

static error map(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct map_view v = { .origin = web_origin(w) };
	struct str kind = web_path_text(w, "kind");
	int64_t n = web_path_id(w, "n");
	error e = err_new(cx, ERR_NOT_FOUND, "no such map");

	if (n >= 1 && n <= MAP_MOST && str_eq(kind, STR("articles")))
		e = add_articles(cx, &v, (n - 1) * MAP_STEP);
	else if (n >= 1 && n <= MAP_MOST && str_eq(kind, STR("manual")))
		e = add_manual_pages(cx, &v, (n - 1) * MAP_STEP);
	else if (n == 1 && str_eq(kind, STR("site")))
		e = add_site(cx, &v);
	TRY(e);
	map_page(web_xml(w, MAP_TYPE), &v);
	return OK;
}

/* Asked politely: what needs an account, and pages without an end. */
static error robots(struct web *w)
{
	static const char *const closed[] = { "/account", "/admin", "/api/", "/assets", "/cases",
		"/desk", "/escalations", "/kb/new", "/kb/work", "/look", "/search", "/sign-in" };
	struct buf *out = web_text(w, HTTP_OK, "text/plain; charset=utf-8");

	buf_put(out, STR("User-agent: *\n"));
	for (size_t i = 0; i < sizeof closed / sizeof *closed; i++)
		buf_printf(out, "Disallow: %s\n", closed[i]);
	buf_printf(out, "\nSitemap: %.*s/sitemap.xml\n", STR_ARG(web_origin(w)));
	return OK;
}

const struct route feed_routes[] = {
	GET("/kb/feed.atom", articles_feed, .may = MAY_ANYONE, .cached = true),
	GET("/products/{product}/feed.atom", product_feed, .may = MAY_ANYONE, .cached = true),
	GET("/robots.txt", robots, .may = MAY_ANYONE),
	GET("/sitemap.xml", map_index, .may = MAY_ANYONE),
	GET("/sitemaps/{kind}/{n}", map, .may = MAY_ANYONE),
	ROUTES_END
};
