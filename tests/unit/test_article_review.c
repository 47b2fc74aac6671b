/* Who may publish is told of a draft that waits, and who asked of what became of it. */
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/knowledge/edit/edit.h"
#include "domain/notify/notify.h"
#include "tests/unit/fixture.h"

struct desk {
	struct ctx *cx;
	struct settings settings;
	struct actor ana, ben, cleo; /* authors; cleo is an agent who may write alone */
	struct article article;
};

static struct actor writer(struct ctx *cx, const char *email, unsigned roles)
{
	struct person p;
	person_id id;
	struct actor a;

	ASSERT_OK(person_create(cx, &(struct person_new){ .email = str_from(email),
		.name = str_sub(str_from(email), 0, 3), .roles = roles }, &id));
	ASSERT_OK(person_load(cx, id, &p));
	ASSERT_OK(person_actor(cx, &p, &a));
	return a;
}

static void save(struct desk *d, const struct actor *who, const char *title)
{
	struct article_new n = { .type = ARTICLE_PROBLEM, .title = str_from(title),
		.audience = AUDIENCE_PUBLIC };

	*arena_push(d->cx->arena, &n.sections) =
		(struct section_new){ .kind = PART_SOLUTION, .markdown = STR("Upgrade.") };
	d->cx->actor = who;
	ASSERT_OK(article_save(d->cx, d->article.id, d->article.latest_version, &n, &d->article));
}

/* An article of ana's, to which cleo has written another version. */
static void desk(struct test *t, struct desk *d)
{
	*d = (struct desk){ .cx = fixture_ctx(t), .settings = settings_initial() };
	d->settings.smtp_url = STR("smtp://127.0.0.1:25");
	d->cx->settings = &d->settings;
	d->ana = writer(d->cx, "ana@desk.example", ROLE_AUTHOR | ROLE_AGENT);
	d->ben = writer(d->cx, "ben@desk.example", ROLE_AUTHOR);
	d->cleo = writer(d->cx, "cleo@desk.example", ROLE_AGENT);
	save(d, &d->ana, "Sessions drop");
	save(d, &d->cleo, "Sessions drop after 90 s");
}

/* The newest message. */
static struct outgoing last(struct desk *d, size_t count)
{
	struct outgoing_list list;

	ASSERT_OK(notify_due(d->cx, &list));
	ASSERT_EQ(list.len, count);
	return list.at[count - 1];
}

TEST_STORE(the_owner_is_asked_for_a_review_once_a_version)
{
	struct desk d;

	desk(t, &d);
	ASSERT_OK(article_ask_review(d.cx, d.article.id));
	struct outgoing m = last(&d, 1);
	ASSERT_STR(m.recipient, "ana@desk.example");
	ASSERT_HAS(m.subject, "Please review");
	ASSERT_HAS(m.text, "cle asks for a review");
	ASSERT_HAS(m.text, "Sessions drop after 90 s");
	ASSERT_HAS(m.text, "/edit");

	ASSERT_OK(article_take_back(d.cx, d.article.id));
	ASSERT_OK(article_ask_review(d.cx, d.article.id));
	last(&d, 1);
}

TEST_STORE(all_authors_are_asked_when_the_owner_asks)
{
	struct desk d;

	desk(t, &d);
	save(&d, &d.ana, "Sessions drop");
	ASSERT_OK(article_ask_review(d.cx, d.article.id));
	ASSERT_STR(last(&d, 1).recipient, "ben@desk.example");
}

TEST_STORE(who_asked_for_a_review_is_told_what_became_of_it)
{
	struct desk d;

	desk(t, &d);
	ASSERT_OK(article_ask_review(d.cx, d.article.id));
	d.cx->actor = &d.ana;
	ASSERT_OK(article_take_back(d.cx, d.article.id));
	ASSERT_STR(last(&d, 2).recipient, "cleo@desk.example");
	ASSERT_HAS(last(&d, 2).text, "back to a draft");

	save(&d, &d.cleo, "Sessions drop after 90 seconds");
	ASSERT_OK(article_ask_review(d.cx, d.article.id));
	d.cx->actor = &d.ana;
	ASSERT_OK(article_publish_draft(d.cx, d.article.id,
		instant_add(d.cx->now, (seconds){ SECONDS_PER_DAY })));
	ASSERT_HAS(last(&d, 4).text, "published at");

	save(&d, &d.cleo, "Sessions drop after a while");
	ASSERT_OK(article_ask_review(d.cx, d.article.id));
	d.cx->actor = &d.ana;
	ASSERT_OK(article_publish_draft(d.cx, d.article.id, (instant){ 0 }));
	ASSERT_STR(last(&d, 6).recipient, "cleo@desk.example");
	ASSERT_HAS(last(&d, 6).text, "has published your article");
}

TEST_STORE(nobody_is_told_of_what_no_review_was_asked_for)
{
	struct desk d;

	desk(t, &d);
	d.cx->actor = &d.ana;
	ASSERT_OK(article_publish_draft(d.cx, d.article.id, (instant){ 0 }));
	struct outgoing_list list;
	ASSERT_OK(notify_due(d.cx, &list));
	ASSERT_EQ(list.len, 0);
}
