#include "base/buf.h"
#include "domain/search/search.h"
#include "tests/unit/fixture_search.h"

/* Identifiers of many shapes, each in one document among others like it. */
static const char *const shapes[] = {
	"KB%d", "CVE-2024-%d", "PR-%d", "5.3.%d", "ge-0/0/%d", "%%SYS-2-MALLOC%d", "EX%d-48T",
	"0x8007%d", "%d.4R3-S5", "NB-S%d-48T",
};
enum { SHAPES = sizeof shapes / sizeof *shapes, EACH = 12 };

static struct str identifier(struct test *t, size_t i)
{
	char text[64];
	snprintf(text, sizeof text, shapes[i % SHAPES], (int)(1000 + i * 37));
	return str_copy(t->arena, str_from(text));
}

/* Variant 0 as it is, 1 in other case, 2 without separators, 3 with blanks for them. */
static struct str variant(struct test *t, struct str s, int kind)
{
	struct buf out = buf_new(t->arena, 64);
	for (size_t i = 0; i < s.len; i++) {
		bool word = str_is_alpha(s.at[i]) || str_is_digit(s.at[i]);
		if (word && kind == 1 && str_is_alpha(s.at[i]))
			buf_char(&out, (char)(s.at[i] ^ 0x20));
		else if (word || kind < 2)
			buf_char(&out, s.at[i]);
		else if (kind == 3)
			buf_char(&out, ' ');
	}
	return buf_str(&out);
}

TEST(every_variant_of_an_identifier_is_in_the_first_ten)
{
	static struct search_document d[SHAPES * EACH];
	size_t count = sizeof d / sizeof *d;
	for (size_t i = 0; i < count; i++)
		d[i] = (struct search_document){
			.title = str_printf(t->arena, "Report %zu", i),
			.body = str_printf(t->arena, "The router 0 showed %.*s on port 1 of 48, 2024.",
				STR_ARG(identifier(t, i))),
		};
	struct ctx *cx = fixture_search(t, d, count);

	for (size_t i = 0; i < count; i++)
		for (int kind = 0; kind < 4; kind++) {
			struct str asked = variant(t, identifier(t, i), kind);
			struct search_results r = fixture_find(cx, str_c(t->arena, asked));
			bool found = false;
			for (size_t h = 0; h < r.hits.len; h++)
				found = found || r.hits.at[h].ref.id == (int64_t)i + 1;
			if (!found)
				print_error("not found: \"%.*s\"\n", STR_ARG(asked));
			ASSERT(found);
		}
	fixture_search_close(t);
}

TEST(an_identifier_is_found_by_its_part_and_its_number)
{
	struct search_document d[] = {
		{ .title = STR("Switch"), .body = STR("The EX4300-48T and KB21476 are here") },
		{ .title = STR("Release"), .body = STR("This is fixed in 15.3.20 and later") },
		{ .title = STR("Other release"), .body = STR("This is fixed in 5.3.2") },
	};
	struct ctx *cx = FIXTURE(t, d);
	struct search_results part = fixture_find(cx, "ex4300");
	struct search_results number = fixture_find(cx, "21476");
	struct search_results version = fixture_find(cx, "5.3.2");

	ASSERT_STR(fixture_ids(cx, &part), "1");
	ASSERT_STR(fixture_ids(cx, &number), "1");
	ASSERT_STR(fixture_ids(cx, &version), "3");
	fixture_search_close(t);
}

TEST(a_number_that_nothing_has_finds_nothing)
{
	struct search_document d[] = {
		{ .title = STR("Mail is larger than 150 KB"), .body = STR("A KB is 1024 bytes.") },
		{ .title = STR("KB21476"), .body = STR("Sessions flap") },
	};
	struct ctx *cx = FIXTURE(t, d);

	struct search_results r = fixture_find(cx, "KB9999999");

	ASSERT_EQ(r.total, 0);
	fixture_search_close(t);
}

TEST(the_document_with_the_number_comes_before_those_that_name_it)
{
	struct search_document d[] = {
		{ .title = STR("KB31842 KB31842"), .body = STR("KB31842, KB31842 and KB31842") },
		{ .title = STR("Sessions flap"), .body = STR("after an upgrade"),
			.number = STR("KB31842") },
	};
	struct ctx *cx = FIXTURE(t, d);
	struct search_results r = fixture_find(cx, "kb 31842");

	ASSERT_STR(fixture_ids(cx, &r), "2 1");
	fixture_search_close(t);
}
