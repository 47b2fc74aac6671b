/* Articles as files, and back: nothing is lost on the way. */
#include "domain/knowledge/edit/edit.h"
#include "domain/knowledge/export/export.h"
#include "domain/knowledge/import/import.h"
#include "os/file.h"
#include "store/files.h"
#include "tests/unit/fixture.h"
#include "tests/unit/fixture_kb.h"

struct shop {
	struct ctx *cx;
	struct str folder;
	struct files files;
};

static void open_shop(struct test *t, struct shop *s)
{
	struct ctx *cx = fixture_ctx(t);

	*s = (struct shop){ .cx = cx, .folder = path_join(cx, fixture_dir(t), STR("out")) };
	ASSERT_OK(dir_make(cx, path_join(cx, s->folder, STR("pictures")), 0700));
	ASSERT_OK(files_open(cx, path_join(cx, fixture_dir(t), STR("files")), &s->files));
}

/* With something in each of its fields, and a picture. */
static struct str publish(struct shop *s)
{
	struct ctx *cx = s->cx;
	struct article_new n = { .number = STR("KB777"), .type = ARTICLE_KNOWN_ISSUE,
		.title = STR("Ports: \"up\" # but \\ silent"), .summary = STR("Restart.\nThen look."),
		.language = STR("de"), .audience = AUDIENCE_PARTNER,
		.confidence = CONFIDENCE_NOT_VALIDATED, .governance = GOVERNANCE_COMPLIANCE,
		.issue = ISSUE_WORKAROUND, .fixed_in = STR("26.2R1"), .review_at = cx->now,
		.ends_at = instant_add(cx->now, (seconds){ 86400 }) };
	struct article_picture_new picture = { .name = STR("a.png"), .type = STR("image/png"),
		.size = 3 };
	struct file_hash hash;
	article_id id;

	ASSERT_OK(files_put(cx, &s->files, STR("PNG"), &hash));
	picture.sha256 = str_of(hash.bytes, sizeof hash.bytes);
	struct str shown = article_picture_markdown(cx->arena, n.number, picture.name, picture.sha256);
	*arena_push(cx->arena, &n.sections) = (struct section_new){ PART_CAUSE, STR("Cause"),
		str_concat(cx->arena, STR("Original KB number: 12345\n\n    code\n\n"), shown) };
	*arena_push(cx->arena, &n.sections) = (struct section_new){ PART_TEXT, STR("More"),
		STR("See [it](/kb/KB1/x) and [gone](gone.md).") };
	*arena_push(cx->arena, &n.applies) = (struct applies_new){ STR("A, B"), STR("1"), STR("2") };
	*arena_push(cx->arena, &n.applies) = (struct applies_new){ STR("NB-S4300"), STR(""), STR("") };
	*arena_push(cx->arena, &n.keywords) = STR("- dash");
	*arena_push(cx->arena, &n.errors) = STR("%SYS-2: x");
	*arena_push(cx->arena, &n.defects) = STR("PR-1");
	ASSERT_OK(article_publish(cx, (article_id){ 0 }, &n, &id));
	ASSERT_OK(article_picture_add(cx, id, &picture));
	return n.number;
}

static struct str exported(struct shop *s, struct str number)
{
	struct article_export e;

	ASSERT_OK(article_export(s->cx, number, &e));
	ASSERT_EQ(e.pictures.len, 1);
	ASSERT_OK(file_write_atomic(s->cx, path_join(s->cx, s->folder, e.name), e.text, 0600));
	ASSERT_OK(file_write_atomic(s->cx, path_join(s->cx, s->folder,
		article_export_picture(s->cx->arena, &e.pictures.at[0])), STR("PNG"), 0600));
	return e.text;
}

static struct kb_report import(struct shop *s)
{
	struct kb_import im = { .folder = s->folder, .files = &s->files };
	struct kb_report r = fixture_kb_import(s->cx, &im, STR("out"));

	ASSERT_EQ(r.findings.len, 0);
	return r;
}

TEST_STORE(an_article_that_is_exported_and_imported_again_is_the_same)
{
	struct shop s;
	open_shop(t, &s);
	struct str text = exported(&s, publish(&s));

	ASSERT_HAS(text, "](pictures/");
	struct kb_report same = import(&s);
	ASSERT_EQ(same.kept, 1);
	ASSERT_STR(exported(&s, STR("KB777")), str_c(t->arena, text));
	files_close(&s.files);
}

TEST_STORE(an_import_brings_back_what_was_changed_since_the_export)
{
	struct shop s;
	struct article_edit e;
	struct article saved;
	open_shop(t, &s);
	struct str text = exported(&s, publish(&s));

	ASSERT_OK(article_edit_load(s.cx, STR("KB777"), 0, &e));
	e.text.title = STR("Spoiled");
	e.text.errors.len = 0;
	e.text.confidence = CONFIDENCE_ARCHIVED;
	ASSERT_OK(article_save(s.cx, e.article.id, e.version, &e.text, &saved));
	ASSERT_OK(article_publish_draft(s.cx, saved.id, (instant){ 0 }));
	ASSERT_EQ(import(&s).changed, 1);
	ASSERT_STR(exported(&s, STR("KB777")), str_c(t->arena, text));
	files_close(&s.files);
}

/* As in another center, where the number stands for something else. */
TEST_STORE(an_exported_article_does_not_take_the_place_of_another_with_its_number)
{
	struct shop s;
	struct article_edit e;
	open_shop(t, &s);

	exported(&s, publish(&s));
	struct str path = path_join(s.cx, s.folder, STR("KB777.md")), text;
	ASSERT_OK(file_read_all(s.cx, path, 100000, &text));
	ptrdiff_t at = str_find(text, STR("created: \""));
	ASSERT(at > 0);
	memcpy((char *)text.at + at + 10, "2020", 4);
	ASSERT_OK(file_write_atomic(s.cx, path, text, 0600));
	struct kb_import im = { .folder = s.folder, .files = &s.files };
	kb_tree_init(s.cx, &im.tree, STR("out"));
	ASSERT_OK(kb_tree_read(&im.tree, s.folder));
	ASSERT_OK(kb_import_number(s.cx, &im));
	ASSERT_OK(kb_import_compose(s.cx, &im));
	ASSERT_OK(kb_import_write(s.cx, &im));

	ASSERT_EQ(im.tree.report.counts[KB_NUMBER_TAKEN], 1);
	ASSERT_EQ(im.tree.report.added, 1);
	ASSERT_OK(article_edit_load(s.cx, STR("KB777"), 0, &e));
	ASSERT_EQ(e.version, 1);
	files_close(&s.files);
}

TEST_STORE(an_export_with_words_that_are_none_is_refused_with_the_reason)
{
	struct shop s;
	open_shop(t, &s);
	struct kb_import im = { .folder = s.folder, .files = &s.files };

	ASSERT_OK(file_write_atomic(s.cx, path_join(s.cx, s.folder, STR("a.md")),
		STR("---\nmainstay: 1\ntitle: A\nnumber: KB5000\ntype: poem\n---\nText\n"), 0600));
	kb_tree_init(s.cx, &im.tree, STR("out"));
	ASSERT_OK(kb_tree_read(&im.tree, s.folder));
	ASSERT_OK(kb_import_number(s.cx, &im));
	ASSERT_OK(kb_import_compose(s.cx, &im));

	ASSERT_EQ(im.tree.report.counts[KB_REFUSED], 1);
	ASSERT_HAS(im.tree.report.findings.at[0].text, "\"poem\" is none of: how-to, known-issue");
	files_close(&s.files);
}
