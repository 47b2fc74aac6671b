/* Letters to a mail server, whatever it answers. */
#include "mail/smtp_client.h"

#include "base/buf.h"
#include "tests/unit/smtp_sink.h"

#define MAIL STR("Subject: Hello\r\n\r\nHello\r\n")
#define OFFERS "250-sink\r\n250-PIPELINING\r\n250-SIZE 1000000\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 dsn"

enum { SECONDS = 20 };

struct talk {
	struct settings settings;
	struct smtp_sink *sink;
	struct smtp_client *client;
	struct arena *arena;
};

static struct talk talk(struct test *t)
{
	struct talk k = { .settings = settings_initial(), .sink = smtp_sink_open(t),
		.client = smtp_client_make(t->arena), .arena = t->arena };

	k.settings.smtp_url = smtp_sink_url(t, k.sink);
	return k;
}

static struct smtp_outcome give_to(struct talk *k, const char *to, struct str message)
{
	return smtp_client_give(k->client, k->arena, &k->settings,
		&(struct smtp_letter){ STR("desk@nord.example"), str_from(to), message }, SECONDS);
}

static struct smtp_outcome give(struct talk *k)
{
	return give_to(k, "ana@acme.example", MAIL);
}

static void end(struct talk *k)
{
	smtp_client_end(k->client);
	smtp_sink_close(k->sink);
}

TEST(reports_are_asked_for_where_the_server_offers_them)
{
	struct talk k = talk(t);

	k.sink->answer_ehlo[0] = k.sink->answer_ehlo[1] = OFFERS;
	ASSERT(give_to(&k, "ana+x=1@acme.example", MAIL).delivered);
	end(&k);

	ASSERT_STR(str_from(k.sink->mails[0].mail), "MAIL FROM:<desk@nord.example> SIZE=25 RET=HDRS\r\n");
	ASSERT_STR(str_from(k.sink->mails[0].rcpt), "RCPT TO:<ana+x=1@acme.example> "
		"NOTIFY=FAILURE,DELAY ORCPT=rfc822;ana+2Bx+3D1@acme.example\r\n");
}

TEST(a_server_that_offers_nothing_is_asked_for_nothing)
{
	struct talk k = talk(t);

	ASSERT(give_to(&k, "ana@acme.example", STR("Subject: x\r\n\r\nGr\xc3\xbc\xc3\x9f\x65\r\n")).delivered);
	end(&k);

	ASSERT_STR(str_from(k.sink->mails[0].mail), "MAIL FROM:<desk@nord.example>\r\n");
	ASSERT_STR(str_from(k.sink->mails[0].rcpt), "RCPT TO:<ana@acme.example>\r\n");
}

TEST(addresses_and_texts_beyond_ascii_are_announced)
{
	struct talk k = talk(t);

	k.sink->answer_ehlo[0] = k.sink->answer_ehlo[1] = OFFERS;
	ASSERT(give_to(&k, "j\xc3\xbcrg@b\xc3\xbc\x63her.example", STR("S: x\r\n\r\n\xc3\xbc\r\n")).delivered);
	end(&k);

	ASSERT_HAS(str_from(k.sink->mails[0].mail), " BODY=8BITMIME SMTPUTF8 RET=HDRS");
	ASSERT_STR(str_from(k.sink->mails[0].rcpt),
		"RCPT TO:<j\xc3\xbcrg@xn--bcher-kva.example> NOTIFY=FAILURE,DELAY\r\n");
}

TEST(a_host_beyond_ascii_needs_no_offer_and_a_name_does)
{
	struct talk k = talk(t);

	ASSERT(give_to(&k, "ana@b\xc3\xbc\x63her.example", MAIL).delivered);
	struct smtp_outcome named = give_to(&k, "j\xc3\xbcrg@acme.example", MAIL);
	end(&k);

	ASSERT_STR(str_from(k.sink->mails[0].to), "ana@xn--bcher-kva.example");
	ASSERT(!named.delivered);
	ASSERT_EQ(named.status, 553);
	ASSERT_EQ(k.sink->taken, 1);
}

TEST(an_address_that_would_be_a_command_is_refused)
{
	struct talk k = talk(t);

	ASSERT_EQ(give_to(&k, "a@b.example> NOTIFY=NEVER", MAIL).status, 553);
	ASSERT_EQ(give_to(&k, "a@b.example\r\nRSET", MAIL).status, 553);
	end(&k);
	ASSERT_EQ(k.sink->connections, 0);
}

TEST(the_longest_address_is_said_whole_and_a_longer_one_is_refused)
{
	enum { LONGEST = 399 };
	struct talk k = talk(t);
	char address[LONGEST + 2] = { 0 };

	k.sink->answer_ehlo[0] = k.sink->answer_ehlo[1] = OFFERS;
	memset(address, '+', LONGEST);
	ASSERT(give_to(&k, address, MAIL).delivered);
	address[LONGEST] = '+';
	ASSERT_EQ(give_to(&k, address, MAIL).status, 553);
	end(&k);
}

TEST(lines_that_begin_with_a_dot_arrive_as_they_are)
{
	struct talk k = talk(t);
	struct buf long_one = buf_new(t->arena, 1 << 20);

	for (int i = 0; i < 3000; i++)
		buf_put(&long_one, STR(".dot\r\n..\r\nplain\r\n"));
	ASSERT(give_to(&k, "ana@acme.example", STR(".\r\n..two\r\nlast")).delivered);
	ASSERT(give_to(&k, "ana@acme.example", buf_str(&long_one)).delivered);
	end(&k);

	ASSERT_STR(str_from(k.sink->mails[0].text), ".\r\n..two\r\nlast\r\n");
	ASSERT(str_eq(str_from(k.sink->mails[1].text), buf_str(&long_one)));
	ASSERT_EQ(k.sink->connections, 1);
}

TEST(a_server_that_hangs_up_between_letters_is_called_again_and_gets_each_once)
{
	struct talk k = talk(t);

	k.sink->letters = 2;
	for (int i = 0; i < 5; i++)
		ASSERT(give(&k).delivered);
	end(&k);

	ASSERT_EQ(k.sink->taken, 5);
	ASSERT_EQ(k.sink->connections, 3);
}

TEST(a_refusal_is_told_in_the_servers_words_and_the_next_letter_goes_on)
{
	struct talk k = talk(t);

	k.sink->answer_rcpt = "550-5.1.1 this person\r\n550 5.1.1 no such user";
	struct smtp_outcome rcpt = give(&k);
	k.sink->answer_rcpt = "250 ok";
	k.sink->answer_mail = "452 4.3.1 full";
	struct smtp_outcome from = give(&k);
	k.sink->answer_mail = "250 ok";
	k.sink->answer_go = "554 5.7.1 not today";
	struct smtp_outcome go = give(&k);
	k.sink->answer_go = "354 go on";
	k.sink->answer_data = "552 5.3.4 too large";
	struct smtp_outcome data = give(&k);
	k.sink->answer_data = "250 ok";
	ASSERT(give(&k).delivered);
	end(&k);

	ASSERT_EQ(rcpt.status, 550);
	ASSERT_STR(rcpt.why, "550 5.1.1 no such user");
	ASSERT_EQ(from.status, 452);
	ASSERT_EQ(go.status, 554);
	ASSERT_EQ(data.status, 552);
	ASSERT_EQ(k.sink->taken, 1);
	ASSERT_EQ(k.sink->connections, 1);
}

TEST(a_server_that_goes_is_called_again_for_the_next_letter)
{
	struct talk k = talk(t);

	k.sink->answer_mail = "421 going down";
	struct smtp_outcome gone = give(&k);
	k.sink->answer_mail = "250 ok";
	ASSERT(give(&k).delivered);
	end(&k);

	ASSERT_EQ(gone.status, 421);
	ASSERT_EQ(k.sink->connections, 2);
}

/* It may have been taken: only who sent it can decide to send it again. */
TEST(a_letter_whose_last_answer_is_lost_is_given_once_and_counts_as_not_delivered)
{
	struct talk k = talk(t);

	ASSERT(give(&k).delivered);
	k.sink->answer_data = NULL;
	struct smtp_outcome lost = give(&k);
	end(&k);

	ASSERT(!lost.delivered);
	ASSERT_EQ(lost.status, 0);
	ASSERT_EQ(k.sink->taken, 2);
	ASSERT_EQ(k.sink->connections, 1);
}

/* Those whose answers libcurl reads come before. */
static const char **step(struct smtp_sink *s, int i)
{
	const char **steps[] = { &s->answer_ehlo[1], &s->answer_mail, &s->answer_rcpt, &s->answer_go,
		&s->answer_data };

	return steps[i];
}

TEST(a_server_that_answers_nonsense_at_any_step_fails_that_letter_alone)
{
	enum { STEPS = 5, LONG = 5000, LINES = 700 };
	char *endless = arena_bytes(t->arena, LONG), *lines = arena_bytes(t->arena, LONG);
	const char *nonsense[] = { NULL, "hello", "25", "999 what", "250-a\r\n550 b", "\1\2\3", endless, lines };

	memset(endless, '2', LONG - 1);
	endless[LONG - 1] = '\0';
	for (int i = 0; i < LINES; i++)
		memcpy(lines + i * 7, "250-x\r\n", 8);
	for (int at = 0; at < STEPS; at++)
		for (size_t n = 0; n < sizeof nonsense / sizeof *nonsense; n++) {
			struct talk k = talk(t);
			const char *right = *step(k.sink, at);
			*step(k.sink, at) = nonsense[n];
			struct smtp_outcome o = give(&k);
			*step(k.sink, at) = right;
			bool next = give(&k).delivered;
			end(&k);
			ASSERT(!o.delivered);
			ASSERT(o.why.len > 0);
			ASSERT(next);
		}
}

TEST(a_letter_without_time_left_is_not_given)
{
	struct talk k = talk(t);
	struct smtp_outcome o = smtp_client_give(k.client, t->arena, &k.settings,
		&(struct smtp_letter){ STR("a@b.example"), STR("c@d.example"), MAIL }, 0);
	end(&k);

	ASSERT(!o.delivered);
	ASSERT_EQ(o.code, CURLE_OPERATION_TIMEDOUT);
}
