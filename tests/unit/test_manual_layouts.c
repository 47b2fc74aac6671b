/* Folders of MkDocs and of HTML pages, and the real Calico tree. */
#include <stdlib.h>

#include "domain/manual/import/compose.h"
#include "domain/manual/import/import.h"
#include "domain/manual/import/layout/layout.h"
#include "os/file.h"
#include "tests/unit/fixture.h"

static struct book *composed(struct ctx *cx, struct book *b)
{
	const struct layout *layout;

	b->slug = STR("os");
	ASSERT_OK(layout_read(b, &layout));
	ASSERT_OK(compose(b));
	return b;
}

static struct book *memory(struct ctx *cx)
{
	struct book *b = arena_new(cx->arena, struct book);

	book_begin(cx, b);
	return b;
}

static void put(struct book *b, const char *path, const char *text)
{
	(void)book_put(b, str_from(path), str_from(text));
}

static const struct book_page *page(const struct book *b, const char *path)
{
	const struct book_page *p = map_get(&b->releases.at[0]->by_path, str_from(path));

	ASSERT(p != NULL);
	return p;
}

TEST(mkdocs_gives_its_tree_notes_tabs_and_snippets)
{
	struct book *b = memory(test_ctx(t));

	put(b, "mkdocs.yml", "site_name: X\nnav:\n  - Home: index.md\n  - Guide:\n      - net/vlan.md\n"
		"      - Gone: net/gone.md\nmarkdown_extensions:\n  - x: !!python/name:a.b\n");
	put(b, "docs/index.md", "# Home\n\n[VLANs](net/vlan.md#trunks)\n");
	put(b, "docs/net/vlan.md", "# VLANs\n\n!!! warning \"Save first\"\n    Text **b**.\n\n    - item\n\n"
		"=== \"One\"\n    A\n=== \"Two\"\n    B\n\n--8<-- \"docs/_part.md\"\n\n## Trunk ports { #trunks }\n");
	put(b, "docs/_part.md", "Shared words.\n");
	composed(b->cx, b);
	struct str m = page(b, "net/vlan")->markup;

	ASSERT_EQ(b->report.pages, 2);
	ASSERT_EQ(b->report.counts[BOOK_TREE_NOWHERE], 1);
	ASSERT_HAS(m, "<div class=\"callout warn\"><div><strong>Save first</strong>");
	ASSERT_HAS(m, "<li>item</li>");
	ASSERT_HAS(m, "<p class=\"tabname\">Two</p>");
	ASSERT_HAS(m, "Shared words.");
	ASSERT_HAS(m, "<h2 id=\"trunks\">Trunk ports");
	ASSERT_HAS(page(b, "")->markup, "href=\"/docs/os/1/net/vlan#trunks\"");
	ASSERT_STR(b->releases.at[0]->nodes.at[1].label, "Guide");
	ASSERT_EQ(b->releases.at[0]->nodes.at[2].depth, 1);
}

TEST(a_mkdocs_file_that_is_no_yaml_is_refused_with_its_line)
{
	struct book *b = memory(test_ctx(t));
	const struct layout *layout;

	put(b, "mkdocs.yml", "a: b\nnav: [\n");

	ASSERT_ERR(ERR_INVALID, layout_read(b, &layout));
}

TEST(html_pages_keep_their_content_without_the_frame)
{
	struct book *b = memory(test_ctx(t));

	put(b, "index.html", "<!doctype html><title>Guide</title><body><nav>menu</nav><main><h1>Start</h1>"
		"<p>See <a href='net/vlan.html#t'>VLANs</a>.</p></main><script>x()</script>");
	put(b, "net/vlan.html", "<html><body><article><h1>VL<b>AN</b>s &amp; trunks</h1><h2 id=t>T</h2>"
		"<p>Text</p></article></body></html>");
	composed(b->cx, b);

	ASSERT_STR(str_trim(page(b, "")->markup),
		"<p>See <a href=\"/docs/os/1/net/vlan#t\">VLANs</a>.</p>");
	ASSERT_STR(page(b, "net/vlan")->title, "VLANs & trunks");
	ASSERT_LACKS(page(b, "net/vlan")->markup, "<h1");
}

TEST(what_a_page_marks_is_in_the_indexes)
{
	struct book *b = memory(test_ctx(t));

	put(b, "a.mdx", "# A\n\n## Verify\n\n<code data-command>show vlan</code> or "
		"<code data-error>%SYS-2-X</code>\n");
	composed(b->cx, b);
	const struct sanitized *c = &page(b, "a")->clean;

	ASSERT_STR(c->commands.at[0], "show vlan");
	ASSERT_STR(c->command_at.at[0], "verify");
	ASSERT_STR(c->errors.at[0], "%SYS-2-X");
}

TEST_STORE(a_picture_of_a_page_is_stored_with_the_set_and_shown)
{
	struct ctx *cx = fixture_ctx(t);
	struct str folder = fixture_dir(t);
	struct manual_import im = { .set = { .slug = STR("os"), .title = STR("BeamOS"),
		.language = STR("en"), .audience = AUDIENCE_PUBLIC } };
	struct q_manual_file_of_row row;
	struct files files;

	ASSERT_OK(file_write_atomic(cx, path_join(cx, folder, STR("a.md")),
		STR("# A\n\n![The rack](rack.png) ![No](none.png)\n"), 0600));
	ASSERT_OK(file_write_atomic(cx, path_join(cx, folder, STR("rack.png")), STR("png"), 0600));
	ASSERT_OK(files_open(cx, path_join(cx, folder, STR("stored")), &files));
	im.files = &files;
	ASSERT_OK(book_open(cx, folder, &im.book));
	composed(cx, &im.book);
	ASSERT_OK(manual_import_begin(cx, &im));
	ASSERT_OK(manual_import_pictures(cx, &im));

	ASSERT_HAS(page(&im.book, "a")->markup, "<img loading=\"lazy\" src=\"/docs/os/-/files/");
	ASSERT_HAS(page(&im.book, "a")->markup, "/rack.png\" alt=\"The rack\"> <em>(No)</em>");
	const struct book_picture *p = map_get(&im.book.pictures, STR("rack.png"));
	ASSERT_OK(manual_file(cx, STR("os"), str_of(p->sha256, sizeof p->sha256), &row));
	ASSERT_STR(row.type, "image/png");
	files_close(&files);
}

TEST(every_page_of_the_calico_manual_is_composed_and_its_links_lead_somewhere)
{
	struct ctx *cx = test_ctx(t);
	const char *folder = getenv("MAINSTAY_CALICO");
	struct book b;

	if (folder == NULL) {
		print_message("skipped: MAINSTAY_CALICO does not name the Calico documentation\n");
		return;
	}
	ASSERT_OK(book_open(cx, str_from(folder), &b));
	composed(cx, &b);

	ASSERT_EQ(b.report.files, 1374);
	ASSERT_EQ(b.report.pages, 1298);
	ASSERT_EQ(b.report.counts[BOOK_REFUSED], 0);
	ASSERT_EQ(b.report.counts[BOOK_INCLUDE_MISSING], 0);
	ASSERT(b.report.links > 8000);
	ASSERT(b.report.counts[BOOK_LINK_NOWHERE] < 110);
}
