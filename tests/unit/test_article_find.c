#include "domain/account/permission.h"
#include "domain/knowledge/article.h"
#include "domain/knowledge/find.h"
#include "tests/unit/fixture.h"

static article_id publish(struct ctx *cx, const char *title, enum audience audience)
{
	struct section_new section = { .kind = PART_CAUSE,
		.markdown = STR("The *hold timer* ends & the session drops.") };
	struct applies_new applies = { STR("NB-R8200"), STR("26.1R1"), STR("26.1R1") };
	struct article_new n = { .type = ARTICLE_PROBLEM, .title = str_from(title),
		.audience = audience };
	article_id id;

	*arena_push(cx->arena, &n.sections) = section;
	*arena_push(cx->arena, &n.applies) = applies;
	*arena_push(cx->arena, &n.errors) = STR("BGP-3-NOTIFICATION");
	ASSERT_OK(article_publish(cx, (article_id){ 0 }, &n, &id));
	return id;
}

TEST_STORE(an_article_is_found_by_its_text_without_markup_and_by_its_errors)
{
	struct ctx *cx = fixture_ctx(t);
	struct search_document d;
	bool found;
	article_id id = publish(cx, "Sessions drop", AUDIENCE_PUBLIC);

	ASSERT_OK(article_source.load(cx, id.v, false, &d, &found));

	ASSERT(found);
	ASSERT_HAS(d.body, "The hold timer ends & the session drops.");
	ASSERT_HAS(d.keywords, "BGP-3-NOTIFICATION");
	ASSERT_HAS(d.path, "/sessions-drop");
	ASSERT_EQ(d.products.len, 1);
	ASSERT_STR(d.products.at[0], "NB-R8200");
	ASSERT_EQ(d.releases.len, 1);
}

TEST_STORE(the_fix_of_an_article_is_its_answer)
{
	struct ctx *cx = fixture_ctx(t);
	struct article_new n = { .type = ARTICLE_PROBLEM, .title = STR("Sessions drop"),
		.audience = AUDIENCE_PUBLIC };
	struct search_document d;
	article_id id;
	bool found;
	*arena_push(cx->arena, &n.sections) =
		(struct section_new){ .kind = PART_CAUSE, .markdown = STR("A timer.") };
	*arena_push(cx->arena, &n.sections) =
		(struct section_new){ .kind = PART_SOLUTION, .markdown = STR("Install *26.1R2*.") };
	ASSERT_OK(article_publish(cx, (article_id){ 0 }, &n, &id));

	ASSERT_OK(article_source.load(cx, id.v, false, &d, &found));

	ASSERT_STR(d.solution.text, "Install 26.1R2.");
	ASSERT(!d.solution.more);
	ASSERT_EQ(d.workaround.text.len, 0);
}

TEST_STORE(an_internal_article_is_not_found_by_a_visitor)
{
	struct ctx *cx = fixture_ctx(t);
	struct search_document d;
	bool found;
	article_id id = publish(cx, "Internal procedure", AUDIENCE_INTERNAL);

	cx->actor = &actor_visitor;
	ASSERT_OK(article_source.load(cx, id.v, true, &d, &found));
	ASSERT(!found);
}

TEST_STORE(articles_are_listed_by_type_or_all)
{
	struct ctx *cx = fixture_ctx(t);
	struct article_item_list list;

	publish(cx, "Sessions drop", AUDIENCE_PUBLIC);

	ASSERT_OK(article_list(cx, STR("en"), -1, (instant){ 0 }, (article_id){ 0 }, &list));
	ASSERT_EQ(list.len, 1);
	ASSERT_OK(article_list(cx, STR("en"), ARTICLE_HOW_TO, (instant){ 0 }, (article_id){ 0 }, &list));
	ASSERT_EQ(list.len, 0);
	ASSERT_OK(article_list(cx, STR("en"), ARTICLE_PROBLEM, (instant){ 0 }, (article_id){ 0 }, &list));
	ASSERT_EQ(list.len, 1);
}
