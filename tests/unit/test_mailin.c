#include "domain/account/permission.h"
#include "domain/casefile/attachment.h"
#include "domain/casefile/queue/queue.h"
#include "domain/casefile/watch.h"
#include "domain/disclosure/handover.h"
#include "domain/mailin/mailin.h"
#include "domain/mailin/support_address.h"
#include "domain/notify/mail_token.h"
#include "domain/notify/notify.h"
#include "domain/setting/setting.h"
#include "mail/message.h"
#include "tests/unit/fixture.h"
#include "tests/unit/fixture_person.h"
#include "tests/unit/inbox.h"

TEST_STORE(a_customers_mail_opens_a_case_of_the_set_priority_at_the_time_it_was_received)
{
	struct inbox p = inbox_open(t);
	struct mailin_letter l = inbox_letter("Ana@ACME.example", "URGENT P1!!! BGP down", "Since noon.\n  a * b");
	struct mail_in m = inbox_take(&p, &l);
	struct casefile c = inbox_case(&p, m.casefile);

	ASSERT_EQ(m.state, MAILIN_DONE);
	ASSERT_EQ(c.priority, 3);
	ASSERT_EQ(c.channel, CHANNEL_MAIL);
	ASSERT_EQ(c.contact.v, p.ana.person.v);
	ASSERT_STR(c.organisation_name, "Acme");
	ASSERT_INSTANT(c.reported_at, "2026-11-23T09:00Z");
	ASSERT_STR(inbox_newest(&p, c.id).markup, "<p>Since noon.<br>\n&nbsp;&nbsp;a * b</p>\n");
	ASSERT_EQ(m.entry.v, inbox_newest(&p, c.id).id.v);
	ASSERT_STR(inbox_waiting(&p), "ana@acme.example ");
}

TEST_STORE(a_stranger_gets_a_case_in_the_intake_queue_or_waits_for_a_decision)
{
	struct inbox p = inbox_open(t);
	struct mailin_letter l = inbox_letter("eve@other.example", "Help", "It is broken.");
	struct mail_in m = inbox_take(&p, &l);
	struct casefile c = inbox_case(&p, m.casefile);

	ASSERT_STR(c.queue_name, "Intake");
	ASSERT_STR(c.contact_email, "eve@other.example");
	ASSERT_EQ(c.organisation.v, 0);

	p.settings->mail_unknown_opens = 0;
	l.from_address = STR("new@other.example");
	ASSERT_EQ(inbox_take(&p, &l).state, MAILIN_HELD);
}

TEST_STORE(an_address_gives_its_queue_and_language_to_new_cases)
{
	struct inbox p = inbox_open(t);
	struct mailin_letter l = inbox_letter("ana@acme.example", "Help", "x");
	support_address_id id;
	queue_id queue;

	ASSERT_OK(queue_create(p.cx, &(struct queue_change){ .name = STR("Optics"), .family = STR("optics") }, &queue));
	ASSERT_OK(support_address_add(p.cx, &(struct support_address_new){ .queue = queue,
		.address = STR("Optics@Vendor.example"), .language = STR("de"), .plus = true }, &id));
	struct casefile c = inbox_case(&p, inbox_take_at(&p, "optics+x@vendor.example", &l).casefile);

	ASSERT_STR(c.queue_name, "Optics");
	ASSERT_STR(c.language, "de");
	ASSERT_ERR(ERR_INVALID, support_address_add(p.cx, &(struct support_address_new){
		.address = STR("optics@vendor.example") }, &id));
}

TEST_STORE(an_answer_to_our_mail_is_added_once_and_opens_a_resolved_case)
{
	struct inbox p = inbox_open(t);
	struct casefile c = inbox_open_case(&p);
	struct mailin_letter l = inbox_letter("ana@acme.example", "Re: hello", "Again.\n> quoted");

	p.cx->actor = &p.tom;
	ASSERT_OK(casefile_set_status(p.cx, c.id, CASEFILE_OPEN, STR("")));
	ASSERT_OK(casefile_set_status(p.cx, c.id, CASEFILE_RESOLVED, STR("")));
	l.reply = STR("Again.");
	l.message_id = STR("1@acme.example");
	*arena_push(t->arena, &l.answers) = str_printf(t->arena, "case.%.*s@localhost", STR_ARG(c.number));
	struct mail_in m = inbox_take(&p, &l), same = inbox_take(&p, &l);

	ASSERT_EQ(m.casefile.v, c.id.v);
	ASSERT_STR(inbox_entry(&p, m.entry, c.id).text, "Again.");
	ASSERT_EQ(inbox_entry(&p, m.entry, c.id).author.v, p.ana.person.v);
	ASSERT_EQ(inbox_case(&p, c.id).status, CASEFILE_OPEN);
	ASSERT_EQ(same.state, MAILIN_IGNORED);
}

TEST_STORE(an_answer_to_a_case_that_the_sirt_has_joins_its_report)
{
	struct inbox p = inbox_open(t);
	struct casefile c = inbox_open_case(&p);
	struct mailin_letter l = inbox_letter("ana@acme.example", "Re: the flaw", "One more packet does it.");
	struct actor sia = fixture_person(p.cx, "sia@vendor.example", ROLE_SIRT, (organisation_id){ 0 });
	struct disclosure_entry_list entries;
	bool older;
	struct disclosure_file_list files;
	struct disclosure d;

	ASSERT_OK(handover_case(p.cx, c.id, &d));
	*arena_push(t->arena, &l.answers) = str_printf(t->arena, "case.%.*s@localhost", STR_ARG(c.number));
	struct mail_in m = inbox_take(&p, &l);

	ASSERT(m.casefile.v != c.id.v);
	ASSERT_EQ(m.text.len + m.subject.len + m.reply.len, 0);
	ASSERT_EQ(inbox_case(&p, m.casefile).disclosure.v, d.id.v);
	ASSERT_STR(inbox_case(&p, m.casefile).summary, "Handed to the SIRT");
	p.cx->actor = &sia;
	ASSERT_OK(disclosure_entries(p.cx, &d, 0, &entries, &older));
	ASSERT_EQ(entries.len, 2);
	ASSERT_STR(entries.at[1].text, "One more packet does it.");
	ASSERT_OK(disclosure_files(p.cx, &d, &files));
	ASSERT_EQ(files.len, 2); /* both mails as they came */
	p.cx->actor = &p.ana;
	ASSERT_OK(disclosure_files(p.cx, &d, &files));
	ASSERT_EQ(files.len, 0);
}

TEST_STORE(a_message_has_one_effect_however_often_it_is_taken)
{
	struct inbox p = inbox_open(t);
	struct mailin_letter l = inbox_letter("ana@acme.example", "Help", "x");
	struct mail_in m = inbox_take(&p, &l);
	struct mailin_arrival again = { .source = STR("imap"), .key = STR("imap:1:7:9"), .size = 1,
		.sha256 = inbox_hash(t->arena, 'x') };
	mail_in_id first, second;

	ASSERT_OK(mailin_take(p.cx, m.id, &l));
	ASSERT_OK(mailin_broken(p.cx, m.id, &l, STR("late"), true));
	ASSERT_OK(mailin_hold(p.cx, m.id, STR("late")));
	ASSERT_EQ(inbox_case(&p, m.casefile).entry_count, 1);
	ASSERT_OK(mailin_receive(p.cx, &again, &first));
	ASSERT_OK(mailin_receive(p.cx, &again, &second));
	ASSERT(first.v != 0 && second.v == 0);
}

TEST_STORE(who_is_not_on_the_case_cannot_append_with_number_answer_or_token)
{
	struct inbox p = inbox_open(t);
	struct casefile c = inbox_open_case(&p);
	struct str of_ana = inbox_token(&p, MAIL_TOKEN_REPLY, c.id.v, p.ana.person.v);
	struct str subject = str_printf(t->arena, "Re: [%.*s] x", STR_ARG(c.number));
	struct mailin_letter l = inbox_letter("ben@acme.example", str_c(t->arena, subject), "Let me in.");
	struct mailin_letter eve = inbox_letter("eve@other.example", "x", "Me too.");

	struct mail_in by_number = inbox_take(&p, &l);
	*arena_push(t->arena, &eve.answers) = str_printf(t->arena, "case.%.*s@localhost", STR_ARG(c.number));
	struct mail_in by_answer = inbox_take(&p, &eve);
	struct mail_in by_token = inbox_take_at(&p, str_c(t->arena, mail_token_address(t->arena,
		STR("support@vendor.example"), of_ana)), &eve);

	ASSERT_EQ(by_number.state, MAILIN_HELD);
	ASSERT_EQ(by_answer.state, MAILIN_HELD);
	ASSERT_EQ(by_token.state, MAILIN_HELD);
	ASSERT_EQ(by_token.casefile.v, c.id.v);
	ASSERT_EQ(inbox_case(&p, c.id).entry_count, 1);
}

TEST_STORE(somebody_of_the_desk_writes_to_a_case_only_by_answering_a_mail_to_them)
{
	struct inbox p = inbox_open(t);
	struct casefile c = inbox_open_case(&p);
	struct str subject = str_printf(t->arena, "[%.*s]", STR_ARG(c.number));
	struct mailin_letter l = inbox_letter("tom@vendor.example", str_c(t->arena, subject), "Try this.");
	struct str public = inbox_token(&p, MAIL_TOKEN_REPLY, c.id.v, p.tom.person.v);
	struct str note = inbox_token(&p, MAIL_TOKEN_NOTE, c.id.v, p.tom.person.v);

	ASSERT_EQ(inbox_take(&p, &l).state, MAILIN_HELD);
	*arena_push(t->arena, &l.answers) = str_printf(t->arena, "case.%.*s.7.1.%.*s@localhost",
		STR_ARG(c.number), STR_ARG(public));
	ASSERT_EQ(inbox_take(&p, &l).state, MAILIN_DONE);
	ASSERT(inbox_newest(&p, c.id).public && inbox_newest(&p, c.id).by_staff);
	l.answers.at[0] = str_printf(t->arena, "case.x.7.6.%.*s@localhost", STR_ARG(note));
	ASSERT_EQ(inbox_take(&p, &l).state, MAILIN_DONE);
	ASSERT(!inbox_newest(&p, c.id).public);
}

TEST_STORE(a_token_that_was_changed_means_nothing)
{
	struct inbox p = inbox_open(t);
	struct casefile c = inbox_open_case(&p);
	struct str good = inbox_token(&p, MAIL_TOKEN_REPLY, c.id.v, p.ana.person.v);
	struct str upper = str_copy(t->arena, good), bad = str_copy(t->arena, good);
	struct mail_token k;
	bool ok;

	((char *)bad.at)[1] = bad.at[1] == '9' ? '8' : '9';
	((char *)upper.at)[0] = 'R';
	ASSERT_OK(mail_token_read(p.cx, good, &k, &ok));
	ASSERT(ok && k.second == p.ana.person.v);
	ASSERT_OK(mail_token_read(p.cx, upper, &k, &ok));
	ASSERT(ok);
	ASSERT_OK(mail_token_read(p.cx, bad, &k, &ok));
	ASSERT(!ok);
}

TEST_STORE(an_automatic_answer_is_noted_and_opens_nothing)
{
	struct inbox p = inbox_open(t);
	struct casefile c = inbox_open_case(&p);
	struct str subject = str_printf(t->arena, "Out of office: [%.*s]", STR_ARG(c.number));
	struct mailin_letter l = inbox_letter("ana@acme.example", str_c(t->arena, subject), "I am away.");

	p.cx->actor = &p.tom;
	ASSERT_OK(casefile_set_status(p.cx, c.id, CASEFILE_OPEN, STR("")));
	ASSERT_OK(casefile_set_status(p.cx, c.id, CASEFILE_WAITING_CUSTOMER, STR("")));
	l.robot = STR("Auto-Submitted: auto-replied");
	ASSERT_EQ(inbox_take(&p, &l).state, MAILIN_DONE);
	ASSERT(!inbox_newest(&p, c.id).public);
	ASSERT_EQ(inbox_case(&p, c.id).status, CASEFILE_WAITING_CUSTOMER);
	l.subject = STR("Out of office");
	ASSERT_EQ(inbox_take(&p, &l).state, MAILIN_IGNORED);
	l.own = true;
	ASSERT_EQ(inbox_take(&p, &l).state, MAILIN_IGNORED);
}

TEST_STORE(a_program_that_reports_opens_a_case_and_gets_no_answer)
{
	struct inbox p = inbox_open(t);
	struct mailin_letter l = inbox_letter("alarm@acme.example", "Fan failed", "Slot 3");

	l.robot = STR("Auto-Submitted: auto-generated");
	ASSERT_EQ(inbox_take(&p, &l).state, MAILIN_DONE);
	ASSERT_STR(inbox_waiting(&p), "");
}

TEST_STORE(what_cannot_be_read_is_tried_twice_and_then_a_case_has_it_attached)
{
	struct inbox p = inbox_open(t);
	struct mailin_arrival a = { .source = STR("smtp"), .sha256 = inbox_hash(t->arena, 'q'), .size = 99 };
	struct mailin_letter l = inbox_letter("ana@acme.example", "Broken", "");
	struct attachment_list files;
	struct mail_in m;
	mail_in_id id;

	ASSERT_OK(mailin_receive(p.cx, &a, &id));
	ASSERT_OK(mailin_broken(p.cx, id, &l, STR("it crashed"), false));
	ASSERT_OK(mailin_load(p.cx, id, &m));
	ASSERT_EQ(m.state, MAILIN_RECEIVED);
	ASSERT_OK(mailin_broken(p.cx, id, &l, STR("it crashed"), false));
	ASSERT_OK(mailin_load(p.cx, id, &m));
	ASSERT_EQ(m.state, MAILIN_DONE);
	struct casefile c = inbox_case(&p, m.casefile);
	ASSERT_OK(attachment_list(p.cx, &c, &files));
	ASSERT_EQ(files.len, 1);
	ASSERT_STR(files.at[0].name, "message.eml");
}

TEST_STORE(a_held_mail_becomes_an_entry_or_a_case_or_is_ignored_once)
{
	struct inbox p = inbox_open(t);
	struct casefile c = inbox_open_case(&p), made;
	struct str subject = str_printf(t->arena, "[%.*s]", STR_ARG(c.number));
	struct mailin_letter l = inbox_letter("ben@acme.example", str_c(t->arena, subject), "One.");
	struct mailin_letter eve = inbox_letter("eve@other.example", str_c(t->arena, subject), "Two.");
	struct mail_in first = inbox_take(&p, &l), second = inbox_take(&p, &eve), third = inbox_take(&p, &eve);
	struct mail_in_list held;
	struct watcher_list watchers;

	p.cx->actor = &p.ana;
	ASSERT_ERR(ERR_DENIED, mailin_accept(p.cx, first.id, false));
	p.cx->actor = &p.tom;
	ASSERT_OK(mailin_held(p.cx, c.id, &held));
	ASSERT_EQ(held.len, 3);
	ASSERT_OK(mailin_accept(p.cx, first.id, true));
	ASSERT_STR(inbox_newest(&p, c.id).text, "One.");
	ASSERT_OK(mailin_open_case(p.cx, second.id, &made));
	ASSERT_STR(made.contact_email, "eve@other.example");
	ASSERT_OK(mailin_ignore(p.cx, third.id));
	ASSERT_ERR(ERR_CONFLICT, mailin_ignore(p.cx, third.id));
	ASSERT_OK(casefile_watchers(p.cx, &c, &watchers));
	ASSERT_EQ(watchers.len, 1);
	ASSERT_OK(mailin_held(p.cx, c.id, &held));
	ASSERT_EQ(held.len, 0);
}

TEST_STORE(whatever_answers_us_gets_no_more_mails_than_the_cap_in_an_hour)
{
	struct inbox p = inbox_open(t);
	struct mailin_letter l = inbox_letter("ana@acme.example", "I am away", "x");
	struct outgoing_list list;

	p.settings->mail_cap = 3;
	for (int i = 0; i < 6; i++)
		ASSERT_EQ(inbox_take(&p, &l).state, MAILIN_DONE);
	ASSERT_OK(notify_due(p.cx, &list));
	ASSERT_EQ(list.len, 3);
	p.cx->now = instant_add(p.cx->now, (seconds){ 3600 + 1 });
	ASSERT_EQ(inbox_take(&p, &l).state, MAILIN_DONE);
	ASSERT_OK(notify_due(p.cx, &list));
	ASSERT_EQ(list.len, 4);
}

TEST_STORE(a_mail_says_by_a_token_where_to_answer_where_that_comes_to_us)
{
	struct inbox p = inbox_open(t);
	struct outgoing_list list;
	support_address_id id;
	struct str mail, to = STR("support@vendor.example");

	inbox_open_case(&p);
	mail_library_start();
	p.settings->mail_from = to;
	ASSERT_OK(notify_due(p.cx, &list));
	ASSERT_OK(mail_compose(p.cx, p.settings, &list.at[0], &mail));
	ASSERT_LACKS(mail, "Reply-To");
	ASSERT_OK(support_address_add(p.cx, &(struct support_address_new){ .address = to, .plus = true }, &id));
	ASSERT_OK(mail_compose(p.cx, p.settings, &list.at[0], &mail));
	ASSERT_HAS(mail, "Reply-To: ");
	ASSERT_HAS(mail, "<support+r");
	ASSERT_HAS(mail, "X-Mainstay-Loop: localhost\r\n");
}
