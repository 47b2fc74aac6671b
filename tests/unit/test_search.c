#include "domain/search/search.h"

#include "base/buf.h"
#include "domain/account/permission.h"
#include "domain/search/engine.h"
#include "tests/unit/fixture_search.h"

static const struct actor engineer = {
	.person = { 7 }, .roles = ROLE_AGENT, .audiences = 31, .staff = true,
	.locale = STR_INIT("en"),
};

TEST(a_title_counts_more_than_a_body)
{
	struct search_document d[] = {
		{ .title = STR("Power supplies"), .body = STR("About the firewall and its fan.") },
		{ .title = STR("The firewall"), .body = STR("About power supplies and a fan.") },
		{ .title = STR("Nothing"), .body = STR("of that kind") },
	};
	struct ctx *cx = FIXTURE(t, d);

	struct search_results r = fixture_find(cx, "firewalls");

	ASSERT_STR(fixture_ids(cx, &r), "2 1");
	ASSERT_EQ(r.total, 2);
	fixture_search_close(t);
}

TEST(words_are_found_by_stem_and_without_accents)
{
	struct search_document d[] = {
		{ .title = STR("Sessions flapping in Zürich"), .body = STR("") },
	};
	struct ctx *cx = FIXTURE(t, d);

	struct search_results r = fixture_find(cx, "session flaps zurich");

	ASSERT_EQ(r.hits.len, 1);
	ASSERT_STR(fixture_marked(cx, &r.hits.at[0].title), "[Sessions] [flapping] in [Zürich]");
	fixture_search_close(t);
}

TEST(an_exact_title_comes_first)
{
	struct search_document d[] = {
		{ .title = STR("Reset reset reset the password of a console"),
			.body = STR("reset password reset password") },
		{ .title = STR("Reset password"), .body = STR("Long text about many other things "
			"that are not asked for here and make the document longer than it was.") },
	};
	struct ctx *cx = FIXTURE(t, d);

	struct search_results r = fixture_find(cx, "Reset PASSWORD");

	ASSERT_STR(fixture_ids(cx, &r), "2 1");
	fixture_search_close(t);
}

TEST(words_side_by_side_come_before_words_apart)
{
	struct search_document d[] = {
		{ .title = STR("One"), .body = STR("hold the door, the timer of the hold is set") },
		{ .title = STR("Two"), .body = STR("set the door, the hold timer of the door is") },
	};
	struct ctx *cx = FIXTURE(t, d);

	struct search_results r = fixture_find(cx, "hold timer");

	ASSERT_STR(fixture_ids(cx, &r), "2 1");
	fixture_search_close(t);
}

TEST(what_a_person_types_is_no_operator)
{
	static const char *const typed[] = {
		"gateway AND nothing", "title:gateway", "-gateway", "\"gateway", "gateway*", "Agateway gateway",
		"NOT gateway", "(gateway", "gateway ~2 ^5", "XApublic gateway", "gateway\\", "+gateway",
	};
	struct search_document d[] = {
		{ .title = STR("The gateway"), .body = STR("") },
		{ .title = STR("Other"), .body = STR("page") },
	};
	struct ctx *cx = FIXTURE(t, d);

	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
		struct search_results r = fixture_find(cx, typed[i]);
		ASSERT_STR(fixture_ids(cx, &r), "1");
	}
	fixture_search_close(t);
}

TEST(an_empty_question_finds_nothing)
{
	struct search_document d[] = { { .title = STR("The gateway"), .body = STR("") } };
	struct ctx *cx = FIXTURE(t, d);

	ASSERT_EQ(fixture_find(cx, "").hits.len, 0);
	ASSERT_EQ(fixture_find(cx, " ?!. ").hits.len, 0);
	ASSERT_EQ(fixture_find(cx, "\xff\xfe").hits.len, 0);
	fixture_search_close(t);
}

TEST(only_stop_words_are_looked_for_when_there_is_nothing_else)
{
	struct search_document d[] = {
		{ .title = STR("To be or not to be"), .body = STR("") },
		{ .title = STR("Something"), .body = STR("else") },
	};
	struct ctx *cx = FIXTURE(t, d);

	struct search_results r = fixture_find(cx, "to be");

	ASSERT_STR(fixture_ids(cx, &r), "1");
	fixture_search_close(t);
}

TEST(a_misspelt_word_is_corrected_and_shown)
{
	struct search_document d[] = {
		{ .title = STR("Session flapping"), .body = STR("bgp") },
		{ .title = STR("Session idle"), .body = STR("bgp") },
	};
	struct ctx *cx = FIXTURE(t, d);

	struct search_results r = fixture_find(cx, "bgp  flaping!");

	ASSERT(r.query.corrected);
	ASSERT_STR(fixture_marked(cx, &r.shown), "bgp  [flapping]!");
	ASSERT_EQ(r.hits.at[0].ref.id, 1);
	struct search_request typed = { .text = STR("flaping"), .as_typed = true };
	ASSERT_OK(search_run(cx, &typed, &r));
	ASSERT_EQ(r.hits.len, 0);
	ASSERT(!r.query.corrected);
	fixture_search_close(t);
}

TEST(short_words_and_identifiers_are_not_corrected)
{
	struct search_document d[] = {
		{ .title = STR("Port fans ex4300 router"), .body = STR("") },
	};
	struct ctx *cx = FIXTURE(t, d);

	ASSERT(!fixture_find(cx, "porf").query.corrected);
	ASSERT(!fixture_find(cx, "ex4301").query.corrected);
	ASSERT(!fixture_find(cx, "routers").query.corrected);
	fixture_search_close(t);
}

TEST(an_internal_document_is_never_found_counted_suggested_or_corrected_to_by_a_visitor)
{
	struct search_document d[] = {
		{ .title = STR("Public router page"), .body = STR("router") },
		{ .title = STR("Secret canary router zanzibar"), .body = STR("zanzibar NBD-99417"),
			.audience = AUDIENCE_INTERNAL, .number = STR("KB777001") },
		{ .title = STR("Nobody reads this router"), .body = STR("router"),
			.audience = (enum audience)(AUDIENCE_PUBLIC | AUDIENCE_INTERNAL) },
	};
	struct ctx *cx = FIXTURE(t, d);
	static const char *const asked[] = {
		"zanzibar", "canary", "NBD-99417", "nbd 99417", "KB777001", "777001", "secret canary",
	};
	search_suggestions s;

	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
		struct search_results r = fixture_find(cx, asked[i]);
		ASSERT_EQ(r.hits.len, 0);
		ASSERT_EQ(r.total, 0);
		ASSERT(!r.query.corrected);
		ASSERT_OK(search_suggest(cx, str_from(asked[i]), &s));
		ASSERT_EQ(s.len, 0);
	}
	struct search_results all = fixture_find(cx, "router");
	ASSERT_STR(fixture_ids(cx, &all), "1");
	ASSERT_EQ(all.total, 1);
	ASSERT_EQ(all.kinds[SEARCH_ARTICLE], 1);
	ASSERT(!fixture_find(cx, "zanzibbar").query.corrected);

	cx->actor = &engineer;
	ASSERT_EQ(fixture_find(cx, "zanzibar").hits.len, 1);
	ASSERT_OK(search_suggest(cx, STR("secret can"), &s));
	ASSERT_EQ(s.len, 1);
	fixture_search_close(t);
}

TEST(that_an_internal_document_has_a_word_does_not_show_in_how_a_query_is_read)
{
	struct search_document d[] = {
		{ .title = STR("The srx 1500"), .body = STR("flapping") },
		{ .title = STR("Inside srx1500 srx-1500"), .body = STR("flaping"),
			.audience = AUDIENCE_INTERNAL },
	};
	struct ctx *cx = FIXTURE(t, d);

	struct search_results joined = fixture_find(cx, "srx1500");
	struct search_results misspelt = fixture_find(cx, "flaping");

	ASSERT_STR(fixture_ids(cx, &joined), "1");
	ASSERT(misspelt.query.corrected);
	fixture_search_close(t);
}

TEST(what_was_restricted_since_is_gone_though_the_index_still_has_it)
{
	struct search_document d[] = {
		{ .title = STR("First router"), .body = STR("") },
		{ .title = STR("Second router"), .body = STR("") },
	};
	struct ctx *cx = FIXTURE(t, d);
	search_suggestions s;

	d[1].audience = AUDIENCE_INTERNAL;

	struct search_results r = fixture_find(cx, "router");
	ASSERT_STR(fixture_ids(cx, &r), "1");
	ASSERT_OK(search_suggest(cx, STR("second"), &s));
	ASSERT_EQ(s.len, 0);
	fixture_search_close(t);
}

static str_list names(struct test *t, const char *one, const char *two)
{
	str_list list = { 0 };
	*arena_push(t->arena, &list) = str_from(one);
	if (two != NULL)
		*arena_push(t->arena, &list) = str_from(two);
	return list;
}

/* Of 16,000 documents a half is of one product and an eighth of another. */
TEST(counts_over_very_many_are_made_of_a_sample_and_say_so)
{
	enum { MANY = 16000 };
	struct search_document *d = arena_array(t->arena, struct search_document, MANY);
	struct search_request request = { .text = STR("router"), .counts = true, .exact_max = MANY - 1 };
	struct search_results about, exact;

	for (int i = 0; i < MANY; i++)
		d[i] = (struct search_document){ .title = STR("router"), .products = i % 2 == 0
			? names(t, "NB-R100", NULL) : i % 8 == 1 ? names(t, "NB-R200", NULL) : (str_list){ 0 } };
	struct ctx *cx = fixture_search(t, d, MANY);
	ASSERT_OK(search_run(cx, &request, &about));
	request.exact_max = MANY;
	ASSERT_OK(search_run(cx, &request, &exact));
	fixture_search_close(t);

	ASSERT(!exact.about && about.about);
	ASSERT_EQ(exact.total, MANY);
	ASSERT_EQ(exact.products.at[0].count, MANY / 2);
	ASSERT(about.total > MANY * 3 / 4 && about.total < MANY * 5 / 4);
	ASSERT_STR(about.products.at[0].name, "NB-R100");
	ASSERT(about.products.at[0].count > MANY * 3 / 8 && about.products.at[0].count < MANY * 5 / 8);
	ASSERT(about.products.at[1].count > MANY / 16 && about.products.at[1].count < MANY * 3 / 16);
	ASSERT_EQ(about.hits.len, exact.hits.len);
}

TEST(where_there_are_candidates_enough_the_other_words_only_weigh)
{
	enum { LINKS = 150, CARRIERS = 120 };
	struct search_document d[LINKS + CARRIERS + 1] = { 0 };
	struct search_request request = { .text = STR("carrier link"), .candidates = 100, .size = 100 };
	struct search_results few, all;

	for (int i = 0; i < LINKS + CARRIERS; i++)
		d[i].title = i < LINKS ? STR("link") : STR("carrier");
	d[LINKS + CARRIERS].title = STR("carrier link");
	struct ctx *cx = fixture_search(t, d, LINKS + CARRIERS + 1);
	ASSERT_OK(search_run(cx, &request, &few));
	request.candidates = 0;
	ASSERT_OK(search_run(cx, &request, &all));
	fixture_search_close(t);

	ASSERT_EQ(few.hits.at[0].ref.id, LINKS + CARRIERS + 1);
	ASSERT_EQ(all.hits.at[0].ref.id, LINKS + CARRIERS + 1);
	ASSERT_EQ(few.hits.len, all.hits.len);
	for (size_t i = 1; i < few.hits.len; i++)
		ASSERT(few.hits.at[i].ref.id > LINKS);
	ASSERT_EQ(few.total, all.total);
}

/* Else what others have would hide what the reader has. */
TEST(candidates_that_the_reader_may_not_see_are_none)
{
	enum { HIDDEN = 150 };
	struct search_document d[HIDDEN + 1] = { 0 };
	struct search_request request = { .text = STR("carrier link"), .candidates = 10 };
	struct search_results r;

	for (int i = 0; i < HIDDEN; i++)
		d[i] = (struct search_document){ .title = i < 20 ? STR("carrier") : STR("link"),
			.audience = AUDIENCE_INTERNAL };
	d[HIDDEN] = (struct search_document){ .title = STR("link"), .audience = AUDIENCE_PUBLIC };
	struct ctx *cx = fixture_search(t, d, HIDDEN + 1);
	cx->actor = &actor_visitor;
	ASSERT_OK(search_run(cx, &request, &r));
	fixture_search_close(t);

	ASSERT_EQ(r.hits.len, 1);
	ASSERT_EQ(r.hits.at[0].ref.id, HIDDEN + 1);
}

TEST(facets_are_counted_as_if_nothing_were_chosen_in_them)
{
	struct search_document d[] = {
		{ .title = STR("router a"), .products = names(t, "NB-R100", "NB-R200"), .solved = true },
		{ .title = STR("router b"), .products = names(t, "NB-R100", NULL),
			.releases = names(t, "24.2", NULL), .as = SEARCH_TOPIC },
		{ .title = STR("router c"), .products = names(t, "NB-R200", NULL),
			.releases = names(t, "24.2", NULL) },
	};
	struct ctx *cx = FIXTURE(t, d);
	struct search_request request = { .text = STR("router"), .counts = true };
	request.narrow.products = names(t, "nb-r200", NULL);
	struct search_results r;

	ASSERT_OK(search_run(cx, &request, &r));

	ASSERT_EQ(r.total, 2);
	ASSERT_EQ(r.hits.len, 2);
	ASSERT_EQ(r.products.len, 2);
	ASSERT_EQ(r.products.at[0].count, 2);
	ASSERT_EQ(r.products.at[1].count, 2);
	ASSERT(r.products.at[0].chosen != r.products.at[1].chosen);
	ASSERT_EQ(r.releases.len, 1);
	ASSERT_EQ(r.releases.at[0].count, 1);
	ASSERT_STR(r.releases.at[0].name, "24.2");
	ASSERT_EQ(r.kinds[SEARCH_ARTICLE], 2);
	ASSERT_EQ(r.kinds[SEARCH_TOPIC], 0);
	ASSERT_EQ(r.solved, 1);
	fixture_search_close(t);
}

TEST(a_search_is_narrowed_by_kind_date_and_solved)
{
	struct search_document d[] = {
		{ .title = STR("router a"), .solved = true },
		{ .title = STR("router b"), .as = SEARCH_TOPIC },
		{ .title = STR("router c") },
	};
	check(instant_parse(STR("2026-11-01"), &d[2].date));
	struct ctx *cx = FIXTURE(t, d);
	struct search_request solved = { .text = STR("router"), .narrow = { .solved = true } };
	struct search_request topic = { .text = STR("router"),
		.narrow = { .kinds = 1 << SEARCH_TOPIC } };
	struct search_request since = { .text = STR("router") };
	struct search_results r;
	check(instant_parse(STR("2026-10-01"), &since.narrow.since));

	ASSERT_OK(search_run(cx, &solved, &r));
	ASSERT_STR(fixture_ids(cx, &r), "1");
	ASSERT_OK(search_run(cx, &topic, &r));
	ASSERT_STR(fixture_ids(cx, &r), "2");
	ASSERT_OK(search_run(cx, &since, &r));
	ASSERT_STR(fixture_ids(cx, &r), "3");
	fixture_search_close(t);
}

TEST(a_pasted_log_line_is_found_without_its_times_and_addresses)
{
	struct search_document d[] = {
		{ .title = STR("Peer down"), .body = STR("rpd: %ROUTING-4-BGP_FLAP: peer down, hold timer expired") },
		{ .title = STR("Address plan"), .body = STR("The addresses 10.0.0.1 and 09:00:01 and 1423") },
	};
	struct ctx *cx = FIXTURE(t, d);

	struct search_results r = fixture_find(cx,
		"2026-11-23T09:00:01Z core-a rpd[1423]: %ROUTING-4-BGP_FLAP: peer 10.0.0.1 down");

	ASSERT_STR(fixture_ids(cx, &r), "1");
	fixture_search_close(t);
}

TEST(a_whole_description_finds_what_it_is_about)
{
	static struct search_document d[40];
	struct buf text = buf_new(t->arena, 65536);
	for (int i = 0; i < 40; i++)
		d[i] = (struct search_document){
			.title = str_printf(t->arena, "Topic number%d about component%d", i, i),
			.body = str_printf(t->arena, "component%d fails when the chassis is warm", i),
		};
	for (int i = 0; i < 60; i++)
		buf_put(&text, STR("We have many switches and our customers complain about it daily. "));
	buf_put(&text, STR("It began when the chassis was warm, and component17 failed."));
	struct ctx *cx = fixture_search(t, d, 40);

	struct search_results r = fixture_find(cx, str_c(t->arena, buf_str(&text)));

	ASSERT_EQ(r.hits.at[0].ref.id, 18);
	fixture_search_close(t);
}

TEST(titles_are_suggested_as_they_are_typed)
{
	struct search_document d[] = {
		{ .title = STR("Reset the console password") },
		{ .title = STR("Resetting a chassis"), .as = SEARCH_TOPIC },
		{ .title = STR("Console cable"), .number = STR("KB31842") },
	};
	struct ctx *cx = FIXTURE(t, d);
	search_suggestions s;

	ASSERT_OK(search_suggest(cx, STR("res"), &s));
	ASSERT_EQ(s.len, 2);
	ASSERT_OK(search_suggest(cx, STR("console pass"), &s));
	ASSERT_EQ(s.len, 1);
	ASSERT_OK(search_suggest(cx, STR("kb318"), &s));
	ASSERT_EQ(s.len, 1);
	ASSERT_EQ(s.at[0].document.id, 3);
	ASSERT_OK(search_suggest(cx, STR("r"), &s));
	ASSERT_EQ(s.len, 0);
	ASSERT_OK(search_suggest(cx, STR(" -\""), &s));
	ASSERT_EQ(s.len, 0);
	fixture_search_close(t);
}

TEST(titles_are_suggested_without_being_weighed_when_very_many_begin_so)
{
	struct search_document d[] = {
		{ .title = STR("Reset the console password") },
		{ .title = STR("Resetting a chassis"), .as = SEARCH_TOPIC },
		{ .title = STR("Reset codes of the vendor"), .audience = AUDIENCE_INTERNAL },
		{ .title = STR("Console cable"), .number = STR("KB31842") },
	};
	struct ctx *cx = FIXTURE(t, d);
	search_suggestions s;

	cx->search->suggest_weighed = 0;
	ASSERT_OK(search_suggest(cx, STR("res"), &s));
	ASSERT_EQ(s.len, 2);
	ASSERT_OK(search_suggest(cx, STR("console pass"), &s));
	ASSERT_EQ(s.len, 1);
	ASSERT_EQ(s.at[0].document.id, 1);
	ASSERT_OK(search_suggest(cx, STR("xyz"), &s));
	ASSERT_EQ(s.len, 0);
	fixture_search_close(t);
}

TEST(a_search_before_the_index_is_built_says_so)
{
	struct search_document d[] = { { .title = STR("x") } };
	struct ctx *cx = FIXTURE(t, d);
	struct search *good = cx->search;
	struct search_config config = { STR("/nonexistent/search"), NULL };
	ASSERT_OK(search_open(cx, &config, &cx->search));
	struct search_request request = { .text = STR("x") };
	struct search_results r;

	ASSERT_ERR(ERR_UNAVAILABLE, search_run(cx, &request, &r));

	search_close(cx->search);
	cx->search = good;
	fixture_search_close(t);
}
