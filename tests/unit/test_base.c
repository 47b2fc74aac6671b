#include "base/json.h"
#include "base/map.h"
#include "base/utf8.h"
#include "tests/unit/test.h"

TEST(an_instant_survives_being_written_and_read)
{
	instant i;

	ASSERT(instant_parse(STR("2024-02-29T23:59:59.250Z"), &i));

	ASSERT_STR(instant_iso(t->arena, i), "2024-02-29T23:59:59.250000Z");
	ASSERT_STR(instant_http(t->arena, i), "Thu, 29 Feb 2024 23:59:59 GMT");
}

TEST(a_day_that_does_not_exist_is_refused)
{
	instant i;

	ASSERT(!instant_parse(STR("2023-02-29"), &i));
	ASSERT(!instant_parse(STR("2023-13-01"), &i));
	ASSERT(!instant_parse(STR("2023-01-01T25:00Z"), &i));
	ASSERT(!instant_parse(STR("2023-01-01T00:00Zjunk"), &i));
}

TEST(an_offset_moves_the_instant_to_utc)
{
	instant i;

	ASSERT(instant_parse(STR("2026-11-23T10:00:00+01:00"), &i));

	ASSERT_INSTANT(i, "2026-11-23T09:00Z");
}

TEST(whole_numbers_are_read_to_the_last_one_that_fits)
{
	int64_t n;

	ASSERT(str_int(STR("-9223372036854775808"), &n) && n == INT64_MIN);
	ASSERT(str_int(STR("9223372036854775807"), &n) && n == INT64_MAX);
	ASSERT(!str_int(STR("9223372036854775808"), &n));
	ASSERT(!str_int(STR("12a"), &n));
	ASSERT(!str_int(STR("-"), &n));
	ASSERT(!str_int(STR(""), &n));
}

TEST(overlong_and_surrogate_utf8_is_refused)
{
	ASSERT(utf8_is_valid(STR("Grüße 你好 😀")));
	ASSERT(!utf8_is_valid(STR("\xc0\xaf")));
	ASSERT(!utf8_is_valid(STR("\xed\xa0\x80")));
	ASSERT(!utf8_is_valid(STR("\xf5\x80\x80\x80")));
	ASSERT(!utf8_is_valid(STR("\xe2\x82")));
	ASSERT_STR(utf8_cut(STR("aü"), 2), "a");
}

TEST(a_buffer_refuses_what_passes_its_limit_and_stays_refused)
{
	struct buf b = buf_new(t->arena, 8);

	buf_put(&b, STR("12345678"));
	ASSERT(!b.overflow);
	buf_char(&b, '9');
	buf_clear(&b);
	buf_put(&b, STR("ok"));

	ASSERT(!b.overflow);
	ASSERT_STR(buf_str(&b), "ok");
}

TEST(json_text_is_escaped)
{
	struct buf b = buf_new(t->arena, 1000);
	struct json_writer j = jw_new(&b);

	jw_object(&j);
	jw_put_str(&j, "a\"b", STR("line\n\x01 tab\t \\"));
	jw_key(&j, STR("list"));
	jw_array(&j);
	jw_int(&j, -1);
	jw_null(&j);
	jw_array_end(&j);
	jw_object_end(&j);

	ASSERT_STR(buf_str(&b), "{\"a\\\"b\":\"line\\n\\u0001 tab\\t \\\\\",\"list\":[-1,null]}");
}

TEST(a_map_keeps_the_order_of_insertion_past_growth_and_removal)
{
	struct map m = map_new(t->arena);
	static int values[100];

	for (int i = 0; i < 100; i++)
		map_put(&m, str_printf(t->arena, "key%d", i), &values[i]);
	map_remove(&m, STR("key0"));

	size_t at = 0;
	ASSERT_STR(map_next(&m, &at)->key, "key1");
	ASSERT(map_get(&m, STR("key0")) == NULL);
	ASSERT(map_get(&m, STR("key99")) == &values[99]);
}

TEST(memory_after_a_mark_is_taken_back)
{
	struct arena_mark mark = arena_mark(t->arena);
	size_t before = arena_used(t->arena);

	arena_alloc(t->arena, 100000);
	arena_release(t->arena, mark);

	ASSERT_EQ(arena_used(t->arena), before);
}
