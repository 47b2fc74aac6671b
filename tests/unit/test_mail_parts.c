/* Where the parts of a message begin and end, also of messages that break the rules. */
#include "base/limits.h"
#include "mail/read/read.h"
#include "tests/unit/test.h"

static struct mail read_bytes(struct test *t, struct str bytes)
{
	struct mail m;

	ASSERT_OK(mail_read(test_ctx(t), bytes, NULL, &m));
	return m;
}

#define READ(literal) read_bytes(t, STR(literal))
#define HEAD "From: ines@acme.example\nMIME-Version: 1.0\n"
#define TEXT "Content-Type: text/plain\n\n"

TEST(an_outer_boundary_ends_an_inner_multipart_that_was_never_closed)
{
	struct mail m = READ(HEAD "Content-Type: multipart/mixed; boundary=outer\n\n"
		"--outer\nContent-Type: multipart/alternative; boundary=inner\n\n"
		"--inner\n" TEXT "words\n--outer\n" TEXT "more\n--outer--\n");

	ASSERT_EQ(m.parts.len, 2);
	ASSERT_STR(m.parts.at[0].text, "words");
	ASSERT_STR(m.parts.at[1].text, "more");
}

TEST(where_nothing_is_ever_closed_the_innermost_boundary_is_believed)
{
	struct mail m = READ(HEAD "Content-Type: multipart/mixed; boundary=outer\n\n"
		"--outer\nContent-Type: multipart/mixed; boundary=inner\n\n"
		"--inner\n" TEXT "one\n--inner\n" TEXT "two\n--outer\nquoted\n");

	ASSERT_EQ(m.parts.len, 2);
	ASSERT_STR(m.parts.at[1].text, "two\n--outer\nquoted\n");
}

TEST(what_follows_a_boundary_in_its_line_does_not_hide_it)
{
	struct mail m = READ(HEAD "Content-Type: multipart/mixed; boundary=b1\n\n"
		"--b1 \t\n" TEXT "one\n--b1 (second)\n" TEXT "two\n--b1-- end\n");

	ASSERT_EQ(m.parts.len, 2);
	ASSERT_STR(m.parts.at[0].text, "one");
	ASSERT_STR(m.parts.at[1].text, "two");
}

TEST(a_boundary_of_dashes_needs_its_whole_line)
{
	struct mail m = READ(HEAD "Content-Type: multipart/mixed; boundary=\"---\"\n\n"
		"-----\n" TEXT "one\n-----Original Message-----\nold\n-------\n");

	ASSERT_EQ(m.parts.len, 1);
	ASSERT_STR(m.parts.at[0].text, "one\n-----Original Message-----\nold");
}

TEST(a_boundary_glued_to_the_line_before_it_ends_the_part)
{
	struct mail m = READ(HEAD "Content-Type: multipart/mixed; boundary=\"=_Part_0042_x\"\n\n"
		"--=_Part_0042_x\n" TEXT "one--=_Part_0042_x\n"
		"Content-Type: image/png\nContent-Transfer-Encoding: base64\n\naGk=--=_Part_0042_x--\n");
	struct mail brief = READ(HEAD "Content-Type: multipart/mixed; boundary=b\n\n"
		"--b\n" TEXT "see a--b and c--b--\nlast--b--\n");

	ASSERT_EQ(m.parts.len, 2);
	ASSERT_STR(m.parts.at[0].text, "one");
	ASSERT_EQ(m.parts.at[1].size, 2);
	ASSERT_EQ(brief.parts.len, 1);
	ASSERT_STR(brief.parts.at[0].text, "see a--b and c--b--\nlast");
}

TEST(a_message_that_was_cut_off_keeps_what_came)
{
	struct mail m = READ(HEAD "Content-Type: multipart/mixed; boundary=b1\n\n"
		"--b1\n" TEXT "all\n--b1\nContent-Type: application/pdf; name=a.pdf\n\nhalf");
	struct mail head = READ(HEAD "Content-Type: multipart/mixed; boundary=b1\n\n"
		"--b1\n" TEXT "all\n--b1\nContent-Type: application/pdf; name=a.pdf");

	ASSERT_EQ(m.parts.len, 2);
	ASSERT_EQ(m.parts.at[1].size, 4);
	ASSERT_EQ(head.parts.len, 2);
	ASSERT_STR(head.parts.at[1].name, "a.pdf");
}

TEST(a_part_without_content_and_without_the_end_of_its_header_is_none)
{
	struct mail m = READ(HEAD "Content-Type: multipart/mixed; boundary=b1\n\n"
		"--b1\n--b1\nContent-Type: text/plain\n--b1\n" TEXT "one\n--b1--\n");

	ASSERT_EQ(m.parts.len, 1);
	ASSERT_STR(m.text, "one");
}

TEST(a_forgotten_empty_line_loses_no_text)
{
	struct mail m = READ(HEAD "Content-Type: multipart/mixed; boundary=b1\n\n"
		"--b1\nContent-Type: text/plain\nthe switch is down\nsince this morning\n--b1--\n");
	struct mail alone = READ("From: ines@acme.example\nSubject: Port\nit is down\nsince today\n");

	ASSERT_STR(m.text, "the switch is down\nsince this morning");
	ASSERT_STR(alone.text, "it is down\nsince today\n");
}

TEST(a_line_that_is_no_field_does_not_end_a_header)
{
	struct mail m = READ("From: ines@acme.example\nthis was broken by a list\n"
		"Subject: Port\n  is down\nContent-Type: text/plain; charset=iso-8859-1\n\n\xfc\n");

	ASSERT_STR(m.subject, "Port is down");
	ASSERT_STR(m.text, "ü\n");
}

TEST(parts_of_a_digest_are_messages)
{
	struct mail m = READ(HEAD "Content-Type: multipart/digest; boundary=b1\n\n"
		"--b1\n\nFrom: a@b.example\n\none\n--b1\n" TEXT "two\n--b1--\n");

	ASSERT_STR(m.parts.at[0].type, "message/rfc822");
	ASSERT_STR(m.parts.at[1].type, "text/plain");
}

TEST(outer_boundaries_in_many_open_multiparts_are_found_in_time)
{
	struct buf out = buf_new(t->arena, 8 << 20);

	buf_put(&out, STR(HEAD));
	for (int i = 0; i < LIMIT_MAIL_DEPTH; i++)
		buf_printf(&out, "Content-Type: multipart/mixed; boundary=x%dx\n\n--x%dx\n", i, i);
	for (int i = 0; i < 100000; i++)
		buf_printf(&out, "--x%dx\n", i % LIMIT_MAIL_DEPTH);
	struct mail m;
	error e = mail_read(test_ctx(t), buf_str(&out), NULL, &m);
	ASSERT(e == OK || err_is(e, ERR_LIMIT));
}
