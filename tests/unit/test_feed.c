/* What programs read without an account: feeds, maps, robots.txt, data in articles. */
#include <jansson.h>

#include "domain/knowledge/article.h"
#include "domain/manual/manual_write.h"
#include "domain/product/product.h"
#include "tests/unit/center.h"

static article_id publish(struct center *c, const char *title, enum audience audience,
	const char *product)
{
	struct article_new n = { .type = ARTICLE_KNOWN_ISSUE, .title = str_from(title),
		.summary = STR("Restart <it> & wait.\nThen look."), .audience = audience };
	article_id id;

	*arena_push(c->cx->arena, &n.sections) = (struct section_new){ PART_CAUSE, STR(""),
		STR("A leak.") };
	*arena_push(c->cx->arena, &n.applies) = (struct applies_new){ .product = str_from(product) };
	ASSERT_OK(article_publish(c->cx, (article_id){ 0 }, &n, &id));
	return id;
}

static void plant(struct center *c)
{
	struct manual_new set = { .slug = STR("secret"), .title = STR("Secret"),
		.language = STR("en"), .audience = AUDIENCE_CUSTOMER };
	struct manual_page_new page = { .path = STR("hidden"), .title = STR("Hidden"),
		.source = STR("hidden.md"), .hash = STR("1"), .body = STR("x"),
		.markup = STR("<p>x</p>") };
	struct release_new later = { .software = STR("BeamOS"), .name = STR("99.1R1"),
		.released_at = instant_add(c->cx->now, (seconds){ 9000 * SECONDS_PER_DAY }) };
	manual_release_id release;
	release_id unreleased;
	manual_page_id page_id;
	manual_id manual;

	publish(c, "Ports & </script> <b>leak</b>", AUDIENCE_PUBLIC, "NB-S4300");
	publish(c, "Only for customers", AUDIENCE_CUSTOMER, "NB-S4300");
	publish(c, "Elsewhere", AUDIENCE_PUBLIC, "Another product");
	article_id gone = publish(c, "Retired one", AUDIENCE_PUBLIC, "NB-S4300");
	ASSERT_OK(article_retire(c->cx, gone, (article_id){ 0 }));
	ASSERT_OK(release_create(c->cx, &later, &unreleased));
	ASSERT_OK(product_add_release(c->cx, c->product, unreleased, false));
	ASSERT_OK(manual_put(c->cx, &set, &manual));
	ASSERT_OK(manual_release_put(c->cx, manual, STR("1"), &release));
	ASSERT_OK(manual_page_put(c->cx, release, (manual_page_id){ 0 }, &page, &page_id));
	ASSERT_OK(manual_release_done(c->cx, manual, release));
}

static struct center_reply get(struct center *c, enum center_who who, struct str path,
	struct str headers)
{
	struct center_request r = { .method = "GET", .path = path,
		.headers = str_concat(c->t->arena, c->people[who].cookie, headers) };

	return center_send(c, &r);
}

static bool has(struct center_reply r, const char *text)
{
	return str_find(r.body, str_from(text)) >= 0;
}

/* Also a person who is signed in gets it so: copies of it go to readers of feeds. */
TEST_STORE(a_feed_has_what_a_visitor_may_read_whoever_asks)
{
	static const enum center_who readers[] = { VISITOR, CUSTOMER, AGENT };
	struct center *c = center_open_with(t, plant);

	for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
		struct center_reply feed = get(c, readers[i], STR("/kb/feed.atom"), STR(""));
		ASSERT_EQ(feed.status, 200);
		ASSERT_HAS(feed.head, "Content-Type: application/atom+xml");
		ASSERT(has(feed, "Ports &amp; &lt;/script&gt; &lt;b&gt;leak&lt;/b&gt;"));
		ASSERT(has(feed, "Restart &lt;it&gt; &amp; wait. Then look."));
		ASSERT(has(feed, "<id>http://site.example/kb/KB"));
		ASSERT(!has(feed, "Only for customers") && !has(feed, "Retired one"));
	}
	center_close(c);
}

TEST_STORE(a_feed_is_narrowed_to_a_product_and_to_a_type)
{
	struct center *c = center_open_with(t, plant);

	struct center_reply product = get(c, VISITOR, STR("/products/nb-s4300/feed.atom"), STR(""));
	struct center_reply type = get(c, VISITOR, STR("/kb/feed.atom?type=0"), STR(""));

	ASSERT(has(product, "Ports &amp;") && !has(product, "Elsewhere"));
	ASSERT(has(type, "Ports stay down") && !has(type, "Elsewhere"));
	ASSERT_EQ(get(c, VISITOR, STR("/products/none/feed.atom"), STR("")).status, 404);
	center_close(c);
}

TEST_STORE(a_feed_that_has_not_changed_is_not_sent_again)
{
	struct center *c = center_open_with(t, plant);
	static const char *const paths[] = { "/kb/feed.atom", "/products/nb-s4300/feed.atom",
		"/docs/feed.atom", "/products/releases.atom", "/sitemap.xml", "/sitemaps/articles/1", "/robots.txt" };

	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		struct center_reply first = get(c, VISITOR, str_from(paths[i]), STR(""));
		ptrdiff_t at = str_find(first.head, STR("ETag: "));
		ASSERT(first.status == 200 && at > 0);
		struct str tag = str_skip(first.head, (size_t)at + 6);
		struct str again = str_printf(t->arena, "If-None-Match: %.*s\r\n",
			STR_ARG(str_sub(tag, 0, (size_t)str_find_char(tag, '\r'))));
		ASSERT_EQ(get(c, VISITOR, str_from(paths[i]), again).status, 304);
	}
	center_close(c);
}

TEST_STORE(feeds_of_documentation_have_the_manuals_of_a_visitor)
{
	struct center *c = center_open_with(t, plant);

	struct center_reply all = get(c, CUSTOMER, STR("/docs/feed.atom"), STR(""));
	struct center_reply one = get(c, CUSTOMER, STR("/docs/os/feed.atom"), STR(""));

	ASSERT(all.status == 200 && one.status == 200);
	ASSERT_HAS(all.head, "Content-Type: application/atom+xml");
	ASSERT(has(all, "<id>http://site.example/docs/os/24.2</id>") && !has(all, "Secret"));
	ASSERT(has(one, "BeamOS 24.2") && !has(one, "Secret"));
	ASSERT_EQ(get(c, CUSTOMER, STR("/docs/secret/feed.atom"), STR("")).status, 404);
	center_close(c);
}

TEST_STORE(feeds_of_releases_have_what_is_out_and_what_is_suggested)
{
	struct center *c = center_open_with(t, plant);

	struct center_reply all = get(c, VISITOR, STR("/products/releases.atom"), STR(""));
	struct center_reply best = get(c, VISITOR, STR("/products/suggested.atom"), STR(""));
	struct center_reply one = get(c, VISITOR, STR("/products/nb-s4300/releases.atom"), STR(""));

	ASSERT(has(all, "BeamOS 24.1R1") && !has(all, "BeamOS 99.1R1"));
	ASSERT(has(best, "NB-S4300 24.1R1") && has(best, "-suggested</id>"));
	ASSERT(has(one, "NB-S4300 24.1R1") && !has(one, "99.1R1"));
	ASSERT_EQ(get(c, VISITOR, STR("/products/none/releases.atom"), STR("")).status, 404);
	center_close(c);
}

TEST_STORE(the_maps_name_public_articles_and_pages_and_nothing_else)
{
	struct center *c = center_open_with(t, plant);

	struct center_reply index = get(c, AGENT, STR("/sitemap.xml"), STR(""));
	struct center_reply articles = get(c, AGENT, STR("/sitemaps/articles/1"), STR(""));
	struct center_reply manual = get(c, AGENT, STR("/sitemaps/manual/1"), STR(""));
	struct center_reply site = get(c, AGENT, STR("/sitemaps/site/1"), STR(""));

	ASSERT_HAS(index.head, "Content-Type: application/xml");
	ASSERT(has(index, "<loc>http://site.example/sitemaps/articles/1</loc>"));
	ASSERT(has(index, "/sitemaps/manual/1</loc>"));
	ASSERT(has(articles, "<loc>http://site.example/kb/KB1/ports-stay-down</loc><lastmod>20"));
	ASSERT(!has(articles, "only-for-customers") && !has(articles, "retired-one"));
	ASSERT(has(manual, "<loc>http://site.example/docs/os/latest/net/vlan</loc>"));
	ASSERT(!has(manual, "secret"));
	ASSERT(has(site, "/products/nb-s4300</loc>"));
	ASSERT_EQ(get(c, VISITOR, STR("/sitemaps/articles/0"), STR("")).status, 404);
	ASSERT_EQ(get(c, VISITOR, STR("/sitemaps/cases/1"), STR("")).status, 404);
	ASSERT_HAS(get(c, VISITOR, STR("/robots.txt"), STR("")).body,
		"Sitemap: http://site.example/sitemap.xml");
	center_close(c);
}

/* The text of the data block; the element ends where it should, whatever the title says. */
static struct str data_of(struct center_reply page)
{
	static const struct str begin = STR_INIT("<script type=\"application/ld+json\">");
	ptrdiff_t at = str_find(page.body, begin);
	ASSERT(at > 0);
	struct str rest = str_skip(page.body, (size_t)at + begin.len);
	return str_sub(rest, 0, (size_t)str_find(rest, STR("</script>")));
}

TEST_STORE(an_article_describes_itself_to_programs_in_sound_json)
{
	struct center *c = center_open_with(t, plant);
	struct center_reply feed = get(c, VISITOR, STR("/kb/feed.atom"), STR(""));
	struct str rest = str_skip(feed.body, (size_t)str_find(feed.body, STR("Ports &amp;")));
	rest = str_skip(rest, (size_t)str_find(rest, STR("site.example/kb/")) + 12);
	struct str path = str_sub(rest, 0, (size_t)str_find_char(rest, '"'));

	struct center_reply page = get(c, VISITOR, path, STR(""));
	struct str data = data_of(page);
	json_t *o = json_loadb(data.at, data.len, 0, NULL);

	ASSERT_EQ(page.status, 200);
	ASSERT_HAS(page.head, "rel=\"canonical\"");
	json_t *article = json_array_get(json_object_get(o, "@graph"), 0);
	const char *headline = json_string_value(json_object_get(article, "headline"));
	ASSERT(headline != NULL && strcmp(headline, "Ports & </script> <b>leak</b>") == 0);
	json_decref(o);
	center_close(c);
}
