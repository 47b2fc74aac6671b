/* The table of a compatibility article, narrowed by its columns. */
#include "domain/knowledge/article.h"
#include "html/markdown.h"
#include "tests/unit/center.h"
#include "web/knowledge/matrix.h"

#define TABLE "Words.\n\n| Optic | Switch | Router |\n|---|---|---|\n| SR4 | yes | yes |\n" \
	"| LR4 | yes | from 24.2, 24.4 |\n| ZR4 & more | no | from 24.4 |\n\n## After\n"

static struct matrix narrowed(struct test *t, const char *optic, const char *on, const char *router,
	struct str *ret_markup)
{
	struct str chosen[MATRIX_COLUMNS] = { str_from(optic), str_from(on), str_from(router) };
	struct article_section section = { 0 };
	struct article_section_list list = { &section, 1 };
	struct safe_html markup;
	struct matrix m;

	ASSERT_OK(markdown_render(test_ctx(t), STR(TABLE), &markup));
	section.markup = markup.markup;
	matrix_narrow(t->arena, &list, chosen, &m);
	*ret_markup = section.markup;
	return m;
}

TEST(a_matrix_shows_the_rows_that_are_like_all_that_is_chosen)
{
	struct str markup;

	struct matrix m = narrowed(t, "", "yes", "24.4", &markup);

	ASSERT_EQ(m.rows, 3);
	ASSERT_EQ(m.shown, 1);
	ASSERT_HAS(markup, "LR4");
	ASSERT_LACKS(markup, "SR4<");
	ASSERT_LACKS(markup, "ZR4");
	ASSERT_HAS(markup, "After");
	m = narrowed(t, "ZR4 & more", "", "", &markup);
	ASSERT_EQ(m.shown, 1);
	m = narrowed(t, "nothing", "", "", &markup);
	ASSERT_EQ(m.shown, 0);
}

TEST(a_column_of_a_matrix_has_each_value_of_its_cells_once)
{
	struct str markup;

	struct matrix m = narrowed(t, "", "", "", &markup);

	ASSERT_EQ(m.columns.len, 3);
	ASSERT_STR(m.columns.at[1].name, "Switch");
	ASSERT_EQ(m.columns.at[1].values.len, 2);
	ASSERT_EQ(m.columns.at[2].values.len, 4);
	ASSERT_STR(m.columns.at[2].values.at[2], "24.4");
	ASSERT_STR(m.columns.at[0].values.at[2], "ZR4 & more");
	ASSERT(!m.narrowed);
}

static void plant(struct center *c)
{
	struct article_new n = { .number = STR("KB5"), .type = ARTICLE_COMPATIBILITY,
		.title = STR("Optics"), .audience = AUDIENCE_PUBLIC };
	article_id id;

	*arena_push(c->cx->arena, &n.sections) = (struct section_new){ PART_TEXT, STR("Matrix"),
		STR(TABLE) };
	ASSERT_OK(article_publish(c->cx, (article_id){ 0 }, &n, &id));
}

TEST_STORE(a_compatibility_article_is_narrowed_by_its_address)
{
	struct center *c = center_open_with(t, plant);
	struct center_request r = { .method = "GET", .path = STR("/kb/KB5/optics") };

	struct center_reply all = center_send(c, &r);
	r.path = STR("/kb/KB5/optics?c2=no&c1=");
	struct center_reply some = center_send(c, &r);

	ASSERT_HAS(all.body, "3 of 3 rows");
	ASSERT_HAS(all.body, "<td>SR4</td>");
	ASSERT_HAS(some.body, "1 of 3 rows");
	ASSERT_HAS(some.body, "<td>ZR4 &amp; more</td>");
	ASSERT_LACKS(some.body, "<td>SR4</td>");
	ASSERT_HAS(some.body, "Show all rows");
	center_close(c);
}
