#include "domain/account/permission.h"
#include "domain/findable/findable.h"
#include "domain/manual/import/compose.h"
#include "domain/manual/import/import.h"
#include "domain/manual/import/layout/layout.h"
#include "domain/manual/import/text/mdx.h"
#include "domain/search/indexer.h"
#include "domain/search/search.h"
#include "html/markdown_raw.h"
#include "os/file.h"
#include "tests/unit/fixture.h"

/* --- values of JavaScript --- */

static const struct js_value *abc(void *arg, struct str name)
{
	static const struct js_value v = { .kind = JS_STRING, .text = STR_INIT("abc") };
	return str_eq(name, STR("name")) ? &v : NULL;
}

static struct js_value value(struct ctx *cx, const char *text)
{
	struct js_scope scope = { .name = abc };
	struct js_value v = { 0 };
	struct str rest = str_from(text);

	if (!js_expression(cx, &scope, &rest, &v) || !str_is_blank(rest))
		return (struct js_value){ .kind = JS_STRING, .text = STR("(refused)") };
	return v;
}

TEST(javascript_values_are_read_as_people_write_them)
{
	struct ctx *cx = test_ctx(t);
	struct js_value v = value(cx, "{ // settings\n a: 'it\\'s', 'b-c': [1, {d: null,},], e: true, name, }");

	ASSERT_STR(js_text(&v, STR("a")), "it's");
	ASSERT_STR(js_shown(js_path(&v, STR("b-c.0"))), "1");
	ASSERT_EQ(js_path(&v, STR("b-c.1.d"))->kind, JS_NULL);
	ASSERT(js_is_true(js_get(&v, STR("e"))));
	ASSERT_STR(js_text(&v, STR("name")), "abc");
}

TEST(what_values_alone_decide_is_decided)
{
	struct ctx *cx = test_ctx(t);
	struct js_value v;

	v = value(cx, "name === 'abc' && !(name == 'x') ? `<${name}>` : 'no'");
	ASSERT_STR(js_shown(&v), "<abc>");
	v = value(cx, "[{ 'a-b': 'v1' }][0]['a-b'] + '.' + 2");
	ASSERT_STR(js_shown(&v), "v1.2");
	v = value(cx, "missing || name");
	ASSERT_STR(js_shown(&v), "abc");
}

TEST(no_function_is_run_and_what_is_no_value_is_refused)
{
	static const char *const wrong[] = { "{ a: }", "[1, 2", "'open", "() => 1", "a ? b", "{ a b }" };
	struct ctx *cx = test_ctx(t);
	struct js_value v = value(cx, "name.split('b').join('x')");

	ASSERT_EQ(v.kind, JS_UNDEFINED);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		v = value(cx, wrong[i]);
		ASSERT_STR(js_shown(&v), "(refused)");
	}
}

TEST(nesting_without_end_is_refused)
{
	struct ctx *cx = test_ctx(t);
	struct buf b = buf_new(cx->arena, 1 << 20);
	struct js_value v;

	for (int i = 0; i < 100000; i++)
		buf_put(&b, STR("["));
	v = value(cx, str_c(cx->arena, buf_str(&b)));
	ASSERT_STR(js_shown(&v), "(refused)");
}

TEST(a_module_gives_its_constants_and_its_export)
{
	struct ctx *cx = test_ctx(t);
	struct js_scope none = { 0 };
	struct map names = js_module(cx, &none, STR("import x from 'y';\nconst a = 'A';\n"
		"function f() { return { a }; }\nexport const b = `${a}B`;\nmodule.exports = { a, b };\n"));

	ASSERT_STR(js_shown(map_get(&names, STR("b"))), "AB");
	ASSERT_STR(js_text(map_get(&names, STR("default")), STR("a")), "A");
}

/* --- MDX --- */

static void file(struct ctx *cx, struct str folder, const char *name, const char *text)
{
	struct str path = path_join(cx, folder, str_from(name));

	ASSERT_OK(dir_make(cx, path_dir(path), 0700));
	ASSERT_OK(file_write_atomic(cx, path, str_from(text), 0600));
}

static struct book *folder_book(struct ctx *cx, struct str folder)
{
	struct book *b = arena_new(cx->arena, struct book);
	const struct layout *layout;

	ASSERT_OK(book_open(cx, folder, b));
	b->slug = STR("os");
	ASSERT_OK(layout_read(b, &layout));
	return b;
}

/* The markup of a page that is in a folder with another, a partial and variables. */
static struct str page_of(struct test *t, const char *text, struct book **ret_book)
{
	struct ctx *cx = test_ctx(t);
	struct str folder = fixture_dir(t);
	struct book *b;

	file(cx, folder, "a/one.mdx", text);
	file(cx, folder, "a/two.mdx", "---\ntitle: Two\n---\n## Part one\n\nText.\n");
	file(cx, folder, "_parts/_p.mdx", "Shared by **{props.who}**, see [two](../a/two.mdx).\n");
	file(cx, folder, "variables.js", "module.exports = { product: { name: 'BeamOS' } };");
	b = folder_book(cx, folder);
	ASSERT_OK(compose(b));
	if (ret_book != NULL)
		*ret_book = b;
	return b->releases.at[0]->pages.at[0]->markup;
}

static struct str mdx(struct test *t, const char *text)
{
	return page_of(t, text, NULL);
}

TEST(an_mdx_page_has_the_text_of_its_partials_with_their_props)
{
	struct str m = mdx(t, "import P from '../_parts/_p.mdx';\n\n# One\n\n1. Step\n\n   <P who=\"us\" />\n");

	ASSERT_HAS(m, "<p>Shared by <strong>us</strong>, see <a href=\"/docs/os/1/a/two\">two</a>.</p>");
	ASSERT_LACKS(m, "import");
	ASSERT_LACKS(m, "<h1");
}

TEST(variables_stand_in_text_code_and_links)
{
	struct str m = mdx(t, "$[product.name] `$[product.name]`\n\n```\n$[product.name] {x}\n```\n");

	ASSERT_HAS(m, "<p>BeamOS <code translate=\"no\" dir=\"ltr\">BeamOS</code></p>");
	ASSERT_HAS(m, "BeamOS {x}</code></pre>");
}

TEST(notes_and_tabs_of_mdx_become_ours)
{
	struct str m = mdx(t, ":::caution[Save first]\n\nText **b**.\n\n:::\n\n<Tabs>\n"
		"<TabItem label=\"One\" value=\"1\">\n\nA\n\n</TabItem>\n</Tabs>\n");

	ASSERT_HAS(m, "<div class=\"callout warn\"><div><strong>Save first</strong>");
	ASSERT_HAS(m, "<p>Text <strong>b</strong>.</p>");
	ASSERT_HAS(m, "<div class=\"tabset\" data-tabs>");
	ASSERT_HAS(m, "<p class=\"tabname\">One</p>");
}

TEST(expressions_are_values_and_comments_go)
{
	struct str m = mdx(t, "export const who = 'us';\n\nfor {who}{/* not this */}, {'<b>'} \\{x}\n\n"
		"<If condition={who === 'us'}>kept</If><If condition={who === 'them'}>gone</If>\n");

	ASSERT_HAS(m, "for us, &lt;b&gt; {x}");
	ASSERT_HAS(m, "kept");
	ASSERT_LACKS(m, "gone");
}

TEST(an_unknown_component_leaves_its_words_and_is_reported_with_its_line)
{
	struct book *b;
	struct str m = page_of(t, "# One\n\nText\n\n<Chart kind={f(1)}>the words</Chart>\n", &b);

	ASSERT_HAS(m, "the words");
	ASSERT_EQ(b->report.counts[BOOK_COMPONENT_UNKNOWN], 1);
	ASSERT_EQ(b->report.findings.at[b->report.findings.len - 1].line, 5);
}

TEST(what_can_act_does_not_come_through)
{
	struct str m = mdx(t, "<script>alert(1)</script><img src=x onerror=\"alert(2)\" alt=\"pic\"/>\n\n"
		"<a href=\"javascript:alert(3)\">x</a> <iframe src=\"//e\"></iframe>\n\n"
		"<p style=\"x\" onclick=\"y\">t</p> {\"<script>alert(4)</script>\"}\n");

	ASSERT_LACKS(m, "<script");
	ASSERT_LACKS(m, "onerror");
	ASSERT_LACKS(m, "javascript:");
	ASSERT_LACKS(m, "iframe");
	ASSERT_LACKS(m, "onclick");
	ASSERT_HAS(m, "<em>(pic)</em>");
}

TEST(links_lead_to_pages_and_sections_and_those_to_nowhere_are_reported)
{
	struct book *b;
	struct str m = page_of(t, "[a](two.mdx#part-one) [b](/a/two) [c](./two.mdx#Part-One) [d](two#no)\n"
		"[e](gone.mdx) [f](https://example.net/)\n", &b);

	ASSERT_HAS(m, "<a href=\"/docs/os/1/a/two#part-one\">a</a>");
	ASSERT_HAS(m, "<a href=\"/docs/os/1/a/two\">b</a>");
	ASSERT_HAS(m, "<a href=\"/docs/os/1/a/two#part-one\">c</a>");
	ASSERT_HAS(m, "<a href=\"/docs/os/1/a/two\">d</a>");
	ASSERT_HAS(m, "<a>e</a>");
	ASSERT_HAS(m, "rel=\"nofollow noopener\">f</a>");
	ASSERT_EQ(b->report.counts[BOOK_ANCHOR_NOWHERE], 1);
	ASSERT_EQ(b->report.counts[BOOK_LINK_NOWHERE], 1);
	ASSERT_EQ(b->report.findings.at[b->report.findings.len - 1].line, 2);
}

/* --- cleaning --- */

static struct str clean(struct test *t, const char *html)
{
	struct ctx *cx = test_ctx(t);
	struct sanitized s;

	ASSERT_OK(sanitize_html(cx, str_from(html), true, &s));
	struct str *none = arena_array(cx->arena, struct str, s.holes.len);
	return str_trim(sanitize_fill(cx, &s, none).markup);
}

TEST(html_keeps_its_structure_in_valid_form)
{
	ASSERT_STR(clean(t, "<main><h1>T</h1><h4 id=x>A</h4><ul>loose<li>b</ul></main><footer>no</footer>"),
		"<h2 id=\"x\">A</h2>\n<ul><li>loose</li>\n<li>b</li>\n</ul>");
	ASSERT_STR(clean(t, "<p>for <user name> and <b>bold</b></p>"),
		"<p>for &lt;user name&gt; and <b>bold</b></p>");
	ASSERT_HAS(clean(t, "<table><tr><th></th><th>H</th></tr></table>"),
		"<td></td><th scope=\"col\">H</th>");
	ASSERT_STR(clean(t, "<p id=a>x</p><p id=a>y</p>"), "<p id=\"a\">x</p>\n<p>y</p>");
}

TEST(html_that_nests_without_end_is_refused)
{
	struct ctx *cx = test_ctx(t);
	struct buf b = buf_new(cx->arena, 1 << 20);
	struct sanitized s;

	for (int i = 0; i < 50000; i++)
		buf_put(&b, STR("<div>"));
	ASSERT_ERR(ERR_LIMIT, sanitize_html(cx, buf_str(&b), false, &s));
}

/* --- folders into the database --- */

/* Two releases in Docusaurus' folders: a page moved, one is new. */
static struct str two_releases(struct test *t, struct ctx *cx)
{
	struct str folder = fixture_dir(t);

	file(cx, folder, "os_versions.json", "[\"24.2\", \"24.1\"]");
	file(cx, folder, "os_versioned_docs/version-24.2/index.mdx", "# Start\n\n[VLANs](net/vlan.mdx)\n");
	file(cx, folder, "os_versioned_docs/version-24.2/net/index.mdx", "# Network\n\n<DocCardList />\n");
	file(cx, folder, "os_versioned_docs/version-24.2/net/vlan.mdx",
		"---\ndescription: All of VLANs.\n---\n# VLANs\n\nIntro\n\n## Trunks\n\nTagged frames.\n");
	file(cx, folder, "os_versioned_docs/version-24.2/net/new.mdx", "# New\n\nText\n");
	file(cx, folder, "os_versioned_docs/version-24.1/index.mdx", "# Start\n\n[VLANs](vlan.mdx)\n");
	file(cx, folder, "os_versioned_docs/version-24.1/vlan.mdx", "# VLANs\n\nOld.\n");
	file(cx, folder, "os_versioned_sidebars/version-24.2-sidebars.json",
		"{\"main\": [\"index\", {\"type\": \"category\", \"label\": \"Networking\", \"link\": "
		"{\"type\": \"doc\", \"id\": \"net/index\"}, \"items\": [\"net/vlan\", \"net/gone\"]}]}");
	file(cx, folder, "static/_redirects", "# rules\n/os/:version/vlan /os/:version/net/vlan 301\n"
		"/os/latest/past/* /os/latest/net/:splat 301\n/other/a /other/b\n");
	return folder;
}

static struct book_report import(struct ctx *cx, struct str folder, enum audience audience, bool dry)
{
	struct manual_import im = { .dry = dry, .set = { .slug = STR("os"), .title = STR("BeamOS"),
		.language = STR("en"), .audience = audience } };

	im.book = *folder_book(cx, folder);
	ASSERT_OK(manual_import_begin(cx, &im));
	ASSERT_OK(compose(&im.book));
	manual_import_compare(&im);
	while (!dry && im.written < im.queue.len) {
		ASSERT_OK(manual_import_write(cx, &im));
		im.written = im.next;
	}
	if (!dry)
		ASSERT_OK(manual_import_end(cx, &im));
	return im.book.report;
}

static struct manual_place place(struct ctx *cx, const char *release)
{
	struct manual_place p;

	ASSERT_OK(manual_find(cx, STR("os"), str_from(release), &p));
	return p;
}

TEST_STORE(a_manual_of_two_releases_is_imported_with_tree_and_links)
{
	struct ctx *cx = fixture_ctx(t);
	struct manual_view v;

	struct book_report r = import(cx, two_releases(t, cx), AUDIENCE_PUBLIC, false);
	struct manual_place p = place(cx, "latest");
	ASSERT_OK(manual_view(cx, &p, STR("net/vlan"), &v));

	ASSERT_EQ(r.added, 6);
	ASSERT_EQ(r.counts[BOOK_TREE_NOWHERE], 1);
	ASSERT_STR(p.release->name, "24.2");
	ASSERT_STR(v.page.title, "VLANs");
	ASSERT_EQ(v.headings.len, 1);
	ASSERT_STR(v.headings.at[0].anchor, "trunks");
	ASSERT_EQ(v.trail.len, 2);
	ASSERT_STR(v.trail.at[0]->node->label, "Networking");
	ASSERT_STR(v.before->path, "net");
	ASSERT_STR(v.after->path, "net/new");
	ASSERT_OK(manual_view(cx, &p, STR(""), &v));
	ASSERT_HAS(v.markup, "href=\"/docs/os/latest/net/vlan\"");
	ASSERT_OK(manual_view(cx, &p, STR("net"), &v));
	ASSERT_HAS(v.markup, ">VLANs</a>: All of VLANs.");
}

TEST_STORE(a_page_is_found_in_each_release_under_its_name_there)
{
	struct ctx *cx = fixture_ctx(t);
	struct manual_move to;
	struct str address;

	import(cx, two_releases(t, cx), AUDIENCE_PUBLIC, false);
	struct manual_place old = place(cx, "24.1"), now = place(cx, "24.2");

	ASSERT_OK(manual_find_moved(cx, &now, STR("vlan"), &to));
	ASSERT_STR(to.path, "net/vlan");
	ASSERT_OK(manual_find_moved(cx, &old, STR("net/vlan"), &to));
	ASSERT_STR(to.path, "vlan");
	ASSERT(!to.nearest);
	ASSERT_OK(manual_find_moved(cx, &old, STR("net/new"), &to));
	ASSERT(to.nearest);
	ASSERT_STR(to.path, "");
	ASSERT_OK(manual_find_moved(cx, &now, STR("past/new"), &to));
	ASSERT_STR(to.path, "net/new");
	ASSERT_ERR(ERR_NOT_FOUND, manual_find_moved(cx, &old, STR("never"), &to));
	ASSERT_OK(manual_old_address(cx, STR("/os/24.1/net/vlan/"), &address));
	ASSERT_STR(address, "/docs/os/24.1/vlan");
	ASSERT_OK(manual_old_address(cx, STR("/os/23.0/vlan"), &address));
	ASSERT_STR(address, "/docs/os/latest/net/vlan");
	ASSERT_ERR(ERR_NOT_FOUND, manual_old_address(cx, STR("/osx/24.1/vlan"), &address));
}

TEST_STORE(a_page_that_was_moved_is_one_hit_with_what_it_was_before)
{
	struct ctx *cx = fixture_ctx(t);
	struct search_request request = { .text = STR("vlans") };
	struct search_results r;
	struct search_config config = { path_join(cx, fixture_dir(t), STR("search")), findable };
	struct indexer_config indexer = { .place = config.place, .sources = findable };

	import(cx, two_releases(t, cx), AUDIENCE_PUBLIC, false);
	ASSERT_OK(indexer_rebuild(cx, &indexer));
	ASSERT_OK(search_open(cx, &config, &cx->search));
	ASSERT_OK(search_run(cx, &request, &r));
	search_close(cx->search);
	cx->search = NULL;

	size_t pages = 0;
	for (size_t i = 0; i < r.hits.len; i++)
		pages += str_find(r.hits.at[i].document.path, STR("vlan")) >= 0;
	ASSERT_EQ(pages, 1);
	ASSERT_HAS(r.hits.at[0].document.path, "/docs/os/24.2/net/vlan");
	ASSERT_EQ(r.hits.at[0].also.len, 1);
	ASSERT_STR(r.hits.at[0].also.at[0], "24.1");
}

TEST_STORE(a_second_import_of_a_manual_writes_only_what_changed)
{
	struct ctx *cx = fixture_ctx(t);
	struct str folder = two_releases(t, cx);
	struct manual_view before, after;

	import(cx, folder, AUDIENCE_PUBLIC, false);
	struct manual_place p = place(cx, "24.2");
	ASSERT_OK(manual_view(cx, &p, STR("net/vlan"), &before));
	struct book_report same = import(cx, folder, AUDIENCE_PUBLIC, false);
	file(cx, folder, "os_versioned_docs/version-24.2/net/vlan.mdx", "# VLANs\n\nBetter.\n");
	ASSERT_OK(file_remove(cx, path_join(cx, folder, STR("os_versioned_docs/version-24.2/net/new.mdx"))));
	struct book_report changed = import(cx, folder, AUDIENCE_PUBLIC, false);
	ASSERT_OK(manual_view(cx, &p, STR("net/vlan"), &after));

	ASSERT_EQ(same.kept, 6);
	ASSERT_EQ(same.added + same.changed + same.removed, 0);
	ASSERT_EQ(changed.changed, 2); /* the list of cards has its words */
	ASSERT_EQ(changed.removed, 1);
	ASSERT_EQ(after.page.id.v, before.page.id.v);
	ASSERT_HAS(after.markup, "Better.");
	ASSERT_ERR(ERR_NOT_FOUND, manual_view(cx, &p, STR("net/new"), &after));
}

TEST_STORE(a_dry_run_of_a_manual_writes_nothing)
{
	struct ctx *cx = fixture_ctx(t);
	struct q_manual_shelf_list shelf;

	struct book_report r = import(cx, two_releases(t, cx), AUDIENCE_PUBLIC, true);

	ASSERT_EQ(r.added, 6);
	ASSERT_OK(manual_list(cx, &shelf));
	ASSERT_EQ(shelf.len, 0);
}

TEST_STORE(a_manual_for_some_is_not_there_for_others)
{
	struct ctx *cx = fixture_ctx(t);
	struct q_manual_shelf_list shelf;
	struct manual_place p;
	struct str address;

	import(cx, two_releases(t, cx), AUDIENCE_INTERNAL, false);
	cx->actor = &actor_visitor;

	ASSERT_OK(manual_list(cx, &shelf));
	ASSERT_EQ(shelf.len, 0);
	ASSERT_ERR(ERR_NOT_FOUND, manual_find(cx, STR("os"), STR("latest"), &p));
	ASSERT_ERR(ERR_NOT_FOUND, manual_old_address(cx, STR("/os/24.1/vlan"), &address));
}

TEST(releases_are_in_the_order_of_their_numbers)
{
	ASSERT(manual_release_compare(STR("3.9"), STR("3.10")) < 0);
	ASSERT(manual_release_compare(STR("24.1R3"), STR("24.2R1")) < 0);
	ASSERT(manual_release_compare(STR("next"), STR("1.0")) < 0);
	ASSERT_EQ(manual_release_compare(STR("3.9"), STR("3.9")), 0);
}
