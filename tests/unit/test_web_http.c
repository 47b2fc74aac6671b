#include "base/buf.h"
#include "tests/unit/test.h"
#include "web/http/accept.h"
#include "web/http/etag.h"
#include "web/http/pairs.h"
#include "web/http/range.h"
#include "web/http/url.h"

/* --- paths and queries --- */

TEST(escapes_of_a_url_are_read_and_written)
{
	struct str s;

	ASSERT(url_decode(t->arena, STR("a%20b%C3%BC+c"), false, &s));
	ASSERT_STR(s, "a b\xc3\xbc+c");
	ASSERT(url_decode(t->arena, STR("a+b%2Bc"), true, &s));
	ASSERT_STR(s, "a b+c");
	ASSERT_STR(url_encode(t->arena, STR("a b/\xc3\xbc~")), "a%20b%2F%C3%BC~");
}

TEST(an_escape_that_is_cut_short_is_refused)
{
	struct str s;

	ASSERT(!url_decode(t->arena, STR("a%"), false, &s));
	ASSERT(!url_decode(t->arena, STR("a%2"), false, &s));
	ASSERT(!url_decode(t->arena, STR("a%2g"), false, &s));
	ASSERT(!url_decode(t->arena, STR("a%00"), false, &s));
	ASSERT(!url_decode(t->arena, STR("%ff%fe"), false, &s));
}

TEST(a_path_that_climbs_is_not_clean_however_it_is_spelled)
{
	static const char *const bad[] = { "", "a", "/..", "/a/../b", "/./a", "/%2e%2e/a", "/.%2E",
		"//a", "/a//b", "/a%2fb", "/a%5cb", "/a\\b", "/a%00", "/a%", "/a b", "/\xc3\xbc" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (url_path_is_clean(str_from(bad[i])))
			fail_msg("%s", bad[i]);
}

TEST(a_plain_path_is_clean)
{
	static const char *const good[] = { "/", "/a", "/a/b.c", "/.well-known/x", "/...", "/a/",
		"/%C3%BC", "/a..b" };

	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (!url_path_is_clean(str_from(good[i])))
			fail_msg("%s", good[i]);
}

TEST(only_a_path_of_this_site_is_local)
{
	ASSERT(url_is_local(STR("/a?b=c#d")));
	ASSERT(!url_is_local(STR("")));
	ASSERT(!url_is_local(STR("//evil.example")));
	ASSERT(!url_is_local(STR("/\\evil.example")));
	ASSERT(!url_is_local(STR("https://evil.example")));
	ASSERT(!url_is_local(STR("/a\r\nSet-Cookie: x")));
	ASSERT(!url_is_local(STR("/\t/evil.example")));
}

/* --- forms and cookies --- */

TEST(a_form_keeps_the_order_and_the_repeats_of_its_fields)
{
	pair_list form;
	struct str s;

	ASSERT_EQ(pairs_urlencoded(t->arena, STR("a=1&b=x+y&a=2&c&&d=%26"), &form), PAIRS_OK);

	ASSERT_EQ(form.len, 5);
	ASSERT(pairs_get(&form, STR("a"), 1, &s));
	ASSERT_STR(s, "2");
	ASSERT(pairs_get(&form, STR("b"), 0, &s));
	ASSERT_STR(s, "x y");
	ASSERT(pairs_get(&form, STR("c"), 0, &s) && s.len == 0);
	ASSERT(!pairs_get(&form, STR("a"), 2, &s));
}

TEST(a_form_of_more_fields_than_the_limit_is_refused)
{
	struct buf b = buf_new(t->arena, 10000);
	pair_list form;
	for (int i = 0; i < 201; i++)
		buf_put(&b, STR("a=1&"));

	ASSERT_EQ(pairs_urlencoded(t->arena, buf_str(&b), &form), PAIRS_TOO_MANY);
}

TEST(cookies_of_others_do_not_hide_ours)
{
	pair_list cookies;
	struct str s;
	struct str header = STR("junk; =x; a=\"quoted\"; session=abc ; b=1,2; session=def; c=");

	ASSERT_EQ(pairs_cookies(t->arena, header, &cookies), PAIRS_OK);

	ASSERT_EQ(cookies.len, 3);
	ASSERT(pairs_get(&cookies, STR("session"), 0, &s));
	ASSERT_STR(s, "abc");
	ASSERT(!pairs_get(&cookies, STR("a"), 0, &s));
}

/* --- ranges --- */

static void assert_range(const char *header, enum range_outcome want, int64_t from, int64_t len)
{
	struct range r;
	enum range_outcome got = range_parse(str_from(header), 100, &r);
	if (got != want || (got == RANGE_PART && (r.from != from || r.len != len)))
		fail_msg("%s: outcome %d, from %" PRId64 ", len %" PRId64, header, got, r.from, r.len);
}

TEST(one_range_of_bytes_is_understood)
{
	assert_range("bytes=0-0", RANGE_PART, 0, 1);
	assert_range("bytes=10-19", RANGE_PART, 10, 10);
	assert_range("bytes=90-", RANGE_PART, 90, 10);
	assert_range("bytes=90-1000", RANGE_PART, 90, 10);
	assert_range("bytes=-10", RANGE_PART, 90, 10);
	assert_range("bytes=-1000", RANGE_PART, 0, 100);
	assert_range(" Bytes = 5-6", RANGE_PART, 5, 2);
}

TEST(a_range_beyond_the_end_cannot_be_satisfied)
{
	assert_range("bytes=100-", RANGE_UNSATISFIABLE, 0, 0);
	assert_range("bytes=100-200", RANGE_UNSATISFIABLE, 0, 0);
	assert_range("bytes=-0", RANGE_UNSATISFIABLE, 0, 0);
}

TEST(what_is_no_range_means_the_whole)
{
	static const char *const odd[] = { "", "bytes", "bytes=", "bytes=-", "bytes=a-b", "lines=1-2",
		"bytes=5-4", "bytes=0-1,5-6", "bytes=1", "bytes=--5", "bytes=+1-2",
		"bytes=99999999999999999999-" };

	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
		assert_range(odd[i], RANGE_WHOLE, 0, 0);
}

/* --- validators and codings --- */

TEST(a_tag_is_found_in_a_list)
{
	ASSERT(etag_matches(STR("\"a\", W/\"b\" ,\"c\""), STR("b")));
	ASSERT(etag_matches(STR(" * "), STR("b")));
	ASSERT(!etag_matches(STR("\"a\""), STR("b")));
	ASSERT(!etag_matches(STR("b"), STR("b")));
	ASSERT(!etag_matches(STR(""), STR("b")));
	ASSERT(!etag_matches(STR("\"\""), STR("")));
}

TEST(a_part_needs_the_very_same_tag)
{
	ASSERT(etag_is(STR("\"a\""), STR("a")));
	ASSERT(!etag_is(STR("W/\"a\""), STR("a")));
	ASSERT(!etag_is(STR("Tue, 24 Nov 2026 09:00:00 GMT"), STR("a")));
}

TEST(content_that_differs_in_a_byte_has_another_tag)
{
	char text[100] = { 0 };
	struct etag first = etag_of(str_of(text, 100), 0);

	for (size_t i = 0; i < sizeof text; i++) {
		text[i] ^= 1;
		struct etag other = etag_of(str_of(text, 100), 0);
		ASSERT(strcmp(first.text, other.text) != 0);
		text[i] ^= 1;
	}
	ASSERT(strcmp(first.text, etag_of(str_of(text, 99), 0).text) != 0);
	ASSERT(strcmp(first.text, etag_of(str_of(text, 100), 1).text) != 0);
	ASSERT_STR(str_from(etag_of(str_of(text, 100), 0).text), first.text);
}

TEST(the_codings_that_a_client_takes_are_known)
{
	ASSERT_EQ(accept_codings(STR("gzip, deflate, br")), CODING_GZIP | CODING_BR);
	ASSERT_EQ(accept_codings(STR("GZIP;q=0.5")), CODING_GZIP);
	ASSERT_EQ(accept_codings(STR("br;q=0, gzip; q=0.0 ,identity")), 0);
	ASSERT_EQ(accept_codings(STR("")), 0);
}
