/* Whether an article helped. */
#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/knowledge/article.h"
#include "domain/knowledge/edit/edit.h"
#include "tests/unit/center.h"

static struct article publish(struct ctx *cx)
{
	struct article_new n = { .type = ARTICLE_PROBLEM, .title = STR("Ports stay dark"),
		.audience = AUDIENCE_PUBLIC };
	struct article a;
	article_id id;
	bool found;

	*arena_push(cx->arena, &n.sections) = (struct section_new){ PART_SOLUTION, STR(""),
		STR("Restart it.") };
	ASSERT_OK(article_publish(cx, (article_id){ 0 }, &n, &id));
	ASSERT_OK(q_article_by_id(cx, id, &a, &found));
	return a;
}

static error vote(struct ctx *cx, const struct article *a, int visit, bool helpful)
{
	struct feedback f = { .helpful = helpful,
		.visit = str_printf(cx->arena, "visit %d", visit) };

	return article_feedback(cx, a->number, &f);
}

static void expect(struct ctx *cx, struct str number, int64_t helpful, int64_t unhelpful)
{
	struct article a;
	bool found;

	ASSERT_OK(q_article_by_number(cx, number, &a, &found));
	ASSERT_EQ(a.helpful, helpful);
	ASSERT_EQ(a.unhelpful, unhelpful);
}

TEST_STORE(a_visit_says_once_whether_an_article_helped)
{
	struct ctx *cx = fixture_ctx(t);
	struct article a = publish(cx);
	cx->actor = &actor_visitor;

	ASSERT_OK(vote(cx, &a, 1, true));
	ASSERT_ERR(ERR_CONFLICT, vote(cx, &a, 1, false));
	ASSERT_OK(vote(cx, &a, 2, false));

	expect(cx, a.number, 1, 1);
}

TEST_STORE(a_flood_of_visitors_is_stopped_for_a_day_and_people_are_still_heard)
{
	struct ctx *cx = fixture_ctx(t);
	struct article a = publish(cx);
	const struct actor *person = cx->actor;
	cx->actor = &actor_visitor;
	for (int i = 0; i < LIMIT_VISITOR_VOTES; i++)
		ASSERT_OK(vote(cx, &a, i, true));

	ASSERT_ERR(ERR_RATE, vote(cx, &a, -1, false));
	cx->actor = person;
	ASSERT_OK(article_feedback(cx, a.number, &(struct feedback){ .helpful = true }));
	cx->actor = &actor_visitor;
	cx->now = instant_add(cx->now, (seconds){ SECONDS_PER_DAY + 1 });
	ASSERT_OK(vote(cx, &a, -1, false));

	expect(cx, a.number, LIMIT_VISITOR_VOTES + 1, 1);
}

TEST_STORE(a_person_has_one_answer_on_a_version_and_may_change_it)
{
	struct ctx *cx = fixture_ctx(t);
	struct article a = publish(cx);
	struct person_new n = { .email = STR("ana@acme.example"), .name = STR("Ana"),
		.roles = ROLE_CUSTOMER };
	struct article_work work;
	struct person p;
	struct actor ana;
	person_id id;

	ASSERT_OK(person_create(cx, &n, &id));
	ASSERT_OK(person_load(cx, id, &p));
	ASSERT_OK(person_actor(cx, &p, &ana));
	cx->actor = &ana;
	for (int i = 0; i < 3; i++)
		ASSERT_OK(article_feedback(cx, a.number, &(struct feedback){ .helpful = true }));
	expect(cx, a.number, 1, 0);
	ASSERT_OK(article_feedback(cx, a.number, &(struct feedback){ .reason = REASON_WRONG,
		.comment = STR("Step 2 fails.") }));
	expect(cx, a.number, 0, 1);

	cx->actor = &actor_system;
	ASSERT_OK(article_work(cx, false, &work));
	ASSERT_EQ(work.complaints.len, 1);
	ASSERT_STR(work.complaints.at[0].comment, "Step 2 fails.");
}

/* The article's page is kept for visitors, so the form has a page of its own. */
TEST_STORE(a_visitor_answers_on_a_page_of_its_own)
{
	struct center *c = center_open(t);
	struct str path = STR("/kb/KB1/feedback");
	struct center_request article = { .method = "GET", .path = STR("/kb/KB1/ports-stay-down") };
	struct center_request form = { .method = "GET", .path = path };

	ASSERT_HAS(center_send(c, &article).body, "href=\"/kb/KB1/feedback\"");
	ASSERT_HAS(center_send(c, &form).body, "name=\"helpful\" value=\"1\"");
	ASSERT_EQ(center_post(c, VISITOR, path, STR("helpful=0&reason=2&comment=How")).status, 303);
	struct center_reply again = center_post(c, VISITOR, path, STR("helpful=1&comment=Kept"));

	ASSERT_EQ(again.status, 409);
	ASSERT_HAS(again.body, "answered this already");
	ASSERT_HAS(again.body, "Kept");
	center_close(c);
	expect(c->cx, STR("KB1"), 0, 1);
}
