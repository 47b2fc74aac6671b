#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/casefile/casefile.h"
#include "domain/casefile/merge/merge.h"
#include "domain/casefile/notice/notice.h"
#include "domain/casefile/redact.h"
#include "domain/notify/notify.h"
#include "domain/setting/setting.h"
#include "tests/unit/fixture.h"
#include "tests/unit/fixture_person.h"

/* Ana of a customer, her agent Tom, and a center that can send mail. */
struct center {
	struct ctx *cx;
	struct settings *settings;
	struct actor ana, tom;
	organisation_id acme;
};

static struct center center(struct test *t)
{
	struct center c = { .cx = fixture_ctx(t, .now = "2026-11-23T09:00Z") };
	struct organisation_new acme = { .name = STR("Acme"), .sharing = SHARING_OWN };

	ASSERT_OK(organisation_create(c.cx, &acme, &c.acme));
	c.ana = fixture_person(c.cx, "ana@acme.example", ROLE_CUSTOMER, c.acme);
	c.tom = fixture_person(c.cx, "tom@vendor.example", ROLE_AGENT, (organisation_id){ 0 });
	c.settings = arena_new(t->arena, struct settings);
	*c.settings = settings_initial();
	c.settings->smtp_url = STR("smtp://localhost");
	c.cx->settings = c.settings;
	return c;
}

static struct casefile open_case(struct center *c)
{
	struct casefile_new n = { .summary = STR("BGP sessions flap"), .priority = 3,
		.description = STR("Since the upgrade all sessions drop.") };
	struct casefile made;

	c->cx->actor = &c->ana;
	ASSERT_OK(casefile_open(c->cx, &n, &made));
	return made;
}

static void write_entry(struct center *c, const struct actor *by, casefile_id id,
	enum entry_kind kind, const char *text)
{
	struct casefile fresh;
	entry_id entry;

	c->cx->actor = by;
	ASSERT_OK(casefile_load(c->cx, id, &fresh));
	ASSERT_OK(casefile_add_entry(c->cx, &fresh, &(struct casefile_reply){ .kind = kind,
		.text = str_from(text), .then = CASEFILE_STATUS_COUNT_ }, &entry));
}

/* "ana@acme.example ..." of all that waits, in order; with their texts in *out. */
static struct str told(struct center *c, struct outgoing_list *out)
{
	struct str all = STR("");

	ASSERT_OK(notify_due(c->cx, out));
	for (size_t i = 0; i < out->len; i++)
		all = str_printf(c->cx->arena, "%.*s%s%.*s", STR_ARG(all), i > 0 ? " " : "",
			STR_ARG(out->at[i].recipient));
	return all;
}

static void forget(struct center *c)
{
	struct outgoing_list list;

	ASSERT_OK(notify_due(c->cx, &list));
	for (size_t i = 0; i < list.len; i++)
		ASSERT_OK(notify_sent(c->cx, list.at[i].id));
}

TEST_STORE(who_opens_a_case_gets_its_number_by_mail)
{
	struct center c = center(t);
	struct outgoing_list mails;
	struct casefile made = open_case(&c);

	ASSERT_STR(told(&c, &mails), "ana@acme.example");
	ASSERT_STR(mails.at[0].subject, "[2026-1123-0001] BGP sessions flap");
	ASSERT_STR(mails.at[0].message_id, str_c(t->arena, str_printf(t->arena, "case.%.*s@%.*s",
		STR_ARG(made.number), STR_ARG(notify_host(c.cx)))));
	ASSERT(str_find(mails.at[0].text, STR("2026-1123-0001")) >= 0);
}

TEST_STORE(a_mail_that_waits_is_withdrawn_when_its_entry_is_redacted)
{
	struct center c = center(t);
	struct outgoing_list mails;
	struct casefile made = open_case(&c);

	forget(&c);
	write_entry(&c, &c.tom, made.id, ENTRY_MESSAGE, "The password is hunter2.");
	ASSERT_STR(told(&c, &mails), "ana@acme.example");
	ASSERT_OK(casefile_redact(c.cx, made.id, 2, STR("a password")));
	ASSERT_STR(told(&c, &mails), "");
}

TEST_STORE(nothing_is_queued_while_no_mail_server_is_set)
{
	struct center c = center(t);
	struct outgoing_list mails;

	c.settings->smtp_url = STR("");
	open_case(&c);

	ASSERT_STR(told(&c, &mails), "");
}

TEST_STORE(an_answer_goes_to_the_contact_and_the_contacts_to_the_owner)
{
	struct center c = center(t);
	struct outgoing_list mails;
	struct casefile made = open_case(&c);

	c.cx->actor = &c.tom;
	ASSERT_OK(casefile_set_owner(c.cx, made.id, c.tom.person));
	forget(&c);
	write_entry(&c, &c.tom, made.id, ENTRY_MESSAGE, "Please send the log.");
	ASSERT_STR(told(&c, &mails), "ana@acme.example");
	ASSERT(str_find(mails.at[0].text, STR("Please send the log.")) >= 0);
	ASSERT(str_find(mails.at[0].headers, STR("References: <case.2026-1123-0001@")) >= 0);
	forget(&c);
	write_entry(&c, &c.ana, made.id, ENTRY_MESSAGE, "Here it is.");
	ASSERT_STR(told(&c, &mails), "tom@vendor.example");
}

TEST_STORE(a_merge_that_raises_the_priority_and_its_undo_are_each_mailed_once)
{
	struct center c = center(t);
	struct outgoing_list mails;
	struct casefile into = open_case(&c);
	struct casefile_new n = { .summary = STR("All is down"), .priority = 1,
		.impact = STR("All."), .description = STR("The same, and worse.") };
	struct casefile away;

	ASSERT_OK(casefile_open(c.cx, &n, &away));
	forget(&c);
	c.cx->actor = &c.tom;
	ASSERT_OK(casefile_merge(c.cx, away.id, into.number));
	ASSERT_STR(told(&c, &mails), "ana@acme.example");
	ASSERT_HAS(mails.at[0].subject, "2026-1123-0001");
	ASSERT_HAS(mails.at[0].text, "P1");
	forget(&c);
	ASSERT_OK(casefile_unmerge(c.cx, into.id, away.number));
	ASSERT_STR(told(&c, &mails), "ana@acme.example");
	ASSERT_HAS(mails.at[0].subject, "2026-1123-0001");
	ASSERT_HAS(mails.at[0].text, "P3");
}

TEST_STORE(an_internal_note_goes_to_whom_it_names_and_never_to_the_customer)
{
	struct center c = center(t);
	struct outgoing_list mails;
	struct casefile made = open_case(&c);
	struct actor eva;

	c.cx->actor = &actor_system;
	eva = fixture_person(c.cx, "eva@vendor.example", ROLE_AGENT, (organisation_id){ 0 });
	forget(&c);
	write_entry(&c, &c.tom, made.id, ENTRY_NOTE, "Mail to x@eva is none. @eva. can you look? @ana too.");

	ASSERT_STR(told(&c, &mails), "eva@vendor.example");
	ASSERT(str_find(mails.at[0].text, STR("can you look?")) >= 0);
	ASSERT(eva.person.v != 0);
}

TEST_STORE(a_person_chooses_what_mails_of_cases_come)
{
	struct center c = center(t);
	struct outgoing_list mails;
	struct casefile made = open_case(&c);
	enum notice_choice choice;

	ASSERT_OK(notice_choose(c.cx, (casefile_id){ 0 }, NOTICE_MESSAGES));
	forget(&c);
	c.cx->actor = &c.tom;
	ASSERT_OK(casefile_set_priority(c.cx, made.id, 4, STR("agreed")));
	ASSERT_STR(told(&c, &mails), "");
	write_entry(&c, &c.tom, made.id, ENTRY_MESSAGE, "Hello.");
	ASSERT_STR(told(&c, &mails), "ana@acme.example");
	forget(&c);

	c.cx->actor = &c.ana;
	ASSERT_OK(notice_choose(c.cx, made.id, NOTICE_NONE));
	ASSERT_OK(notice_choice_of(c.cx, made.id, &choice));
	ASSERT_EQ(choice, NOTICE_NONE);
	write_entry(&c, &c.tom, made.id, ENTRY_MESSAGE, "Still there?");
	ASSERT_STR(told(&c, &mails), "");
}

TEST_STORE(the_end_of_a_case_is_told_once)
{
	struct center c = center(t);
	struct outgoing_list mails;
	struct casefile made = open_case(&c);

	forget(&c);
	c.cx->actor = &c.tom;
	ASSERT_OK(casefile_set_status(c.cx, made.id, CASEFILE_RESOLVED, STR("Fixed in 24.2R2")));
	ASSERT_OK(casefile_set_status(c.cx, made.id, CASEFILE_RESOLVED, STR("")));

	ASSERT_STR(told(&c, &mails), "ana@acme.example");
	ASSERT(str_find(mails.at[0].text, STR("Fixed in 24.2R2")) >= 0);
}
