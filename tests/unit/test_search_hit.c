/* What one hit of a search shows: the place, other places, other releases. */
#include "base/buf.h"
#include "tests/unit/fixture_search.h"

static str_list one_name(struct test *t, const char *name)
{
	str_list list = { 0 };
	*arena_push(t->arena, &list) = str_from(name);
	return list;
}

TEST(pages_of_one_group_are_one_hit_with_the_others_named)
{
	struct search_document d[] = {
		{ .title = STR("Hold timers"), .group = STR("manual/hold"), .releases = one_name(t, "24.1") },
		{ .title = STR("Hold timers"), .group = STR("manual/hold"), .releases = one_name(t, "24.2") },
		{ .title = STR("Hold timers"), .group = STR("manual/hold"), .releases = one_name(t, "24.3") },
	};
	struct ctx *cx = FIXTURE(t, d);
	struct search_request request = { .text = STR("hold timers"), .counts = true,
		.release = STR("24.2") };
	struct search_results r;

	ASSERT_OK(search_run(cx, &request, &r));

	ASSERT_STR(fixture_ids(cx, &r), "2");
	ASSERT_EQ(r.hits.at[0].also.len, 2);
	ASSERT_EQ(r.total, 1);
	fixture_search_close(t);
}

TEST(sections_of_one_page_are_one_hit_with_the_others_named)
{
	struct search_document d[] = {
		{ .title = STR("Hold timers"), .group = STR("manual/hold"), .path = STR("/docs/hold"),
			.body = STR("hold timers"), .releases = one_name(t, "24.1") },
		{ .title = STR("Hold timers"), .group = STR("manual/hold"), .path = STR("/docs/hold"),
			.body = STR("verify"), .releases = one_name(t, "24.1") },
	};
	*arena_push(t->arena, &d[1].sections) = (struct search_section){ STR("Verify"), STR("verify"), 0 };
	struct ctx *cx = FIXTURE(t, d);

	struct search_results r = fixture_find(cx, "hold timers");

	ASSERT_STR(fixture_ids(cx, &r), "1");
	ASSERT_EQ(r.hits.at[0].also.len, 0);
	ASSERT_EQ(r.hits.at[0].sections.len, 1);
	ASSERT_STR(r.hits.at[0].sections.at[0].anchor, "verify");
	fixture_search_close(t);
}

TEST(a_snippet_is_where_the_words_stand_together_and_knows_its_section)
{
	struct buf body = buf_new(t->arena, 65536);
	buf_put(&body, STR("The timer is explained here. "));
	for (int i = 0; i < 100; i++)
		buf_put(&body, STR("Nothing of note happens in this sentence. "));
	struct search_document d[] = { { .title = STR("Page") } };
	*arena_push(t->arena, &d[0].sections) = (struct search_section){ STR("Begin"), STR("begin"), 0 };
	*arena_push(t->arena, &d[0].sections) =
		(struct search_section){ STR("Hold"), STR("hold"), body.len };
	buf_put(&body, STR("The <b>hold</b> timer & its peer. And more."));
	d[0].body = buf_str(&body);
	struct ctx *cx = FIXTURE(t, d);

	struct search_results r = fixture_find(cx, "hold timer peer");

	ASSERT_STR(fixture_marked(cx, &r.hits.at[0].text),
		"The <b>[hold]</b> [timer] & its [peer]. And more.");
	ASSERT_STR(r.hits.at[0].section->anchor, "hold");
	ASSERT_EQ(r.hits.at[0].sections.len, 1);
	ASSERT_STR(r.hits.at[0].sections.at[0].anchor, "begin");
	fixture_search_close(t);
}

TEST(of_the_sections_of_a_hit_those_with_most_of_the_words_are_named)
{
	static const char *const texts[] = { "hold timer peer", "nothing", "timer", "hold peer",
		"peer", "timer of a hold" };
	struct buf body = buf_new(t->arena, 65536);
	struct search_document d[] = { { .title = STR("Page") } };
	for (int i = 0; i < 6; i++) {
		struct str anchor = str_printf(t->arena, "s%d", i);
		*arena_push(t->arena, &d[0].sections) = (struct search_section){ anchor, anchor, body.len };
		buf_put(&body, str_from(texts[i]));
		for (int k = 0; k < 20; k++)
			buf_put(&body, STR(" and so on."));
		buf_char(&body, '\n');
	}
	d[0].body = buf_str(&body);
	struct ctx *cx = FIXTURE(t, d);

	struct search_results r = fixture_find(cx, "hold timer peer");

	struct search_hit *hit = &r.hits.at[0];
	ASSERT_STR(hit->section->anchor, "s0");
	ASSERT_EQ(hit->sections.len, 3);
	ASSERT_STR(hit->sections.at[0].anchor, "s3");
	ASSERT_STR(hit->sections.at[1].anchor, "s5");
	ASSERT_STR(hit->sections.at[2].anchor, "s2");
	fixture_search_close(t);
}
