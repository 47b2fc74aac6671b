/* The HTML of mail on the pages: what is kept, who sees it, and what never gets there. */
#include "domain/mailin/mailin.h"
#include "domain/setting/setting.h"
#include "mail/read/html/html_check.h"
#include "mail/read/html/html_clean.h"
#include "os/file.h"
#include "store/files.h"
#include "tests/unit/center.h"

#define PNG "\x89PNG\r\n\x1a\n" "0000"

TEST(what_the_cleaner_writes_is_clean_and_nothing_else_is)
{
	static const char *const sound[] = {
		"", "words", "<p>a &lt;b&gt;</p>", "<div dir=\"rtl\" title=\"&quot;x\">a<br>b</div>",
		"<a href=\"https://a.example\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">x</a>",
		"<img src=\"part:3\" alt=\"\" width=\"20\">", "<td colspan=\"2\">x</td>",
		"<details class=\"mail-quote\"><summary>…</summary><blockquote>x</blockquote></details>",
	};
	static const char *const bad[] = {
		"<script>x</script>", "<p onclick=\"x\">a</p>", "<p style=\"x\">a</p>", "<P>a</P>",
		"<img src=\"https://spy.example/p.gif\">", "<img src=\"part:x\">", "<img src=\"part:-1\">",
		"<a href=\"javascript:x\">a</a>", "<a href=\"//spy.example\">a</a>", "<a name=\"x\">a</a>",
		"<a target=\"top\">a</a>", "</div>", "<div>", "<p><b>a</p></b>", "<p", "<p ", "<p dir=\"",
		"<p dir=\"rtl\"", "<p title=\"<b>\">x</p>", "a > b", "<!-- x -->", "<form>x</form>",
		"<details class=\"rail\">x</details>", "<p  dir=\"rtl\">a</p>", "<p dir='rtl'>a</p>",
		"<td colspan=\"x\">x</td>", "<iframe></iframe>", "<svg></svg>", "<", "<>", "</>",
		"<h1>x</h1>", "<h2>x</h2>", "<summary class=\"x\">a</summary>", "<div id=\"x\">a</div>", "<div class=\"x\">a</div>",
	};

	for (size_t i = 0; i < sizeof sound / sizeof *sound; i++)
		ASSERT(html_is_clean(str_from(sound[i])));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		ASSERT(!html_is_clean(str_from(bad[i])));
}

TEST(hostile_html_is_clean_after_the_cleaner)
{
	static const char *const hostile[] = {
		"</div></article><script>x</script>", "<p><table><tr></p><td><p>x</table></div>",
		"<b><p>x</b>y</p>", "<a href=x><a href='https://a.example/\"><script>'>y</a>",
		"<li><li><dd><dt><tr><td>x", "<details class=rail open><summary onclick=x>y",
		"<img src=cid:logo@x alt='\"><script>' width=1e9 height=-1 width=\"2\">",
		"<svg><foreignObject><p>x</svg>", "<math><mtext><table><mglyph><style><img src=x>",
		"<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
		"<blockquote><blockquote class=gmail_quote>x<div class=gmail_signature>y",
		"<!doctype html><body onload=x title='<>&\"'><p title='<>&\"'>", "\x01\x02<p>\xff\xfe",
		"<pre>\n\n&lt;script&gt;</pre><plaintext></div>", "<select><option><p>x</select>",
	};
	struct mail_part logo = { .type = STR("image/png"), .content_id = STR("logo@x"),
		.name = STR("a\"><b>.png") };
	mail_part_list parts = { &logo, 1 };

	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++)
		ASSERT(html_is_clean(html_clean(t->arena, str_from(hostile[i]), &parts)));
}

/* --- on the pages --- */

struct coming {
	struct str from, to_case, html, picture;
	mail_in_id id;
};

static error receive(struct ctx *cx, void *arg)
{
	static const char hash[32] = "0123456789abcdef0123456789abcde";
	struct coming *m = arg;
	struct mailin_letter l = { .from_address = m->from, .text = STR("plain words"),
		.reply = STR("plain words"), .html = m->html,
		.subject = str_printf(cx->arena, "[%.*s]", STR_ARG(m->to_case)) };

	*arena_push(cx->arena, &l.files) = (struct mailin_file){ .name = STR("logo.png"),
		.sha256 = m->picture, .size = 12 };
	TRY(mailin_receive(cx, &(struct mailin_arrival){ .source = STR("lmtp"),
		.sha256 = str_of(hash, sizeof hash), .size = 10 }, &m->id));
	return mailin_take(cx, m->id, &l);
}

static struct str store_file(struct center *c, struct str bytes)
{
	struct ctx *cx = c->cx;
	struct file_hash *hash = arena_new(cx->arena, struct file_hash);
	struct files files;
	AUTO_UPLOAD up = { .fd = -1 };

	ASSERT_OK(files_open(cx, path_join(cx, fixture_dir(c->t), STR("files")), &files));
	ASSERT_OK(files_upload_open(cx, &files, STR("shown"), 1000, &up));
	ASSERT_OK(files_upload_append(cx, &up, bytes));
	ASSERT_OK(files_upload_finish(cx, &up, hash));
	return str_of(hash->bytes, sizeof hash->bytes);
}

static mail_in_id take(struct center *c, struct str from, const char *html, struct str file)
{
	struct settings settings = settings_initial();
	struct ctx cx = *c->cx;
	struct coming m = { from, c->own, str_from(html), store_file(c, file), { 0 } };

	cx.settings = &settings;
	ASSERT_OK(store_write(c->store, &cx, receive, &m));
	return m.id;
}

static struct center_reply see(struct center *c, enum center_who who, struct str path)
{
	return center_send(c, &(struct center_request){ .method = "GET", .path = path,
		.headers = c->people[who].cookie });
}

TEST_STORE(an_html_mail_is_read_on_its_case_with_its_own_pictures)
{
	struct center *c = center_open(t);
	struct str page = str_printf(t->arena, "/cases/%.*s", STR_ARG(c->own));
	mail_in_id id = take(c, c->people[CUSTOMER].email, "<p>Core <b>down</b></p><img src=\"part:0\" alt=\"x\">"
		"<details class=\"mail-quote\"><summary>…</summary><blockquote>old</blockquote></details>",
		STR(PNG));
	struct str picture = str_printf(t->arena, "/mail/%" PRId64 "/pictures/0", id.v);
	struct center_reply r = see(c, CUSTOMER, page);

	ASSERT_HAS(r.body, "<p>Core <b>down</b></p>");
	ASSERT_HAS(r.body, str_c(t->arena, str_printf(t->arena, "src=\"%.*s\"", STR_ARG(picture))));
	ASSERT_HAS(r.body, "<summary>Quoted message</summary>");
	ASSERT_LACKS(r.body, "part:");
	r = see(c, CUSTOMER, picture);
	ASSERT_EQ(r.status, 200);
	ASSERT_HAS(r.head, "image/png");
	ASSERT_HAS(r.head, "default-src 'none'; sandbox");
	ASSERT_EQ(see(c, AGENT, picture).status, 200);
	ASSERT_EQ(see(c, STRANGER, picture).status, 404);
	ASSERT_EQ(see(c, CUSTOMER, str_printf(t->arena, "/mail/%" PRId64 "/pictures/1", id.v)).status, 404);
	center_close(c);
}

TEST_STORE(a_redacted_entry_takes_its_mail_along)
{
	struct center *c = center_open(t);
	struct str page = str_printf(t->arena, "/cases/%.*s", STR_ARG(c->own));
	mail_in_id id = take(c, c->people[CUSTOMER].email, "<p>secret</p><img src=\"part:0\" alt=\"\">",
		STR(PNG));
	struct str desk = str_printf(t->arena, "/desk/mail/%" PRId64, id.v);
	struct str rest = see(c, AGENT, page).body, number = STR("");
	ptrdiff_t at;

	while ((at = str_find(rest, STR("id=\"e"))) >= 0) {
		rest = str_skip(rest, (size_t)at + 5);
		if (str_is_digit(rest.at[0]))
			number = str_sub(rest, 0, (size_t)str_find_char(rest, '"'));
	}
	ASSERT_HAS(see(c, AGENT, desk).body, "<p>secret</p>");
	ASSERT_EQ(center_post(c, AGENT, str_printf(t->arena, "%.*s/entries/%.*s/redact", STR_ARG(page),
		STR_ARG(number)), STR("why=password")).status, 303);
	ASSERT_LACKS(see(c, AGENT, page).body, "secret");
	ASSERT_LACKS(see(c, AGENT, desk).body, "secret");
	ASSERT_LACKS(see(c, AGENT, desk).body, "plain words");
	ASSERT_EQ(see(c, AGENT, str_concat(t->arena, desk, STR("/original"))).status, 404);
	ASSERT_EQ(see(c, CUSTOMER, str_printf(t->arena, "/mail/%" PRId64 "/pictures/0", id.v)).status, 404);
	center_close(c);
}

TEST_STORE(what_is_no_picture_is_not_shown_as_one)
{
	struct center *c = center_open(t);
	mail_in_id id = take(c, c->people[CUSTOMER].email, "<img src=\"part:0\" alt=\"\">",
		STR("<svg onload='x'/>"));

	ASSERT_EQ(see(c, CUSTOMER, str_printf(t->arena, "/mail/%" PRId64 "/pictures/0", id.v)).status, 404);
	center_close(c);
}

TEST_STORE(pictures_of_held_mail_are_for_the_desk_alone)
{
	struct center *c = center_open(t);
	mail_in_id id = take(c, STR("eve@other.example"), "<img src=\"part:0\" alt=\"\">", STR(PNG));
	struct str picture = str_printf(t->arena, "/mail/%" PRId64 "/pictures/0", id.v);

	ASSERT_EQ(see(c, CUSTOMER, picture).status, 404);
	ASSERT_EQ(see(c, AGENT, picture).status, 200);
	ASSERT_HAS(see(c, AGENT, str_printf(t->arena, "/desk/mail/%" PRId64, id.v)).body, "mailhtml");
	center_close(c);
}
