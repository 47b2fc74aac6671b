#include "domain/search/indexer.h"

#include "base/buf.h"
#include "domain/account/permission.h"
#include "domain/document/document.h"
#include "domain/findable/findable.h"
#include "domain/search/index/place.h"
#include "domain/search/outbox.h"
#include "domain/search/search.h"
#include "domain/search/synonym.h"
#include "os/file.h"
#include "store/tx.h"
#include "tests/unit/fixture.h"
#include "tests/unit/fixture_search.h"

/* An index of its own that follows the database of the test. */
struct follow {
	struct ctx *cx;
	struct indexer_config config;
	struct indexer *indexer;
};

static struct follow follow(struct test *t)
{
	struct follow f = { .cx = fixture_ctx(t) };
	f.config.place = path_join(f.cx, fixture_dir(t), STR("search"));
	f.config.sources = findable;
	ASSERT_OK(indexer_open(f.cx, &f.config, &f.indexer));
	struct search_config search = { f.config.place, findable };
	ASSERT_OK(search_open(f.cx, &search, &f.cx->search));
	return f;
}

static void unfollow(struct follow *f)
{
	search_close(f->cx->search);
	indexer_close(f->indexer);
}

/* Of the index that is searched. */
static struct str folder_of(struct follow *f)
{
	int64_t generation;

	ASSERT_OK(place_generation(f->cx, f->config.place, &generation));
	return place_folder(f->cx->arena, f->config.place, generation);
}

static struct document_line import(struct ctx *cx, const char *json)
{
	struct document_line line;
	ASSERT_OK(document_import(cx, str_from(json), false, &line));
	return line;
}

static size_t hits(struct ctx *cx, const char *text)
{
	struct search_results r;
	struct search_request request = { .text = str_from(text) };
	ASSERT_OK(search_run(cx, &request, &r));
	return r.hits.len;
}

TEST_STORE(what_was_saved_is_found_after_one_step_of_the_indexer)
{
	struct follow f = follow(t);
	ASSERT_EQ(hits(f.cx, "firewall"), 0);

	import(f.cx, "{\"id\":\"a\",\"title\":\"Firewall\",\"body\":\"blocks\"}");
	ASSERT_OK(indexer_drain(f.cx, f.indexer));

	ASSERT_EQ(hits(f.cx, "firewall"), 1);
	unfollow(&f);
}

TEST_STORE(what_was_changed_is_found_by_its_new_words_alone)
{
	struct follow f = follow(t);
	import(f.cx, "{\"id\":\"a\",\"title\":\"Firewall\",\"body\":\"blocks\"}");
	ASSERT_OK(indexer_drain(f.cx, f.indexer));

	import(f.cx, "{\"id\":\"a\",\"title\":\"Gateway\",\"body\":\"blocks\"}");
	ASSERT_OK(indexer_drain(f.cx, f.indexer));

	ASSERT_EQ(hits(f.cx, "firewall"), 0);
	ASSERT_EQ(hits(f.cx, "gateway"), 1);
	unfollow(&f);
}

TEST_STORE(what_was_deleted_or_restricted_is_gone_before_the_indexer_runs)
{
	struct follow f = follow(t);
	import(f.cx, "{\"id\":\"a\",\"title\":\"Firewall one\"}");
	import(f.cx, "{\"id\":\"b\",\"title\":\"Firewall two\"}");
	ASSERT_OK(indexer_drain(f.cx, f.indexer));
	f.cx->actor = &actor_visitor;
	ASSERT_EQ(hits(f.cx, "firewall"), 2);

	f.cx->actor = &actor_system;
	import(f.cx, "{\"id\":\"a\",\"title\":\"Firewall one\",\"audience\":\"internal\"}");
	ASSERT_OK(document_remove(f.cx, STR("b")));
	f.cx->actor = &actor_visitor;

	ASSERT_EQ(hits(f.cx, "firewall"), 0);
	f.cx->actor = &actor_system;
	ASSERT_OK(indexer_drain(f.cx, f.indexer));
	ASSERT_EQ(hits(f.cx, "firewall"), 1);
	unfollow(&f);
}

TEST_STORE(an_indexer_that_died_goes_on_from_its_mark)
{
	struct follow f = follow(t);
	import(f.cx, "{\"id\":\"a\",\"title\":\"Firewall one\"}");
	ASSERT_OK(indexer_drain(f.cx, f.indexer));
	indexer_close(f.indexer);
	import(f.cx, "{\"id\":\"b\",\"title\":\"Firewall two\"}");

	ASSERT_OK(indexer_open(f.cx, &f.config, &f.indexer));
	ASSERT_OK(indexer_drain(f.cx, f.indexer));

	ASSERT_EQ(hits(f.cx, "firewall"), 2);
	unfollow(&f);
}

TEST_STORE(an_index_that_is_lost_is_built_anew)
{
	struct follow f = follow(t);
	import(f.cx, "{\"id\":\"a\",\"title\":\"Firewall one\"}");
	ASSERT_OK(indexer_drain(f.cx, f.indexer));
	indexer_close(f.indexer);
	struct str current = path_join(f.cx, f.config.place, STR("current"));
	ASSERT_OK(file_remove(f.cx, current));

	ASSERT_OK(indexer_open(f.cx, &f.config, &f.indexer));

	search_close(f.cx->search);
	struct search_config search = { f.config.place, findable };
	ASSERT_OK(search_open(f.cx, &search, &f.cx->search));
	ASSERT_EQ(hits(f.cx, "firewall"), 1);
	unfollow(&f);
}

TEST_STORE(an_index_built_of_many_parts_is_as_one_that_grew)
{
	struct follow f = follow(t);
	struct indexer_check found;
	str_list names;

	for (int i = 0; i < 10; i++)
		import(f.cx, str_c(f.cx->arena, str_printf(f.cx->arena,
			"{\"id\":\"%d\",\"title\":\"Firewall\",\"body\":\"lane%d\","
			"\"product\":\"NB-%d\"}", i, i, i)));
	f.config.part = 3;
	ASSERT_OK(indexer_rebuild(f.cx, &f.config));

	ASSERT_OK(indexer_drain(f.cx, f.indexer)); /* goes on with the new one */
	ASSERT_OK(indexer_check(f.cx, &f.config, NULL, &found));
	ASSERT_EQ(found.documents, 10);
	ASSERT_EQ(found.missing + found.surplus + found.damaged, 0);
	ASSERT_OK(dir_list(f.cx, f.config.place, 10, &names));
	ASSERT_EQ(names.len, 2); /* the index and "current": no part is left */
	search_close(f.cx->search);
	struct search_config search = { f.config.place, findable };
	ASSERT_OK(search_open(f.cx, &search, &f.cx->search));
	ASSERT_EQ(hits(f.cx, "firewall"), 10);
	ASSERT_EQ(hits(f.cx, "lane0"), 1);
	ASSERT_EQ(hits(f.cx, "lane9"), 1);
	ASSERT_EQ(hits(f.cx, "fierwall"), 10); /* words of all parts are in the dictionary */
	ASSERT_OK(document_remove(f.cx, STR("9")));
	ASSERT_OK(indexer_drain(f.cx, f.indexer));
	ASSERT_EQ(hits(f.cx, "firewall"), 9);
	unfollow(&f);
}

TEST_STORE(an_index_that_is_ahead_of_a_restored_database_is_built_anew)
{
	struct follow f = follow(t);
	import(f.cx, "{\"id\":\"a\",\"title\":\"Firewall one\"}");
	ASSERT_OK(indexer_drain(f.cx, f.indexer));
	indexer_close(f.indexer);
	struct index_writer *w;
	struct str folder = folder_of(&f);
	ASSERT_OK(index_writer_open(f.cx, folder, &w));
	ASSERT_OK(index_commit(f.cx, w, (struct index_mark){ INT64_MAX, 5 }));
	index_writer_close(w);
	import(f.cx, "{\"id\":\"b\",\"title\":\"Firewall two\"}");

	ASSERT_OK(indexer_open(f.cx, &f.config, &f.indexer));

	ASSERT(!file_exists(f.cx, folder));
	search_close(f.cx->search);
	struct search_config search = { f.config.place, findable };
	ASSERT_OK(search_open(f.cx, &search, &f.cx->search));
	ASSERT_EQ(hits(f.cx, "firewall"), 2);
	unfollow(&f);
}

TEST_STORE(a_check_finds_and_mends_what_differs_from_the_tables)
{
	struct follow f = follow(t);
	struct indexer_check found;
	import(f.cx, "{\"id\":\"a\",\"title\":\"Firewall one\"}");
	import(f.cx, "{\"id\":\"b\",\"title\":\"Firewall two\"}");
	ASSERT_OK(indexer_drain(f.cx, f.indexer));
	ASSERT_OK(indexer_check(f.cx, &f.config, NULL, &found));
	ASSERT_EQ(found.documents, 2);
	ASSERT_EQ(found.missing + found.surplus + found.damaged, 0);
	indexer_close(f.indexer);
	struct index_writer *w;
	struct index_mark mark;
	bool complete;
	struct str folder = folder_of(&f);
	ASSERT_OK(index_writer_open(f.cx, folder, &w));
	ASSERT_OK(index_read_mark(f.cx, w, &mark, &complete));
	ASSERT_OK(index_drop(f.cx, w, (struct search_ref){ SEARCH_DOCUMENT, 1 }));
	struct search_document stray = { .kind = SEARCH_DOCUMENT, .id = 77,
		.title = STR("Firewall stray"), .audience = AUDIENCE_PUBLIC };
	ASSERT_OK(index_put(f.cx, w, &stray));
	ASSERT_OK(index_commit(f.cx, w, mark));
	index_writer_close(w);
	fixture_release(f.cx);
	struct ctx *reader = fixture_reader(t);

	ASSERT_OK(indexer_check(reader, &f.config, fixture_store(t), &found));
	ASSERT_EQ(found.missing, 1);
	ASSERT_EQ(found.surplus, 1);
	ASSERT_OK(indexer_open(reader, &f.config, &f.indexer));
	ASSERT_OK(indexer_drain(reader, f.indexer));
	ASSERT_OK(indexer_check(reader, &f.config, NULL, &found));

	ASSERT_EQ(found.documents, 2);
	ASSERT_EQ(found.missing + found.surplus + found.damaged, 0);
	unfollow(&f);
}

TEST_STORE(a_change_that_is_rolled_back_never_reaches_the_index)
{
	struct follow f = follow(t);
	{
		AUTO_TX tx = tx_begin(f.cx);
		import(f.cx, "{\"id\":\"a\",\"title\":\"Firewall one\"}");
	}
	ASSERT_OK(indexer_drain(f.cx, f.indexer));

	ASSERT_EQ(hits(f.cx, "firewall"), 0);
	unfollow(&f);
}

TEST_STORE(the_thread_of_the_indexer_finds_what_was_written)
{
	struct ctx *cx = fixture_ctx(t);
	struct indexer_config config = { .sources = findable };
	struct indexer_thread *thread;
	struct search_results r;
	struct search_request request = { .text = STR("firewall") };
	config.place = path_join(cx, fixture_dir(t), STR("search"));
	import(cx, "{\"id\":\"a\",\"title\":\"Firewall one\"}");
	fixture_release(cx);
	cx = fixture_reader(t);
	ASSERT_OK(indexer_start(cx, fixture_store(t), &config, &thread));
	struct search_config search = { config.place, findable };
	ASSERT_OK(search_open(cx, &search, &cx->search));

	indexer_settle(thread);

	ASSERT_OK(search_run(cx, &request, &r));
	ASSERT_EQ(r.hits.len, 1);
	indexer_stop(thread);
	search_close(cx->search);
}

TEST_STORE(a_synonym_is_looked_for_with_its_word)
{
	struct follow f = follow(t);
	import(f.cx, "{\"id\":\"a\",\"title\":\"Power supply fails\"}");
	ASSERT_OK(indexer_drain(f.cx, f.indexer));
	ASSERT_ERR(ERR_INVALID, synonym_set(f.cx, STR("two words"), STR("x")));

	ASSERT_OK(synonym_set(f.cx, STR("PSU"), STR("power, supplies")));

	ASSERT_EQ(hits(f.cx, "psu"), 1);
	f.cx->actor = &actor_visitor;
	ASSERT_ERR(ERR_UNSIGNED, synonym_set(f.cx, STR("psu"), STR("x")));
	unfollow(&f);
}

TEST_STORE(a_line_that_is_wrong_says_what_and_leaves_all_as_it_was)
{
	static const struct {
		const char *json;
		enum err_kind kind;
	} lines[] = {
		{ "", ERR_MALFORMED },
		{ "not json", ERR_MALFORMED },
		{ "[1]", ERR_MALFORMED },
		{ "{\"id\":\"a\",\"id\":\"b\",\"title\":\"x\"}", ERR_MALFORMED },
		{ "{\"title\":\"x\"}", ERR_INVALID },
		{ "{\"id\":\" \",\"title\":\"x\"}", ERR_INVALID },
		{ "{\"id\":\"a\"}", ERR_INVALID },
		{ "{\"id\":\"a\",\"title\":7}", ERR_INVALID },
		{ "{\"id\":\"a\",\"title\":\"x\",\"kind\":\"novel\"}", ERR_INVALID },
		{ "{\"id\":\"a\",\"title\":\"x\",\"audience\":\"Internal\"}", ERR_INVALID },
		{ "{\"id\":\"a\",\"title\":\"x\",\"date\":\"yesterday\"}", ERR_INVALID },
		{ "{\"id\":\"a\",\"title\":\"x\",\"solved\":\"yes\"}", ERR_INVALID },
		{ "{\"id\":\"a\",\"title\":\"x\",\"product\":[1]}", ERR_INVALID },
	};
	struct ctx *cx = fixture_ctx(t);
	struct document_line line;

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		ASSERT_ERR(lines[i].kind, document_import(cx, str_from(lines[i].json), false, &line));

	search_ids ids;
	ASSERT_OK(document_source.list(cx, 0, 10, &ids));
	ASSERT_EQ(ids.len, 0);
}

TEST_STORE(importing_again_changes_only_what_differs)
{
	struct ctx *cx = fixture_ctx(t);
	static const char json[] = "{\"id\":7,\"title\":\"x\",\"product\":[\"A\",\"B\"],\"other\":1}";
	struct document_line line;

	ASSERT_OK(document_import(cx, str_from(json), true, &line));
	ASSERT_EQ(line.outcome, DOCUMENT_ADDED);
	ASSERT_EQ(import(cx, json).outcome, DOCUMENT_ADDED);
	ASSERT_EQ(import(cx, json).outcome, DOCUMENT_KEPT);
	line = import(cx, "{\"id\":\"7\",\"title\":\"y\"}");
	ASSERT_EQ(line.outcome, DOCUMENT_CHANGED);
	ASSERT(line.no_audience);
	ASSERT_OK(document_import(cx, str_from(json), true, &line));
	ASSERT_EQ(line.unknown.len, 1);
}
