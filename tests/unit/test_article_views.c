/* How often articles are read: counted in memory, added to the rows in batches. */
#include "base/limits.h"
#include "domain/knowledge/article.h"
#include "domain/knowledge/views.h"
#include "tests/unit/center.h"

static article_id publish(struct ctx *cx, const char *title)
{
	struct article_new n = { .type = ARTICLE_PROBLEM, .title = str_from(title),
		.audience = AUDIENCE_PUBLIC };
	article_id id;

	*arena_push(cx->arena, &n.sections) = (struct section_new){ PART_SOLUTION, STR(""),
		STR("Restart it.") };
	ASSERT_OK(article_publish(cx, (article_id){ 0 }, &n, &id));
	return id;
}

static int64_t views_of(struct ctx *cx, article_id id)
{
	struct article a;
	bool found;

	ASSERT_OK(q_article_by_id(cx, id, &a, &found));
	return a.views;
}

TEST_STORE(views_are_added_to_their_articles_once)
{
	struct ctx *cx = fixture_ctx(t);
	struct article_views *v = article_views_new();
	article_id one = publish(cx, "One"), other = publish(cx, "Other");

	article_views_count(v, one);
	article_views_count(v, one);
	article_views_count(v, other);
	ASSERT_EQ(views_of(cx, one), 0);
	ASSERT_OK(article_views_flush(cx, store_of(cx), v));
	ASSERT_OK(article_views_flush(cx, store_of(cx), v));

	ASSERT_EQ(views_of(cx, one), 2);
	ASSERT_EQ(views_of(cx, other), 1);
	article_views_free(v);
}

TEST_STORE(a_flood_of_articles_takes_no_more_memory_and_known_ones_still_count)
{
	struct ctx *cx = fixture_ctx(t);
	struct article_views *v = article_views_new();
	article_id one = publish(cx, "One");

	article_views_count(v, one);
	for (int64_t i = 1; i <= 2 * LIMIT_VIEWS_HELD; i++)
		article_views_count(v, (article_id){ one.v + i });
	article_views_count(v, one);
	ASSERT_OK(article_views_flush(cx, store_of(cx), v));

	ASSERT_EQ(views_of(cx, one), 2);
	article_views_free(v);
}

static int fetch(struct center *c, enum center_who who, const char *method, const char *path)
{
	struct center_request r = { .method = method, .path = str_from(path),
		.headers = c->people[who].cookie };

	return center_send(c, &r).status;
}

/* The second visitor's page comes out of the cache; what is no reading does not count. */
TEST_STORE(a_page_counts_whether_it_is_made_or_kept)
{
	struct center *c = center_open(t);
	static const char page[] = "/kb/KB1/ports-stay-down";
	struct article a;
	bool found;

	ASSERT_EQ(fetch(c, VISITOR, "GET", page), 200);
	ASSERT_EQ(fetch(c, VISITOR, "GET", page), 200);
	ASSERT_EQ(fetch(c, CUSTOMER, "GET", page), 200);
	ASSERT_EQ(fetch(c, VISITOR, "HEAD", page), 200);
	ASSERT_EQ(fetch(c, VISITOR, "GET", "/kb/KB1"), 301);
	ASSERT_EQ(fetch(c, VISITOR, "GET", "/kb/KB999"), 404);
	center_close(c);

	ASSERT_OK(q_article_by_number(c->cx, STR("KB1"), &a, &found));
	ASSERT_EQ(a.views, 3);
}
