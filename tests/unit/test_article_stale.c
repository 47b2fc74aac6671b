/* Owners are told by mail of the articles whose review is due. */
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/knowledge/edit/edit.h"
#include "domain/knowledge/edit/stale.h"
#include "domain/notify/notify.h"
#include "tests/unit/fixture.h"

static struct actor author(struct ctx *cx, const char *email)
{
	struct person p;
	person_id id;
	struct actor a;

	ASSERT_OK(person_create(cx, &(struct person_new){ .email = str_from(email),
		.name = STR("Writer"), .roles = ROLE_AUTHOR | ROLE_AGENT }, &id));
	ASSERT_OK(person_load(cx, id, &p));
	ASSERT_OK(person_actor(cx, &p, &a));
	return a;
}

enum { HOUR = 3600, DAY = 24 * HOUR };

static struct article publish(struct ctx *cx, const char *title, int64_t review_in)
{
	struct article_new n = { .type = ARTICLE_PROBLEM, .title = str_from(title),
		.audience = AUDIENCE_PUBLIC, .review_at = instant_add(cx->now, (seconds){ review_in }) };
	article_id id;
	struct article a;
	bool found;

	*arena_push(cx->arena, &n.sections) =
		(struct section_new){ .kind = PART_SOLUTION, .markdown = STR("Upgrade.") };
	ASSERT_OK(article_publish(cx, (article_id){ 0 }, &n, &id));
	ASSERT_OK(q_article_by_id(cx, id, &a, &found));
	return a;
}

static struct outgoing_list told(struct ctx *cx)
{
	struct outgoing_list list;

	cx->actor = &actor_system;
	ASSERT_OK(stale_tell(cx));
	ASSERT_OK(notify_due(cx, &list));
	return list;
}

TEST_STORE(an_owner_is_told_once_a_week_of_the_articles_whose_review_is_due)
{
	struct ctx *cx = fixture_ctx(t, .now = "2026-11-23T09:00Z");
	struct settings settings = settings_initial();
	struct actor ana = author(cx, "ana@desk.example"), ben = author(cx, "ben@desk.example");
	instant monday = cx->now;
	settings.smtp_url = STR("smtp://127.0.0.1:25");
	cx->settings = &settings;

	cx->actor = &ana;
	struct article due = publish(cx, "Sessions drop", -3 * DAY);
	publish(cx, "Fans are loud", 30 * DAY);
	cx->actor = &ben;
	publish(cx, "Not due", 30 * DAY);

	struct outgoing_list first = told(cx);
	ASSERT_EQ(first.len, 1);
	ASSERT_STR(first.at[0].recipient, "ana@desk.example");
	ASSERT_HAS(first.at[0].text, str_c(t->arena, due.number));
	ASSERT_HAS(first.at[0].text, "/kb/work");
	ASSERT(str_find(first.at[0].text, STR("Fans")) < 0);

	cx->now = instant_add(monday, (seconds){ 7 * DAY - 10 * HOUR });
	ASSERT_EQ(told(cx).len, 1);
	cx->now = instant_add(monday, (seconds){ 7 * DAY - 9 * HOUR });
	ASSERT_EQ(told(cx).len, 2);
}

TEST_STORE(a_center_without_mail_tells_no_owner)
{
	struct ctx *cx = fixture_ctx(t, .now = "2026-11-23T09:00Z");
	struct settings settings = settings_initial();
	struct actor ana = author(cx, "ana@desk.example");
	cx->settings = &settings;

	cx->actor = &ana;
	publish(cx, "Sessions drop", -3 * DAY);

	ASSERT_EQ(told(cx).len, 0);
}
