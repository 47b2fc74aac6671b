#include "base/buf.h"
#include "tests/unit/test.h"
#include "web/http/multipart.h"

/* What the reader tells, as text. */
struct told {
	struct arena *arena;
	struct buf text;
	bool stop;
};

static bool begin(void *arg, const struct multipart_part *p)
{
	struct told *s = arg;
	buf_printf(&s->text, "[%.*s|%.*s|%.*s|%d:", STR_ARG(p->name), STR_ARG(p->filename),
		STR_ARG(p->type), p->is_file);
	return !s->stop;
}

static bool data(void *arg, struct str bytes)
{
	struct told *s = arg;
	buf_put(&s->text, bytes);
	return true;
}

static bool end(void *arg)
{
	struct told *s = arg;
	buf_char(&s->text, ']');
	return true;
}

static const struct multipart_sink sink = { begin, data, end };

/* Fed in pieces of `size` bytes. */
static enum multipart_outcome feed(struct told *s, struct str body, size_t size)
{
	enum multipart_outcome o = MULTIPART_MORE;
	s->text = buf_new(s->arena, 100000);
	struct multipart *m = multipart_new(s->arena, STR("XyZ"), &sink, s);
	for (size_t i = 0; i < body.len && o <= MULTIPART_DONE; i += size)
		o = multipart_feed(m, str_sub(body, i, size));
	return o;
}

#define PART(head, body) "--XyZ\r\nContent-Disposition: form-data; " head "\r\n\r\n" body "\r\n"

TEST(a_multipart_body_is_the_same_however_it_is_cut)
{
	struct str body = STR("preamble\r\n" PART("name=\"a\"", "1") PART("name=b", "") PART(
		"name=\"f\"; filename=\"x\\\"y.txt\"\r\ncontent-type: text/plain",
		"--XyZ\r\r\n--XyQ\r\n\r\n--Xy") "--XyZ--\r\nepilogue");
	struct told s = { .arena = t->arena };

	for (size_t size = 1; size <= body.len; size++) {
		ASSERT_EQ(feed(&s, body, size), MULTIPART_DONE);
		ASSERT_STR(buf_str(&s.text),
			"[a|||0:1][b|||0:][f|x\"y.txt|text/plain|1:--XyZ\r\r\n--XyQ\r\n\r\n--Xy]");
	}
}

TEST(a_filename_loses_its_folders)
{
	struct told s = { .arena = t->arena };

	feed(&s, STR(PART("name=\"f\"; filename=\"C:\\\\logs\\\\a.txt\"", "") "--XyZ--"), 1000);
	ASSERT_STR(buf_str(&s.text), "[f|a.txt||1:]");
	feed(&s, STR(PART("name=\"f\"; filename=\"../../etc/passwd\"", "") "--XyZ--"), 1000);
	ASSERT_STR(buf_str(&s.text), "[f|passwd||1:]");
}

TEST(multipart_that_is_not_well_formed_is_refused)
{
	struct told s = { .arena = t->arena };

	ASSERT_EQ(feed(&s, STR("--XyZ\r\nContent-Type: a\r\n\r\nx\r\n--XyZ--"), 9), MULTIPART_MALFORMED);
	ASSERT_EQ(feed(&s, STR("--XyZjunk\r\n"), 9), MULTIPART_MALFORMED);
	ASSERT_EQ(feed(&s, STR(PART("name=\"\xff\"", "x") "--XyZ--"), 9), MULTIPART_MALFORMED);
	ASSERT_EQ(feed(&s, STR(PART("name=\"a\"", "x")), 9), MULTIPART_MORE);
	ASSERT_EQ(feed(&s, STR("no boundary at all"), 9), MULTIPART_MORE);
}

TEST(headers_of_a_part_have_a_limit)
{
	struct told s = { .arena = t->arena };
	struct buf b = buf_new(t->arena, 10000);
	buf_put(&b, STR("--XyZ\r\nContent-Disposition: form-data; name=a\r\nX: "));
	for (int i = 0; i < 5000; i++)
		buf_char(&b, 'x');

	ASSERT_EQ(feed(&s, buf_str(&b), 1000), MULTIPART_MALFORMED);
}

TEST(parts_have_a_limit)
{
	struct told s = { .arena = t->arena };
	struct buf b = buf_new(t->arena, 100000);
	for (int i = 0; i < 201; i++)
		buf_put(&b, STR(PART("name=a", "")));

	ASSERT_EQ(feed(&s, buf_str(&b), 1000), MULTIPART_TOO_MANY);
}

TEST(a_sink_that_stops_is_not_told_more)
{
	struct told s = { .arena = t->arena, .stop = true };

	ASSERT_EQ(feed(&s, STR(PART("name=a", "x") PART("name=b", "y") "--XyZ--"), 7),
		MULTIPART_STOPPED);
	ASSERT_STR(buf_str(&s.text), "[a|||0:");
}

TEST(the_boundary_is_read_from_the_content_type)
{
	struct arena *a = t->arena;

	ASSERT_STR(multipart_boundary(a, STR("multipart/form-data; boundary=abc")), "abc");
	ASSERT_STR(multipart_boundary(a, STR("Multipart/Form-Data; x=\"a;b\"; Boundary=\"a b\"")), "a b");
	ASSERT_STR(multipart_boundary(a, STR("multipart/form-data")), "");
	ASSERT_STR(multipart_boundary(a, STR("multipart/mixed; boundary=abc")), "");
	ASSERT_STR(multipart_boundary(a, STR("multipart/form-data; boundary=0123456789012345678901234567"
					     "8901234567890123456789012345678901234567890123")),
		"");
}
