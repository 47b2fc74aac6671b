#include "domain/account/permission.h"
#include "domain/knowledge/import/dialect.h"
#include "domain/knowledge/import/import.h"
#include "domain/knowledge/import/sections.h"
#include "html/markdown.h"
#include "os/file.h"
#include "tests/unit/fixture.h"
#include "tests/unit/fixture_kb.h"

/* --- one text --- */

static struct kb_tree *tree(struct ctx *cx)
{
	struct kb_tree *t = arena_new(cx->arena, struct kb_tree);

	kb_tree_init(cx, t, STR("manual"));
	return t;
}

static void add(struct kb_tree *t, const char *path, const char *text)
{
	ASSERT_OK(kb_tree_add(t, str_from(path), str_from(text)));
}

/* What becomes of a body in a tree with another article and a fragment. */
static struct str plain(struct test *test, const char *body)
{
	struct kb_tree *t = tree(test_ctx(test));
	struct str out;

	add(t, "a/one.md", body);
	add(t, "b/other.md", "---\ntitle: The other\n---\nText.\n");
	add(t, "includes/alert.md", "> [!IMPORTANT]\n> Save first. See [other](../b/other.md).\n");
	t->files.at[0]->refused = false;
	t->files.at[1]->number = STR("KB77");
	ASSERT_OK(dialect_plain(t, t->files.at[0], &out));
	return str_trim(out);
}

TEST(a_link_to_a_file_becomes_the_address_of_its_article)
{
	ASSERT_STR(plain(t, "See [it](../b/other.md#Some-Part \"x\")."),
		"See [it](/kb/KB77/the-other#some-part \"x\").");
	ASSERT_STR(plain(t, "See [it](/docs/b/other)."), "See [it](/kb/KB77/the-other).");
}

TEST(a_link_to_what_is_not_there_leaves_its_words)
{
	ASSERT_STR(plain(t, "See [the *manual*](gone.md), [web](https://example.net/a(b)c)."),
		"See the *manual*, [web](https://example.net/a(b)c).");
}

TEST(code_keeps_what_looks_like_links_and_tags)
{
	ASSERT_STR(plain(t, "`[it](gone.md) <br/>` and\n```\n[it](gone.md) <b>\n```"),
		"`[it](gone.md) <br/>` and\n```\n[it](gone.md) <b>\n```");
}

TEST(an_include_stands_where_it_was_with_its_links_from_its_own_place)
{
	ASSERT_STR(plain(t, "- step\n\n  [!INCLUDE [words](../includes/alert.md)]\n\nEnd."),
		"- step\n\n  > **Important**\n  > \n  > Save first. See [other](/kb/KB77/the-other).\n\nEnd.");
}

TEST(an_include_of_itself_ends)
{
	struct kb_tree *t_ = tree(test_ctx(t));
	struct str out;

	add(t_, "includes/a.md", "again [!INCLUDE [a](a.md)]");
	ASSERT_OK(dialect_plain(t_, t_->files.at[0], &out));
	ASSERT_EQ(t_->report.counts[KB_INCLUDE_MISSING], 1);
}

TEST(html_becomes_markdown_and_unknown_tags_stay_text)
{
	ASSERT_STR(plain(t, "<b>bold</b><br/>next <a href=\"../b/other.md\">it</a> <user name>"),
		"**bold**<br>next [it](/kb/KB77/the-other) <user name>");
	ASSERT_STR(plain(t, "a <!-- not\nthis --> b"), "a \n b");
}

TEST(a_picture_that_is_not_there_leaves_its_description)
{
	ASSERT_STR(plain(t, ":::image type=\"content\" source=\"m/x.png\" alt-text=\"The menu.\":::"),
		"*(The menu.)*");
	ASSERT_STR(plain(t, "![The menu](./m/x.png) and ![logo](https://example.net/l.png)"),
		"*(The menu)* and [logo](https://example.net/l.png)");
}

/* --- what a file says of itself --- */

TEST(a_head_gives_title_date_and_products)
{
	struct kb_tree *t_ = tree(test_ctx(t));

	add(t_, "x.md", "\xef\xbb\xbf---\ntitle: \"A: b\"\nms.date: 01/30/2024\nappliesto:\n"
			"- One\n- Two\nunknown: {a: [1]}\n---\n# Heading\n\n"
			"_Original KB number:_ &nbsp; 4456227, 4337638\n\nText\n");
	const struct kb_file *f = t_->files.at[0];

	ASSERT(!f->refused);
	ASSERT_STR(f->title, "A: b");
	ASSERT_INSTANT(f->head.date, "2024-01-30T00:00:00Z");
	ASSERT_EQ(f->head.applies.len, 2);
	ASSERT_STR(f->wanted, "KB4456227");
	ASSERT_STR(f->numbers.at[0], "KB4337638");
	ASSERT_LACKS(f->body, "Original");
	ASSERT_STR(f->head.keywords.at[0], "Heading");
}

TEST(files_that_can_t_be_read_are_refused_with_the_reason)
{
	struct kb_tree *t_ = tree(test_ctx(t));

	add(t_, "yaml.md", "---\ntitle: 'open\n---\nText\n");
	add(t_, "open.md", "---\ntitle: x\nText\n");
	add(t_, "latin.md", "---\ntitle: x\n---\nGr\xfc\xdf\x65\n");
	add(t_, "untitled.md", "Only text.\n");

	ASSERT_EQ(t_->report.counts[KB_REFUSED], 4);
	ASSERT_HAS(t_->report.findings.at[0].text, "not YAML");
	ASSERT_HAS(t_->report.findings.at[1].text, "does not end");
	ASSERT_HAS(t_->report.findings.at[2].text, "UTF-8");
	ASSERT_HAS(t_->report.findings.at[3].text, "title");
}

TEST(headings_that_name_a_part_become_it)
{
	struct ctx *cx = test_ctx(t);
	struct article_new n = { 0 };

	kb_sections(cx->arena, STR("Intro\n## Symptom\nA\n## Resolution 2\nB\n```\n## no\n```\n"
				   "## Problem solving\nC\n"), &n);

	ASSERT_EQ(n.sections.len, 4);
	ASSERT_STR(n.sections.at[0].heading, "Overview");
	ASSERT_EQ(n.sections.at[1].kind, PART_SYMPTOMS);
	ASSERT_EQ(n.sections.at[2].kind, PART_SOLUTION);
	ASSERT_HAS(n.sections.at[2].markdown, "## no");
	ASSERT_EQ(n.sections.at[3].kind, PART_TEXT);
	ASSERT_EQ(kb_type(STR("troubleshooting"), &n), ARTICLE_PROBLEM);
}

/* --- a folder into the database --- */

static void file(struct ctx *cx, struct str folder, const char *name, const char *text)
{
	struct str path = path_join(cx, folder, str_from(name));

	ASSERT_OK(dir_make(cx, path_dir(path), 0700));
	ASSERT_OK(file_write_atomic(cx, path, str_from(text), 0600));
}

static struct str folder_of_two(struct test *t, struct ctx *cx)
{
	struct str folder = fixture_dir(t);

	file(cx, folder, "a/first.md", "---\ntitle: First\n---\nKB number original: 123456\n\nText\n");
	file(cx, folder, "a/second.md", "---\ntitle: Second\naliases: /old/second\n---\n"
					"See [first](first.md).\n");
	file(cx, folder, "redirection.json",
		"{\"redirections\":[{\"source_path\":\"a/gone.md\",\"redirect_url\":\"/site/a/first\"},"
		"{\"source_path\":\"a/lost.md\",\"redirect_url\":\"/elsewhere\"}]}");
	return folder;
}

static struct kb_report import(struct ctx *cx, struct str folder, bool dry)
{
	struct kb_import im = { .folder = folder, .dry = dry };

	return fixture_kb_import(cx, &im, STR("manual"));
}

TEST_STORE(a_folder_is_imported_with_its_numbers_links_and_redirects)
{
	struct ctx *cx = fixture_ctx(t);
	struct article_view v;
	struct str to;

	struct kb_report r = import(cx, folder_of_two(t, cx), false);

	ASSERT_EQ(r.added, 2);
	ASSERT_EQ(r.redirects, 2);
	ASSERT_EQ(r.counts[KB_REDIRECT_NOWHERE], 1);
	ASSERT_OK(article_view(cx, STR("KB123456"), &v));
	ASSERT_STR(v.article.title, "First");
	ASSERT_OK(article_redirect(cx, STR("/kb/A/gone.md"), &to));
	ASSERT_STR(to, "/kb/KB123456/first");
	ASSERT_OK(article_redirect(cx, STR("/site/a/first/"), &to));
	ASSERT_STR(to, "/kb/KB123456/first");
	ASSERT_OK(article_redirect(cx, STR("/old/second"), &to));
	ASSERT_HAS(to, "/second");
	ASSERT_ERR(ERR_NOT_FOUND, article_redirect(cx, STR("/a/lost"), &to));
}

TEST_STORE(a_second_import_changes_only_what_changed_and_keeps_the_number)
{
	struct ctx *cx = fixture_ctx(t);
	struct str folder = folder_of_two(t, cx);
	struct article_view before, after;

	import(cx, folder, false);
	ASSERT_OK(article_view(cx, STR("KB30001"), &before));
	struct kb_report same = import(cx, folder, false);
	file(cx, folder, "a/second.md", "---\ntitle: Second, better\n---\nText\n");
	struct kb_report changed = import(cx, folder, false);

	ASSERT_EQ(same.kept, 2);
	ASSERT_EQ(same.added + same.changed, 0);
	ASSERT_EQ(changed.changed, 1);
	ASSERT_OK(article_view(cx, STR("KB30001"), &after));
	ASSERT_EQ(after.article.id.v, before.article.id.v);
	ASSERT_EQ(after.article.published_version, 2);
	ASSERT_STR(after.article.title, "Second, better");
}

TEST_STORE(a_dry_run_writes_nothing)
{
	struct ctx *cx = fixture_ctx(t);
	int64_t count;

	struct kb_report r = import(cx, folder_of_two(t, cx), true);

	ASSERT_EQ(r.added, 2);
	ASSERT_OK(article_count(cx, &count));
	ASSERT_EQ(count, 0);
}

TEST_STORE(a_number_that_is_taken_is_reported_and_another_given)
{
	struct ctx *cx = fixture_ctx(t);
	struct str folder = folder_of_two(t, cx);
	struct article_view v;

	file(cx, folder, "b/third.md", "---\ntitle: Third\nnumber: KB123456\n---\nText\n");
	struct kb_report r = import(cx, folder, false);

	ASSERT_EQ(r.counts[KB_NUMBER_TAKEN], 1);
	ASSERT_EQ(r.added, 3);
	ASSERT_OK(article_view(cx, STR("KB123456"), &v));
	ASSERT_STR(v.article.title, "First");
}

TEST_STORE(an_article_that_moved_gives_its_readers_to_the_other)
{
	struct ctx *cx = fixture_ctx(t);
	struct str folder = folder_of_two(t, cx);
	struct article_view v;

	import(cx, folder, false);
	ASSERT_OK(file_remove(cx, path_join(cx, folder, STR("a/second.md"))));
	file(cx, folder, "redirection.json",
		"{\"redirections\":[{\"source_path\":\"a/second.md\",\"redirect_url\":\"/s/a/first\"}]}");
	struct kb_report r = import(cx, folder, false);

	ASSERT_EQ(r.retired, 1);
	ASSERT_OK(article_view(cx, STR("KB30001"), &v));
	ASSERT_STR(v.forward, "KB123456");
}

TEST_STORE(an_internal_file_stays_internal)
{
	struct ctx *cx = fixture_ctx(t);
	struct str folder = folder_of_two(t, cx);
	struct article_view v;

	file(cx, folder, "c.md", "---\ntitle: C\naudience: internal\nkb: 555123\n---\nText\n");
	import(cx, folder, false);

	cx->actor = &actor_visitor;
	ASSERT_ERR(ERR_NOT_FOUND, article_view(cx, STR("KB555123"), &v));
	ASSERT_OK(article_view(cx, STR("KB123456"), &v));
}

/* --- markup of articles --- */

TEST(headings_have_ids_as_links_expect_them_each_once)
{
	struct ctx *cx = test_ctx(t);
	struct markdown_anchors anchors = markdown_anchors_new(cx->arena);
	struct safe_html out;

	ASSERT_OK(markdown_render_anchored(cx, STR("# What's new?\n# What's *new*\n"), &anchors, &out));
	ASSERT_HAS(out.markup, "<h3 id=\"whats-new\">What&#39;s new?</h3>");
	ASSERT_HAS(out.markup, "id=\"whats-new-2\"");
	ASSERT_STR(markdown_anchor(cx->arena, STR("Parser---Query  results")), "parser-query-results");
}

TEST(a_line_break_is_the_only_html_in_markdown)
{
	struct safe_html out;

	ASSERT_OK(markdown_render(test_ctx(t), STR("a<br/>b <b>c</b> <br onclick=x> <script>d</script>"), &out));
	ASSERT_HAS(out.markup, "a<br>b &lt;b&gt;c&lt;/b&gt;");
	ASSERT_LACKS(out.markup, "<script");
	ASSERT_LACKS(out.markup, "<br onclick");
}
