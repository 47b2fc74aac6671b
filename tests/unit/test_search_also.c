/* Releases of the other pages of a hit, in few words. */
#include "tests/unit/test.h"
#include "web/search/search_pages.h"

static struct str releases(struct test *t, const char *names)
{
	str_list list = { 0 };
	struct str rest = str_from(names), one;

	while (str_cut(&rest, ' ', &one))
		*arena_push(t->arena, &list) = one;
	return releases_text(t->arena, &list);
}

TEST(releases_that_follow_one_another_are_a_range_and_others_stand_alone)
{
	ASSERT_STR(releases(t, "3.31 3.29 3.30"), "3.29-3.31");
	ASSERT_STR(releases(t, "3.31 3.29 3.28"), "3.28, 3.29, 3.31");
	ASSERT_STR(releases(t, "3.9 3.10 3.11 latest"), "3.9-3.11, latest");
	ASSERT_STR(releases(t, "24.2R1 24.4R1 24.2R2 24.2R3 24.2R1-S1"),
		"24.2R1-24.2R3, 24.2R1-S1, 24.4R1");
	ASSERT_STR(releases(t, ""), "");
}
