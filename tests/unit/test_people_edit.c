#include "domain/account/link.h"
#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/account/session.h"
#include "tests/unit/fixture.h"

static person_id add_person(struct ctx *cx, const char *email, unsigned roles)
{
	struct person_new n = { .email = str_from(email), .name = STR("Ana"), .roles = roles };
	person_id id;

	ASSERT_OK(person_create(cx, &n, &id));
	return id;
}

static organisation_id add_organisation(struct ctx *cx, const char *name)
{
	organisation_id id;

	ASSERT_OK(organisation_create(cx, &(struct organisation_new){ .name = str_from(name) }, &id));
	return id;
}

TEST_STORE(a_customer_goes_from_one_organisation_to_another_and_staff_join_none)
{
	struct ctx *cx = fixture_ctx(t);
	organisation_id acme = add_organisation(cx, "ACME"), globex = add_organisation(cx, "Globex");
	person_id ana = add_person(cx, "ana@acme.example", ROLE_CUSTOMER);
	person_id agent = add_person(cx, "agent@desk.example", ROLE_AGENT);
	struct organisation_list of;

	ASSERT_OK(organisation_add_member(cx, acme, ana));
	ASSERT_OK(organisation_add_member(cx, globex, ana));
	ASSERT_OK(organisation_leave(cx, acme, ana));
	ASSERT_OK(organisation_of(cx, ana, &of));
	ASSERT_EQ(of.len, 1);
	ASSERT_STR(of.at[0].name, "Globex");
	ASSERT_ERR(ERR_INVALID, organisation_add_member(cx, acme, agent));
	ASSERT_ERR(ERR_NOT_FOUND, organisation_add_member(cx, (organisation_id){ 99 }, ana));
	ASSERT_ERR(ERR_NOT_FOUND, organisation_set_sharing(cx, (organisation_id){ 99 }, SHARING_OWN));
}

TEST_STORE(ending_the_sessions_of_a_person_signs_them_out_and_nobody_else)
{
	struct ctx *cx = fixture_ctx(t);
	person_id ana = add_person(cx, "ana@acme.example", ROLE_CUSTOMER);
	person_id ben = add_person(cx, "ben@acme.example", ROLE_CUSTOMER);
	struct str of_ana, of_ben, none = STR("");
	struct session_list list;
	struct session s;
	struct actor a;
	bool touch;

	ASSERT_OK(session_create(cx, ana, none, none, &of_ana));
	ASSERT_OK(session_create(cx, ben, none, none, &of_ben));
	ASSERT_OK(session_list_of(cx, ana, &list));
	ASSERT_EQ(list.len, 1);
	ASSERT_OK(person_end_sessions(cx, ana));
	ASSERT_ERR(ERR_UNSIGNED, session_actor(cx, of_ana, &s, &a, &touch));
	ASSERT_OK(session_actor(cx, of_ben, &s, &a, &touch));
}

TEST_STORE(a_link_for_a_new_password_is_for_accounts_that_are_enabled)
{
	struct ctx *cx = fixture_ctx(t);
	person_id ana = add_person(cx, "ana@acme.example", ROLE_CUSTOMER);
	struct one_time_link link;
	struct str secret;

	ASSERT_OK(person_reset_link(cx, ana, &secret));
	ASSERT_OK(link_look(cx, secret, LINK_RESET, &link));
	ASSERT_OK(person_disable(cx, ana));
	ASSERT_ERR(ERR_INVALID, person_reset_link(cx, ana, &secret));
	ASSERT_ERR(ERR_NOT_FOUND, person_reset_link(cx, (person_id){ 99 }, &secret));
}

TEST_STORE(only_who_manages_people_changes_them)
{
	struct ctx *cx = fixture_ctx(t);
	organisation_id acme = add_organisation(cx, "ACME");
	person_id ana = add_person(cx, "ana@acme.example", ROLE_CUSTOMER);
	struct actor agent = { .person = { 9 }, .roles = ROLE_AGENT };
	struct session_list sessions;
	struct organisation_list of;
	struct str secret;

	actor_derive(&agent);
	cx->actor = &agent;
	ASSERT_ERR(ERR_DENIED, organisation_add_member(cx, acme, ana));
	ASSERT_ERR(ERR_DENIED, organisation_of(cx, ana, &of));
	ASSERT_ERR(ERR_DENIED, person_end_sessions(cx, ana));
	ASSERT_ERR(ERR_DENIED, person_reset_link(cx, ana, &secret));
	ASSERT_ERR(ERR_DENIED, session_list_of(cx, ana, &sessions));
}
