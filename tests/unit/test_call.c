/* The telephone desk: numbers, who calls, and the case of a call. */
#include "base/limits.h"
#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/audit/audit.h"
#include "domain/call/call.h"
#include "domain/call/caller.h"
#include "domain/disclosure/disclosure.h"
#include "domain/casefile/tag/tag.h"
#include "domain/notify/notify.h"
#include "domain/phone/phone.h"
#include "domain/product/product.h"
#include "domain/setting/setting.h"
#include "tests/unit/fixture.h"

struct desk_of_calls {
	struct ctx *cx;
	struct settings settings;
	struct actor tom, ana;
	organisation_id acme, globex;
};

static person_id person(struct ctx *cx, const char *email, const char *name, const char *phone,
	unsigned roles, organisation_id o)
{
	struct person_new n = { .email = str_from(email), .name = str_from(name),
		.phone = str_from(phone), .roles = roles, .organisation = o };
	person_id id;

	ASSERT_OK(person_create(cx, &n, &id));
	return id;
}

static struct actor actor_of(struct ctx *cx, person_id id)
{
	struct person p;
	struct actor a;

	ASSERT_OK(person_load(cx, id, &p));
	ASSERT_OK(person_actor(cx, &p, &a));
	return a;
}

static void asset(struct ctx *cx, const char *serial, product_id product, organisation_id o)
{
	ASSERT_OK(asset_put(cx, &(struct asset_new){ .serial = str_from(serial), .product = product,
		.organisation = o }));
}

/* The actor is tom, of the desk. */
static void calls_open(struct test *t, struct desk_of_calls *d)
{
	product_id product;

	*d = (struct desk_of_calls){ .cx = fixture_ctx(t, .now = "2026-11-23T09:00Z"),
		.settings = settings_initial() };
	d->settings.smtp_url = STR("smtp://localhost");
	d->settings.phone_country = STR("DE");
	d->cx->settings = &d->settings;
	ASSERT_OK(organisation_create(d->cx, &(struct organisation_new){ .name = STR("Acme") }, &d->acme));
	ASSERT_OK(organisation_create(d->cx, &(struct organisation_new){ .name = STR("Globex") },
		&d->globex));
	ASSERT_OK(product_create(d->cx, &(struct product_new){ .code = STR("NB-S1"), .name = STR("S1"),
		.family = STR("Switches"), .software = STR("BeamOS") }, &product));
	asset(d->cx, "NB-1001", product, d->acme);
	asset(d->cx, "NB-2001", product, d->globex);
	d->ana = actor_of(d->cx, person(d->cx, "ana@acme.example", "Ana Lund", "+49 (0)30 / 123 45 67",
		ROLE_CUSTOMER, d->acme));
	person(d->cx, "bo@globex.example", "Bo Ek", "+46 8 465 004 17", ROLE_CUSTOMER, d->globex);
	d->tom = actor_of(d->cx, person(d->cx, "tom@vendor.example", "Tom", "", ROLE_AGENT,
		(organisation_id){ 0 }));
	d->cx->actor = &d->tom;
}

static struct call_case case_of(const char *contact)
{
	return (struct call_case){ .c = { .summary = STR("Uplink down"), .description = STR("Since noon."),
		.priority = 3, .contact = str_from(contact), .serial = STR("nb-1001") },
		.call = { .phone = STR("030 1234567") } };
}

static struct str found(struct ctx *cx, const char *text)
{
	struct callers all;
	struct str names = STR("");

	ASSERT_OK(caller_find(cx, str_from(text), &all));
	for (size_t i = 0; i < all.people.len; i++)
		names = str_printf(cx->arena, "%.*s%s%.*s", STR_ARG(names), i > 0 ? ", " : "",
			STR_ARG(all.people.at[i].name));
	return names;
}

TEST_STORE(a_number_is_one_whatever_way_it_is_typed)
{
	static const char *const typed[] = { "+49 30 1234567", "0049 30 1234567", "030/1234567",
		"+49 (0)30 123 45 67", "  +49-30-123.45.67 " };
	struct desk_of_calls d;
	struct phone p;

	calls_open(t, &d);
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
		ASSERT_OK(phone_normalise(d.cx, str_from(typed[i]), "phone", &p));
		ASSERT_STR(p.number, "+49301234567");
		ASSERT_STR(p.shown, "+49 30 1234567");
	}
	ASSERT_OK(phone_normalise(d.cx, STR("+1 (408) 555-0100 x 42"), "phone", &p));
	ASSERT_STR(p.number, "+14085550100");
	ASSERT_OK(phone_normalise(d.cx, STR(" "), "phone", &p));
	ASSERT_EQ(p.number.len, 0);
}

TEST_STORE(what_is_no_number_is_refused_and_without_a_country_only_international_ones_are_taken)
{
	static const char *const typed[] = { "12", "call me", "+999 123456789", "+49", "0",
		"+4930123456789012345678901234567890123456" };
	struct desk_of_calls d;
	struct phone p;

	calls_open(t, &d);
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
		ASSERT_ERR(ERR_INVALID, phone_normalise(d.cx, str_from(typed[i]), "phone", &p));
	d.settings.phone_country = STR("");
	ASSERT_ERR(ERR_INVALID, phone_normalise(d.cx, STR("030 1234567"), "phone", &p));
	ASSERT_OK(phone_normalise(d.cx, STR("+49 30 1234567"), "phone", &p));
	p = phone_of_line(d.cx, STR("anonymous"));
	ASSERT_EQ(p.number.len, 0);
	ASSERT_STR(p.shown, "anonymous");
}

TEST_STORE(a_caller_is_found_by_number_name_organisation_case_and_serial)
{
	struct desk_of_calls d;
	struct call_case n = case_of("ana@acme.example");
	struct callers all;
	struct casefile c;

	calls_open(t, &d);
	ASSERT_OK(call_open_case(d.cx, &n, &c));
	ASSERT_STR(found(d.cx, "030 123 45 67"), "Ana Lund");
	ASSERT_STR(found(d.cx, "+49301234567"), "Ana Lund");
	ASSERT_STR(found(d.cx, "lund"), "Ana Lund");
	ASSERT_STR(found(d.cx, "BO@globex"), "Bo Ek");
	ASSERT_STR(found(d.cx, "acme"), "Ana Lund");
	ASSERT_STR(found(d.cx, "nb-2001"), "Bo Ek");
	ASSERT_OK(caller_find(d.cx, c.number, &all));
	ASSERT_EQ(all.people.len, 1);
	ASSERT_STR(all.people.at[0].name, "Ana Lund");
	ASSERT_EQ(all.people.at[0].open_cases, 1);
	ASSERT(str_eq(all.casefile, c.number));
	ASSERT_STR(found(d.cx, "nobody"), "");
	ASSERT_STR(found(d.cx, "x"), "");
	ASSERT_STR(found(d.cx, "tom"), ""); /* the desk does not call itself */
}

TEST_STORE(a_case_by_phone_counts_from_the_start_of_the_call_and_tells_the_caller)
{
	struct desk_of_calls d;
	struct call_case n = case_of("ana@acme.example");
	struct audit_event_list audit;
	struct outgoing_list mail;
	struct phone_call_list calls;
	struct entry_list page;
	struct casefile c;

	calls_open(t, &d);
	ASSERT(instant_parse(STR("2026-11-23T08:40Z"), &n.call.started_at));
	n.configuration = STR("vlan 10\n~~~\nmtu 9000");
	ASSERT_OK(call_open_case(d.cx, &n, &c));

	ASSERT_EQ(c.reported_at.us, n.call.started_at.us);
	ASSERT_EQ(c.channel, CHANNEL_PHONE);
	ASSERT_STR(c.contact_email, "ana@acme.example");
	ASSERT_STR(c.serial, "NB-1001");
	ASSERT_OK(timeline_page(d.cx, c.id, 0, true, 10, &page));
	ASSERT_EQ(page.len, 2);
	ASSERT_EQ(page.at[0].kind, ENTRY_CALL);
	ASSERT_STR(page.at[0].phone, "+49 30 1234567");
	ASSERT_EQ(page.at[0].seconds, 20 * 60);
	ASSERT(!page.at[0].outgoing);
	ASSERT_HAS(page.at[1].text, "~~~~\nvlan 10\n~~~\nmtu 9000\n~~~~");
	ASSERT_OK(notify_due(d.cx, &mail));
	ASSERT_EQ(mail.len, 1);
	ASSERT_STR(mail.at[0].recipient, "ana@acme.example");
	ASSERT_HAS(mail.at[0].subject, str_c(t->arena, c.number));
	ASSERT_OK(call_of_case(d.cx, c.id, &calls));
	ASSERT_EQ(calls.len, 1);
	ASSERT_STR(calls.at[0].caller_name, "Ana Lund");
	d.cx->actor = &actor_system;
	ASSERT_OK(audit_list(d.cx, STR("call.case-opened"), (audit_id){ 0 }, &audit));
	ASSERT_EQ(audit.len, 1);
	ASSERT_STR(audit.at[0].detail, "the call started at 2026-11-23T08:40:00Z");
}

TEST_STORE(a_call_starts_at_most_a_day_back_and_what_is_refused_stores_nothing)
{
	struct desk_of_calls d;
	struct call_case n = case_of("ana@acme.example");
	struct phone_call_list calls;
	struct casefile c;

	calls_open(t, &d);
	n.call.started_at = instant_add(d.cx->now, (seconds){ -24 * 3600 - 1 });
	ASSERT_ERR(ERR_INVALID, call_open_case(d.cx, &n, &c));
	n.call.started_at = instant_add(d.cx->now, (seconds){ 1 });
	ASSERT_ERR(ERR_INVALID, call_open_case(d.cx, &n, &c));
	n.call.started_at = d.cx->now;
	n.call.call = (call_id){ 999 };
	ASSERT_ERR(ERR_NOT_FOUND, call_open_case(d.cx, &n, &c));
	ASSERT_OK(call_log(d.cx, &(struct call_filter){ 0 }, &calls));
	ASSERT_EQ(calls.len, 0);
	n.call = (struct call_now){ .started_at = instant_add(d.cx->now, (seconds){ -24 * 3600 }) };
	ASSERT_OK(call_open_case(d.cx, &n, &c));
}

TEST_STORE(a_call_goes_on_a_case_that_is_there_with_direction_and_length)
{
	struct desk_of_calls d;
	struct call_case n = case_of("ana@acme.example");
	struct call_now call = { .phone = STR("+49 30 1234567"), .outgoing = true };
	struct caller_case_list cases;
	struct caller ana;
	struct entry_list page;
	struct casefile c;

	calls_open(t, &d);
	ASSERT_OK(call_open_case(d.cx, &n, &c));
	ASSERT_OK(caller_load(d.cx, STR("Ana@acme.example"), &ana));
	ASSERT_OK(caller_cases(d.cx, &ana, &cases));
	ASSERT_EQ(cases.len, 1);
	call.started_at = instant_add(d.cx->now, (seconds){ -90 });
	ASSERT_OK(call_append(d.cx, cases.at[0].number, STR("She restarted it."), &call, &c));
	ASSERT_OK(timeline_page(d.cx, c.id, 0, true, 1, &page));
	ASSERT_STR(page.at[0].text, "She restarted it.");
	ASSERT_EQ(page.at[0].seconds, 90);
	ASSERT(page.at[0].outgoing);
	ASSERT_ERR(ERR_NOT_FOUND, call_append(d.cx, STR("2020-0101-0001"), STR("x"), &call, &c));
}

TEST_STORE(a_contact_is_added_when_what_they_name_is_of_their_organisation)
{
	struct desk_of_calls d;
	struct contact_new n = { .name = STR("Eva"), .email = STR("eva@acme.example"),
		.organisation = STR("Acme"), .proof = STR("nb-2001") };
	struct audit_event_list audit;
	struct person_list people;
	struct caller eva;
	person_id id;

	calls_open(t, &d);
	ASSERT_ERR(ERR_INVALID, contact_create(d.cx, &n, &id));
	ASSERT_ERR(ERR_NOT_FOUND, caller_load(d.cx, n.email, &eva));
	n.proof = STR("NB-1001");
	ASSERT_OK(contact_create(d.cx, &n, &id));
	ASSERT_OK(caller_load(d.cx, n.email, &eva));
	ASSERT_STR(eva.organisation_name, "Acme");
	d.cx->actor = &actor_system;
	ASSERT_OK(audit_list(d.cx, STR("person.verified"), (audit_id){ 0 }, &audit));
	ASSERT_EQ(audit.len, 1);
	ASSERT_STR(audit.at[0].detail, "by NB-1001");
	ASSERT_OK(person_list(d.cx, (struct person_filter){ .find = n.email }, &people));
	ASSERT_EQ(people.at[0].roles, ROLE_CUSTOMER);
}

TEST_STORE(customers_take_no_calls)
{
	struct desk_of_calls d;
	struct call_case n = case_of("ana@acme.example");
	struct phone_call_list calls;
	struct callers all;
	struct casefile c;

	calls_open(t, &d);
	d.cx->actor = &d.ana;
	ASSERT_ERR(ERR_DENIED, caller_find(d.cx, STR("bo"), &all));
	ASSERT_ERR(ERR_DENIED, call_open_case(d.cx, &n, &c));
	ASSERT_ERR(ERR_DENIED, call_log(d.cx, &(struct call_filter){ 0 }, &calls));
	ASSERT_ERR(ERR_DENIED, call_set_extension(d.cx, STR("204")));
}

TEST_STORE(an_extension_is_of_one_agent)
{
	struct desk_of_calls d;
	struct actor eva;
	struct str mine;

	calls_open(t, &d);
	ASSERT_OK(call_set_extension(d.cx, STR(" 204 ")));
	ASSERT_OK(call_set_extension(d.cx, STR("204")));
	ASSERT_ERR(ERR_INVALID, call_set_extension(d.cx, STR("two")));
	d.cx->actor = &actor_system;
	eva = actor_of(d.cx, person(d.cx, "eva@vendor.example", "Eva", "", ROLE_AGENT,
		(organisation_id){ 0 }));
	d.cx->actor = &eva;
	ASSERT_ERR(ERR_CONFLICT, call_set_extension(d.cx, STR("204")));
	d.cx->actor = &d.tom;
	ASSERT_OK(call_set_extension(d.cx, STR("")));
	d.cx->actor = &eva;
	ASSERT_OK(call_set_extension(d.cx, STR("204")));
	ASSERT_OK(call_extension(d.cx, &mine));
	ASSERT_STR(mine, "204");
}

TEST_STORE(a_caller_who_reports_a_vulnerability_is_heard_by_the_sirt_alone)
{
	struct desk_of_calls d;
	struct call_case n = case_of("ana@acme.example");
	struct outgoing_list mails;
	struct disclosure_list reports;
	struct phone_call_list calls;
	struct casefile c;

	calls_open(t, &d);
	d.cx->actor = &actor_system;
	struct actor sia = { .roles = ROLE_SIRT, .person = person(d.cx, "sia@vendor.example", "Sia", "",
		ROLE_SIRT, (organisation_id){ 0 }) };
	d.cx->actor = &d.tom;
	n.vulnerability = true;
	ASSERT_OK(call_open_case(d.cx, &n, &c));
	ASSERT(!c.is_open);
	ASSERT_STR(c.summary, "Handed to the SIRT");
	ASSERT_OK(call_of_case(d.cx, c.id, &calls));
	ASSERT_EQ(calls.len, 1);
	ASSERT_OK(disclosure_list(d.cx, &reports));
	ASSERT_EQ(reports.len, 0);
	d.cx->actor = &sia;
	ASSERT_OK(disclosure_list(d.cx, &reports));
	ASSERT_EQ(reports.len, 1);
	d.cx->actor = &actor_system;
	ASSERT_OK(notify_due(d.cx, &mails));
	ASSERT_EQ(mails.len, 2); /* to her and to the caller */
	for (size_t i = 0; i < mails.len; i++) {
		ASSERT_HAS(mails.at[i].text, str_c(t->arena, reports.at[0].number));
		ASSERT(str_find(mails.at[i].text, reports.at[0].summary) < 0);
		ASSERT(str_find(mails.at[i].subject, reports.at[0].summary) < 0);
	}
}
