/* The search page: its filters are read from its address, and stay in its links. */
#include "domain/knowledge/article.h"
#include "tests/unit/center.h"

static void publish(struct center *c, const char *title, enum article_type type, const char *product)
{
	struct article_new n = { .type = type, .title = str_from(title), .audience = AUDIENCE_PUBLIC };
	article_id id;

	if (type == ARTICLE_KNOWN_ISSUE)
		n.issue = ISSUE_WORKAROUND;
	*arena_push(c->cx->arena, &n.sections) = (struct section_new){ PART_CAUSE, STR(""), STR("A gasket.") };
	*arena_push(c->cx->arena, &n.applies) = (struct applies_new){ .product = str_from(product) };
	ASSERT_OK(article_publish(c->cx, (article_id){ 0 }, &n, &id));
}

static void plant(struct center *c)
{
	publish(c, "Zeppelin leaks", ARTICLE_KNOWN_ISSUE, "NB-S4300");
	publish(c, "Zeppelin lands", ARTICLE_HOW_TO, "NB-S4300");
}

static struct center_reply search(struct center *c, const char *path)
{
	struct center_request r = { .method = "GET", .path = str_from(path) };

	return center_send(c, &r);
}

static bool has(struct str page, const char *text)
{
	return str_find(page, str_from(text)) >= 0;
}

TEST_STORE(a_search_page_is_narrowed_by_the_type_and_says_so)
{
	struct center *c = center_open_with(t, plant);

	struct str all = search(c, "/search?q=zeppelin").body;
	struct str page = search(c, "/search?q=zeppelin&type=Known+issue").body;

	ASSERT(has(all, "leaks</a>") && has(all, "lands</a>"));
	ASSERT(!has(all, "Clear filters"));
	ASSERT(has(page, "leaks</a>") && !has(page, "lands</a>"));
	ASSERT(has(page, "value=\"Known issue\" checked"));
	ASSERT(has(page, "href=\"/search?q=zeppelin&amp;page=1\""));
	center_close(c);
}

TEST_STORE(the_kinds_of_a_search_page_keep_every_filter)
{
	struct center *c = center_open_with(t, plant);

	struct str page = search(c, "/search?q=zeppelin&product=NB-S4300&product=NB-R8200"
		"&type=Known+issue&updated=month&kind=article").body;

	ASSERT(has(page, "/search?q=zeppelin&amp;product=NB-S4300&amp;product=NB-R8200"
		"&amp;type=Known%20issue&amp;updated=month&amp;page=1"));
	ASSERT(has(page, "/search?q=zeppelin&amp;product=NB-S4300&amp;type=Known%20issue"
		"&amp;updated=month&amp;kind=article&amp;page=1"));
	ASSERT(has(page, "name=\"kind\" value=\"article\""));
	center_close(c);
}

TEST_STORE(a_search_in_a_time_that_there_is_not_is_refused)
{
	struct center *c = center_open_with(t, plant);

	ASSERT_EQ(search(c, "/search?q=zeppelin&updated=decade").status, 422);
	ASSERT_EQ(search(c, "/search?q=zeppelin&updated=year").status, 200);
	center_close(c);
}
