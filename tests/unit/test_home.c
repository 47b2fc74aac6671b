/* The first page: for a visitor, and with what is one's own when one is signed in. */
#include "domain/knowledge/article.h"
#include "domain/product/asset.h"
#include "domain/product/product.h"
#include "tests/unit/center.h"

static void publish_issue(struct center *c, const char *title, const char *product,
	enum audience audience)
{
	struct article_new n = { .type = ARTICLE_KNOWN_ISSUE, .title = str_from(title),
		.audience = audience, .issue = ISSUE_WORKAROUND };
	struct ctx *cx = c->cx;
	article_id id;

	*arena_push(cx->arena, &n.sections) = (struct section_new){ PART_CAUSE, STR(""), STR("A leak.") };
	*arena_push(cx->arena, &n.applies) = (struct applies_new){ .product = str_from(product) };
	*arena_push(cx->arena, &n.errors) = STR("%SYS-2-MALLOCFAIL");
	ASSERT_OK(article_publish(cx, (article_id){ 0 }, &n, &id));
}

/* ACME has a switch, behind its suggested release, and no router; Globex has both. */
static void plant(struct center *c)
{
	struct product_new router = { .code = STR("NB-R8200"), .name = STR("R8200"),
		.family = STR("Routers"), .software = STR("BeamOS") };
	struct asset_edit device = { .serial = STR("NB-3001"), .product = STR("NB-S4300"),
		.organisation = STR("ACME"), .release = STR("24.1R1") };
	struct str serial;
	product_id id;

	ASSERT_OK(product_create(c->cx, &router, &id));
	ASSERT_OK(asset_create(c->cx, &device, &serial));
	ASSERT_OK(product_add_release(c->cx, c->product, c->other_release, true));
	device = (struct asset_edit){ .serial = STR("NB-3002"), .product = STR("NB-R8200"),
		.organisation = STR("Globex") };
	ASSERT_OK(asset_create(c->cx, &device, &serial));
	publish_issue(c, "Switches leak", "NB-S4300", AUDIENCE_PUBLIC);
	publish_issue(c, "Routers leak", "NB-R8200", AUDIENCE_PUBLIC);
	publish_issue(c, "Inside of switches", "NB-S4300", AUDIENCE_INTERNAL);
}

static struct str home_of(struct center *c, enum center_who who)
{
	struct center_request r = { .method = "GET", .path = STR("/"),
		.headers = c->people[who].cookie };
	struct center_reply reply = center_send(c, &r);

	ASSERT_EQ(reply.status, 200);
	return reply.body;
}

static bool has(struct str page, const char *text)
{
	return str_find(page, str_from(text)) >= 0;
}

TEST_STORE(the_first_page_shows_a_visitor_all_public_issues_and_words_to_try)
{
	struct center *c = center_open_with(t, plant);

	struct str page = home_of(c, VISITOR);

	ASSERT(has(page, "Switches leak") && has(page, "Routers leak"));
	ASSERT(!has(page, "Inside of switches"));
	ASSERT(has(page, "All 2<"));
	ASSERT(has(page, "/search?q=%25SYS-2-MALLOCFAIL"));
	ASSERT(!has(page, "Your open cases"));
	center_close(c);
}

TEST_STORE(the_first_page_of_a_customer_has_their_cases_and_issues_of_their_products_alone)
{
	struct center *c = center_open_with(t, plant);

	struct str page = home_of(c, CUSTOMER);

	ASSERT(has(page, "Your open cases"));
	ASSERT(has(page, str_c(t->arena, c->own)) && !has(page, str_c(t->arena, c->foreign)));
	ASSERT(has(page, "Known issues of your products"));
	ASSERT(has(page, "Switches leak") && !has(page, "Routers leak"));
	ASSERT(!has(page, "Inside of switches"));
	center_close(c);
}

TEST_STORE(the_first_page_says_how_many_devices_run_an_earlier_release_than_the_suggested_one)
{
	struct center *c = center_open_with(t, plant);

	struct str acme = home_of(c, CUSTOMER), globex = home_of(c, STRANGER);

	ASSERT(has(acme, "1 of 2 behind"));
	ASSERT(has(acme, "24.2R1") && !has(acme, "NB-R8200"));
	ASSERT(has(globex, "NB-R8200") && !has(globex, "behind"));
	center_close(c);
}

TEST_STORE(the_first_page_of_the_desk_leads_to_the_queue)
{
	struct center *c = center_open_with(t, plant);

	struct str page = home_of(c, AGENT);

	ASSERT(has(page, "Your queue, by the time that is left"));
	ASSERT(!has(page, "Your open cases"));
	ASSERT(has(page, "Inside of switches"));
	center_close(c);
}
