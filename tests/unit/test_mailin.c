#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/casefile/attachment.h"
#include "domain/casefile/list.h"
#include "domain/casefile/queue/queue.h"
#include "domain/casefile/watch.h"
#include "domain/disclosure/handover.h"
#include "domain/mailin/mailin.h"
#include "domain/mailin/support_address.h"
#include "domain/notify/mail_token.h"
#include "domain/notify/notify.h"
#include "domain/notify/outbox.h"
#include "domain/notify/suppression.h"
#include "domain/setting/setting.h"
#include "mail/message.h"
#include "tests/unit/desk.h"
#include "tests/unit/fixture.h"

/* Ana and Ben of a customer, her agent Tom, and mail that comes in. */
struct post {
	struct ctx *cx;
	struct settings *settings;
	struct actor ana, ben, tom;
};

static struct actor make(struct ctx *cx, const char *email, unsigned roles, organisation_id o)
{
	struct person_new n = { .email = str_from(email), .name = str_from(email), .roles = roles,
		.organisation = o };
	struct person p;
	struct actor a;
	person_id id;

	ASSERT_OK(person_create(cx, &n, &id));
	ASSERT_OK(person_load(cx, id, &p));
	ASSERT_OK(person_actor(cx, &p, &a));
	return a;
}

static struct post post(struct test *t)
{
	struct post p = { .cx = fixture_ctx(t, .now = "2026-11-23T09:00Z") };
	struct organisation_new acme = { .name = STR("Acme"), .sharing = SHARING_OWN };
	organisation_id o;

	ASSERT_OK(organisation_create(p.cx, &acme, &o));
	p.ana = make(p.cx, "ana@acme.example", ROLE_CUSTOMER, o);
	p.ben = make(p.cx, "ben@acme.example", ROLE_CUSTOMER, o);
	p.tom = make(p.cx, "tom@vendor.example", ROLE_AGENT, (organisation_id){ 0 });
	p.settings = arena_new(t->arena, struct settings);
	*p.settings = settings_initial();
	p.settings->smtp_url = STR("smtp://localhost");
	p.cx->settings = p.settings;
	ASSERT_OK(mail_token_ready(p.cx));
	return p;
}

static struct str hash_of(struct arena *a, char c)
{
	char *at = arena_bytes(a, 32);

	memset(at, c, 32);
	return str_of(at, 32);
}

/* Received at `to`, and taken; as it stands then. */
static struct mail_in take_at(struct post *p, const char *to, const struct mailin_letter *l)
{
	struct mailin_arrival a = { .source = STR("lmtp"), .sha256 = hash_of(p->cx->arena, 'r'),
		.size = 1000, .envelope_from = l->from_address, .envelope_to = str_from(to) };
	mail_in_id id;
	struct mail_in m;

	p->cx->actor = &actor_system;
	ASSERT_OK(mailin_receive(p->cx, &a, &id));
	ASSERT_OK(mailin_take(p->cx, id, l));
	ASSERT_OK(mailin_load(p->cx, id, &m));
	return m;
}

static struct mail_in take(struct post *p, const struct mailin_letter *l)
{
	return take_at(p, "support@vendor.example", l);
}

static struct mailin_letter letter(const char *from, const char *subject, const char *text)
{
	return (struct mailin_letter){ .from_address = str_from(from), .from_name = STR("Some Body"),
		.subject = str_from(subject), .text = str_from(text), .reply = str_from(text),
		.to = STR("support@vendor.example") };
}

static struct casefile case_of(struct post *p, casefile_id id)
{
	struct casefile c;

	p->cx->actor = &actor_system;
	ASSERT_OK(casefile_load(p->cx, id, &c));
	return c;
}

static struct casefile open_case(struct post *p)
{
	struct mailin_letter l = letter("ana@acme.example", "BGP sessions flap", "Since noon.");
	struct mail_in m = take(p, &l);

	ASSERT_EQ(m.state, MAILIN_DONE);
	return case_of(p, m.casefile);
}

static struct entry newest(struct post *p, casefile_id id)
{
	struct entry_list list;

	ASSERT_OK(timeline_page(p->cx, id, 0, true, 1, &list));
	ASSERT_EQ(list.len, 1);
	return list.at[0];
}

static struct entry entry_at(struct post *p, entry_id id, casefile_id c)
{
	struct entry_list list;

	ASSERT_OK(timeline_page(p->cx, c, entry_number(id) + 1, true, 1, &list));
	return list.at[0];
}

static struct str waiting(struct post *p)
{
	struct outgoing_list list;
	struct str all = STR("");

	ASSERT_OK(notify_due(p->cx, &list));
	for (size_t i = 0; i < list.len; i++)
		all = str_printf(p->cx->arena, "%.*s%.*s ", STR_ARG(all), STR_ARG(list.at[i].recipient));
	return all;
}

static struct str token(struct post *p, enum mail_token_kind kind, int64_t first, int64_t second)
{
	struct str text;

	ASSERT_OK(mail_token_make(p->cx, &(struct mail_token){ kind, first, second }, &text));
	return text;
}

TEST_STORE(a_customers_mail_opens_a_case_of_the_set_priority_at_the_time_it_was_received)
{
	struct post p = post(t);
	struct mailin_letter l = letter("Ana@ACME.example", "URGENT P1!!! BGP down", "Since noon.\n  a * b");
	struct mail_in m = take(&p, &l);
	struct casefile c = case_of(&p, m.casefile);

	ASSERT_EQ(m.state, MAILIN_DONE);
	ASSERT_EQ(c.priority, 3);
	ASSERT_EQ(c.channel, CHANNEL_MAIL);
	ASSERT_EQ(c.contact.v, p.ana.person.v);
	ASSERT_STR(c.organisation_name, "Acme");
	ASSERT_INSTANT(c.reported_at, "2026-11-23T09:00Z");
	ASSERT_STR(newest(&p, c.id).markup, "<p>Since noon.<br>\n&nbsp;&nbsp;a * b</p>\n");
	ASSERT_EQ(m.entry.v, newest(&p, c.id).id.v);
	ASSERT_STR(waiting(&p), "ana@acme.example ");
}

TEST_STORE(a_stranger_gets_a_case_in_the_intake_queue_or_waits_for_a_decision)
{
	struct post p = post(t);
	struct mailin_letter l = letter("eve@other.example", "Help", "It is broken.");
	struct mail_in m = take(&p, &l);
	struct casefile c = case_of(&p, m.casefile);

	ASSERT_STR(c.queue_name, "Intake");
	ASSERT_STR(c.contact_email, "eve@other.example");
	ASSERT_EQ(c.organisation.v, 0);

	p.settings->mail_unknown_opens = 0;
	l.from_address = STR("new@other.example");
	ASSERT_EQ(take(&p, &l).state, MAILIN_HELD);
}

TEST_STORE(an_address_gives_its_queue_and_language_to_new_cases)
{
	struct post p = post(t);
	struct mailin_letter l = letter("ana@acme.example", "Help", "x");
	support_address_id id;
	queue_id queue;

	ASSERT_OK(queue_create(p.cx, &(struct queue_change){ .name = STR("Optics"), .family = STR("optics") }, &queue));
	ASSERT_OK(support_address_add(p.cx, &(struct support_address_new){ .queue = queue,
		.address = STR("Optics@Vendor.example"), .language = STR("de"), .plus = true }, &id));
	struct casefile c = case_of(&p, take_at(&p, "optics+x@vendor.example", &l).casefile);

	ASSERT_STR(c.queue_name, "Optics");
	ASSERT_STR(c.language, "de");
	ASSERT_ERR(ERR_INVALID, support_address_add(p.cx, &(struct support_address_new){
		.address = STR("optics@vendor.example") }, &id));
}

TEST_STORE(an_answer_to_our_mail_is_added_once_and_opens_a_resolved_case)
{
	struct post p = post(t);
	struct casefile c = open_case(&p);
	struct mailin_letter l = letter("ana@acme.example", "Re: hello", "Again.\n> quoted");

	p.cx->actor = &p.tom;
	ASSERT_OK(casefile_set_status(p.cx, c.id, CASEFILE_OPEN, STR("")));
	ASSERT_OK(casefile_set_status(p.cx, c.id, CASEFILE_RESOLVED, STR("")));
	l.reply = STR("Again.");
	l.message_id = STR("1@acme.example");
	*arena_push(t->arena, &l.answers) = str_printf(t->arena, "case.%.*s@localhost", STR_ARG(c.number));
	struct mail_in m = take(&p, &l), same = take(&p, &l);

	ASSERT_EQ(m.casefile.v, c.id.v);
	ASSERT_STR(entry_at(&p, m.entry, c.id).text, "Again.");
	ASSERT_EQ(entry_at(&p, m.entry, c.id).author.v, p.ana.person.v);
	ASSERT_EQ(case_of(&p, c.id).status, CASEFILE_OPEN);
	ASSERT_EQ(same.state, MAILIN_IGNORED);
}

TEST_STORE(an_answer_to_a_case_that_the_sirt_has_joins_its_report)
{
	struct post p = post(t);
	struct casefile c = open_case(&p);
	struct mailin_letter l = letter("ana@acme.example", "Re: the flaw", "One more packet does it.");
	struct actor sia = make(p.cx, "sia@vendor.example", ROLE_SIRT, (organisation_id){ 0 });
	struct disclosure_entry_list entries;
	bool older;
	struct disclosure_file_list files;
	struct disclosure d;

	ASSERT_OK(handover_case(p.cx, c.id, &d));
	*arena_push(t->arena, &l.answers) = str_printf(t->arena, "case.%.*s@localhost", STR_ARG(c.number));
	struct mail_in m = take(&p, &l);

	ASSERT(m.casefile.v != c.id.v);
	ASSERT_EQ(m.text.len + m.subject.len + m.reply.len, 0);
	ASSERT_EQ(case_of(&p, m.casefile).disclosure.v, d.id.v);
	ASSERT_STR(case_of(&p, m.casefile).summary, "Handed to the SIRT");
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
	struct post p = post(t);
	struct mailin_letter l = letter("ana@acme.example", "Help", "x");
	struct mail_in m = take(&p, &l);
	struct mailin_arrival again = { .source = STR("imap"), .key = STR("imap:1:7:9"), .size = 1,
		.sha256 = hash_of(t->arena, 'x') };
	mail_in_id first, second;

	ASSERT_OK(mailin_take(p.cx, m.id, &l));
	ASSERT_OK(mailin_broken(p.cx, m.id, &l, STR("late"), true));
	ASSERT_OK(mailin_hold(p.cx, m.id, STR("late")));
	ASSERT_EQ(case_of(&p, m.casefile).entry_count, 1);
	ASSERT_OK(mailin_receive(p.cx, &again, &first));
	ASSERT_OK(mailin_receive(p.cx, &again, &second));
	ASSERT(first.v != 0 && second.v == 0);
}

TEST_STORE(who_is_not_on_the_case_cannot_append_with_number_answer_or_token)
{
	struct post p = post(t);
	struct casefile c = open_case(&p);
	struct str of_ana = token(&p, MAIL_TOKEN_REPLY, c.id.v, p.ana.person.v);
	struct str subject = str_printf(t->arena, "Re: [%.*s] x", STR_ARG(c.number));
	struct mailin_letter l = letter("ben@acme.example", str_c(t->arena, subject), "Let me in.");
	struct mailin_letter eve = letter("eve@other.example", "x", "Me too.");

	struct mail_in by_number = take(&p, &l);
	*arena_push(t->arena, &eve.answers) = str_printf(t->arena, "case.%.*s@localhost", STR_ARG(c.number));
	struct mail_in by_answer = take(&p, &eve);
	struct mail_in by_token = take_at(&p, str_c(t->arena, mail_token_address(t->arena,
		STR("support@vendor.example"), of_ana)), &eve);

	ASSERT_EQ(by_number.state, MAILIN_HELD);
	ASSERT_EQ(by_answer.state, MAILIN_HELD);
	ASSERT_EQ(by_token.state, MAILIN_HELD);
	ASSERT_EQ(by_token.casefile.v, c.id.v);
	ASSERT_EQ(case_of(&p, c.id).entry_count, 1);
}

TEST_STORE(somebody_of_the_desk_writes_to_a_case_only_by_answering_a_mail_to_them)
{
	struct post p = post(t);
	struct casefile c = open_case(&p);
	struct str subject = str_printf(t->arena, "[%.*s]", STR_ARG(c.number));
	struct mailin_letter l = letter("tom@vendor.example", str_c(t->arena, subject), "Try this.");
	struct str public = token(&p, MAIL_TOKEN_REPLY, c.id.v, p.tom.person.v);
	struct str note = token(&p, MAIL_TOKEN_NOTE, c.id.v, p.tom.person.v);

	ASSERT_EQ(take(&p, &l).state, MAILIN_HELD);
	*arena_push(t->arena, &l.answers) = str_printf(t->arena, "case.%.*s.7.1.%.*s@localhost",
		STR_ARG(c.number), STR_ARG(public));
	ASSERT_EQ(take(&p, &l).state, MAILIN_DONE);
	ASSERT(newest(&p, c.id).public && newest(&p, c.id).by_staff);
	l.answers.at[0] = str_printf(t->arena, "case.x.7.6.%.*s@localhost", STR_ARG(note));
	ASSERT_EQ(take(&p, &l).state, MAILIN_DONE);
	ASSERT(!newest(&p, c.id).public);
}

TEST_STORE(a_token_that_was_changed_means_nothing)
{
	struct post p = post(t);
	struct casefile c = open_case(&p);
	struct str good = token(&p, MAIL_TOKEN_REPLY, c.id.v, p.ana.person.v);
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
	struct post p = post(t);
	struct casefile c = open_case(&p);
	struct str subject = str_printf(t->arena, "Out of office: [%.*s]", STR_ARG(c.number));
	struct mailin_letter l = letter("ana@acme.example", str_c(t->arena, subject), "I am away.");

	p.cx->actor = &p.tom;
	ASSERT_OK(casefile_set_status(p.cx, c.id, CASEFILE_OPEN, STR("")));
	ASSERT_OK(casefile_set_status(p.cx, c.id, CASEFILE_WAITING_CUSTOMER, STR("")));
	l.robot = STR("Auto-Submitted: auto-replied");
	ASSERT_EQ(take(&p, &l).state, MAILIN_DONE);
	ASSERT(!newest(&p, c.id).public);
	ASSERT_EQ(case_of(&p, c.id).status, CASEFILE_WAITING_CUSTOMER);
	l.subject = STR("Out of office");
	ASSERT_EQ(take(&p, &l).state, MAILIN_IGNORED);
	l.own = true;
	ASSERT_EQ(take(&p, &l).state, MAILIN_IGNORED);
}

TEST_STORE(a_program_that_reports_opens_a_case_and_gets_no_answer)
{
	struct post p = post(t);
	struct mailin_letter l = letter("alarm@acme.example", "Fan failed", "Slot 3");

	l.robot = STR("Auto-Submitted: auto-generated");
	ASSERT_EQ(take(&p, &l).state, MAILIN_DONE);
	ASSERT_STR(waiting(&p), "");
}

TEST_STORE(what_cannot_be_read_is_tried_twice_and_then_a_case_has_it_attached)
{
	struct post p = post(t);
	struct mailin_arrival a = { .source = STR("smtp"), .sha256 = hash_of(t->arena, 'q'), .size = 99 };
	struct mailin_letter l = letter("ana@acme.example", "Broken", "");
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
	struct casefile c = case_of(&p, m.casefile);
	ASSERT_OK(attachment_list(p.cx, &c, &files));
	ASSERT_EQ(files.len, 1);
	ASSERT_STR(files.at[0].name, "message.eml");
}

TEST_STORE(a_held_mail_becomes_an_entry_or_a_case_or_is_ignored_once)
{
	struct post p = post(t);
	struct casefile c = open_case(&p), made;
	struct str subject = str_printf(t->arena, "[%.*s]", STR_ARG(c.number));
	struct mailin_letter l = letter("ben@acme.example", str_c(t->arena, subject), "One.");
	struct mailin_letter eve = letter("eve@other.example", str_c(t->arena, subject), "Two.");
	struct mail_in first = take(&p, &l), second = take(&p, &eve), third = take(&p, &eve);
	struct mail_in_list held;
	struct watcher_list watchers;

	p.cx->actor = &p.ana;
	ASSERT_ERR(ERR_DENIED, mailin_accept(p.cx, first.id, false));
	p.cx->actor = &p.tom;
	ASSERT_OK(mailin_held(p.cx, c.id, &held));
	ASSERT_EQ(held.len, 3);
	ASSERT_OK(mailin_accept(p.cx, first.id, true));
	ASSERT_STR(newest(&p, c.id).text, "One.");
	ASSERT_OK(mailin_open_case(p.cx, second.id, &made));
	ASSERT_STR(made.contact_email, "eve@other.example");
	ASSERT_OK(mailin_ignore(p.cx, third.id));
	ASSERT_ERR(ERR_CONFLICT, mailin_ignore(p.cx, third.id));
	ASSERT_OK(casefile_watchers(p.cx, &c, &watchers));
	ASSERT_EQ(watchers.len, 1);
	ASSERT_OK(mailin_held(p.cx, c.id, &held));
	ASSERT_EQ(held.len, 0);
}

/* --- bounces --- */

static struct mailin_letter bounce(struct test *t, const char *of, const char *recipient,
	enum mailin_outcome outcome)
{
	struct mailin_letter l = letter("mailer-daemon@mx.example", "failure notice", "");

	l.is_report = true;
	l.robot = STR("delivery report");
	l.reported_id = str_from(of);
	*arena_push(t->arena, &l.reports) = (struct mailin_report){ outcome, str_from(recipient),
		STR("5.1.1"), STR("no such user") };
	return l;
}

TEST_STORE(a_mail_that_comes_back_is_noted_on_the_case_and_told_to_the_owner)
{
	struct post p = post(t);
	struct casefile c = open_case(&p);
	struct str id = str_printf(t->arena, "case.%.*s@localhost", STR_ARG(c.number));
	struct mailin_letter l = bounce(t, str_c(t->arena, id), "Ana@acme.example", MAILIN_FAILED);
	struct outgoing_list list;

	p.cx->actor = &p.tom;
	ASSERT_OK(casefile_set_owner(p.cx, c.id, p.tom.person));
	ASSERT_OK(notify_due(p.cx, &list));
	for (size_t i = 0; i < list.len; i++)
		ASSERT_OK(notify_sent(p.cx, list.at[i].id));
	ASSERT_EQ(take(&p, &l).state, MAILIN_DONE);
	ASSERT_HAS(newest(&p, c.id).text, "The mail to ana@acme.example could not be delivered.");
	ASSERT_HAS(newest(&p, c.id).text, "5.1.1 no such user");
	ASSERT(!newest(&p, c.id).public);
	ASSERT_STR(waiting(&p), "tom@vendor.example ");
	ASSERT_EQ(take(&p, &l).state, MAILIN_DONE);
	ASSERT_STR(waiting(&p), "tom@vendor.example ");
}

TEST_STORE(a_mail_that_is_late_is_noted_on_the_case_and_counts_as_no_bounce)
{
	struct post p = post(t);
	struct casefile c = open_case(&p);
	struct str id = str_printf(t->arena, "case.%.*s@localhost", STR_ARG(c.number));
	struct mailin_letter l = bounce(t, str_c(t->arena, id), "Ana@acme.example", MAILIN_DELAYED);
	struct outbox_totals totals;
	struct outgoing_list list;

	p.cx->actor = &p.tom;
	ASSERT_OK(casefile_set_owner(p.cx, c.id, p.tom.person));
	ASSERT_OK(notify_due(p.cx, &list));
	for (size_t i = 0; i < list.len; i++)
		ASSERT_OK(notify_sent(p.cx, list.at[i].id));
	ASSERT_EQ(take(&p, &l).state, MAILIN_DONE);
	ASSERT_HAS(newest(&p, c.id).text, "The mail to ana@acme.example is delayed.");
	ASSERT(!newest(&p, c.id).public);
	ASSERT_STR(waiting(&p), "");
	ASSERT_OK(outbox_totals(p.cx, &totals));
	ASSERT_EQ(totals.failed, 0);
}

/* What the list says after a report: its cause, 0 when mail still goes there. */
static int held_back(struct test *t, const char *status, enum mailin_outcome outcome)
{
	struct post p = post(t);
	struct casefile c = open_case(&p);
	struct str id = str_printf(t->arena, "case.%.*s@localhost", STR_ARG(c.number));
	struct mailin_letter l = bounce(t, str_c(t->arena, id), "Ana@acme.example", outcome);
	struct suppression found;
	bool is_held;

	l.reports.at[0].status = str_from(status);
	ASSERT_EQ(take(&p, &l).state, MAILIN_DONE);
	ASSERT_OK(suppression_find(p.cx, STR("ana@acme.example"), &found, &is_held));
	return is_held ? (int)found.cause : 0;
}

TEST_STORE(a_report_that_a_mailbox_is_gone_holds_further_mail_back)
{
	ASSERT_EQ(held_back(t, "5.1.1", MAILIN_FAILED), SUPPRESSION_BOUNCE);
}

TEST_STORE(a_report_of_a_full_mailbox_holds_nothing_back)
{
	ASSERT_EQ(held_back(t, "5.2.2", MAILIN_FAILED), 0);
}

TEST_STORE(a_report_of_a_delay_holds_nothing_back)
{
	ASSERT_EQ(held_back(t, "5.1.1", MAILIN_DELAYED), 0);
}

TEST_STORE(a_complaint_holds_further_mail_back)
{
	ASSERT_EQ(held_back(t, "", MAILIN_COMPLAINT), SUPPRESSION_COMPLAINT);
}

TEST_STORE(a_report_on_a_mail_that_is_not_ours_is_ignored)
{
	struct post p = post(t);
	struct casefile c = open_case(&p);
	struct mailin_letter other = bounce(t, "x@elsewhere.example", "ana@acme.example", MAILIN_FAILED);
	struct str id = str_printf(t->arena, "case.%.*s@localhost", STR_ARG(c.number));
	struct mailin_letter wrong = bounce(t, str_c(t->arena, id), "eve@other.example", MAILIN_FAILED);

	ASSERT_EQ(take(&p, &other).state, MAILIN_IGNORED);
	ASSERT_EQ(take(&p, &wrong).state, MAILIN_IGNORED);
	ASSERT_EQ(case_of(&p, c.id).entry_count, 1);
}

TEST_STORE(a_brief_that_comes_back_goes_the_next_way_at_once)
{
	struct desk d = desk_open(t, 0x1eu);
	casefile_id id = desk_case(&d, 1);
	struct outgoing_list list;

	ASSERT_OK(mail_token_ready(d.cx));
	desk_run(&d, HOUR);
	ASSERT_OK(notify_due(d.cx, &list));
	struct outgoing brief = list.at[list.len - 1];
	ASSERT(brief.rung.v != 0);
	for (size_t i = 0; i < list.len; i++)
		ASSERT_OK(notify_sent(d.cx, list.at[i].id));
	struct mailin_letter l = bounce(t, str_c(t->arena, brief.message_id),
		str_c(t->arena, brief.recipient), MAILIN_FAILED);
	struct post p = { .cx = d.cx };
	ASSERT_EQ(take(&p, &l).state, MAILIN_DONE);
	desk_pass(&d, false);

	ASSERT_HAS(desk_log(&d, id), "bounced");
	ASSERT_HAS(desk_log(&d, id), "attempt");
}

TEST_STORE(whatever_answers_us_gets_no_more_mails_than_the_cap_in_an_hour)
{
	struct post p = post(t);
	struct mailin_letter l = letter("ana@acme.example", "I am away", "x");
	struct outgoing_list list;

	p.settings->mail_cap = 3;
	for (int i = 0; i < 6; i++)
		ASSERT_EQ(take(&p, &l).state, MAILIN_DONE);
	ASSERT_OK(notify_due(p.cx, &list));
	ASSERT_EQ(list.len, 3);
	p.cx->now = instant_add(p.cx->now, (seconds){ HOUR + 1 });
	ASSERT_EQ(take(&p, &l).state, MAILIN_DONE);
	ASSERT_OK(notify_due(p.cx, &list));
	ASSERT_EQ(list.len, 4);
}

TEST_STORE(a_mail_says_by_a_token_where_to_answer_where_that_comes_to_us)
{
	struct post p = post(t);
	struct outgoing_list list;
	support_address_id id;
	struct str mail, to = STR("support@vendor.example");

	open_case(&p);
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
