#include "mail/read/read.h"

#include <string.h>

#include "base/limits.h"
#include "tests/unit/test.h"

static struct mail read_bytes(struct test *t, struct str bytes)
{
	struct mail m;

	ASSERT_OK(mail_read(test_ctx(t), bytes, NULL, &m));
	return m;
}

#define READ(literal) read_bytes(t, STR(literal))

#define REPORT_HEAD "From: Mail System <mailer-daemon@mx.example>\nTo: desk@desk.example\n" \
	"Subject: Undelivered\nContent-Type: multipart/report; report-type=delivery-status; " \
	"boundary=b\n\n--b\n\nYour mail was not delivered.\n\n"
#define ORIGINAL "\n--b\nContent-Type: message/rfc822\n\nTo: ines@acme.example\n" \
	"Message-ID: <case.7@desk.example>\n\nHello\n--b--\n"
#define STATUS(fields) READ(REPORT_HEAD "--b\nContent-Type: message/delivery-status\n\n" \
	"Reporting-MTA: dns; mx.example\n\n" fields "\n" ORIGINAL)

/* --- RFC 3464 --- */

TEST(a_failed_recipient_is_reported_with_status_and_reason)
{
	struct mail m = STATUS("Final-Recipient: rfc822; ines@acme.example\nAction: failed\n"
		"Status: 5.1.1 (bad address)\nDiagnostic-Code: smtp; 550 5.1.1 <ines@acme.example>:\n"
		"    User unknown in local table\n");

	ASSERT(mail_is_bounce(&m));
	ASSERT_EQ(m.reports.len, 1);
	ASSERT_EQ(m.reports.at[0].action, MAIL_FAILED);
	ASSERT(m.reports.at[0].hard);
	ASSERT_STR(m.reports.at[0].status, "5.1.1");
	ASSERT_STR(m.reports.at[0].reason, "user-unknown");
	ASSERT_STR(m.reports.at[0].recipient, "ines@acme.example");
	ASSERT_STR(m.reports.at[0].diagnostic, "550 5.1.1 <ines@acme.example>: User unknown in local table");
	ASSERT_STR(m.reported_id, "case.7@desk.example");
	ASSERT_STR(m.auto_reason, "delivery report");
}

TEST(class_4_is_soft_also_when_it_failed)
{
	struct mail late = STATUS("Final-Recipient: rfc822; a@b.example\nAction: delayed\nStatus: 4.4.1\n");
	struct mail gone = STATUS("Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 4.4.7\n");

	ASSERT_EQ(late.reports.at[0].action, MAIL_DELAYED);
	ASSERT(!late.reports.at[0].hard);
	ASSERT_EQ(gone.reports.at[0].action, MAIL_FAILED);
	ASSERT(!gone.reports.at[0].hard);
	ASSERT_STR(gone.reports.at[0].reason, "expired");
}

TEST(what_was_delivered_is_a_report_but_no_bounce)
{
	struct mail m = STATUS("Final-Recipient: rfc822; a@b.example\nAction: delivered\nStatus: 2.0.0\n");

	ASSERT_EQ(m.reports.len, 1);
	ASSERT_EQ(m.reports.at[0].action, MAIL_DELIVERED);
	ASSERT(!mail_is_bounce(&m));
}

TEST(each_recipient_has_its_report_and_failures_come_first)
{
	struct mail m = STATUS("Final-Recipient: rfc822; a@b.example\nAction: delivered\nStatus: 2.0.0\n\n"
		"Original-Recipient: rfc822; c@d.example\nFinal-Recipient: local; c\nAction: failed\n"
		"Status: 5.2.2\nFinal-Recipient: rfc822; e@f.example\nAction: delayed\nStatus: 4.0.0\n");

	ASSERT_EQ(m.reports.len, 3);
	ASSERT_STR(m.reports.at[0].recipient, "c@d.example");
	ASSERT_STR(m.reports.at[0].reason, "mailbox-full");
	ASSERT_STR(m.reports.at[1].recipient, "a@b.example");
	ASSERT_STR(m.reports.at[2].recipient, "e@f.example");
}

TEST(a_report_of_very_many_recipients_is_cut)
{
	struct buf out = buf_new(t->arena, 1 << 20);

	buf_put(&out, STR(REPORT_HEAD "--b\nContent-Type: message/delivery-status\n\n"));
	for (int i = 0; i < 500; i++)
		buf_printf(&out, "Final-Recipient: rfc822; a%d@b.example\nAction: failed\nStatus: 5.0.0\n\n", i);
	ASSERT_EQ(read_bytes(t, buf_str(&out)).reports.len, LIMIT_MAIL_REPORTS);
}

TEST(a_complaint_names_who_complains)
{
	struct mail m = READ("From: abuse@isp.example\nContent-Type: multipart/report; "
		"report-type=feedback-report; boundary=b\n\n--b\n\nA complaint.\n\n"
		"--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n" ORIGINAL);

	ASSERT_EQ(m.reports.at[0].action, MAIL_COMPLAINT);
	ASSERT_STR(m.reports.at[0].recipient, "ines@acme.example");
}

TEST(a_complaint_without_fields_is_told_by_the_message_in_it)
{
	struct mail m = READ("From: staff@mail.example\nSubject: complaint about message from 192.0.2.1\n"
		"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n"
		"X-HmXmrOriginalRecipient: ines@acme.example\nSubject: x\n\nx\n--b--\n");

	ASSERT_EQ(m.reports.at[0].action, MAIL_COMPLAINT);
	ASSERT_STR(m.reports.at[0].recipient, "ines@acme.example");
}

/* --- prose --- */

#define DAEMON "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nTo: desk@desk.example\n" \
	"Subject: failure notice\n\n"

static void expect(struct test *t, const char *body, const char *wanted)
{
	struct mail m = read_bytes(t, str_printf(t->arena, DAEMON "%s", body));

	ASSERT_EQ(m.reports.len, 1);
	struct mail_report *r = &m.reports.at[0];
	ASSERT_STR(str_printf(t->arena, "%.*s %.*s %.*s %s", STR_ARG(r->recipient), STR_ARG(r->status),
		STR_ARG(r->reason), r->hard ? "hard" : "soft"), wanted);
}

TEST(prose_of_servers_is_understood)
{
	expect(t, "Hi. I wasn't able to deliver your message to these addresses.\n\n"
		"<ines@acme.example>:\n192.0.2.25 said: 550 5.1.1 unknown user\nGiving up.\n\n"
		"--- Below this line is a copy of the message.\n\nTo: other@acme.example\n",
		"ines@acme.example 5.1.1 user-unknown hard");
	expect(t, "A message that you sent could not be\ndelivered.\n\n  ines@acme.example\n"
		"    SMTP error from remote mail server after RCPT TO:<ines@acme.example>:\n"
		"    host mx.acme.example [192.0.2.1]: 452 4.2.2 Over quota\n",
		"ines@acme.example 4.2.2 mailbox-full soft");
	expect(t, "Could not be delivered to: <ines@acme.example>\nTheir mailbox is full.\n",
		"ines@acme.example  mailbox-full soft");
	expect(t, "Unable to deliver message to <ines@acme.example>.\nHost unknown\n",
		"ines@acme.example  host-unknown hard");
	expect(t, "Diese Nachricht konnte nicht zugestellt werden:\nines@acme.example\n550 gibt es nicht\n",
		"ines@acme.example  unknown hard");
}

TEST(fields_in_a_plain_text_are_understood)
{
	expect(t, "Technical report:\n\nFinal-Recipient: rfc822; ines@acme.example\nAction: failed\n"
		"Status: 5.7.1\n", "ines@acme.example 5.7.1 policy hard");
}

TEST(a_delay_is_not_a_failure)
{
	struct mail m = READ("From: MAILER-DAEMON@mx.example\nSubject: Warning: message delayed 4 hours\n\n"
		"A message that you sent has not yet been delivered to:\n  ines@acme.example\n"
		"Connection timed out. No action is required on your part.\n");

	ASSERT_EQ(m.reports.at[0].action, MAIL_DELAYED);
	ASSERT(!m.reports.at[0].hard);
}

TEST(a_person_who_writes_about_bounces_is_a_person)
{
	static const char *const mails[] = {
		"From: Ines <ines@acme.example>\nSubject: mail problem\n\nMy mail to bob@x.example could "
		"not be delivered:\n550 5.1.1 user unknown\n",
		"From: Ines <ines@acme.example>\nSubject: Fwd: failure notice\n\n<bob@x.example>:\n"
		"550 5.1.1 could not be delivered\n",
		"From: Ines <ines@acme.example>\nSubject: Undeliverable again\n\nSee the attachment.\n",
		"From: Ines <ines@acme.example>\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nsee\n"
		"--b\nContent-Type: message/rfc822\n\nFrom: MAILER-DAEMON@x.example\n\n"
		"<a@b.example>: could not be delivered: 550 no\n--b--\n",
	};

	for (size_t i = 0; i < sizeof mails / sizeof *mails; i++)
		ASSERT(!mail_is_bounce(&(struct mail[]){ read_bytes(t, str_from(mails[i])) }[0]));
}

TEST(numbers_that_only_look_like_answers_are_none)
{
	struct mail m = READ(DAEMON "The mail to ines@acme.example was not delivered.\n"
		"host 192.0.2.5.1.1 version 5.1.1.2 id 550-x v4.55.1\n");

	ASSERT_STR(m.reports.at[0].status, "");
}

/* --- programs --- */

static struct str auto_of(struct test *t, const char *head)
{
	return read_bytes(t, str_printf(t->arena, "From: ines@acme.example\n%s\n\nI am away.\n",
		head)).auto_reason;
}

TEST(mail_of_programs_is_told_with_the_reason)
{
	ASSERT_STR(auto_of(t, "Auto-Submitted: auto-replied"), "Auto-Submitted: auto-replied");
	ASSERT_STR(auto_of(t, "Precedence: bulk"), "Precedence: bulk");
	ASSERT_STR(auto_of(t, "X-Auto-Response-Suppress: All"), "X-Auto-Response-Suppress: All");
	ASSERT_STR(auto_of(t, "X-Loop: desk@desk.example"), "X-Loop: desk@desk.example");
	ASSERT_STR(auto_of(t, "List-Id: <news.acme.example>"), "List-Id: <news.acme.example>");
	ASSERT_STR(auto_of(t, "Return-Path: <>"), "Return-Path: <>");
	ASSERT_STR(auto_of(t, "Subject: Out of Office: case 7"), "Subject: Out of Office: case 7");
	ASSERT_STR(auto_of(t, "Subject: =?utf-8?q?R=C3=A9ponse_automatique?= : panne"),
		"Subject: Réponse automatique : panne");
	ASSERT_STR(auto_of(t, "Subject: Abwesenheitsnotiz"), "Subject: Abwesenheitsnotiz");
}

TEST(mail_of_people_is_not_automatic)
{
	ASSERT_STR(auto_of(t, "Subject: Re: out of office printer"), "");
	ASSERT_STR(auto_of(t, "Auto-Submitted: no"), "");
	ASSERT_STR(auto_of(t, "Precedence: normal"), "");
	ASSERT_STR(auto_of(t, "X-Auto-Response-Suppress:"), "");
	ASSERT_STR(auto_of(t, "Return-Path: <ines@acme.example>"), "");
}
