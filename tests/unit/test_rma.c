/* Hardware that is replaced. */
#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/notify/notify.h"
#include "domain/rma/rma.h"
#include "domain/setting/setting.h"
#include "tests/unit/fixture.h"
#include "tests/unit/fixture_person.h"

struct depot {
	struct ctx *cx;
	struct settings settings;
	struct actor ana, bob, tom; /* customers of two organisations, and the desk */
	struct casefile c;
};

/* The actor is tom, mail is on. */
static void depot(struct test *t, struct depot *d)
{
	organisation_id acme, globex;

	*d = (struct depot){ .cx = fixture_ctx(t, .now = "2026-11-23T09:00Z") };
	ASSERT_OK(organisation_create(d->cx, &(struct organisation_new){ .name = STR("Acme") }, &acme));
	ASSERT_OK(organisation_create(d->cx, &(struct organisation_new){ .name = STR("Globex") }, &globex));
	d->ana = fixture_person(d->cx, "ana@acme.example", ROLE_CUSTOMER, acme);
	d->bob = fixture_person(d->cx, "bob@globex.example", ROLE_CUSTOMER, globex);
	d->tom = fixture_person(d->cx, "tom@vendor.example", ROLE_AGENT, (organisation_id){ 0 });
	d->cx->actor = &d->ana;
	ASSERT_OK(casefile_open(d->cx, &(struct casefile_new){ .summary = STR("Fan is dead"),
		.description = STR("Since noon."), .priority = 3 }, &d->c));
	d->settings = settings_initial();
	d->settings.smtp_url = STR("smtp://127.0.0.1:25");
	d->cx->settings = &d->settings;
	d->cx->actor = &d->tom;
}

static const struct rma_new fan = {
	.defective = STR_INIT("nb-1001"),
	.ship_to = STR_INIT("Acme, Dock 4, Oslo"),
	.reason = STR_INIT("Fan 2 does not turn."),
};

TEST(each_state_of_a_replacement_but_the_last_leads_on)
{
	for (enum rma_state s = RMA_REQUESTED; s < RMA_STATES_; s++) {
		bool leads = false;
		for (enum rma_state to = RMA_REQUESTED; to < RMA_STATES_; to++)
			leads |= rma_may_become(s, to);
		ASSERT_EQ(leads, s != RMA_CLOSED && s != RMA_CANCELLED);
		ASSERT_EQ(rma_state_by_name(rma_rule(s)->name), s);
	}
	ASSERT_EQ(rma_state_by_name(STR("lost")), RMA_STATES_);
	ASSERT(!rma_may_become(RMA_REQUESTED, RMA_SHIPPED));
}

TEST_STORE(a_replacement_goes_step_by_step_and_its_customer_sees_each)
{
	struct rma r;
	struct rma_list list;
	struct entry_list page;
	struct outgoing_list mails;
	struct depot d;

	depot(t, &d);
	ASSERT_OK(rma_open(d.cx, d.c.id, &fan, &r));
	ASSERT_STR(r.number, "RMA-100001");
	ASSERT_STR(r.defective, "NB-1001");
	ASSERT_OK(rma_advance(d.cx, r.number, &(struct rma_step){ .to = RMA_APPROVED }));
	ASSERT_OK(rma_advance(d.cx, r.number, &(struct rma_step){ .to = RMA_SHIPPED,
		.replacement = STR("NB-1002"), .carrier = STR("Bring"), .tracking = STR("7034") }));
	ASSERT_OK(rma_advance(d.cx, r.number, &(struct rma_step){ .to = RMA_DELIVERED }));
	ASSERT_OK(notify_due(d.cx, &mails));
	ASSERT_EQ(mails.len, 1); /* on its way */
	ASSERT_STR(mails.at[0].recipient, "ana@acme.example");

	d.cx->actor = &d.ana;
	ASSERT_OK(rma_of_case(d.cx, &d.c, &list));
	ASSERT_EQ(list.len, 1);
	ASSERT_EQ(list.at[0].state, RMA_DELIVERED);
	ASSERT_STR(list.at[0].tracking, "7034");
	ASSERT_OK(timeline_page(d.cx, d.c.id, 0, false, 9, &page));
	ASSERT_EQ(page.len, 6); /* the description, four steps, on its way */
	ASSERT_HAS(page.at[0].text, "Replacement delivered");
}

TEST_STORE(a_step_that_cannot_be_taken_is_refused)
{
	struct rma r;
	struct depot d;

	depot(t, &d);
	ASSERT_ERR(ERR_INVALID, rma_open(d.cx, d.c.id, &(struct rma_new){ .defective = STR("NB-1") }, &r));
	ASSERT_ERR(ERR_INVALID, rma_open(d.cx, d.c.id, &(struct rma_new){ .ship_to = STR("Oslo") }, &r));
	ASSERT_OK(rma_open(d.cx, d.c.id, &fan, &r));
	ASSERT_ERR(ERR_CONFLICT, rma_advance(d.cx, r.number, &(struct rma_step){ .to = RMA_SHIPPED,
		.replacement = STR("NB-1002") }));
	ASSERT_OK(rma_advance(d.cx, r.number, &(struct rma_step){ .to = RMA_APPROVED }));
	ASSERT_ERR(ERR_INVALID, rma_advance(d.cx, r.number, &(struct rma_step){ .to = RMA_SHIPPED }));
	ASSERT_ERR(ERR_INVALID, rma_advance(d.cx, r.number, &(struct rma_step){ .to = RMA_STATES_ }));
	ASSERT_ERR(ERR_NOT_FOUND, rma_advance(d.cx, STR("RMA-1"), &(struct rma_step){ .to = RMA_CANCELLED }));
	ASSERT_OK(rma_advance(d.cx, r.number, &(struct rma_step){ .to = RMA_CANCELLED }));
	ASSERT_ERR(ERR_CONFLICT, rma_advance(d.cx, r.number, &(struct rma_step){ .to = RMA_APPROVED }));
}

TEST_STORE(a_replacement_of_one_organisation_does_not_exist_for_another)
{
	struct rma r;
	struct rma_list list;
	struct depot d;

	depot(t, &d);
	ASSERT_OK(rma_open(d.cx, d.c.id, &fan, &r));
	d.cx->actor = &d.bob;
	ASSERT_ERR(ERR_NOT_FOUND, rma_find(d.cx, r.number, &r));
	ASSERT_OK(rma_of_case(d.cx, &d.c, &list));
	ASSERT_EQ(list.len, 0);
	d.cx->actor = &d.ana;
	ASSERT_ERR(ERR_DENIED, rma_open(d.cx, d.c.id, &fan, &r));
	ASSERT_ERR(ERR_DENIED, rma_advance(d.cx, STR("RMA-100001"), &(struct rma_step){ .to = RMA_APPROVED }));
	ASSERT_ERR(ERR_DENIED, rma_open_ones(d.cx, &list));
}
