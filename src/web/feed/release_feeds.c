/*
 * release_feeds.c - feeds of documentation and of releases
 *
 * Like the feeds of articles they are made for a visitor, whoever fetches them.
 */
#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/manual/manual.h"
#include "domain/product/product.h"
#include "web/feed/feed.atom.h"
#include "web/feed/feed_pages.h"
#include "web/http/url.h"

static error send(struct web *w, struct feed_view *v)
{
	v->origin = web_origin(w);
	feed_page(web_xml(w, FEED_TYPE), v);
	return OK;
}

/* --- documentation --- */

static error send_manuals(struct web *w, struct feed_view *v, manual_id set)
{
	struct ctx *cx = web_ctx(w);
	struct q_manual_news_list list;

	web_follow(w, "manual", 0);
	TRY(manual_news(cx, set, FEED_ENTRIES, &list));
	for (size_t i = 0; i < list.len; i++) {
		struct str path = str_printf(cx->arena, "/docs/%.*s/%.*s", STR_ARG(list.at[i].slug),
			STR_ARG(url_encode(cx->arena, list.at[i].release)));
		*arena_push(cx->arena, &v->entries) = (struct feed_entry){ .id = path, .path = path,
			.title = str_printf(cx->arena, "%.*s %.*s", STR_ARG(list.at[i].title),
				STR_ARG(list.at[i].release)),
			.language = list.at[i].language, .summary = list.at[i].description,
			.updated = list.at[i].changed_at };
	}
	return send(w, v);
}

static error manuals(struct web *w)
{
	struct feed_view v = { .self = STR("/docs/feed.atom"), .page = STR("/docs"),
		.title = SAY("Documentation") };

	web_set_actor(w, &actor_visitor);
	return send_manuals(w, &v, (manual_id){ 0 });
}

static error manual(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct manual_place place;

	web_set_actor(w, &actor_visitor);
	TRY(manual_find(cx, web_path_text(w, "set"), STR(MANUAL_LATEST), &place));
	struct str page = str_concat(cx->arena, STR("/docs/"), place.manual.slug);
	struct feed_view v = { .page = page, .self = str_concat(cx->arena, page, STR("/feed.atom")),
		.title = place.manual.title };
	return send_manuals(w, &v, place.manual.id);
}

/* --- releases --- */

struct news {
	struct str page;     /* "/products/nb-s4300" */
	struct str of, name; /* a product's code, or a software; the release */
	instant released;
	bool suggested;      /* which is an entry of its own: it comes later */
};

static void add_release(struct ctx *cx, struct feed_view *v, const struct news *n)
{
	*arena_push(cx->arena, &v->entries) = (struct feed_entry){ .path = n->page,
		.id = str_printf(cx->arena, "%.*s#%.*s-%.*s%s", STR_ARG(n->page),
			STR_ARG(url_encode(cx->arena, n->of)), STR_ARG(url_encode(cx->arena, n->name)),
			n->suggested ? "-suggested" : ""),
		.title = str_printf(cx->arena, "%.*s %.*s", STR_ARG(n->of), STR_ARG(n->name)),
		.language = STR("en"), .published = n->released, .updated = n->released,
		.category = n->suggested ? SAY("Suggested") : STR("") };
}

static struct str page_of(struct ctx *cx, struct str slug)
{
	return str_concat(cx->arena, STR("/products/"), slug);
}

static error releases(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct release_list list;
	struct feed_view v = { .self = STR("/products/releases.atom"), .page = STR("/products"),
		.title = SAY("Releases") };

	web_set_actor(w, &actor_visitor);
	TRY(release_news(cx, FEED_ENTRIES, &list));
	for (size_t i = 0; i < list.len; i++)
		add_release(cx, &v, &(struct news){ .page = STR("/products"),
			.of = list.at[i].software, .name = list.at[i].name,
			.released = list.at[i].released_at });
	return send(w, &v);
}

static error suggested(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct q_suggested_releases_list list;
	struct feed_view v = { .self = STR("/products/suggested.atom"), .page = STR("/products"),
		.title = SAY("Suggested releases") };

	web_set_actor(w, &actor_visitor);
	TRY(q_suggested_releases(cx, &list));
	for (size_t i = 0; i < list.len; i++)
		add_release(cx, &v, &(struct news){ .page = page_of(cx, list.at[i].slug),
			.of = list.at[i].code, .name = list.at[i].release_name,
			.released = list.at[i].released_at, .suggested = true });
	return send(w, &v);
}

static error product_releases_feed(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct q_release_of_product_list list;
	struct product p;

	web_set_actor(w, &actor_visitor);
	TRY(product_find(cx, web_path_text(w, "product"), &p));
	TRY(product_releases(cx, p.id, &list));
	struct str page = page_of(cx, p.slug);
	struct feed_view v = { .page = page, .title = p.code,
		.self = str_concat(cx->arena, page, STR("/releases.atom")) };
	for (size_t i = 0; i < list.len && v.entries.len < FEED_ENTRIES; i++)
		if (list.at[i].released_at.us <= cx->now.us)
			add_release(cx, &v, &(struct news){ .page = page, .of = p.code,
				.name = list.at[i].name, .released = list.at[i].released_at,
				.suggested = list.at[i].suggested });
	return send(w, &v);
}

const struct route release_feed_routes[] = {
	GET("/docs/feed.atom", manuals, .may = MAY_ANYONE, .cached = true),
	GET("/docs/{set}/feed.atom", manual, .may = MAY_ANYONE, .cached = true),
	GET("/products/releases.atom", releases, .may = MAY_ANYONE),
	GET("/products/suggested.atom", suggested, .may = MAY_ANYONE),
	GET("/products/{product}/releases.atom", product_releases_feed, .may = MAY_ANYONE),
	ROUTES_END
};
