/* Articles in several languages: what is linked, what follows, what is shown to whom. */
#include "domain/account/permission.h"
#include "domain/findable/findable.h"
#include "domain/knowledge/edit/edit.h"
#include "domain/knowledge/export/export.h"
#include "domain/knowledge/feed.h"
#include "domain/knowledge/find.h"
#include "domain/knowledge/import/import.h"
#include "domain/knowledge/translation/translation.h"
#include "domain/search/indexer.h"
#include "domain/search/search.h"
#include "os/file.h"
#include "store/files.h"
#include "tests/unit/center.h"
#include "tests/unit/fixture_kb.h"

static struct article_new text_of(struct ctx *cx, const char *language, const char *title,
	struct str translates)
{
	struct article_new n = { .type = ARTICLE_KNOWN_ISSUE, .title = str_from(title),
		.language = str_from(language), .audience = AUDIENCE_PUBLIC,
		.issue = ISSUE_WORKAROUND, .translation_of = translates };

	*arena_push(cx->arena, &n.sections) = (struct section_new){ PART_SOLUTION, STR(""),
		str_printf(cx->arena, "%s, in full.", title) };
	if (translates.len == 0)
		*arena_push(cx->arena, &n.errors) = STR("BGP-3-NOTIFICATION");
	return n;
}

static struct article save(struct ctx *cx, article_id id, int64_t base, const struct article_new *n)
{
	struct article saved;

	ASSERT_OK(article_save(cx, id, base, n, &saved));
	return saved;
}

static struct article publish(struct ctx *cx, const struct article_new *n)
{
	struct article_view v;
	article_id id;

	ASSERT_OK(article_publish(cx, (article_id){ 0 }, n, &id));
	struct article a;
	bool found;
	ASSERT_OK(q_article_by_id(cx, id, &a, &found));
	ASSERT_OK(article_view(cx, a.number, &v));
	return v.article;
}

struct pair_of {
	struct article en, de;
};

static struct pair_of publish_both(struct ctx *cx)
{
	struct pair_of p;
	struct article_new en = text_of(cx, "en", "Sessions drop", STR(""));
	p.en = publish(cx, &en);
	struct article_new de = text_of(cx, "de", "Sitzungen brechen ab", p.en.number);
	p.de = publish(cx, &de);
	return p;
}

static struct article_view view(struct ctx *cx, struct str number)
{
	struct article_view v;

	ASSERT_OK(article_view(cx, number, &v));
	return v;
}

static void publish_again(struct ctx *cx, const struct article *a, const struct article_new *n)
{
	article_id id;

	ASSERT_OK(article_publish(cx, a->id, n, &id));
}

TEST_STORE(an_article_and_its_translation_name_each_other)
{
	struct ctx *cx = fixture_ctx(t);
	struct pair_of p = publish_both(cx);

	struct article_view en = view(cx, p.en.number), de = view(cx, p.de.number);

	ASSERT_EQ(en.languages.len, 2);
	ASSERT_EQ(de.languages.len, 2);
	ASSERT_STR(en.languages.at[1].number, str_c(cx->arena, p.de.number));
	ASSERT_EQ(en.source == NULL, true);
	ASSERT_STR(de.source->number, str_c(cx->arena, p.en.number));
	ASSERT(!de.behind);
}

TEST_STORE(a_translation_says_of_itself_what_its_article_says)
{
	struct ctx *cx = fixture_ctx(t);
	struct pair_of p = publish_both(cx);
	struct search_document d;
	bool found;

	struct article_new en = text_of(cx, "en", "Sessions drop", STR(""));
	en.audience = AUDIENCE_CUSTOMER;
	en.issue = ISSUE_FIXED;
	en.fixed_in = STR("26.2R1");
	*arena_push(cx->arena, &en.applies) = (struct applies_new){ STR("NB-R8200"), STR("26.1R1"),
		STR("") };
	en.errors.len = 0;
	*arena_push(cx->arena, &en.errors) = STR("BGP-5-RESET");
	publish_again(cx, &p.en, &en);

	struct article_view de = view(cx, p.de.number);
	ASSERT_EQ(de.article.audience, AUDIENCE_CUSTOMER);
	ASSERT_EQ(de.article.issue_state, ISSUE_FIXED);
	ASSERT_STR(de.article.fixed_in, "26.2R1");
	ASSERT_EQ(de.applies.len, 1);
	ASSERT_OK(article_source.load(cx, p.de.id.v, false, &d, &found));
	ASSERT(found);
	ASSERT_STR(d.keywords, "BGP-5-RESET\n");
	const struct actor *author = cx->actor;
	cx->actor = &actor_visitor;
	ASSERT_ERR(ERR_NOT_FOUND, article_view(cx, p.de.number, &de));
	cx->actor = author;
}

/* Whatever its own text claims: a draft is from before the article was restricted. */
TEST_STORE(a_translation_has_no_other_readers_than_its_article)
{
	struct ctx *cx = fixture_ctx(t);
	struct article_new en = text_of(cx, "en", "Only staff", STR(""));
	struct article_view v;
	en.audience = AUDIENCE_INTERNAL;
	struct article source = publish(cx, &en);

	struct article_new de = text_of(cx, "de", "Nur intern", source.number);
	struct article made = publish(cx, &de);

	ASSERT_EQ(made.audience, AUDIENCE_INTERNAL);
	cx->actor = &actor_visitor;
	ASSERT_ERR(ERR_NOT_FOUND, article_view(cx, made.number, &v));
}

TEST_STORE(a_translation_is_behind_until_it_says_the_newest_version)
{
	struct ctx *cx = fixture_ctx(t);
	struct pair_of p = publish_both(cx);
	struct q_article_translations_behind_list behind;
	struct article_new en = text_of(cx, "en", "Sessions drop, again", STR(""));

	publish_again(cx, &p.en, &en);

	ASSERT(view(cx, p.de.number).behind);
	ASSERT_OK(article_translations_behind(cx, false, &behind));
	ASSERT_EQ(behind.len, 1);
	ASSERT_EQ(behind.at[0].translated_version, 1);
	ASSERT_EQ(behind.at[0].published_version, 2);

	struct article_new de = text_of(cx, "de", "Sitzungen brechen ab", p.en.number);
	de.translated = 1; /* a correction that does not take over what is new */
	publish_again(cx, &p.de, &de);
	ASSERT(view(cx, p.de.number).behind);
	de.translated = 2;
	publish_again(cx, &p.de, &de);
	ASSERT(!view(cx, p.de.number).behind);
	ASSERT_OK(article_translations_behind(cx, false, &behind));
	ASSERT_EQ(behind.len, 0);
}

TEST_STORE(a_list_has_an_article_once_in_the_language_of_its_reader)
{
	struct ctx *cx = fixture_ctx(t);
	struct pair_of p = publish_both(cx);
	struct article_new lone = text_of(cx, "en", "Not translated", STR(""));
	struct article_item_list list;
	struct article_entry_list feed;
	int64_t count;
	publish(cx, &lone);

	ASSERT_OK(article_list(cx, STR("de"), -1, (instant){ 0 }, (article_id){ 0 }, &list));
	ASSERT_EQ(list.len, 2);
	ASSERT_STR(list.at[0].title, "Not translated");
	ASSERT_STR(list.at[1].number, str_c(cx->arena, p.de.number));
	ASSERT_OK(article_list(cx, STR("fr"), -1, (instant){ 0 }, (article_id){ 0 }, &list));
	ASSERT_EQ(list.len, 2);
	ASSERT_STR(list.at[1].number, str_c(cx->arena, p.en.number));
	ASSERT_OK(article_count(cx, &count));
	ASSERT_EQ(count, 2);
	ASSERT_OK(article_feed(cx, -1, (product_id){ 0 }, STR(""), &feed));
	ASSERT_EQ(feed.len, 2);
	ASSERT_OK(article_feed(cx, -1, (product_id){ 0 }, STR("de"), &feed));
	ASSERT_EQ(feed.len, 2);
}

TEST_STORE(a_translation_of_a_translation_is_one_of_the_article)
{
	struct ctx *cx = fixture_ctx(t);
	struct pair_of p = publish_both(cx);

	struct article_new fr = text_of(cx, "fr", "Les sessions tombent", p.de.number);
	struct article made = publish(cx, &fr);

	ASSERT_EQ(made.translation_of.v, p.en.id.v);
	ASSERT_EQ(view(cx, p.en.number).languages.len, 3);
}

TEST_STORE(what_cannot_be_a_translation_is_refused_with_the_reason)
{
	struct ctx *cx = fixture_ctx(t);
	struct pair_of p = publish_both(cx);
	struct article saved;
	struct article_new twice = text_of(cx, "DE", "Noch eine", p.en.number);
	struct article_new same = text_of(cx, "en", "The same", p.en.number);
	struct article_new none = text_of(cx, "fr", "De rien", STR("KB999999"));
	struct article_new odd = text_of(cx, "the German one", "Seltsam", p.en.number);
	struct article_new turned = text_of(cx, "en", "Turned", p.de.number);

	ASSERT_ERR(ERR_INVALID, article_save(cx, (article_id){ 0 }, 0, &twice, &saved));
	ASSERT_ERR(ERR_INVALID, article_save(cx, (article_id){ 0 }, 0, &same, &saved));
	ASSERT_ERR(ERR_INVALID, article_save(cx, (article_id){ 0 }, 0, &none, &saved));
	ASSERT_ERR(ERR_INVALID, article_save(cx, (article_id){ 0 }, 0, &odd, &saved));
	ASSERT_ERR(ERR_INVALID, article_save(cx, p.en.id, 1, &turned, &saved));
}

TEST_STORE(a_translation_waits_for_its_article_to_be_published)
{
	struct ctx *cx = fixture_ctx(t);
	struct article_new en = text_of(cx, "en", "Sessions drop", STR(""));
	struct article source = save(cx, (article_id){ 0 }, 0, &en);
	struct article_new de = text_of(cx, "de", "Sitzungen", source.number);
	struct article a = save(cx, (article_id){ 0 }, 0, &de);
	struct article_edit e;
	int64_t done;

	ASSERT_ERR(ERR_CONFLICT, article_publish_draft(cx, a.id, (instant){ 0 }));
	ASSERT_OK(article_publish_draft(cx, a.id, instant_add(cx->now, (seconds){ 60 })));
	cx->now = instant_add(cx->now, (seconds){ 61 });
	ASSERT_OK(article_due(cx, &done));

	ASSERT_OK(article_edit_load(cx, a.number, 0, &e));
	ASSERT_EQ(e.draft, DRAFT_SAVED);
	ASSERT_OK(article_publish_draft(cx, source.id, (instant){ 0 }));
	ASSERT_OK(article_publish_draft(cx, a.id, (instant){ 0 }));
	ASSERT_EQ(view(cx, source.number).languages.len, 2);
}

TEST_STORE(an_article_ends_with_its_translations)
{
	struct ctx *cx = fixture_ctx(t);
	struct pair_of p = publish_both(cx);
	struct article_view v;

	ASSERT_OK(article_retire(cx, p.de.id, (article_id){ 0 }));
	ASSERT_EQ(view(cx, p.en.number).languages.len, 1);
	struct article_new fr = text_of(cx, "fr", "Les sessions", p.en.number);
	struct article other = publish(cx, &fr);
	ASSERT_OK(article_retire(cx, p.en.id, (article_id){ 0 }));

	cx->actor = &actor_visitor;
	ASSERT_ERR(ERR_NOT_FOUND, article_view(cx, other.number, &v));
}

/* --- the search --- */

static struct search_results find(struct ctx *cx, const char *words, const char *language)
{
	struct search_request r = { .text = str_from(words), .language = str_from(language) };
	struct search_results found;

	ASSERT_OK(search_run(cx, &r, &found));
	return found;
}

/* Whichever language the words are of: one hit, in the language of the reader. */
TEST_STORE(a_search_finds_an_article_once_in_the_language_of_its_reader)
{
	struct ctx *cx = fixture_ctx(t);
	struct indexer_config config = { path_join(cx, fixture_dir(t), STR("search")), findable };
	struct search_config search = { config.place, findable };
	struct indexer *indexer;
	struct pair_of p = publish_both(cx);
	ASSERT_OK(indexer_open(cx, &config, &indexer));
	ASSERT_OK(indexer_drain(cx, indexer));
	ASSERT_OK(search_open(cx, &search, &cx->search));

	struct search_results errors = find(cx, "BGP-3-NOTIFICATION", "de");
	struct search_results english = find(cx, "sessions drop", "de");
	struct search_results again = find(cx, "BGP-3-NOTIFICATION", "en");

	ASSERT_EQ(errors.hits.len, 1);
	ASSERT_STR(errors.hits.at[0].document.number, str_c(cx->arena, p.de.number));
	ASSERT_EQ(english.hits.len, 1);
	ASSERT_STR(english.hits.at[0].document.title, "Sitzungen brechen ab");
	ASSERT_EQ(again.hits.len, 1);
	ASSERT_STR(again.hits.at[0].document.title, "Sessions drop");
	search_close(cx->search);
	indexer_close(indexer);
}

/* --- files --- */

static void export_to(struct ctx *cx, struct str folder, struct str number)
{
	struct article_export e;

	ASSERT_OK(article_export(cx, number, &e));
	ASSERT_OK(file_write_atomic(cx, path_join(cx, folder, e.name), e.text, 0600));
}

static struct kb_report import(struct ctx *cx, struct str folder, struct files *files)
{
	struct kb_import im = { .folder = folder, .files = files };

	return fixture_kb_import(cx, &im, STR("out"));
}

static void replace_year(struct ctx *cx, struct str folder, struct str number)
{
	struct str path = path_join(cx, folder, str_concat(cx->arena, number, STR(".md"))), text;

	ASSERT_OK(file_read_all(cx, path, 100000, &text));
	ptrdiff_t at = str_find(text, STR("created: \""));
	ASSERT(at > 0);
	memcpy((char *)text.at + at + 10, "2020", 4);
	ASSERT_OK(file_write_atomic(cx, path, text, 0600));
}

/* The second time as in another center: both files come in as new articles. */
TEST_STORE(translations_keep_their_article_through_an_export)
{
	struct ctx *cx = fixture_ctx(t);
	struct pair_of p = publish_both(cx);
	struct str folder = path_join(cx, fixture_dir(t), STR("out"));
	struct article_item_list list;
	struct files files;
	ASSERT_OK(dir_make(cx, folder, 0700));
	ASSERT_OK(files_open(cx, path_join(cx, fixture_dir(t), STR("files")), &files));
	struct article_new en = text_of(cx, "en", "Sessions drop, again", STR(""));
	publish_again(cx, &p.en, &en);
	export_to(cx, folder, p.en.number);
	export_to(cx, folder, p.de.number);

	ASSERT_EQ(import(cx, folder, &files).kept, 2);
	replace_year(cx, folder, p.en.number);
	replace_year(cx, folder, p.de.number);
	ASSERT_EQ(import(cx, folder, &files).added, 2);

	ASSERT_OK(article_list(cx, STR("de"), -1, (instant){ 0 }, (article_id){ 0 }, &list));
	ASSERT_EQ(list.len, 2);
	for (size_t i = 0; i < list.len; i++) {
		struct article_view v = view(cx, list.at[i].number);
		ASSERT_STR(v.article.language, "de");
		ASSERT(v.behind);
	}
	files_close(&files);
}

/* --- pages --- */

static struct center_reply get(struct center *c, enum center_who who, struct str path,
	const char *language)
{
	struct center_request r = { .method = "GET", .path = path,
		.headers = str_printf(c->t->arena, "%.*sAccept-Language: %s\r\n",
			STR_ARG(c->people[who].cookie), language) };

	return center_send(c, &r);
}

static bool has(struct center_reply r, const char *text)
{
	return str_find(r.body, str_from(text)) >= 0;
}

static struct pair_of shown;

static void plant(struct center *c)
{
	shown = publish_both(c->cx);
	struct article_new en = text_of(c->cx, "en", "Sessions drop", STR(""));
	publish_again(c->cx, &shown.en, &en);
}

static struct str page_of(struct center *c, const struct article *a)
{
	return str_printf(c->t->arena, "/kb/%.*s/%.*s", STR_ARG(a->number), STR_ARG(a->slug));
}

TEST_STORE(an_article_leads_to_its_languages_and_says_what_is_old)
{
	struct center *c = center_open_with(t, plant);

	struct center_reply en = get(c, VISITOR, page_of(c, &shown.en), "de");
	struct center_reply de = get(c, VISITOR, page_of(c, &shown.de), "en");
	struct center_reply fr = get(c, VISITOR, page_of(c, &shown.en), "en");

	ASSERT_EQ(en.status, 200);
	ASSERT_HAS(en.head, "rel=\"alternate\"; hreflang=\"de\"");
	ASSERT(has(en, "lang=\"de\" hreflang=\"de\">Deutsch</a>"));
	ASSERT(has(en, "gibt es auch in Ihrer Sprache.") && has(en, "Sitzungen brechen ab"));
	ASSERT(has(de, "This translation is older than the article."));
	ASSERT(!has(fr, "in your language, too"));
	center_close(c);
}

TEST_STORE(an_article_that_is_not_translated_says_so_to_its_reader)
{
	struct center *c = center_open_with(t, plant);

	struct center_reply lone = get(c, VISITOR, STR("/kb/KB1/ports-stay-down"), "de");

	ASSERT_EQ(lone.status, 200);
	ASSERT(has(lone, "Noch nicht in Ihrer Sprache"));
	ASSERT(!has(get(c, VISITOR, STR("/kb/KB1/ports-stay-down"), "en"), "Not in your language, too"));
	center_close(c);
}

TEST_STORE(a_translation_is_begun_from_the_text_of_its_article)
{
	struct center *c = center_open_with(t, plant);
	struct str path = str_concat(t->arena, STR("/kb/new?translation_of="), shown.en.number);

	struct center_reply form = get(c, AUTHOR, path, "en");

	ASSERT_EQ(form.status, 200);
	ASSERT(has(form, "name=\"translation_of\"") && has(form, "Sessions drop, in full."));
	ASSERT(has(form, "It says all that version 2 of the article says"));
	ASSERT(has(get(c, AUTHOR, STR("/kb/work"), "en"), "What changed"));
	center_close(c);
}

TEST_STORE(a_program_reads_an_article_with_its_languages)
{
	struct center *c = center_open_with(t, plant);
	struct center_request one = { .method = "GET", .headers = center_bearer(c, CUSTOMER),
		.path = str_concat(t->arena, STR("/api/v1/articles/"), shown.de.number) };
	struct center_request all = { .method = "GET", .headers = center_bearer(c, CUSTOMER),
		.path = STR("/api/v1/articles?type=known-issue&language=de") };

	struct center_reply article = center_send(c, &one), list = center_send(c, &all);

	ASSERT_EQ(article.status, 200);
	ASSERT(has(article, "\"text\":\"Sitzungen brechen ab, in full.\""));
	ASSERT(has(article, "\"original\":false,\"behind\":true"));
	ASSERT(has(article, "\"original\":true,\"behind\":false"));
	ASSERT(has(list, "Sitzungen brechen ab") && !has(list, "Sessions drop"));
	center_close(c);
}

TEST_STORE(a_program_that_asks_for_no_articles_there_are_is_told_why)
{
	static const struct {
		const char *path, *part;
		int status;
	} bad[] = {
		{ "/api/v1/articles?type=poem", "\"field\":\"type\"", 422 },
		{ "/api/v1/articles?before=now", "\"field\":\"before\"", 422 },
		{ "/api/v1/articles?language=the-language-that-everybody-in-town-speaks",
			"\"field\":\"language\"", 422 },
		{ "/api/v1/articles/KB999", "nothing here", 404 },
	};
	struct center *c = center_open_with(t, plant);

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct center_request r = { .method = "GET", .path = str_from(bad[i].path),
			.headers = center_bearer(c, CUSTOMER) };
		struct center_reply got = center_send(c, &r);
		ASSERT_EQ(got.status, bad[i].status);
		ASSERT(has(got, bad[i].part));
	}
	center_close(c);
}

TEST(an_address_spells_letters_with_marks_as_one_types_them)
{
	ASSERT_STR(article_slug(t->arena, STR("Gerät ändern: größer, à la carte")),
		"geraet-aendern-groesser-a-la-carte");
	ASSERT_STR(article_slug(t->arena, STR("Порт 5 × 2")), "5-2");
}

TEST_STORE(authors_alone_take_all_articles_as_one_file)
{
	struct center *c = center_open_with(t, plant);
	struct str path = STR("/kb/export.zip");

	struct center_reply all = get(c, AUTHOR, path, "en");

	ASSERT_EQ(all.status, 200);
	ASSERT_HAS(all.head, "filename=\"articles.zip\"");
	ASSERT(str_starts(all.body, STR("PK")) && has(all, "KB1.md"));
	ASSERT(has(all, str_c(t->arena, str_concat(t->arena, shown.de.number, STR(".md")))));
	ASSERT_EQ(get(c, CUSTOMER, path, "en").status, 403);
	ASSERT(get(c, VISITOR, path, "en").status != 200);
	center_close(c);
}
