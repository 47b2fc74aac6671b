#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/casefile/casefile.h"
#include "domain/casefile/silence.h"
#include "domain/setting/setting.h"
#include "tests/unit/desk.h"

/* One look of the program on a day. */
static struct silence_pass look(struct desk *d, int64_t day)
{
	struct silence_pass pass;

	desk_at(d, day * DAY);
	d->cx->actor = &actor_system;
	ASSERT_OK(silence_pass(d->cx, d->store, &pass));
	return pass;
}

static struct casefile load(struct desk *d, casefile_id id)
{
	struct casefile c;

	ASSERT_OK(casefile_load(d->cx, id, &c));
	return c;
}

static casefile_id resolved(struct desk *d)
{
	casefile_id id = desk_case(d, 4);

	d->cx->actor = &actor_system;
	ASSERT_OK(casefile_set_status(d->cx, id, CASEFILE_RESOLVED, STR("Fixed")));
	desk_forget_mail(d);
	return id;
}

TEST_STORE(a_resolved_case_is_closed_after_two_weeks_of_silence_and_its_people_are_reminded_once)
{
	struct desk d = desk_open(t, 0xf);

	d.settings->smtp_url = STR("smtp://localhost");
	d.cx->actor = &actor_system;
	ASSERT_OK(organisation_join(d.cx, (organisation_id){ 1 }, d.customer, ROLE_CUSTOMER));
	casefile_id id = resolved(&d);

	ASSERT_EQ(look(&d, 10).reminded, 0);
	ASSERT_EQ(look(&d, 11).reminded, 1);
	ASSERT_EQ(look(&d, 12).reminded, 0);
	ASSERT(str_find(desk_mail_text(&d, 0), STR("closed in 3 days")) >= 0);
	ASSERT_EQ(look(&d, 13).closed, 0);
	ASSERT_EQ(look(&d, 14).closed, 1);
	ASSERT_EQ(load(&d, id).status, CASEFILE_CLOSED);
	ASSERT_EQ(look(&d, 15).closed, 0);
}

TEST_STORE(a_case_that_was_opened_again_is_not_closed_for_silence)
{
	struct desk d = desk_open(t, 0xf);
	casefile_id id = resolved(&d);

	desk_at(&d, 13 * DAY);
	ASSERT_OK(casefile_reopen(d.cx, id, STR("It is back")));

	ASSERT_EQ(look(&d, 20).closed, 0);
	ASSERT_EQ(load(&d, id).status, CASEFILE_OPEN);
	ASSERT_OK(casefile_set_status(d.cx, id, CASEFILE_RESOLVED, STR("")));
	ASSERT_EQ(look(&d, 31).reminded, 1);
	ASSERT_EQ(look(&d, 33).closed, 0);
	ASSERT_EQ(look(&d, 34).closed, 1);
}

TEST_STORE(many_silent_cases_are_closed_in_one_look)
{
	struct desk d = desk_open(t, 0xf);

	for (int i = 0; i < 60; i++)
		resolved(&d);

	ASSERT_EQ(look(&d, 20).closed, 60);
}
