/* Writing articles: versions, drafts, review, schedule, end. */
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/knowledge/edit/diff.h"
#include "domain/knowledge/edit/edit.h"
#include "domain/knowledge/find.h"
#include "tests/unit/fixture.h"

static struct article_new text_of(struct ctx *cx, const char *title, const char *solution)
{
	struct article_new n = { .type = ARTICLE_KNOWN_ISSUE, .title = str_from(title),
		.audience = AUDIENCE_PUBLIC, .issue = ISSUE_WORKAROUND };

	*arena_push(cx->arena, &n.sections) = (struct section_new){ PART_SOLUTION, STR("Solution"),
		str_from(solution) };
	*arena_push(cx->arena, &n.applies) = (struct applies_new){ STR("NB-R8200"), STR("26.1R1"),
		STR("26.1R2") };
	*arena_push(cx->arena, &n.errors) = STR("BGP-3-NOTIFICATION");
	return n;
}

static struct article save(struct ctx *cx, article_id id, int64_t base, const char *solution)
{
	struct article_new n = text_of(cx, "Sessions drop", solution);
	struct article saved;

	ASSERT_OK(article_save(cx, id, base, &n, &saved));
	return saved;
}

static struct actor writer(struct ctx *cx, unsigned roles)
{
	struct person_new n = { .email = str_printf(cx->arena, "w%u@desk.example", roles),
		.name = STR("Writer"), .roles = roles };
	struct person p;
	person_id id;
	struct actor a;

	ASSERT_OK(person_create(cx, &n, &id));
	ASSERT_OK(person_load(cx, id, &p));
	ASSERT_OK(person_actor(cx, &p, &a));
	return a;
}

static bool is_found(struct ctx *cx, article_id id, const char *words)
{
	struct search_document d;
	bool found;

	ASSERT_OK(article_source.load(cx, id.v, false, &d, &found));
	return found && str_find(d.body, str_from(words)) >= 0;
}

TEST_STORE(a_draft_is_read_by_nobody_until_it_is_published)
{
	struct ctx *cx = fixture_ctx(t);
	struct article_view v;
	struct article a = save(cx, (article_id){ 0 }, 0, "Upgrade.");

	const struct actor *author = cx->actor;
	cx->actor = &actor_visitor;
	ASSERT_ERR(ERR_NOT_FOUND, article_view(cx, a.number, &v));
	cx->actor = author;
	ASSERT_OK(article_publish_draft(cx, a.id, (instant){ 0 }));

	cx->actor = &actor_visitor;
	ASSERT_OK(article_view(cx, a.number, &v));
	ASSERT_EQ(v.article.published_version, 1);
	ASSERT_EQ(v.applies.len, 1);
	ASSERT(is_found(cx, a.id, "Upgrade."));
}

TEST_STORE(the_published_version_stays_while_the_next_is_written)
{
	struct ctx *cx = fixture_ctx(t);
	struct article_view v;
	struct article_edit e;
	struct article a = save(cx, (article_id){ 0 }, 0, "Restart it.");
	ASSERT_OK(article_publish_draft(cx, a.id, (instant){ 0 }));

	(void)save(cx, a.id, 1, "Upgrade it.");

	ASSERT_OK(article_view(cx, a.number, &v));
	ASSERT_HAS(v.sections.at[0].markdown, "Restart it.");
	ASSERT(!is_found(cx, a.id, "Upgrade it."));
	ASSERT_OK(article_edit_load(cx, a.number, 0, &e));
	ASSERT_EQ(e.version, 2);
	ASSERT_EQ(e.draft, DRAFT_SAVED);
	ASSERT_HAS(e.text.sections.at[0].markdown, "Upgrade it.");
}

TEST_STORE(who_began_from_an_older_version_does_not_overwrite_a_newer_one)
{
	struct ctx *cx = fixture_ctx(t);
	struct article a = save(cx, (article_id){ 0 }, 0, "First.");
	struct article_new late = text_of(cx, "Sessions drop", "Late.");
	struct article saved;
	(void)save(cx, a.id, 1, "Second.");

	ASSERT_ERR(ERR_CONFLICT, article_save(cx, a.id, 1, &late, &saved));

	struct article_edit e;
	ASSERT_OK(article_edit_load(cx, a.number, 0, &e));
	ASSERT_HAS(e.text.sections.at[0].markdown, "Second.");
}

TEST_STORE(a_version_keeps_what_it_says_of_itself)
{
	struct ctx *cx = fixture_ctx(t);
	struct article a = save(cx, (article_id){ 0 }, 0, "First.");
	struct article_new n = text_of(cx, "Renamed", "Second.");
	struct article_edit e;
	n.audience = AUDIENCE_INTERNAL;
	n.applies.len = 0;
	n.errors.len = 0;
	ASSERT_OK(article_save(cx, a.id, 1, &n, &a));

	ASSERT_OK(article_edit_load(cx, a.number, 1, &e));
	ASSERT_STR(e.text.title, "Sessions drop");
	ASSERT_EQ(e.text.audience, AUDIENCE_PUBLIC);
	ASSERT_EQ(e.text.applies.len, 1);
	ASSERT_STR(e.text.applies.at[0].to, "26.1R2");
	ASSERT_STR(e.text.errors.at[0], "BGP-3-NOTIFICATION");
	ASSERT_OK(article_edit_load(cx, a.number, 2, &e));
	ASSERT_EQ(e.text.audience, AUDIENCE_INTERNAL);
	ASSERT_EQ(e.text.applies.len, 0);
}

TEST_STORE(a_scheduled_draft_is_published_at_its_time_and_not_before)
{
	struct ctx *cx = fixture_ctx(t);
	struct article a = save(cx, (article_id){ 0 }, 0, "Upgrade.");
	struct article_view v;
	int64_t done;
	ASSERT_OK(article_publish_draft(cx, a.id, instant_add(cx->now, (seconds){ 3600 })));

	ASSERT_OK(article_due(cx, &done));
	ASSERT_EQ(done, 0);
	cx->now = instant_add(cx->now, (seconds){ 3600 });
	ASSERT_OK(article_due(cx, &done));

	ASSERT_EQ(done, 1);
	ASSERT_OK(article_view(cx, a.number, &v));
	ASSERT_EQ(v.article.state, ARTICLE_PUBLISHED);
	ASSERT_OK(article_due(cx, &done));
	ASSERT_EQ(done, 0);
}

TEST_STORE(an_article_with_an_end_retires_by_itself)
{
	struct ctx *cx = fixture_ctx(t);
	struct article_new n = text_of(cx, "Offer", "Until spring.");
	struct article a;
	int64_t done;
	n.ends_at = instant_add(cx->now, (seconds){ 86400 });
	ASSERT_OK(article_save(cx, (article_id){ 0 }, 0, &n, &a));
	ASSERT_OK(article_publish_draft(cx, a.id, (instant){ 0 }));
	ASSERT(is_found(cx, a.id, "Until spring."));

	cx->now = n.ends_at;
	ASSERT_OK(article_due(cx, &done));

	ASSERT_EQ(done, 1);
	ASSERT(!is_found(cx, a.id, "Until spring."));
}

TEST_STORE(agents_write_and_ask_for_review_and_authors_publish)
{
	struct ctx *cx = fixture_ctx(t);
	struct actor agent = writer(cx, ROLE_AGENT), author = writer(cx, ROLE_AUTHOR);
	struct article_work work;
	cx->actor = &agent;
	struct article a = save(cx, (article_id){ 0 }, 0, "Upgrade.");

	ASSERT_OK(article_ask_review(cx, a.id));
	ASSERT_ERR(ERR_DENIED, article_publish_draft(cx, a.id, (instant){ 0 }));

	cx->actor = &author;
	ASSERT_OK(article_work(cx, false, &work));
	ASSERT_EQ(work.drafts.len, 1);
	ASSERT_EQ(work.drafts.at[0].state, DRAFT_REVIEW);
	ASSERT_OK(article_publish_draft(cx, a.id, (instant){ 0 }));
	ASSERT_OK(article_work(cx, false, &work));
	ASSERT_EQ(work.drafts.len, 0);
}

TEST_STORE(an_article_under_compliance_is_changed_only_by_who_may_publish)
{
	struct ctx *cx = fixture_ctx(t);
	struct actor agent = writer(cx, ROLE_AGENT);
	struct article_new n = text_of(cx, "Safety", "Unplug first.");
	struct article a;
	n.governance = GOVERNANCE_COMPLIANCE;
	ASSERT_OK(article_save(cx, (article_id){ 0 }, 0, &n, &a));
	ASSERT_OK(article_publish_draft(cx, a.id, (instant){ 0 }));

	cx->actor = &agent;
	ASSERT_ERR(ERR_DENIED, article_save(cx, a.id, 1, &n, &a));
}

TEST_STORE(customers_see_nothing_of_how_articles_are_made)
{
	struct ctx *cx = fixture_ctx(t);
	struct actor customer = writer(cx, ROLE_CUSTOMER);
	struct article a = save(cx, (article_id){ 0 }, 0, "Secret plan.");
	struct article_edit e;
	struct article_work work;
	struct q_article_versions_list versions;
	ASSERT_OK(article_publish_draft(cx, a.id, (instant){ 0 }));

	cx->actor = &customer;
	ASSERT_ERR(ERR_DENIED, article_edit_load(cx, a.number, 1, &e));
	ASSERT_ERR(ERR_DENIED, article_versions(cx, a.number, &a, &versions));
	ASSERT_ERR(ERR_DENIED, article_work(cx, false, &work));
}

TEST_STORE(a_reader_who_was_not_helped_waits_for_the_owner)
{
	struct ctx *cx = fixture_ctx(t);
	struct article a = save(cx, (article_id){ 0 }, 0, "Upgrade.");
	struct article_work work;
	ASSERT_OK(article_publish_draft(cx, a.id, (instant){ 0 }));
	struct feedback f = { .helpful = false, .reason = REASON_UNCLEAR, .comment = STR("To what?") };
	ASSERT_OK(article_feedback(cx, a.number, &f));

	ASSERT_OK(article_work(cx, false, &work));
	ASSERT_EQ(work.complaints.len, 1);
	ASSERT_STR(work.complaints.at[0].comment, "To what?");
	ASSERT_OK(article_complaint_done(cx, work.complaints.at[0].id));
	ASSERT_ERR(ERR_NOT_FOUND, article_complaint_done(cx, work.complaints.at[0].id));
	ASSERT_OK(article_work(cx, false, &work));
	ASSERT_EQ(work.complaints.len, 0);
}

/* "=a -b +c": the kinds and texts of a difference. */
static struct str shown(struct test *t, const char *from, const char *to)
{
	diff_lines lines = diff(t->arena, str_from(from), str_from(to));
	struct str all = STR("");

	for (size_t i = 0; i < lines.len; i++)
		all = str_printf(t->arena, "%.*s%c%.*s ", STR_ARG(all), "=-+"[lines.at[i].kind],
			STR_ARG(lines.at[i].text));
	return all;
}

TEST(a_difference_is_the_fewest_lines_out_and_in)
{
	ASSERT_STR(shown(t, "a\nb\nc\n", "a\nb\nc\n"), "=a =b =c ");
	ASSERT_STR(shown(t, "a\nb\nc\n", "a\nx\nc\n"), "=a -b +x =c ");
	ASSERT_STR(shown(t, "", "a\nb\n"), "+a +b ");
	ASSERT_STR(shown(t, "a\nb\n", ""), "-a -b ");
	ASSERT_STR(shown(t, "a\nb\nc\na\nb\nb\na\n", "c\nb\na\nb\na\nc\n"),
		"-a -b =c +b =a =b -b =a +c ");
}

TEST(texts_that_differ_in_all_their_lines_are_replaced)
{
	char from[8000], to[8000];
	for (int i = 0; i < 2000; i++) {
		from[2 * i] = 'a', to[2 * i] = 'b';
		from[2 * i + 1] = to[2 * i + 1] = '\n';
	}
	diff_lines lines = diff(t->arena, str_of(from, 4000), str_of(to, 4000));

	ASSERT_EQ(lines.len, 4000);
	ASSERT_EQ(lines.at[0].kind, DIFF_OUT);
	ASSERT_EQ(lines.at[3999].kind, DIFF_IN);
}
