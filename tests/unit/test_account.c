#include "domain/account/invitation.h"
#include "domain/account/organisation.h"
#include "domain/account/password.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/account/registration.h"
#include "domain/account/session.h"
#include "domain/account/sign_in.h"
#include "domain/account/token.h"
#include "domain/account/totp.h"
#include "domain/audit/audit.h"
#include "domain/setting/setting.h"
#include "tests/unit/fixture.h"

static person_id make(struct ctx *cx, const char *email, unsigned roles)
{
	struct person_new p = { .email = str_from(email), .name = STR("Ana Ruiz"), .roles = roles };
	person_id id;
	ASSERT_OK(person_create(cx, &p, &id));
	return id;
}

TEST_STORE(an_address_has_one_account_whatever_its_capitals)
{
	struct ctx *cx = fixture_ctx(t);
	struct person_new again = { .email = STR(" Ana@Example.COM "), .name = STR("A"), .roles = ROLE_AGENT };
	struct person p;
	person_id id;

	person_id first = make(cx, "ana@example.com", ROLE_AGENT);

	ASSERT_ERR(ERR_CONFLICT, person_create(cx, &again, &id));
	ASSERT_OK(person_find(cx, STR("ANA@example.com"), &p));
	ASSERT_EQ(p.id.v, first.v);
}

TEST_STORE(all_wrong_fields_of_a_person_are_reported_at_once)
{
	struct ctx *cx = fixture_ctx(t);
	struct person_new bad = { .email = STR("nobody"), .name = STR(" ") };
	person_id id;

	error e = person_create(cx, &bad, &id);

	ASSERT(err_is(e, ERR_INVALID));
	ASSERT_STR(e->fields->field, "email");
	ASSERT_STR(e->fields->next->field, "name");
	ASSERT_STR(e->fields->next->next->field, "role");
}

TEST_STORE(a_disabled_person_is_signed_out_everywhere_at_once)
{
	struct ctx *cx = fixture_ctx(t);
	struct session s;
	struct api_token k;
	struct actor a;
	struct str cookie, token;
	bool touch;
	person_id id = make(cx, "ana@example.com", ROLE_AGENT);
	struct token_new wish = { .person = id };
	ASSERT_OK(session_create(cx, id, STR("::1"), STR("curl"), &cookie));
	struct actor owner = { .person = id, .roles = ROLE_ADMIN };
	actor_derive(&owner);
	const struct actor *program = cx->actor;
	cx->actor = &owner;
	ASSERT_OK(token_create(cx, &wish, &token));
	cx->actor = program;
	ASSERT_OK(session_actor(cx, cookie, &s, &a, &touch));
	ASSERT_OK(token_actor(cx, token, &k, &a, &touch));

	ASSERT_OK(person_disable(cx, id));

	ASSERT_ERR(ERR_UNSIGNED, session_actor(cx, cookie, &s, &a, &touch));
	ASSERT_ERR(ERR_UNSIGNED, token_actor(cx, token, &k, &a, &touch));
}

TEST_STORE(a_session_ends_when_nobody_uses_it)
{
	struct ctx *cx = fixture_ctx(t);
	struct session s;
	struct actor a;
	struct str cookie;
	bool touch;
	person_id id = make(cx, "ana@example.com", ROLE_AGENT);
	ASSERT_OK(session_create(cx, id, STR("::1"), STR("curl"), &cookie));

	cx->now = instant_add(cx->now, (seconds){ settings_initial().session_idle.s - 1 });
	ASSERT_OK(session_actor(cx, cookie, &s, &a, &touch));
	ASSERT(touch);
	cx->now = instant_add(cx->now, (seconds){ 1 });

	ASSERT_ERR(ERR_UNSIGNED, session_actor(cx, cookie, &s, &a, &touch));
}

TEST_STORE(a_token_of_a_sirt_member_never_has_sirt_rights)
{
	struct ctx *cx = fixture_ctx(t);
	struct api_token k;
	struct actor a, owner;
	struct str token;
	bool touch;
	person_id id = make(cx, "sirt@example.com", ROLE_SIRT | ROLE_AGENT);
	owner = (struct actor){ .person = id, .roles = ROLE_SIRT | ROLE_AGENT };
	actor_derive(&owner);
	cx->actor = &owner;
	struct token_new wish = { .person = id };
	ASSERT_OK(token_create(cx, &wish, &token));

	ASSERT_OK(token_actor(cx, token, &k, &a, &touch));

	ASSERT_EQ(a.roles, ROLE_AGENT);
}

static struct sign_in attempt(const char *password)
{
	return (struct sign_in){ .email = STR("ana@example.com"), .password = str_from(password),
		.address = STR("192.0.2.7") };
}

static enum sign_in_state sign_in(struct ctx *cx, struct sign_in s)
{
	struct sign_in_result r;
	struct str cookie;
	ASSERT_OK(sign_in_check(cx, &s, &r));
	ASSERT_OK(sign_in_finish(cx, &s, &r, &cookie));
	return r.state;
}

TEST_STORE(the_right_password_signs_in_and_guessing_has_to_wait)
{
	struct ctx *cx = fixture_ctx(t);
	struct sign_in_result r;
	struct str hash;
	person_id id = make(cx, "ana@example.com", ROLE_AGENT);
	ASSERT_OK(password_hash(cx, STR("three grey pelicans"), &hash));
	ASSERT_OK(account_set_password(cx, id, hash));

	ASSERT_EQ(sign_in(cx, attempt("three grey pelicans")), SIGN_IN_GRANTED);
	for (int i = 0; i < 5; i++)
		ASSERT_EQ(sign_in(cx, attempt("three grey penguins")), SIGN_IN_REFUSED);

	struct sign_in more = attempt("three grey pelicans"), elsewhere = more;
	elsewhere.address = STR("198.51.100.9");
	ASSERT_ERR(ERR_RATE, sign_in_check(cx, &more, &r));
	ASSERT_EQ(sign_in(cx, elsewhere), SIGN_IN_GRANTED);
	cx->now = instant_add(cx->now, (seconds){ 900 });
	ASSERT_EQ(sign_in(cx, more), SIGN_IN_GRANTED);
}

TEST_STORE(an_unknown_address_is_refused_like_a_wrong_password)
{
	struct ctx *cx = fixture_ctx(t);

	ASSERT_EQ(sign_in(cx, attempt("three grey pelicans")), SIGN_IN_REFUSED);
}

TEST(common_passwords_are_refused_with_and_without_digits)
{
	struct ctx *cx = test_ctx(t);

	ASSERT_ERR(ERR_INVALID, password_check(cx, STR("short"), "password"));
	ASSERT_ERR(ERR_INVALID, password_check(cx, STR("Password2026!!"), "password"));
	ASSERT_ERR(ERR_INVALID, password_check(cx, STR("111111111111"), "password"));
	ASSERT_ERR(ERR_INVALID, password_check(cx, STR("1234567890123"), "password"));
	ASSERT_OK(password_check(cx, STR("three grey pelicans"), "password"));
}

TEST_STORE(a_changed_audit_row_breaks_the_chain)
{
	struct ctx *cx = fixture_ctx(t);
	audit_id broken;
	int64_t count;
	make(cx, "a@example.com", ROLE_AGENT);
	make(cx, "b@example.com", ROLE_AGENT);

	ASSERT_OK(audit_verify(cx, &count, &broken));

	ASSERT_EQ(count, 2);
	ASSERT_EQ(broken.v, 0);
}

/* --- invitations and registrations --- */

static struct actor act_as(struct ctx *cx, person_id id, struct actor *out)
{
	struct person p;

	cx->actor = &actor_system;
	ASSERT_OK(person_load(cx, id, &p));
	ASSERT_OK(person_actor(cx, &p, out));
	cx->actor = out;
	return *out;
}

struct company {
	organisation_id id, other;
	person_id admin, contact;
};

static struct company company(struct ctx *cx)
{
	struct organisation_new acme = { .name = STR("ACME"), .mail_domain = STR("acme.example") };
	struct organisation_new other = { .name = STR("Other") };
	struct company c;

	ASSERT_OK(organisation_create(cx, &acme, &c.id));
	ASSERT_OK(organisation_create(cx, &other, &c.other));
	struct person_new admin = { .email = STR("boss@acme.example"), .name = STR("Boss"),
		.roles = ROLE_CUSTOMER | ROLE_CUSTOMER_ADMIN, .organisation = c.id };
	struct person_new contact = { .email = STR("ben@acme.example"), .name = STR("Ben"),
		.roles = ROLE_CUSTOMER, .organisation = c.id };
	ASSERT_OK(person_create(cx, &admin, &c.admin));
	ASSERT_OK(person_create(cx, &contact, &c.contact));
	return c;
}

TEST_STORE(an_invitation_makes_one_account_with_its_roles)
{
	struct ctx *cx = fixture_ctx(t);
	struct company c = company(cx);
	struct invitation_new n = { .email = STR(" New@ACME.example"), .roles = ROLE_CUSTOMER,
		.organisation = c.id };
	struct str secret, email;
	struct actor actor;
	struct person p;
	person_id id;

	act_as(cx, c.admin, &actor);
	ASSERT_OK(invitation_create(cx, &n, &secret, &email));
	ASSERT_STR(email, "new@acme.example");
	cx->actor = &actor_visitor;
	ASSERT_OK(invitation_accept(cx, secret, STR("New One"), STR("hash"), &id));
	ASSERT_ERR(ERR_NOT_FOUND, invitation_accept(cx, secret, STR("Again"), STR("hash"), &id));

	cx->actor = &actor_system;
	ASSERT_OK(person_find(cx, STR("new@acme.example"), &p));
	ASSERT_STR(p.name, "New One");
	ASSERT_EQ(p.roles, ROLE_CUSTOMER);
	act_as(cx, p.id, &actor);
	ASSERT_EQ(actor.organisation.v, c.id.v);
}

TEST_STORE(a_role_that_is_taken_ends_what_it_gave_in_the_organisation)
{
	struct ctx *cx = fixture_ctx(t);
	struct company c = company(cx);
	struct member_list members;
	struct actor actor;

	act_as(cx, c.admin, &actor);
	ASSERT_OK(organisation_members(cx, c.id, (person_id){ 0 }, &members));
	cx->actor = &actor_system;
	ASSERT_OK(person_set_roles(cx, c.admin, ROLE_CUSTOMER));
	ASSERT_OK(person_set_roles(cx, c.contact, ROLE_CUSTOMER | ROLE_CUSTOMER_ADMIN));
	ASSERT_OK(organisation_members(cx, c.id, (person_id){ 0 }, &members));
	for (size_t i = 0; i < members.len; i++)
		ASSERT_EQ(members.at[i].role,
			members.at[i].person.v == c.contact.v ? MEMBER_ADMIN : MEMBER_CONTACT);
	act_as(cx, c.contact, &actor);
	ASSERT_OK(organisation_members(cx, c.id, (person_id){ 0 }, &members));
	act_as(cx, c.admin, &actor);
	ASSERT_ERR(ERR_DENIED, organisation_members(cx, c.id, (person_id){ 0 }, &members));
}

TEST_STORE(an_administrator_cannot_drop_the_own_role)
{
	struct ctx *cx = fixture_ctx(t);
	person_id id = make(cx, "ada@example.com", ROLE_AGENT | ROLE_ADMIN);
	struct actor actor;

	act_as(cx, id, &actor);
	ASSERT_ERR(ERR_INVALID, person_set_roles(cx, id, ROLE_AGENT));
	ASSERT_OK(person_set_roles(cx, id, ROLE_ADMIN));
}

TEST_STORE(an_invitation_ends_after_14_days)
{
	struct ctx *cx = fixture_ctx(t);
	struct company c = company(cx);
	struct invitation_new n = { .email = STR("new@acme.example"), .roles = ROLE_CUSTOMER,
		.organisation = c.id };
	struct one_time_link link;
	struct str secret, email;

	ASSERT_OK(invitation_create(cx, &n, &secret, &email));
	cx->now = instant_add(cx->now, (seconds){ 14 * SECONDS_PER_DAY - 1 });
	ASSERT_OK(invitation_look(cx, secret, &link));
	cx->now = instant_add(cx->now, (seconds){ 1 });
	ASSERT_ERR(ERR_NOT_FOUND, invitation_look(cx, secret, &link));
}

TEST_STORE(a_customers_administrator_invites_customers_of_the_own_organisation_alone)
{
	struct ctx *cx = fixture_ctx(t);
	struct company c = company(cx);
	struct invitation_new staff = { .email = STR("x@acme.example"), .roles = ROLE_AGENT };
	struct invitation_new other = { .email = STR("x@acme.example"), .roles = ROLE_CUSTOMER,
		.organisation = c.other };
	struct invitation_new known = { .email = STR("ben@acme.example"), .roles = ROLE_CUSTOMER,
		.organisation = c.id };
	struct str secret, email;
	struct actor actor;

	act_as(cx, c.admin, &actor);
	ASSERT_ERR(ERR_DENIED, invitation_create(cx, &staff, &secret, &email));
	staff.organisation = c.id;
	ASSERT_ERR(ERR_DENIED, invitation_create(cx, &staff, &secret, &email));
	ASSERT_ERR(ERR_DENIED, invitation_create(cx, &other, &secret, &email));
	ASSERT_ERR(ERR_INVALID, invitation_create(cx, &known, &secret, &email));
	act_as(cx, c.contact, &actor);
	other.organisation = c.id;
	ASSERT_ERR(ERR_DENIED, invitation_create(cx, &other, &secret, &email));
}

TEST_STORE(a_registration_needs_the_device_and_the_mail_domain_of_one_organisation)
{
	struct ctx *cx = fixture_ctx(t);
	struct company c = company(cx);
	struct registration_new good = { STR("ida@acme.example"), STR("Ida"), STR("S1"), c.id };
	struct registration_new stranger = { STR("x@evil.example"), STR("X"), STR("S1"), c.id };
	struct registration_new no_device = { STR("ivo@acme.example"), STR("Ivo"), STR("S9"), { 0 } };
	struct registration_new known = { STR("ben@acme.example"), STR("Ben"), STR("S1"), c.id };
	struct registration_new nonsense = { STR("nobody"), STR(""), STR("S1"), c.id };
	struct registration_list list;
	struct str secret, email;
	struct actor actor;

	cx->actor = &actor_visitor;
	ASSERT_OK(registration_ask(cx, &good));
	ASSERT_OK(registration_ask(cx, &good));
	ASSERT_OK(registration_ask(cx, &stranger));
	ASSERT_OK(registration_ask(cx, &no_device));
	ASSERT_OK(registration_ask(cx, &known));
	ASSERT_ERR(ERR_INVALID, registration_ask(cx, &nonsense));
	ASSERT_ERR(ERR_UNSIGNED, registration_list(cx, c.id, &list));

	act_as(cx, c.contact, &actor);
	ASSERT_ERR(ERR_DENIED, registration_list(cx, c.id, &list));
	act_as(cx, c.admin, &actor);
	ASSERT_OK(registration_list(cx, c.id, &list));
	ASSERT_EQ(list.len, 1);
	ASSERT_STR(list.at[0].email, "ida@acme.example");
	ASSERT_OK(registration_decide(cx, c.id, list.at[0].id, true, &secret, &email));
	ASSERT_STR(email, "ida@acme.example");
	ASSERT_EQ(secret.len, 43);
	ASSERT_ERR(ERR_NOT_FOUND, registration_decide(cx, c.id, list.at[0].id, true, &secret, &email));
}

TEST_STORE(settings_say_how_long_a_session_lives)
{
	struct ctx *cx = fixture_ctx(t);
	struct settings s = settings_initial();
	struct session session;
	struct actor actor;
	struct str secret;
	bool touch;

	s.session_idle = (seconds){ 600 };
	s.session_absolute = (seconds){ 1000 };
	cx->settings = &s;
	ASSERT_OK(session_create(cx, make(cx, "ana@example.com", ROLE_AGENT), STR("::1"), STR(""), &secret));
	cx->now = instant_add(cx->now, (seconds){ 599 });
	ASSERT_OK(session_actor(cx, secret, &session, &actor, &touch));
	cx->now = instant_add(cx->now, (seconds){ 1 });
	ASSERT_ERR(ERR_UNSIGNED, session_actor(cx, secret, &session, &actor, &touch));
}
