/* HTML of strangers made safe, and what Outlook packs. */
#include "base/buf.h"
#include "base/limits.h"
#include "mail/read/html/html_clean.h"
#include "mail/read/tnef.h"
#include "tests/unit/test.h"

static struct str clean(struct test *t, const char *html)
{
	struct mail_part parts[] = {
		{ .type = STR("text/html") },
		{ .type = STR("image/png"), .content_id = STR("logo@x"), .name = STR("logo.png") },
		{ .type = STR("text/html"), .content_id = STR("page@x") },
	};
	mail_part_list list = { parts, 3 };

	return html_clean(t->arena, str_from(html), &list);
}

TEST(what_runs_or_loads_does_not_come_through)
{
	static const char *const hostile[] = {
		"<script>alert(1)</script>", "<style>@import 'x'</style>", "<p onclick=alert(1)>",
		"<img src=x onerror=alert(1)>", "<img src=https://spy.example/p.gif>",
		"<iframe src=//spy.example></iframe>", "<svg onload=alert(1)><script>alert(1)</script></svg>",
		"<math><mi xlink:href='javascript:alert(1)'>", "<object data=alert.swf></object>",
		"<form action=//spy.example><input name=alert></form>", "<base href=//spy.example>",
		"<meta http-equiv=refresh content='0;url=//spy.example'>",
		"<div style=\"background:url(//spy.example)\">", "<table background=//spy.example>",
		"<link rel=stylesheet href=//spy.example>", "<video poster=//spy.example></video>",
		"<noscript><p></noscript><img src=x onerror=alert(1)></noscript>",
		"<template><script>alert(1)</script></template>",
		"<textarea><img src=x onerror=alert(1)></textarea>", "<!--><script>alert(1)</script>-->",
		"<a href=\"jav&#x09;ascript:alert(1)\">x</a>", "<a href=\" javascript:alert(1)\">x</a>",
		"<a href=data:text/html,alert>x</a>", "<a href=//spy.example>x</a>",
		"<img src=cid:page@x alt=''>", "<svg><style><img src=x onerror=alert(1)></style></svg>",
	};

	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
		struct str out = clean(t, hostile[i]);
		ASSERT_LACKS(out, "alert");
		ASSERT_LACKS(out, "spy.example");
		ASSERT_LACKS(out, "<img");
		ASSERT_LACKS(out, "<script");
		ASSERT_LACKS(out, "style");
	}
}

TEST(words_structure_and_links_come_through)
{
	ASSERT_STR(clean(t, "<h1>Hi</h1><p dir=rtl>a &lt;b&gt; <b>c</b><br>d</p>"),
		"<h3>Hi</h3><p dir=\"rtl\">a &lt;b&gt; <b>c</b><br>d</p>");
	ASSERT_HAS(clean(t, "<table><tr><td colspan=2>x</td></tr></table>"), "<td colspan=\"2\">x</td>");
	ASSERT_STR(clean(t, "<a href=\"https://a.example/?a=1&amp;b=%22\">x</a>"),
		"<a href=\"https://a.example/?a=1&amp;b=%22\" rel=\"noopener noreferrer nofollow\" "
		"target=\"_blank\">x</a>");
	ASSERT_STR(clean(t, "<font color=red>old</font><o:p>word</o:p>"), "oldword");
}

TEST(headings_stand_below_those_of_the_page_and_skip_no_level)
{
	ASSERT_STR(clean(t, "<h2>a</h2><h4>b</h4><h2>c</h2><h1>d</h1><div><h3>e</h3></div>"),
		"<h3>a</h3><h4>b</h4><h3>c</h3><h3>d</h3><div><h4>e</h4></div>");
	ASSERT_STR(clean(t, "<h1>1</h1><h2>2</h2><h3>3</h3><h4>4</h4><h5>5</h5><h6>6</h6>"),
		"<h3>1</h3><h4>2</h4><h5>3</h5><h6>4</h6><h6>5</h6><h6>6</h6>");
}

TEST(what_is_written_nests_whatever_was_read)
{
	ASSERT_STR(clean(t, "<b><i>x</b></i></div></td>"), "<b><i>x</i></b>");
	ASSERT_STR(clean(t, "<div><p>open"), "<div><p>open</p></div>");
}

TEST(a_picture_of_the_mail_is_named_and_one_from_elsewhere_is_described)
{
	ASSERT_STR(clean(t, "<img src=\"cid:logo@x\" width=20 height=1e9>"),
		"<img src=\"part:1\" alt=\"logo.png\" width=\"20\">");
	ASSERT_STR(clean(t, "<img src=https://spy.example/a.png alt='Our logo'>"),
		"<span>[Our logo]</span>");
}

TEST(quotes_and_signatures_are_folded_once)
{
	struct str quote = clean(t, "<p>new</p><blockquote>old<blockquote>older</blockquote></blockquote>");
	struct str outlook = clean(t, "<div><p>new</p><div id=divRplyFwdMsg>From: x</div><p>old</p></div>");
	struct str signature = clean(t, "<div>new</div><div class=gmail_signature>Ines</div>");

	ASSERT_STR(quote, "<p>new</p><details class=\"mail-quote\"><summary>…</summary><blockquote>old"
		"<blockquote>older</blockquote></blockquote></details>");
	ASSERT_STR(outlook, "<div><p>new</p><details class=\"mail-quote\"><summary>…</summary>"
		"<div>From: x</div><p>old</p></details></div>");
	ASSERT_STR(signature, "<div>new</div><details class=\"mail-signature\"><summary>…</summary>"
		"<div>Ines</div></details>");
}

TEST(a_document_made_to_be_slow_becomes_its_words)
{
	struct buf deep = buf_new(t->arena, 1 << 22);

	for (int i = 0; i < 100000; i++)
		buf_put(&deep, STR("<b><p>"));
	buf_put(&deep, STR("end"));
	ASSERT_HAS(html_clean(t->arena, buf_str(&deep), &(mail_part_list){ 0 }), "end</pre>");
}

/* --- winmail.dat --- */

static void put(struct buf *b, uint32_t n, int size)
{
	for (int i = 0; i < size; i++)
		buf_char(b, (char)(n >> 8 * i & 0xff));
}

static void put_attribute(struct buf *b, int level, uint32_t id, struct str data)
{
	put(b, (uint32_t)level, 1);
	put(b, id, 4);
	put(b, (uint32_t)data.len, 4);
	buf_put(b, data);
	put(b, 0, 2);
}

/* One property of text, as Outlook writes its UTF-16. */
static struct str long_name(struct test *t)
{
	struct buf b = buf_new(t->arena, 1000);

	put(&b, 1, 4);
	put(&b, 0x3707001f, 4);
	put(&b, 1, 4);
	put(&b, 18, 4);
	buf_put(&b, STR("\xe4\0.\0.\0/\0" "b\0.\0" "p\0" "f\0\0\0\0\0"));
	return buf_str(&b);
}

static struct str winmail(struct test *t)
{
	struct buf b = buf_new(t->arena, 10000);

	put(&b, 0x223e9f78, 4);
	put(&b, 1, 2);
	put_attribute(&b, 1, 0x00069007, STR("\xe3\x04\0\0\0\0\0\0"));
	put_attribute(&b, 1, 0x0002800c, STR("It is down\0"));
	put_attribute(&b, 2, 0x00069002, STR("x"));
	put_attribute(&b, 2, 0x00018010, STR("SHORT~1.TXT\0"));
	put_attribute(&b, 2, 0x0006800f, STR("first"));
	put_attribute(&b, 2, 0x00069002, STR("x"));
	put_attribute(&b, 2, 0x0006800f, STR("second"));
	put_attribute(&b, 2, 0x00069005, long_name(t));
	return buf_str(&b);
}

TEST(a_winmail_file_gives_its_attachments_and_its_text)
{
	struct tnef tnef;

	ASSERT(tnef_read(t->arena, winmail(t), &tnef));
	ASSERT_STR(tnef.text, "It is down");
	ASSERT_EQ(tnef.files.len, 2);
	ASSERT_STR(tnef.files.at[0].name, "SHORT~1.TXT");
	ASSERT_STR(tnef.files.at[0].bytes, "first");
	ASSERT_STR(tnef.files.at[1].bytes, "second");
	ASSERT_STR(tnef.files.at[1].name, "ä../b.pf");
}

TEST(a_winmail_file_that_is_cut_anywhere_gives_what_is_whole)
{
	struct str all = winmail(t);

	for (size_t len = 0; len < all.len; len++) {
		struct tnef tnef = { 0 };
		if (tnef_read(t->arena, str_copy(t->arena, str_sub(all, 0, len)), &tnef))
			ASSERT(tnef.files.len <= 2);
	}
}

TEST(a_mail_that_is_all_winmail_is_read)
{
	struct buf b = buf_new(t->arena, 20000);
	struct str packed = winmail(t);
	struct mail m;

	buf_put(&b, STR("From: ines@acme.example\nContent-Type: application/ms-tnef; name=winmail.dat\n"
		"Content-Disposition: attachment; filename=winmail.dat\n"
		"Content-Transfer-Encoding: binary\n\n"));
	buf_put(&b, packed);
	ASSERT_OK(mail_read(test_ctx(t), buf_str(&b), NULL, &m));
	ASSERT_STR(m.text, "It is down");
	ASSERT_EQ(m.parts.len, 4);
	ASSERT(!m.parts.at[0].attached);
	ASSERT(m.parts.at[1].attached);
	ASSERT_STR(m.parts.at[1].name, "SHORT~1.TXT");
	ASSERT_EQ(m.parts.at[1].size, 5);
	ASSERT_STR(m.parts.at[2].name, "b.pf");
}
