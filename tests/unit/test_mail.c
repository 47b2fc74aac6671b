#include <arpa/inet.h>

#include "domain/account/token.h"
#include "domain/notify/outbox.h"
#include "mail/message.h"
#include "mail/private_host.h"
#include "mail/sender.h"
#include "tests/unit/desk.h"
#include "tests/unit/site.h"
#include "tests/unit/smtp_sink.h"
#include "web/api/api.h"

#define ALL 0x1eu

/* --- the mail --- */

static struct str compose(struct test *t, const struct outgoing *o)
{
	struct settings s = settings_initial();
	struct str mail;

	s.center_name = STR("Nordwärts GmbH");
	s.mail_from = STR("support@nord.example");
	mail_library_start();
	ASSERT_OK(mail_compose(test_ctx(t), &s, o, &mail));
	return mail;
}

TEST(a_message_becomes_a_mail_with_its_own_id_that_says_a_program_sent_it)
{
	struct outgoing o = { .recipient = STR("vp@acme.example"), .message_id = STR("esc.1@host"),
		.subject = STR("Überlastet"), .text = STR("Grüße\n.\nend"),
		.headers = STR("X-Case: 2026-1\nList-Id: <esc.host>\n"
			"List-Unsubscribe: <https://support.nord.example/unsubscribe/1.2."
			"GBtziKVjHju6sdJkk0hZ4cl8oXILc_LdkE4Haey4PAU>\n"
			"List-Unsubscribe-Post: List-Unsubscribe=One-Click\n"),
		.created_at = { INT64_C(1763888400) * US_PER_SECOND } };
	struct str mail = compose(t, &o);

	ASSERT_HAS(mail, "Message-Id: <esc.1@host>\r\n");
	ASSERT_HAS(mail, "Auto-Submitted: auto-generated\r\n");
	ASSERT_HAS(mail, "X-Auto-Response-Suppress: OOF, AutoReply\r\n");
	ASSERT_HAS(mail, "X-Mainstay-Loop: localhost\r\n");
	ASSERT_HAS(mail, "To: vp@acme.example\r\n");
	ASSERT_HAS(mail, "<support@nord.example>\r\n");
	ASSERT_HAS(mail, "Date: Sun, 23 Nov 2025 09:00:00 +0000\r\n");
	ASSERT_HAS(mail, "X-Case: 2026-1\r\n");
	ASSERT_HAS(mail, "\r\nList-Unsubscribe: <https://support.nord.example/unsubscribe/1.2."
		"GBtziKVjHju6sdJkk0hZ4cl8oXILc_LdkE4Haey4PAU>\r\n");
	ASSERT_HAS(mail, "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
	ASSERT_HAS(mail, "Gr=C3=BC=C3=9Fe\r\n");
	ASSERT_LACKS(mail, "Ü");
	ASSERT_LACKS(mail, "multipart");
}

TEST(html_stands_beside_the_text)
{
	struct outgoing o = { .recipient = STR("a@b.example"), .message_id = STR("x@y"),
		.subject = STR("s"), .text = STR("plain"), .html = STR("<p>rich</p>") };
	struct str mail = compose(t, &o);

	ASSERT_HAS(mail, "multipart/alternative");
	ASSERT(str_find(mail, STR("plain")) < str_find(mail, STR("<p>rich</p>")));
}

/* --- private networks --- */

static bool is_private(const char *address)
{
	struct sockaddr_in v4 = { .sin_family = AF_INET };
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };

	if (inet_pton(AF_INET, address, &v4.sin_addr) == 1)
		return private_host_is((struct sockaddr *)&v4);
	ASSERT_EQ(inet_pton(AF_INET6, address, &v6.sin6_addr), 1);
	return private_host_is((struct sockaddr *)&v6);
}

TEST(webhooks_do_not_reach_into_private_networks)
{
	static const char *const inside[] = { "127.0.0.1", "10.1.2.3", "172.31.255.1",
		"192.168.0.9", "169.254.169.254", "0.0.0.0", "100.64.0.1", "::1", "fe80::1",
		"fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::" };
	static const char *const outside[] = { "192.0.43.7", "8.8.4.4", "172.32.0.1",
		"2a00:1450::1", "2002:808:404::1" };

	for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
		ASSERT(is_private(inside[i]));
	for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
		ASSERT(!is_private(outside[i]));
}

/* --- from the outbox to a server --- */

struct post {
	struct desk desk;
	struct smtp_sink *sink;
	struct courier *courier;
};

static struct post post_open(struct test *t)
{
	struct post p = { .desk = desk_open(t, ALL), .sink = smtp_sink_open(t) };

	p.desk.settings->smtp_url = smtp_sink_url(t, p.sink);
	p.desk.settings->mail_from = STR("support@desk.example");
	mail_library_start();
	ASSERT_OK(courier_open(p.desk.cx, &p.courier));
	return p;
}

static void post_close(struct post *p)
{
	courier_close(p->courier);
	smtp_sink_close(p->sink);
}

static struct sender_pass pass(struct post *p)
{
	struct ctx *cx = p->desk.cx;
	struct sender_pass result;

	fixture_release(cx);
	ASSERT_OK(store_reader(cx, p->desk.store, &cx->db));
	ASSERT_OK(sender_pass(cx, p->desk.store, p->courier, &result));
	ASSERT_OK(store_hold_writer(cx, p->desk.store));
	return result;
}

TEST_STORE(a_brief_of_priority_1_reaches_the_manager_after_an_hour_and_once)
{
	struct post p = post_open(t);

	desk_case(&p.desk, 1);
	desk_run(&p.desk, HOUR - 1);
	struct sender_pass before = pass(&p);
	desk_run(&p.desk, HOUR);
	struct sender_pass after = pass(&p), again = pass(&p);
	post_close(&p);

	ASSERT_EQ(before.sent, 0);
	ASSERT_EQ(after.sent, 1);
	ASSERT_EQ(again.sent, 0);
	ASSERT_EQ(p.sink->count, 1);
	ASSERT_STR(str_from(p.sink->mails[0].to), "manager@desk.example");
	ASSERT_STR(str_from(p.sink->mails[0].from), "support@desk.example");
	ASSERT_HAS(str_from(p.sink->mails[0].text), "Message-Id: <esc.2026-1123-0001.");
	ASSERT_HAS(str_from(p.sink->mails[0].text), "core router down");
}

TEST_STORE(a_case_opened_by_api_is_briefed_an_hour_later)
{
	struct post p = post_open(t);
	struct ctx *cx = p.desk.cx;
	struct token_new token = { .person = p.desk.agent };
	struct str secret;

	ASSERT_OK(token_create(cx, &token, &secret));
	fixture_release(cx);
	struct site s = site_start(t, api_routes, p.desk.store);
	struct str reply = site_ask(t, &s, "POST /api/v1/cases",
		str_c(t->arena, str_printf(t->arena, "Authorization: Bearer %.*s\r\n"
			"Content-Type: application/json\r\n", STR_ARG(secret))),
		"{\"summary\":\"Both uplinks are down\",\"description\":\"Since 02:10.\","
		"\"priority\":1,\"impact\":\"No internet.\","
		"\"contact\":\"ingrid@acme.example\"}");
	ASSERT_HAS(reply, "HTTP/1.1 201");
	site_stop(&s);
	ASSERT_OK(store_hold_writer(cx, p.desk.store));
	cx->now = instant_add(instant_now(), (seconds){ HOUR });
	desk_pass(&p.desk, false);
	struct sender_pass after = pass(&p);
	post_close(&p);

	ASSERT_EQ(after.sent, 1);
	ASSERT_HAS(str_from(p.sink->mails[0].text), "Both uplinks are down");
	ASSERT_HAS(str_from(p.sink->mails[0].text), "[P1][L1");
}

TEST_STORE(a_server_that_is_away_delays_a_mail_and_it_keeps_its_id)
{
	struct post p = post_open(t);
	struct str url = p.desk.settings->smtp_url;

	desk_case(&p.desk, 1);
	desk_run(&p.desk, HOUR);
	p.desk.settings->smtp_url = STR("smtp://127.0.0.1:1");
	struct sender_pass first = pass(&p);
	p.desk.settings->smtp_url = url;
	struct sender_pass early = pass(&p);
	desk_at(&p.desk, HOUR + 60);
	struct sender_pass later = pass(&p);
	post_close(&p);

	ASSERT_EQ(first.failed, 1);
	ASSERT_EQ(early.sent, 0);
	ASSERT_EQ(later.sent, 1);
	ASSERT_EQ(p.sink->count, 1);
}

TEST_STORE(a_refused_recipient_is_not_tried_again_and_the_next_way_is_taken)
{
	struct post p = post_open(t);

	p.sink->answer_rcpt = "550 no such mailbox";
	desk_case(&p.desk, 1);
	desk_run(&p.desk, HOUR);
	struct sender_pass refused = pass(&p);
	desk_pass(&p.desk, false);
	struct str mail = desk_mail(&p.desk);
	post_close(&p);

	ASSERT_EQ(refused.failed, 1);
	ASSERT_HAS(mail, "[ALARM]");
}

TEST_STORE(a_mail_that_cannot_be_signed_goes_out_and_an_administrator_is_told)
{
	struct post p = post_open(t);
	struct outbox_unsigned before, after;
	struct outbox_line_list all;

	p.desk.settings->mail_pgp_key = STR("0123456789ABCDEF0123456789ABCDEF01234567");
	desk_case(&p.desk, 1);
	desk_run(&p.desk, HOUR);
	ASSERT_OK(outbox_unsigned(p.desk.cx, &before));
	struct sender_pass sent = pass(&p);
	ASSERT_OK(outbox_unsigned(p.desk.cx, &after));
	ASSERT_OK(outbox_page(p.desk.cx, OUTBOX_ALL, (outbox_id){ 0 }, &all));
	p.desk.settings->mail_pgp_key = STR("");
	ASSERT_OK(outbox_unsigned(p.desk.cx, &before));
	post_close(&p);

	ASSERT_EQ(sent.sent, 1);
	ASSERT_EQ(p.sink->count, 1);
	ASSERT_EQ(after.count, 1);
	ASSERT_STR(after.why, "nobody keeps the keys");
	ASSERT_STR(all.at[0].unsigned_why, "nobody keeps the keys");
	/* Where no key is to sign there is nothing to tell. */
	ASSERT_EQ(before.count, 0);
}

TEST_STORE(a_busy_server_is_tried_again)
{
	struct post p = post_open(t);

	p.sink->answer_data = "451 later";
	desk_case(&p.desk, 1);
	desk_run(&p.desk, HOUR);
	struct sender_pass busy = pass(&p);
	desk_at(&p.desk, HOUR + 60);
	p.sink->answer_data = "250 ok";
	struct sender_pass again = pass(&p);
	post_close(&p);

	ASSERT_EQ(busy.failed, 1);
	ASSERT_EQ(again.sent, 1);
}

TEST_STORE(without_a_mail_server_mails_wait)
{
	struct post p = post_open(t);

	p.desk.settings->smtp_url = STR("");
	desk_case(&p.desk, 1);
	desk_run(&p.desk, HOUR);
	struct sender_pass none = pass(&p);
	post_close(&p);

	ASSERT_EQ(none.sent + none.failed, 0);
	ASSERT_EQ(desk_mail_count(&p.desk), 1);
}

/* One look of the sender, as its thread does it; *ret_used is what it took of memory. */
static struct sender_pass pass_alone(struct post *p, size_t *ret_used)
{
	AUTO_ARENA arena = arena_create();
	struct ctx cx = *p->desk.cx;
	struct sender_pass result;

	cx.arena = arena;
	fixture_release(p->desk.cx);
	ASSERT_OK(store_reader(&cx, p->desk.store, &cx.db));
	ASSERT_OK(sender_pass(&cx, p->desk.store, p->courier, &result));
	ASSERT_OK(store_hold_writer(p->desk.cx, p->desk.store));
	*ret_used = arena_used(arena);
	return result;
}

TEST_STORE(a_long_queue_goes_out_by_batches_each_mail_once_in_the_same_memory)
{
	enum { MAILS = 230, BATCHES = 3 };
	static const int64_t batches[BATCHES] = { 100, 100, 30 };
	struct post p = post_open(t);
	size_t used[BATCHES + 1];
	outbox_id id;

	for (int i = 0; i < MAILS; i++)
		ASSERT_OK(notify_queue(p.desk.cx, &(struct outgoing_new){ .channel = OUTGOING_MAIL,
			.purpose = STR("account"), .subject = STR("Hello"), .text = STR("Hello"),
			.recipient = str_printf(t->arena, "p%03d@acme.example", i) }, &id));
	for (int i = 0; i < BATCHES; i++)
		ASSERT_EQ(pass_alone(&p, &used[i]).sent, batches[i]);
	struct sender_pass last = pass_alone(&p, &used[BATCHES]);
	post_close(&p);

	ASSERT_EQ(last.sent + last.failed, 0);
	ASSERT(!last.more);
	ASSERT_EQ(p.sink->taken, MAILS);
	ASSERT_STR(str_from(p.sink->mails[0].to), "p000@acme.example");
	ASSERT_STR(str_from(p.sink->mails[1].to), "p001@acme.example");
	ASSERT(used[1] <= used[0] + used[0] / 20);
	ASSERT(used[2] <= used[1]);
}

TEST_STORE(briefs_go_before_other_mail)
{
	struct post p = post_open(t);
	struct outgoing_new other = { .channel = OUTGOING_MAIL, .purpose = STR("account"),
		.recipient = STR("ingrid@acme.example"), .subject = STR("Hello"),
		.text = STR("Hello") };
	outbox_id id;

	ASSERT_OK(notify_queue(p.desk.cx, &other, &id));
	desk_case(&p.desk, 1);
	desk_run(&p.desk, HOUR);
	struct sender_pass first = pass(&p), second = pass(&p);
	post_close(&p);

	ASSERT(first.more);
	ASSERT_EQ(second.sent, 1);
	ASSERT_EQ(p.sink->count, 2);
	ASSERT_STR(str_from(p.sink->mails[0].to), "manager@desk.example");
	ASSERT_STR(str_from(p.sink->mails[1].to), "ingrid@acme.example");
}
