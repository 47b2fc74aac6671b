#include "mail/in/smtp.h"
#include "tests/unit/test.h"

static const struct smtp_config smtp = { .host = STR_INIT("mx.vendor.example"), .size_max = 2000,
	.recipients_max = 3 };

/* A talk: what was stored of mails, "[...]" each that was accepted; what is answered. */
struct talk {
	struct smtp s;
	struct buf stored, mail;
	enum smtp_event last;
	size_t piece; /* bytes at a time */
};

static struct talk *talk_with(struct test *t, const struct smtp_config *c, size_t piece)
{
	struct talk *k = arena_new(t->arena, struct talk);

	k->stored = buf_new(t->arena, 100000);
	k->mail = buf_new(t->arena, 100000);
	k->piece = piece;
	smtp_open(&k->s, c, arena_create(), arena_create());
	return k;
}

static void act(struct talk *k, enum smtp_event e)
{
	k->last = e;
	switch (e) {
	case SMTP_RECIPIENT:
		smtp_recipient(&k->s, str_ends(k->s.path, STR("@vendor.example")) ? SMTP_YES : SMTP_NO);
		break;
	case SMTP_BEGIN:
		buf_clear(&k->mail);
		smtp_begun(&k->s, SMTP_YES);
		break;
	case SMTP_BYTES:
		buf_put(&k->mail, k->s.bytes);
		break;
	case SMTP_END:
		buf_printf(&k->stored, "[%.*s]", STR_ARG(buf_str(&k->mail)));
		smtp_accepted(&k->s, SMTP_YES);
		break;
	case SMTP_DROP:
		buf_clear(&k->mail);
		break;
	case SMTP_STARTTLS:
		smtp_secured(&k->s);
		break;
	case SMTP_MORE:
	case SMTP_CLOSE:
		break;
	}
}

static void say(struct talk *k, struct str all)
{
	for (size_t at = 0; at < all.len && k->last != SMTP_CLOSE; at += k->piece) {
		struct str bytes = str_sub(all, at, k->piece);
		do
			act(k, smtp_take(&k->s, &bytes));
		while (k->last != SMTP_MORE && k->last != SMTP_CLOSE);
	}
}

/* The codes of the answers: "220 250 ..."; of several lines the last. */
static struct str codes(struct test *t, struct talk *k)
{
	struct str rest = buf_str(&k->s.out), line, all = STR("");

	while (str_cut(&rest, '\n', &line))
		if (line.at[3] == ' ')
			all = str_printf(t->arena, "%.*s%s%.*s", STR_ARG(all), all.len > 0 ? " " : "", 3,
				line.at);
	buf_clear(&k->s.out);
	return all;
}

#define HELLO "EHLO a.example\r\n"
#define ENVELOPE "MAIL FROM:<ana@acme.example> SIZE=10 BODY=8BITMIME SMTPUTF8\r\nRCPT TO:<support@vendor.example>\r\n"

TEST(a_mail_is_taken_whole_however_its_bytes_arrive)
{
	static const size_t pieces[] = { 1, 2, 3, 7, 5000 };

	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct talk *k = talk_with(t, &smtp, pieces[i]);
		say(k, STR(HELLO ENVELOPE "DATA\r\nSubject: x\r\n\r\n..dot\r\n.\r\x2e\r\n.\r\nQUIT\r\n") );
		ASSERT_STR(codes(t, k), "220 250 250 250 354 550 221");
		k = talk_with(t, &smtp, pieces[i]);
		say(k, STR(HELLO ENVELOPE "DATA\r\nSubject: x\r\n\r\n..dot\r\n.\r\nNOOP\r\nQUIT\r\n"));
		ASSERT_STR(codes(t, k), "220 250 250 250 354 250 250 221");
		ASSERT_STR(buf_str(&k->stored), "[Subject: x\r\n\r\n.dot\r\n]");
	}
}

TEST(a_second_mail_cannot_hide_behind_other_ends_of_lines)
{
	static const char *const ends[] = { "\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r", "\r.\r\n", "\r\n.\r" };

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		struct talk *k = talk_with(t, &smtp, 5000);
		say(k, str_printf(t->arena, HELLO ENVELOPE "DATA\r\none%sMAIL FROM:<x@y.example>\r\n"
			"RCPT TO:<support@vendor.example>\r\nDATA\r\ntwo\r\n.\r\nQUIT\r\n", ends[i]));
		ASSERT_STR(codes(t, k), "220 250 250 250 354 550 221");
		ASSERT_STR(buf_str(&k->stored), "");
	}
}

TEST(a_command_with_another_end_of_line_ends_the_talk)
{
	struct talk *k = talk_with(t, &smtp, 5000);
	struct talk *cr = talk_with(t, &smtp, 5000);

	say(k, STR("EHLO a\nMAIL FROM:<a@b.example>\r\n"));
	ASSERT_STR(codes(t, k), "220 500");
	ASSERT_EQ(k->last, SMTP_CLOSE);
	say(cr, STR("EHLO a\rNOOP\r\n"));
	ASSERT_STR(codes(t, cr), "220 500");
}

TEST(unknown_recipients_are_refused_and_too_many_mistakes_end_the_talk)
{
	struct talk *k = talk_with(t, &smtp, 5000);

	say(k, STR(HELLO "MAIL FROM:<>\r\nRCPT TO:<nobody@elsewhere.example>\r\nDATA\r\n"));
	ASSERT_HAS(buf_str(&k->s.out), "550 5.1.1 ");
	ASSERT_STR(codes(t, k), "220 250 250 550 554");
	for (int i = 0; i < 20; i++)
		say(k, STR("NONSENSE\r\n"));
	ASSERT_HAS(buf_str(&k->s.out), "421 4.7.0 ");
	ASSERT_EQ(k->last, SMTP_CLOSE);
}

TEST(limits_of_a_mail_are_answered_with_their_codes)
{
	struct talk *k = talk_with(t, &smtp, 5000);
	struct buf big = buf_new(t->arena, 10000);

	for (int i = 0; i < 300; i++)
		buf_put(&big, STR("0123456789\r\n"));
	say(k, STR(HELLO "MAIL FROM:<a@b.example> SIZE=99999\r\n"));
	ASSERT_HAS(buf_str(&k->s.out), "552 5.3.4 ");
	ASSERT_STR(codes(t, k), "220 250 552");
	say(k, STR(ENVELOPE "RCPT TO:<b@vendor.example>\r\nRCPT TO:<c@vendor.example>\r\n"
		"RCPT TO:<d@vendor.example>\r\nDATA\r\n"));
	ASSERT_STR(codes(t, k), "250 250 250 250 452 354");
	say(k, str_concat(t->arena, buf_str(&big), STR(".\r\n")));
	ASSERT_STR(codes(t, k), "552");
	ASSERT_STR(buf_str(&k->stored), "");
}

TEST(lmtp_answers_for_each_recipient)
{
	struct smtp_config c = smtp;
	c.lmtp = true;
	struct talk *k = talk_with(t, &c, 5000);

	say(k, STR("EHLO a\r\nLHLO a\r\n" ENVELOPE "RCPT TO:<b@vendor.example>\r\nDATA\r\nx\r\n.\r\n"));
	ASSERT_STR(codes(t, k), "220 500 250 250 250 250 354 250 250");
	ASSERT_STR(buf_str(&k->stored), "[x\r\n]");
}

TEST(chunks_are_joined_and_a_chunk_that_nobody_asked_for_is_read_away)
{
	for (size_t piece = 1; piece < 9; piece++) {
		struct talk *k = talk_with(t, &smtp, piece);
		say(k, STR(HELLO "BDAT 6\r\nQUIT\r\n" ENVELOPE "BDAT 4\r\nab\r\nBDAT 3\r\n.\r\nBDAT 0 LAST\r\nNOOP\r\n"));
		ASSERT_STR(codes(t, k), "220 250 503 250 250 250 250 250 250");
		ASSERT_STR(buf_str(&k->stored), "[ab\r\n.\r\n]");
	}
}

TEST(a_chunk_without_a_size_and_an_empty_line_are_mistakes)
{
	struct talk *k = talk_with(t, &smtp, 5000);

	say(k, STR(HELLO "\r\n" ENVELOPE "BDAT\r\n"));
	ASSERT_STR(codes(t, k), "220 250 500 250 250 501");
	k = talk_with(t, &smtp, 5000);
	say(k, STR(HELLO ENVELOPE "BDAT \r\nabc\r\n"));
	ASSERT_STR(codes(t, k), "220 250 250 250 501");
}

TEST(what_was_sent_before_tls_counts_for_nothing)
{
	struct smtp_config c = smtp;
	c.tls = true;
	struct talk *k = talk_with(t, &c, 5000);
	struct talk *bad = talk_with(t, &c, 5000);

	say(k, STR(HELLO "MAIL FROM:<a@b.example>\r\nSTARTTLS\r\n"));
	say(k, STR("RCPT TO:<support@vendor.example>\r\n" HELLO "STARTTLS\r\n"));
	ASSERT_LACKS(buf_str(&k->s.out), "250-STARTTLS\r\n250 ENHANCEDSTATUSCODES\r\n250 ENHANCED");
	ASSERT_STR(codes(t, k), "220 250 250 220 503 250 503");
	say(bad, STR(HELLO "STARTTLS\r\nMAIL FROM:<evil@b.example>\r\n"));
	ASSERT_STR(codes(t, bad), "220 250 220 554");
	ASSERT_EQ(bad->last, SMTP_CLOSE);
}

TEST(mails_follow_each_other_on_one_connection)
{
	struct talk *k = talk_with(t, &smtp, 5000);

	say(k, STR(HELLO ENVELOPE "DATA\r\n1\r\n.\r\n" ENVELOPE "RSET\r\nDATA\r\n" ENVELOPE "DATA\r\n.\r\n"));
	ASSERT_STR(codes(t, k), "220 250 250 250 354 250 250 250 250 503 250 250 354 250");
	ASSERT_STR(buf_str(&k->stored), "[1\r\n][]");
}
