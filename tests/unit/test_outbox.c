#include "domain/notify/outbox.h"

#include "domain/account/permission.h"
#include "domain/casefile/notice/notice.h"
#include "domain/notify/digest.h"
#include "domain/notify/suppression.h"
#include "mail/message.h"
#include "mail/sender.h"
#include "tests/unit/desk.h"
#include "tests/unit/smtp_sink.h"

#define ALL 0x1eu

/* A desk with a mail server, and the program itself as the actor. */
struct box {
	struct desk desk;
	struct ctx *cx;
	struct smtp_sink *sink;
	struct courier *courier;
};

static struct box box_open(struct test *t)
{
	struct box b = { .desk = desk_open(t, ALL), .sink = smtp_sink_open(t) };

	b.cx = b.desk.cx;
	b.cx->actor = &actor_system;
	b.desk.settings->smtp_url = smtp_sink_url(t, b.sink);
	b.desk.settings->mail_from = STR("support@desk.example");
	mail_library_start();
	ASSERT_OK(courier_open(b.cx, &b.courier));
	return b;
}

static void box_close(struct box *b)
{
	courier_close(b->courier);
	smtp_sink_close(b->sink);
}

static outbox_id queue(struct box *b, struct str to)
{
	outbox_id id;
	struct outgoing_new n = { .channel = OUTGOING_MAIL, .purpose = STR("account"),
		.recipient = to, .subject = STR("Hello"), .text = STR("words") };

	ASSERT_OK(notify_queue(b->cx, &n, &id));
	return id;
}

static struct sender_pass pass(struct test *t, struct box *b)
{
	struct sender_pass result;

	fixture_release(b->cx);
	ASSERT_OK(store_reader(b->cx, b->desk.store, &b->cx->db));
	ASSERT_OK(sender_pass(b->cx, b->desk.store, b->courier, &result));
	ASSERT_OK(store_hold_writer(b->cx, b->desk.store));
	return result;
}

static struct outbox_line only_line(struct test *t, struct box *b, enum outbox_show show)
{
	struct outbox_line_list list;

	ASSERT_OK(outbox_page(b->cx, show, (outbox_id){ 0 }, &list));
	ASSERT_EQ(list.len, 1);
	return list.at[0];
}

TEST_STORE(an_address_that_does_not_exist_is_not_written_to_again)
{
	struct box b = box_open(t);
	struct suppression s;
	bool found;

	b.sink->answer_rcpt = "550 5.1.1 no such user";
	queue(&b, STR("Gone@acme.example"));
	pass(t, &b);
	ASSERT_OK(suppression_find(b.cx, STR("gone@ACME.example"), &s, &found));
	ASSERT(found);
	ASSERT_STR(s.why, "550 5.1.1 no such user");

	b.sink->answer_rcpt = "250 ok";
	queue(&b, STR("gone@acme.example"));
	struct sender_pass again = pass(t, &b);
	box_close(&b);
	ASSERT_EQ(again.failed, 1);
	ASSERT_EQ(b.sink->count, 0);
	ASSERT_OK(suppression_find(b.cx, STR("gone@acme.example"), &s, &found));
	ASSERT_EQ(s.skipped, 1);
}

TEST_STORE(a_full_mailbox_and_a_dislike_of_the_sender_do_not_hold_mail_back)
{
	static const char *const answers[] = { "552 5.2.2 mailbox full", "550 5.7.1 blocked",
		"550 5.1.8 bad sender", "550 no", "450 4.2.1 later" };
	struct box b = box_open(t);
	struct suppression s;
	bool found;

	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
		b.sink->answer_rcpt = answers[i];
		queue(&b, STR("full@acme.example"));
		pass(t, &b);
	}
	box_close(&b);
	ASSERT_OK(suppression_find(b.cx, STR("full@acme.example"), &s, &found));
	ASSERT(!found);
}

TEST_STORE(a_lifted_address_gets_mail_again)
{
	struct box b = box_open(t);
	struct suppression_list list;

	ASSERT_OK(suppression_note(b.cx, STR("back@acme.example"), SUPPRESSION_BOUNCE, STR("5.1.1")));
	ASSERT_OK(suppression_page(b.cx, STR("ACME"), STR(""), &list));
	ASSERT_EQ(list.len, 1);
	ASSERT_OK(suppression_lift(b.cx, STR("back@acme.example")));
	ASSERT_ERR(ERR_NOT_FOUND, suppression_lift(b.cx, STR("back@acme.example")));
	queue(&b, STR("back@acme.example"));
	pass(t, &b);
	box_close(&b);
	ASSERT_EQ(b.sink->count, 1);
}

TEST_STORE(a_complaint_counts_more_than_a_bounce)
{
	struct box b = box_open(t);
	struct suppression s;
	bool found;

	ASSERT_OK(suppression_note(b.cx, STR("a@acme.example"), SUPPRESSION_BOUNCE, STR("first")));
	ASSERT_OK(suppression_note(b.cx, STR("a@acme.example"), SUPPRESSION_COMPLAINT, STR("spam")));
	ASSERT_OK(suppression_note(b.cx, STR("a@acme.example"), SUPPRESSION_BOUNCE, STR("later")));
	ASSERT_OK(suppression_find(b.cx, STR("a@acme.example"), &s, &found));
	box_close(&b);
	ASSERT_STR(s.why, "spam");
}

TEST_STORE(a_message_is_queued_then_delayed_and_a_retry_sends_it_at_once)
{
	struct box b = box_open(t);
	outbox_id id = queue(&b, STR("a@acme.example"));
	struct outbox_line line = only_line(t, &b, OUTBOX_WAITING);

	ASSERT_STR(outbox_word(line.state, line.attempts), "Queued");
	b.sink->answer_rcpt = "451 4.3.0 later";
	pass(t, &b);
	line = only_line(t, &b, OUTBOX_WAITING);
	ASSERT_STR(outbox_word(line.state, line.attempts), "Delayed");
	ASSERT_STR(line.last_error, "451 4.3.0 later");

	b.sink->answer_rcpt = "250 ok";
	ASSERT_EQ(pass(t, &b).sent, 0);
	ASSERT_OK(outbox_retry(b.cx, id));
	ASSERT_EQ(pass(t, &b).sent, 1);
	ASSERT_ERR(ERR_CONFLICT, outbox_retry(b.cx, id));
	line = only_line(t, &b, OUTBOX_ALL);
	box_close(&b);
	ASSERT_STR(outbox_word(line.state, line.attempts), "Sent");
}

TEST_STORE(a_dropped_message_is_not_sent)
{
	struct box b = box_open(t);
	struct outbox_totals totals;

	ASSERT_OK(outbox_drop(b.cx, queue(&b, STR("a@acme.example"))));
	ASSERT_ERR(ERR_NOT_FOUND, outbox_drop(b.cx, (outbox_id){ 999 }));
	ASSERT_EQ(pass(t, &b).sent, 0);
	ASSERT_OK(outbox_totals(b.cx, &totals));
	box_close(&b);
	ASSERT_EQ(totals.waiting, 0);
}

/* --- digests --- */

static void queue_later(struct box *b, const char *subject)
{
	outbox_id id;
	struct outgoing_new n = { .channel = OUTGOING_MAIL, .purpose = STR("case"),
		.recipient = STR("agent@desk.example"), .person = b->desk.agent,
		.subject = str_from(subject), .text = STR("words of it"), .digest = true,
		.send_at = instant_add(b->cx->now, (seconds){ HOUR }) };

	ASSERT_OK(notify_queue(b->cx, &n, &id));
}

TEST_STORE(messages_that_wait_for_a_digest_go_in_one_mail)
{
	struct box b = box_open(t);
	struct outbox_totals totals;

	queue_later(&b, "First");
	queue_later(&b, "Second");
	ASSERT_EQ(pass(t, &b).sent, 0);
	b.cx->now = instant_add(b.cx->now, (seconds){ HOUR });
	ASSERT_EQ(pass(t, &b).sent, 1);
	ASSERT_EQ(pass(t, &b).sent, 0);
	ASSERT_OK(outbox_totals(b.cx, &totals));
	box_close(&b);

	ASSERT_EQ(totals.waiting, 0);
	ASSERT_EQ(b.sink->count, 1);
	ASSERT_HAS(str_from(b.sink->mails[0].text), "Subject: 2 messages on your cases");
	ASSERT_HAS(str_from(b.sink->mails[0].text), "First");
	ASSERT_HAS(str_from(b.sink->mails[0].text), "Second");
}

TEST_STORE(an_answer_to_a_digest_of_several_cases_belongs_to_none_of_them)
{
	struct box b = box_open(t);
	struct outgoing_list due;
	struct digest one, both;

	queue_later(&b, "First");
	b.cx->now = instant_add(b.cx->now, (seconds){ HOUR });
	ASSERT_OK(notify_due(b.cx, &due));
	due.at[0].casefile = (casefile_id){ 7 };
	ASSERT_OK(digest_gather(b.cx, &due.at[0], &one));
	b.cx->now = instant_add(b.cx->now, (seconds){ -HOUR });
	queue_later(&b, "Second");
	b.cx->now = instant_add(b.cx->now, (seconds){ HOUR });
	ASSERT_OK(digest_gather(b.cx, &due.at[0], &both));
	box_close(&b);

	ASSERT_EQ(one.mail.casefile.v, 7);
	ASSERT_EQ(both.parts.len, 2);
	ASSERT_EQ(both.mail.casefile.v, 0);
	ASSERT_STR(both.mail.purpose, "digest");
}

TEST_STORE(a_digest_that_fails_is_tried_again_whole)
{
	struct box b = box_open(t);

	queue_later(&b, "First");
	queue_later(&b, "Second");
	b.cx->now = instant_add(b.cx->now, (seconds){ HOUR });
	b.sink->answer_data = "451 later";
	ASSERT_EQ(pass(t, &b).failed, 1);
	b.sink->answer_data = "250 ok";
	b.cx->now = instant_add(b.cx->now, (seconds){ HOUR });
	ASSERT_EQ(pass(t, &b).sent, 1);
	box_close(&b);
	ASSERT_HAS(str_from(b.sink->mails[0].text), "2 messages on your cases");
}

TEST(a_digest_goes_at_the_next_full_hour_or_in_the_morning_of_its_reader)
{
	instant now = { INT64_C(1795425000) * US_PER_SECOND }; /* 2026-11-23T09:10:00Z */

	ASSERT_INSTANT(digest_hourly(now), "2026-11-23T10:00:00Z");
	ASSERT_INSTANT(digest_daily(now, STR("Europe/Berlin")), "2026-11-24T06:00:00Z");
	ASSERT_INSTANT(digest_daily(now, STR("America/Chicago")), "2026-11-23T13:00:00Z");
}

TEST_STORE(who_likes_news_once_an_hour_gets_them_then)
{
	struct box b = box_open(t);
	struct actor agent = { .person = b.desk.agent, .roles = ROLE_AGENT };
	casefile_id id = desk_case(&b.desk, 3);
	struct outgoing_list due;
	struct casefile c;

	actor_derive(&agent);
	b.cx->actor = &agent;
	ASSERT_OK(notice_cadence_choose(b.cx, NOTICE_HOURLY));
	ASSERT_ERR(ERR_INVALID, notice_cadence_choose(b.cx, (enum notice_cadence)4));
	b.cx->actor = &actor_system;
	ASSERT_OK(casefile_set_owner(b.cx, id, b.desk.agent));
	ASSERT_OK(casefile_load(b.cx, id, &c));
	ASSERT_OK(notice_tell(b.cx, &c, &(struct notice){ .kind = NOTICE_STATUS, .to = STR("Open") }));
	ASSERT_OK(notify_due(b.cx, &due));
	ASSERT_EQ(due.len, 1); /* that it was assigned comes at once */
	b.cx->now = digest_hourly(b.cx->now);
	ASSERT_OK(notify_due(b.cx, &due));
	box_close(&b);
	ASSERT_EQ(due.len, 2);
}

TEST_STORE(a_brief_to_an_address_that_is_held_back_takes_the_next_way_at_once)
{
	struct box b = box_open(t);

	ASSERT_OK(suppression_note(b.cx, STR("manager@desk.example"), SUPPRESSION_BOUNCE, STR("5.1.1")));
	desk_case(&b.desk, 1);
	desk_run(&b.desk, HOUR);
	ASSERT_EQ(pass(t, &b).failed, 1);
	desk_pass(&b.desk, false);
	ASSERT_HAS(desk_mail(&b.desk), "admin@desk.example [ALARM]");
	box_close(&b);
	ASSERT_EQ(b.sink->count, 0);
}

TEST_STORE(the_outbox_is_for_administrators)
{
	struct box b = box_open(t);
	struct outbox_line_list lines;
	struct suppression_list list;

	outbox_id id = queue(&b, STR("a@acme.example"));
	struct actor agent = { .person = b.desk.agent, .roles = ROLE_AGENT };
	actor_derive(&agent);
	b.cx->actor = &agent;
	ASSERT_ERR(ERR_DENIED, outbox_page(b.cx, OUTBOX_ALL, (outbox_id){ 0 }, &lines));
	ASSERT_ERR(ERR_DENIED, outbox_retry(b.cx, id));
	ASSERT_ERR(ERR_DENIED, outbox_drop(b.cx, id));
	ASSERT_ERR(ERR_DENIED, suppression_page(b.cx, STR(""), STR(""), &list));
	ASSERT_ERR(ERR_DENIED, suppression_lift(b.cx, STR("a@acme.example")));
	box_close(&b);
}
