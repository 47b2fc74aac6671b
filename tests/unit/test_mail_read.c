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

static struct str json(struct test *t, const struct mail *m)
{
	struct buf out = buf_new(t->arena, 1 << 20);
	struct json_writer j = jw_new(&out);

	mail_json(test_ctx(t), m, false, &j);
	return buf_str(&out);
}

#define HEAD "From: \"Ines Falk\" <ines@acme.example>\r\nTo: support@desk.example\r\n"

/* --- headers --- */

TEST(a_mail_says_who_wrote_to_whom_and_when)
{
	struct mail m = READ("From: =?utf-8?q?J=C3=BCrgen_Wei=C3=9F?= <jw@acme.example>\r\n"
		"To: Desk <support@desk.example>, other@desk.example\r\n"
		"Cc: team: a@x.example, b@x.example;\r\n"
		"Subject: =?iso-8859-1?Q?St=F6rung?=\r\n =?iso-8859-1?Q?_seit_heute?=\r\n"
		"Date: Mon, 23 Nov 2026 10:00:00 +0100\r\n"
		"Message-ID: <one@acme.example>\r\nIn-Reply-To: <case.1@desk.example>\r\n"
		"References: <zero@desk.example>\r\n <case.1@desk.example>\r\n\r\nHello\r\n");

	ASSERT_EQ(m.from.len, 1);
	ASSERT_STR(m.from.at[0].name, "Jürgen Weiß");
	ASSERT_STR(m.from.at[0].address, "jw@acme.example");
	ASSERT_EQ(m.to.len, 2);
	ASSERT_STR(m.to.at[1].address, "other@desk.example");
	ASSERT_EQ(m.cc.len, 2);
	ASSERT_STR(m.cc.at[1].address, "b@x.example");
	ASSERT_STR(m.subject, "Störung seit heute");
	ASSERT_INSTANT(m.date, "2026-11-23T09:00:00Z");
	ASSERT_STR(m.message_id, "one@acme.example");
	ASSERT_EQ(m.in_reply_to.len, 1);
	ASSERT_STR(m.in_reply_to.at[0], "case.1@desk.example");
	ASSERT_EQ(m.references.len, 2);
	ASSERT_STR(m.text, "Hello\n");
}

TEST(bytes_of_a_header_that_name_no_charset_are_read_all_the_same)
{
	struct mail utf8 = READ(HEAD "Subject: Gr\xc3\xbc\xc3\x9f" "e\r\n\r\n.");
	struct mail latin = READ(HEAD "Subject: Gr\xfc\xdf" "e\r\n\r\n.");

	ASSERT_STR(utf8.subject, "Grüße");
	ASSERT_STR(latin.subject, "Grüße");
}

TEST(a_mail_without_a_date_has_none)
{
	struct mail none = READ(HEAD "\r\nx"), wrong = READ(HEAD "Date: tomorrow\r\n\r\nx");

	ASSERT(!instant_is_set(none.date));
	ASSERT(!instant_is_set(wrong.date));
	ASSERT_HAS(json(t, &none), "\"date\":null");
}

TEST(a_text_without_a_header_is_all_text)
{
	struct mail m = READ("Hello: you there,\nit is down.\n");
	struct mail box = READ("From ines@acme.example Mon Nov 23 09:00:00 2026\n" HEAD "\r\nx\r\n");

	ASSERT_STR(m.text, "Hello: you there,\nit is down.\n");
	ASSERT_EQ(m.from.len, 0);
	ASSERT_STR(box.from.at[0].address, "ines@acme.example");
	ASSERT_STR(box.text, "x\n");
}

TEST(an_empty_message_is_read)
{
	struct mail m = READ("");

	ASSERT_STR(m.text, "");
	ASSERT_EQ(m.from.len, 0);
}

/* --- charsets --- */

TEST(a_text_is_decoded_by_the_charset_that_it_names)
{
	struct mail latin = READ(HEAD "Content-Type: text/plain; charset=iso-8859-1\r\n"
		"Content-Transfer-Encoding: quoted-printable\r\n\r\nGr=FC=DFe =93x=94\r\n");
	struct mail koi = READ(HEAD "Content-Type: text/plain; charset=koi8-r\r\n\r\n\xf0\xd2\xc9\xd7\xc5\xd4");
	struct mail jis = READ(HEAD "Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n"
		"\x1b$B%F%9%H\x1b(B\r\n");
	struct mail wide = READ(HEAD "Content-Type: text/plain; charset=utf-16\r\n"
		"Content-Transfer-Encoding: base64\r\n\r\nSABpAA==\r\n");

	ASSERT_STR(latin.text, "Grüße “x”\n");
	ASSERT_STR(koi.text, "Привет");
	ASSERT_STR(jis.text, "テスト\n");
	ASSERT_STR(wide.text, "Hi");
}

TEST(a_charset_that_is_wrong_or_unknown_loses_no_words)
{
	struct mail none = READ(HEAD "\r\nGr\xc3\xbc\xc3\x9f" "e");
	struct mail claims = READ(HEAD "Content-Type: text/plain; charset=utf-8\r\n\r\nGr\xfc\xdf" "e");
	struct mail unknown = READ(HEAD "Content-Type: text/plain; charset=klingon\r\n\r\nGr\xfc\xdf" "e");
	struct mail broken = READ(HEAD "Content-Type: text/plain; charset=utf-8\r\n\r\n\xc3\xbc \xff.");

	ASSERT_STR(none.text, "Grüße");
	ASSERT_STR(claims.text, "Grüße");
	ASSERT_STR(unknown.text, "Grüße");
	ASSERT_STR(broken.text, "ü \xef\xbf\xbd.");
}

/* --- parts --- */

#define MIXED HEAD "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b1\"\r\n\r\n"

TEST(attachments_have_name_type_size_and_hash)
{
	struct mail m = READ(MIXED "--b1\r\nContent-Type: text/plain\r\n\r\nsee file\r\n"
		"--b1\r\nContent-Type: Application/PDF\r\nContent-Transfer-Encoding: base64\r\n"
		"Content-Disposition: attachment; filename*0*=utf-8''%e2%82%ac%20;"
		" filename*1=report.pdf\r\n\r\naGVsbG8=\r\n--b1--\r\n");

	ASSERT_STR(m.text, "see file");
	ASSERT_EQ(m.parts.len, 2);
	ASSERT_STR(m.parts.at[1].name, "€ report.pdf");
	ASSERT_STR(m.parts.at[1].type, "application/pdf");
	ASSERT_EQ(m.parts.at[1].size, 5);
	ASSERT_HAS(json(t, &m), "\"attachments\":[{\"name\":\"€ report.pdf\",\"type\":\"application/pdf\","
		"\"size\":5,\"sha256\":\"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824\","
		"\"inline\":false}]");
}

TEST(a_file_name_in_an_encoded_word_is_read_and_its_folders_are_dropped)
{
	struct mail m = READ(MIXED "--b1\r\nContent-Type: image/png; name=\"=?utf-8?B?w6QucG5n?=\"\r\n"
		"Content-Disposition: attachment\r\n\r\nx\r\n"
		"--b1\r\nContent-Disposition: attachment; filename=\"..\\\\..\\\\win\\\\a/../../.b.exe\"\r\n\r\n"
		"x\r\n--b1--\r\n");

	ASSERT_STR(m.parts.at[0].name, "ä.png");
	ASSERT_STR(m.parts.at[1].name, "b.exe");
}

TEST(of_alternatives_the_plain_one_is_the_text)
{
	struct mail m = READ(HEAD "Content-Type: multipart/alternative; boundary=b1\r\n\r\n"
		"--b1\r\nContent-Type: text/plain\r\n\r\nplain\r\n"
		"--b1\r\nContent-Type: text/html\r\n\r\n<p>rich</p>\r\n"
		"--b1\r\nContent-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\n--b1--\r\n");

	ASSERT_STR(m.text, "plain");
	ASSERT(m.html_present);
	ASSERT(!m.parts.at[1].attached);
	ASSERT(m.parts.at[2].attached);
}

TEST(cards_and_invitations_are_attachments_whatever_their_disposition)
{
	struct mail m = READ(HEAD "Content-Type: multipart/mixed; boundary=b1\r\n\r\n"
		"--b1\r\nContent-Type: text/plain\r\n\r\nSee my card.\r\n"
		"--b1\r\nContent-Type: text/x-vcard; name=\"ana.vcf\"\r\nContent-Disposition: inline\r\n\r\n"
		"BEGIN:VCARD\r\nEND:VCARD\r\n"
		"--b1\r\nContent-Type: text/directory; profile=vCard\r\n\r\nBEGIN:VCARD\r\n"
		"--b1\r\nContent-Type: application/ics; name=\"invite.ics\"\r\n"
		"Content-Transfer-Encoding: base64\r\n\r\nQkVHSU46VkNBTEVOREFSDQo=\r\n--b1--\r\n");
	struct mail alone = READ(HEAD "Content-Type: text/calendar; method=REQUEST\r\n\r\n"
		"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n");

	ASSERT_STR(m.text, "See my card.");
	ASSERT_STR(m.reply, "See my card.");
	ASSERT_EQ(m.parts.len, 4);
	for (size_t i = 1; i < m.parts.len; i++)
		ASSERT(m.parts.at[i].attached);
	ASSERT_STR(m.parts.at[1].name, "ana.vcf");
	ASSERT_EQ(m.parts.at[3].size, 17);
	ASSERT_STR(alone.text, "");
	ASSERT(alone.parts.at[0].attached);
}

TEST(an_empty_text_beside_html_is_not_the_text)
{
	struct mail m = READ(HEAD "Content-Type: multipart/alternative; boundary=b1\r\n\r\n"
		"--b1\r\nContent-Type: text/plain\r\n\r\n \r\n"
		"--b1\r\nContent-Type: text/html\r\n\r\n<p>rich</p>\r\n--b1--\r\n");

	ASSERT_STR(m.text, "rich\n");
}

TEST(pictures_of_the_text_are_inline_and_files_are_not)
{
	struct mail m = READ(HEAD "Content-Type: multipart/mixed; boundary=b1\r\n\r\n"
		"--b1\r\nContent-Type: multipart/related; boundary=b2\r\n\r\n"
		"--b2\r\nContent-Type: text/html\r\n\r\n<img src=\"cid:x@y\">\r\n"
		"--b2\r\nContent-Type: image/png\r\nContent-ID: <x@y>\r\n\r\np\r\n--b2--\r\n"
		"--b1\r\nContent-Type: image/png\r\nContent-Disposition: attachment\r\n\r\np\r\n--b1--\r\n");

	ASSERT_EQ(m.parts.len, 3);
	ASSERT_STR(m.parts.at[1].content_id, "x@y");
	ASSERT(m.parts.at[1].in_line && m.parts.at[1].attached);
	ASSERT(!m.parts.at[2].in_line && m.parts.at[2].attached);
}

TEST(a_message_inside_and_a_winmail_file_are_attachments)
{
	struct mail m = READ(MIXED "--b1\r\nContent-Type: message/rfc822\r\n\r\n"
		"From: x@y.example\r\nSubject: inner\r\n\r\ninner text\r\n"
		"--b1\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n\r\nx\r\n--b1--\r\n");

	ASSERT_EQ(m.parts.len, 2);
	ASSERT_STR(m.parts.at[0].type, "message/rfc822");
	ASSERT_EQ(m.parts.at[0].size, (int64_t)strlen("From: x@y.example\r\nSubject: inner\r\n\r\ninner text"));
	ASSERT_STR(m.parts.at[1].name, "winmail.dat");
	ASSERT_STR(m.text, "");
}

TEST(a_message_inside_that_is_none_is_kept_as_it_is)
{
	struct mail m = READ(MIXED "--b1\r\nContent-Type: message/rfc822; name=x.eml\r\n\r\n"
		"this is no message\r\n--b1--\r\n");

	ASSERT_STR(m.parts.at[0].name, "x.eml");
	ASSERT_EQ(m.parts.at[0].size, 18);
}

TEST(a_content_type_without_its_semicolon_is_read_as_it_was_meant)
{
	struct mail m = READ(HEAD "Content-Type: multipart/mixed\r\n\tboundary=\"b1\"\r\n\r\n"
		"--b1\r\nContent-Type: text/plain charset=iso-8859-2\r\n\r\n\xb3\r\n"
		"--b1\r\nContent-Type: image/png name=\"a.png\"\r\n\r\np\r\n--b1--\r\n");

	ASSERT_STR(m.text, "ł");
	ASSERT_EQ(m.parts.len, 2);
	ASSERT_STR(m.parts.at[1].name, "a.png");
}

TEST(a_part_keeps_its_last_byte_when_lines_end_in_two_ways)
{
	struct mail m = READ(MIXED "--b1\r\nContent-Type: a/b\r\n\r\nabc\n--b1\r\n"
		"Content-Type: a/b\r\n\r\nabc\r\n--b1--");

	ASSERT_EQ(m.parts.at[0].size, 3);
	ASSERT_EQ(m.parts.at[1].size, 3);
}

TEST(a_text_that_says_it_is_base64_and_is_not_is_shown_as_it_is)
{
	struct mail text = READ(HEAD "Content-Transfer-Encoding: base64\r\n\r\nIt is down, help!\r\n");
	struct mail list = READ(HEAD "Content-Transfer-Encoding: base64\r\n\r\naGVsbG8=\r\n__\r\nlist\r\n");

	ASSERT_STR(text.text, "It is down, help!\n");
	ASSERT_HAS(list.text, "hello");
}

TEST(a_multipart_without_parts_is_a_text)
{
	struct mail m = READ(MIXED "Just words.\r\n");

	ASSERT_STR(m.text, "Just words.\n");
}

static error collect(void *arg, size_t part, struct str bytes)
{
	struct buf *out = arg;

	buf_printf(out, "%zu:%.*s ", part, STR_ARG(bytes));
	return OK;
}

static error refuse(void *arg, size_t part, struct str bytes)
{
	return err_new(arg, ERR_UNAVAILABLE, "the disk is full");
}

TEST(contents_of_attachments_go_to_who_asked_for_them)
{
	struct str mail = STR(MIXED "--b1\r\n\r\ntext\r\n"
		"--b1\r\nContent-Type: a/b\r\nContent-Transfer-Encoding: base64\r\n\r\naGVsbG8=\r\n--b1--\r\n");
	struct ctx *cx = test_ctx(t);
	struct buf out = buf_new(t->arena, 1000);
	struct mail_sink all = { collect, &out }, none = { refuse, cx };
	struct mail m;

	ASSERT_OK(mail_read(cx, mail, &all, &m));
	ASSERT_STR(buf_str(&out), "1:hello ");
	ASSERT_ERR(ERR_UNAVAILABLE, mail_read(cx, mail, &none, &m));
}

/* --- HTML --- */

static struct str html(struct test *t, const char *markup)
{
	struct str mail = str_printf(t->arena, HEAD "Content-Type: text/html; charset=utf-8\r\n\r\n%s",
		markup);

	return read_bytes(t, mail).text;
}

TEST(html_mail_reads_as_lines)
{
	ASSERT_STR(html(t, "<head><title>no</title><style>p{}</style></head><p>One  two<br>three</p>"
		"<p>four</p><div>five</div><div><br></div><div>six &amp; seven</div>"),
		"One two\nthree\n\nfour\n\nfive\n\nsix & seven\n");
	ASSERT_STR(html(t, "<ul><li>a<li>b<ol><li>c</ol></ul>"), "- a\n- b\n  1. c\n");
	ASSERT_STR(html(t, "<pre>a\n  b\n\nc</pre>"), "a\n  b\n\nc\n");
	ASSERT_STR(html(t, "<table><tr><td>a<td>b<tr><td>c</table>"), "a b\nc\n");
	ASSERT_STR(html(t, "x<blockquote>y<br><br>z<blockquote>w</blockquote></blockquote>"),
		"x\n> y\n> \n> z\n> > w\n");
	ASSERT_STR(html(t, "a<script>alert(1)</script><p style='display:none'>b</p>"), "a\n");
}

TEST(a_link_shows_where_it_leads)
{
	ASSERT_STR(html(t, "<a href='https://x.example/a'>here</a>"), "here <https://x.example/a>\n");
	ASSERT_STR(html(t, "<a href='https://x.example/'>x.example</a>"), "x.example\n");
	ASSERT_STR(html(t, "<a href='javascript:alert(1)'>here</a>"), "here\n");
}

static struct str repeat(struct test *t, const char *unit, size_t n)
{
	struct buf out = buf_new(t->arena, 64 * 1024 * 1024);

	for (size_t i = 0; i < n; i++)
		buf_put(&out, str_from(unit));
	return buf_str(&out);
}

TEST(html_made_to_be_slow_is_stripped_instead)
{
	static const char *const units[] = { "<div>", "<b a=1><p>", "<font><table><td></font>",
		"<p><b x=1></p>", "<a/b", "<!-", "&#x26;", "<style>" };

	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		struct str body = str_concat(t->arena, STR("word "), repeat(t, units[i], 100000));
		ASSERT_HAS(html(t, str_c(t->arena, body)), "word");
	}
}

/* --- limits --- */

TEST(a_message_of_too_many_parts_or_headers_is_refused)
{
	struct ctx *cx = test_ctx(t);
	struct arena *a = t->arena;
	struct mail m;
	struct str parts = str_concat(a, STR(MIXED), repeat(t, "--b1\n\nx\n", LIMIT_MAIL_BOUNDARIES + 1));
	struct str some = str_concat(a, STR(MIXED), repeat(t, "--b1\n\nx\n", LIMIT_MAIL_PARTS + 1));
	struct str lines = str_concat(a, STR(HEAD), repeat(t, "X: y\n", LIMIT_MAIL_HEADER_LINES));

	ASSERT_ERR(ERR_LIMIT, mail_read(cx, parts, NULL, &m));
	ASSERT_ERR(ERR_LIMIT, mail_read(cx, some, NULL, &m));
	ASSERT_ERR(ERR_LIMIT, mail_read(cx, lines, NULL, &m));
	ASSERT_ERR(ERR_LIMIT, mail_read(cx, str_of(parts.at, LIMIT_MAIL + 1), NULL, &m));
}

TEST(many_dashes_in_a_text_are_no_parts)
{
	struct str mail = str_concat(t->arena, STR(MIXED "--b1\r\n\r\n"),
		repeat(t, "-- select 1;\n", LIMIT_MAIL_BOUNDARIES + 1));

	ASSERT_EQ(read_bytes(t, mail).parts.len, 1);
}

TEST(deep_nesting_ends_in_an_attachment)
{
	struct buf out = buf_new(t->arena, 1 << 20);

	buf_put(&out, STR(HEAD));
	for (int i = 0; i < 300; i++)
		buf_printf(&out, "Content-Type: multipart/mixed; boundary=b%03d\n\n--b%03d\n", i, i);
	struct mail m = read_bytes(t, buf_str(&out));
	ASSERT_EQ(m.parts.len, 1);
	ASSERT_STR(m.parts.at[0].type, "multipart/mixed");
}

TEST(a_text_too_long_to_show_is_attached_whole)
{
	struct str mail = str_concat(t->arena, STR(HEAD "\r\n"), repeat(t, "0123456789abcde\n", LIMIT_MAIL_TEXT / 16 + 10));
	struct mail m = read_bytes(t, mail);

	ASSERT_EQ(m.parts.len, 1);
	ASSERT(m.parts.at[0].attached);
	ASSERT_EQ(m.parts.at[0].size, LIMIT_MAIL_TEXT + 160);
	ASSERT(m.text.len <= LIMIT_MAIL_TEXT);
}

TEST(control_characters_do_not_come_through)
{
	struct mail m = READ(HEAD "Subject: a\x01" "b\r\nContent-Type: text/html\r\n\r\n<p>a\x01\x02" "b</p>");

	ASSERT_LACKS(json(t, &m), "\\u0001");
}
