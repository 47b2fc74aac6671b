#include "domain/account/permission.h"
#include "tests/unit/test.h"

static struct actor actor_with(unsigned roles)
{
	struct actor a = { .person = { 1 }, .roles = roles };
	actor_derive(&a);
	return a;
}

TEST(a_visitor_may_only_what_anyone_may)
{
	for (enum permission p = MAY_NOTHING_; p < MAY_COUNT_; p++)
		ASSERT_EQ(may(&actor_visitor, p), p == MAY_ANYONE);
}

TEST(nobody_may_nothing)
{
	struct actor all = actor_with(~0u);

	ASSERT(!may(&all, MAY_NOTHING_));
	ASSERT(!may(&actor_system, MAY_NOTHING_));
}

TEST(a_customer_may_open_cases_but_not_work_them)
{
	struct actor a = actor_with(ROLE_CUSTOMER);

	ASSERT(may(&a, MAY_OPEN_CASE));
	ASSERT(may_on(&a, MAY_READ_CASE, RELATION_OWN));
	ASSERT(!may_on(&a, MAY_READ_CASE, RELATION_NONE));
	ASSERT(!may(&a, MAY_WORK_CASE));
	ASSERT(!a.staff);
}

TEST(neither_agent_nor_customer_may_acknowledge_a_rung)
{
	struct actor agent = actor_with(ROLE_AGENT), customer = actor_with(ROLE_CUSTOMER_ADMIN);
	struct actor manager = actor_with(ROLE_MANAGER);

	ASSERT(!may_on(&agent, MAY_ACKNOWLEDGE_RUNG, RELATION_NONE));
	ASSERT(!may(&customer, MAY_ACKNOWLEDGE_RUNG));
	ASSERT(may(&manager, MAY_ACKNOWLEDGE_RUNG));
}

TEST(an_author_reads_internal_articles_but_no_case)
{
	struct actor a = actor_with(ROLE_AUTHOR);

	ASSERT(a.audiences & AUDIENCE_INTERNAL);
	ASSERT(!a.staff);
	ASSERT(!may(&a, MAY_READ_CASE));
}

TEST(every_permission_has_a_name_and_every_role_is_found_by_its_name)
{
	for (enum permission p = MAY_NOTHING_; p < MAY_COUNT_; p++)
		ASSERT(permission_name(p).len > 0);
	for (unsigned role = ROLE_CUSTOMER; role <= ROLE_ADMIN; role <<= 1)
		ASSERT_EQ(role_by_name(role_name(role)), role);
}
