/* Articles that belong together: who names whom, who sees it, what keeps it. */
#include "base/limits.h"
#include "domain/knowledge/edit/edit.h"
#include "domain/knowledge/export/export.h"
#include "domain/knowledge/import/import.h"
#include "domain/knowledge/related.h"
#include "os/file.h"
#include "store/files.h"
#include "tests/unit/center.h"
#include "tests/unit/fixture_kb.h"

static struct article_new text_of(struct ctx *cx, const char *title)
{
	struct article_new n = { .type = ARTICLE_PROBLEM, .title = str_from(title),
		.language = STR("en"), .audience = AUDIENCE_PUBLIC };

	*arena_push(cx->arena, &n.sections) = (struct section_new){ PART_SOLUTION, STR(""),
		STR("Restart it.") };
	return n;
}

static struct article put(struct ctx *cx, article_id existing, const struct article_new *n)
{
	struct article a;
	article_id id;
	bool found;

	ASSERT_OK(article_publish(cx, existing, n, &id));
	ASSERT_OK(q_article_by_id(cx, id, &a, &found));
	return a;
}

/* Publishes an article that names the others. */
static struct article naming(struct ctx *cx, const char *title, const struct article *one,
	const struct article *other)
{
	struct article_new n = text_of(cx, title);

	if (one != NULL)
		*arena_push(cx->arena, &n.related) = one->number;
	if (other != NULL)
		*arena_push(cx->arena, &n.related) = other->number;
	return put(cx, (article_id){ 0 }, &n);
}

/* "KB30001 KB30002": what the page shows. */
static struct str shown(struct ctx *cx, const struct article *a)
{
	struct buf b = buf_new(cx->arena, 1000);
	struct article_view v;

	ASSERT_OK(article_view(cx, a->number, &v));
	for (size_t i = 0; i < v.related.len; i++)
		buf_printf(&b, "%s%.*s", i > 0 ? " " : "", STR_ARG(v.related.at[i].number));
	return buf_str(&b);
}

static const char *pair(struct ctx *cx, const struct article *one, const struct article *other)
{
	return str_c(cx->arena, str_printf(cx->arena, "%.*s %.*s", STR_ARG(one->number),
		STR_ARG(other->number)));
}

TEST_STORE(related_articles_stand_on_the_pages_of_both_in_their_authors_order)
{
	struct ctx *cx = fixture_ctx(t);
	struct article a = naming(cx, "A", NULL, NULL), b = naming(cx, "B", NULL, NULL);

	struct article c = naming(cx, "C", &b, &a);

	ASSERT_STR(shown(cx, &c), pair(cx, &b, &a));
	ASSERT_STR(shown(cx, &a), str_c(cx->arena, c.number));
	ASSERT_STR(shown(cx, &b), str_c(cx->arena, c.number));
}

TEST_STORE(two_articles_that_name_each_other_are_shown_once)
{
	struct ctx *cx = fixture_ctx(t);
	struct article a = naming(cx, "A", NULL, NULL), b = naming(cx, "B", &a, NULL);
	struct article_new n = text_of(cx, "A");
	*arena_push(cx->arena, &n.related) = b.number;

	(void)put(cx, a.id, &n);

	ASSERT_STR(shown(cx, &a), str_c(cx->arena, b.number));
	ASSERT_STR(shown(cx, &b), str_c(cx->arena, a.number));
}

TEST_STORE(nobody_reads_by_a_related_article_what_is_not_for_them)
{
	struct ctx *cx = fixture_ctx(t);
	struct article_new secret = text_of(cx, "Only staff");
	secret.audience = AUDIENCE_INTERNAL;
	struct article in = put(cx, (article_id){ 0 }, &secret);
	struct article draft, out = naming(cx, "For all", &in, NULL);
	struct article_new waits = text_of(cx, "Not yet");
	*arena_push(cx->arena, &waits.related) = out.number;
	ASSERT_OK(article_save(cx, (article_id){ 0 }, 0, &waits, &draft));

	ASSERT_STR(shown(cx, &out), str_c(cx->arena, in.number));
	cx->actor = &actor_visitor;

	ASSERT_STR(shown(cx, &out), "");
}

TEST_STORE(a_draft_relates_nothing_until_it_is_published)
{
	struct ctx *cx = fixture_ctx(t);
	struct article a = naming(cx, "A", NULL, NULL), b = naming(cx, "B", NULL, NULL), saved;
	struct article_new n = text_of(cx, "B");
	struct article_edit e;
	*arena_push(cx->arena, &n.related) = str_lower(cx->arena, a.number);

	ASSERT_OK(article_save(cx, b.id, 1, &n, &saved));

	ASSERT_STR(shown(cx, &a), "");
	ASSERT_OK(article_edit_load(cx, b.number, 0, &e));
	ASSERT_EQ(e.text.related.len, 1);
	ASSERT_STR(e.text.related.at[0], str_c(cx->arena, a.number));
	ASSERT_OK(article_publish_draft(cx, b.id, (instant){ 0 }));
	ASSERT_STR(shown(cx, &a), str_c(cx->arena, b.number));
	ASSERT_OK(article_edit_load(cx, b.number, 1, &e));
	ASSERT_EQ(e.text.related.len, 0);
}

TEST_STORE(a_related_number_that_cannot_be_is_refused_and_nothing_is_saved)
{
	struct ctx *cx = fixture_ctx(t);
	struct article a = naming(cx, "A", NULL, NULL), saved;
	struct article_edit e;
	struct article_new many = text_of(cx, "Many");
	static const char *const wrong[] = { "KB999999", "the other", "KB-3", "" };

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct article_new n = text_of(cx, "A");
		*arena_push(cx->arena, &n.related) = str_from(wrong[i]);
		ASSERT_ERR(ERR_INVALID, article_save(cx, a.id, 1, &n, &saved));
	}
	struct article_new own = text_of(cx, "A");
	*arena_push(cx->arena, &own.related) = a.number;
	ASSERT_ERR(ERR_INVALID, article_save(cx, a.id, 1, &own, &saved));
	for (int i = 0; i <= LIMIT_RELATED; i++)
		*arena_push(cx->arena, &many.related) = naming(cx, "More", NULL, NULL).number;
	ASSERT_ERR(ERR_INVALID, article_save(cx, a.id, 1, &many, &saved));
	ASSERT_OK(article_edit_load(cx, a.number, 0, &e));
	ASSERT_EQ(e.version, 1);
	many.related.len--;
	ASSERT_OK(article_save(cx, a.id, 1, &many, &saved));
}

TEST_STORE(a_translation_shows_the_related_articles_of_its_article_in_its_language)
{
	struct ctx *cx = fixture_ctx(t);
	struct article a = naming(cx, "A", NULL, NULL), b = naming(cx, "B", NULL, NULL);
	struct article_new a_de = text_of(cx, "A auf Deutsch"), c_de = text_of(cx, "C auf Deutsch");
	a_de.language = c_de.language = STR("de");
	a_de.translation_of = a.number;
	struct article a_in_german = put(cx, (article_id){ 0 }, &a_de);

	struct article c = naming(cx, "C", &a_in_german, &b);
	c_de.translation_of = c.number;
	struct article c_in_german = put(cx, (article_id){ 0 }, &c_de);

	ASSERT_STR(shown(cx, &c), pair(cx, &a, &b));
	ASSERT_STR(shown(cx, &c_in_german), pair(cx, &a_in_german, &b));
	ASSERT_STR(shown(cx, &a_in_german), str_c(cx->arena, c_in_german.number));
}

/* --- files --- */

static void export_to(struct ctx *cx, struct str folder, struct str number, const char *year)
{
	struct article_export e;

	ASSERT_OK(article_export(cx, number, &e));
	ptrdiff_t at = str_find(e.text, STR("created: \""));
	ASSERT(at > 0);
	if (year != NULL)
		memcpy((char *)e.text.at + at + 10, year, 4);
	ASSERT_OK(file_write_atomic(cx, path_join(cx, folder, e.name), e.text, 0600));
}

static struct kb_report import(struct ctx *cx, struct str folder, struct files *files)
{
	struct kb_import im = { .folder = folder, .files = files };

	return fixture_kb_import(cx, &im, STR("out"));
}

/* The first names the second, which is written after it; the third is in no folder. */
TEST_STORE(related_articles_go_through_an_export_into_another_center)
{
	struct ctx *cx = fixture_ctx(t);
	struct str folder = path_join(cx, fixture_dir(t), STR("out"));
	struct article a = naming(cx, "A", NULL, NULL), b = naming(cx, "B", NULL, NULL);
	struct article_new n = text_of(cx, "A");
	struct article_item_list list;
	struct files files;
	ASSERT_OK(dir_make(cx, folder, 0700));
	ASSERT_OK(files_open(cx, path_join(cx, fixture_dir(t), STR("files")), &files));
	*arena_push(cx->arena, &n.related) = b.number;
	a = put(cx, a.id, &n);
	export_to(cx, folder, a.number, NULL);
	export_to(cx, folder, b.number, NULL);
	ASSERT_EQ(import(cx, folder, &files).kept, 2);

	export_to(cx, folder, a.number, "2020");
	export_to(cx, folder, b.number, "2020");
	ASSERT_EQ(import(cx, folder, &files).added, 2);
	ASSERT_EQ(import(cx, folder, &files).kept, 2);

	ASSERT_OK(article_list(cx, STR("en"), -1, (instant){ 0 }, (article_id){ 0 }, &list));
	ASSERT_EQ(list.len, 4);
	for (size_t i = 0; i < list.len; i++) {
		struct article_view v;
		ASSERT_OK(article_view(cx, list.at[i].number, &v));
		ASSERT_EQ(v.related.len, 1);
		bool old = v.article.id.v == a.id.v || v.article.id.v == b.id.v;
		bool old_too = v.related.at[0].id.v == a.id.v || v.related.at[0].id.v == b.id.v;
		ASSERT_EQ(old, old_too);
	}
	files_close(&files);
}

TEST_STORE(an_import_says_which_related_article_it_does_not_know)
{
	struct ctx *cx = fixture_ctx(t);
	struct str folder = path_join(cx, fixture_dir(t), STR("out"));
	struct article_view v;
	struct files files;
	ASSERT_OK(dir_make(cx, folder, 0700));
	ASSERT_OK(files_open(cx, path_join(cx, fixture_dir(t), STR("files")), &files));
	ASSERT_OK(file_write_atomic(cx, path_join(cx, folder, STR("KB5000.md")),
		STR("---\nmainstay: 1\ntitle: A\nnumber: KB5000\ntype: problem\naudience: public\n"
		    "confidence: validated\ngovernance: experience\nissue: none\n"
		    "related:\n- KB5001\n---\n## Cause\n\nText\n"), 0600));

	struct kb_report r = import(cx, folder, &files);

	ASSERT_EQ(r.counts[KB_RELATED_NOWHERE], 1);
	ASSERT_STR(r.findings.at[0].text, "KB5001");
	ASSERT_OK(article_view(cx, STR("KB5000"), &v));
	ASSERT_EQ(v.related.len, 0);
	files_close(&files);
}

/* --- pages --- */

static struct article open_one, hidden;

static void plant(struct center *c)
{
	open_one = naming(c->cx, "Ports stay dark", NULL, NULL);
	hidden = naming(c->cx, "Fans are loud", &open_one, NULL);
}

static struct center_reply get(struct center *c, enum center_who who, struct str path)
{
	struct center_request r = { .method = "GET", .path = path,
		.headers = c->people[who].cookie };

	return center_send(c, &r);
}

/* The page is kept for visitors: what it shows of another article may not outlive that. */
TEST_STORE(a_kept_page_forgets_a_related_article_that_is_withdrawn)
{
	struct center *c = center_open_with(t, plant);
	struct str path = str_printf(t->arena, "/kb/%.*s/%.*s", STR_ARG(open_one.number),
		STR_ARG(open_one.slug));
	struct str retire = str_printf(t->arena, "/kb/%.*s/retire", STR_ARG(hidden.number));

	ASSERT_HAS(get(c, VISITOR, path).body, "Fans are loud");
	ASSERT_HAS(get(c, VISITOR, path).body, "Fans are loud");
	ASSERT_EQ(center_post(c, AUTHOR, retire, STR("forward=")).status, 303);

	ASSERT(str_find(get(c, VISITOR, path).body, STR("Fans are loud")) < 0);
	center_close(c);
}

TEST_STORE(a_program_reads_which_articles_are_related)
{
	struct center *c = center_open_with(t, plant);
	struct center_request r = { .method = "GET", .headers = center_bearer(c, CUSTOMER),
		.path = str_concat(t->arena, STR("/api/v1/articles/"), open_one.number) };

	struct center_reply got = center_send(c, &r);

	ASSERT_EQ(got.status, 200);
	ASSERT_HAS(got.body, "\"title\":\"Fans are loud\"");
	center_close(c);
}
