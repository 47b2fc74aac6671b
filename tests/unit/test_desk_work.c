/* Tags and time: what the desk keeps on a case besides its entries. */
#include "domain/casefile/effort/effort.h"
#include "domain/casefile/tag/tag.h"
#include "tests/unit/office.h"

static struct str newest(struct office *o, bool internal)
{
	struct entry_list page;

	ASSERT_OK(timeline_page(o->cx, o->c.id, 0, internal, 1, &page));
	return page.at[0].text;
}

TEST_STORE(a_tag_is_kept_in_one_form_whoever_types_it)
{
	static const char *const typed[] = { "  Power Supply ", "POWER-supply", "power \t supply" };
	struct ctx *cx = fixture_ctx(t);
	struct str tag;

	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
		ASSERT_OK(tag_normalise(cx, str_from(typed[i]), &tag));
		ASSERT_STR(tag, "power-supply");
	}
	ASSERT_OK(tag_normalise(cx, STR("Störung:v1.2_a+b"), &tag));
	ASSERT_STR(tag, "störung:v1.2_a+b");
	ASSERT_ERR(ERR_INVALID, tag_normalise(cx, STR(" "), &tag));
	ASSERT_ERR(ERR_INVALID, tag_normalise(cx, STR("<b>"), &tag));
	ASSERT_ERR(ERR_INVALID, tag_normalise(cx, STR("a,b"), &tag));
	ASSERT_OK(tag_normalise(cx, STR("1234567890123456789012345678901234567890"), &tag));
	ASSERT_ERR(ERR_INVALID, tag_normalise(cx, STR("12345678901234567890123456789012345678901"), &tag));
}

TEST_STORE(a_tag_goes_on_a_case_and_off_it_and_both_are_logged_for_the_desk)
{
	struct office o;
	struct tag_list tags;

	office_open(t, &o);
	ASSERT_OK(casefile_tag(o.cx, o.c.id, STR("PSU")));
	ASSERT_HAS(newest(&o, true), "\"field\":\"tag\"");
	ASSERT_HAS(newest(&o, true), "\"to\":\"psu\"");
	ASSERT_OK(casefile_tag(o.cx, o.c.id, STR("psu")));
	ASSERT_OK(casefile_tag(o.cx, o.c.id, STR("fan")));
	ASSERT_OK(casefile_tags(o.cx, &o.c, &tags));
	ASSERT_EQ(tags.len, 2);
	ASSERT_STR(tags.at[0].tag, "fan");
	ASSERT_OK(casefile_untag(o.cx, o.c.id, STR("fan")));
	ASSERT_HAS(newest(&o, true), "\"from\":\"fan\"");
	ASSERT_ERR(ERR_NOT_FOUND, casefile_untag(o.cx, o.c.id, STR("fan")));
	ASSERT_OK(casefile_load(o.cx, o.c.id, &o.c));
	ASSERT_EQ(o.c.entry_count, 4); /* the description, two put on, one taken off */
	ASSERT_EQ(o.c.public_count, 1);
}

TEST_STORE(a_case_has_at_most_twenty_tags)
{
	struct office o;
	struct tag_list tags;

	office_open(t, &o);
	for (int i = 0; i < TAGS_MAX; i++)
		ASSERT_OK(casefile_tag(o.cx, o.c.id, str_printf(t->arena, "tag-%d", i)));
	ASSERT_ERR(ERR_INVALID, casefile_tag(o.cx, o.c.id, STR("one-more")));
	ASSERT_OK(casefile_tag(o.cx, o.c.id, STR("tag-3")));
	ASSERT_OK(casefile_tags(o.cx, &o.c, &tags));
	ASSERT_EQ(tags.len, TAGS_MAX);
}

TEST_STORE(customers_neither_see_tags_and_time_nor_set_them)
{
	struct office o;
	struct effort_total total;
	struct tag_list tags;

	office_open(t, &o);
	ASSERT_OK(casefile_tag(o.cx, o.c.id, STR("psu")));
	ASSERT_OK(effort_add(o.cx, o.c.id, &(struct effort_new){ .minutes = 10 }));
	o.cx->actor = &o.ana;
	ASSERT_HAS(newest(&o, false), "Since noon.");
	ASSERT_OK(casefile_tags(o.cx, &o.c, &tags));
	ASSERT_EQ(tags.len, 0);
	ASSERT_ERR(ERR_DENIED, casefile_tag(o.cx, o.c.id, STR("x")));
	ASSERT_ERR(ERR_DENIED, casefile_untag(o.cx, o.c.id, STR("psu")));
	ASSERT_ERR(ERR_DENIED, effort_of(o.cx, &o.c, &total));
	ASSERT_ERR(ERR_DENIED, effort_add(o.cx, o.c.id, &(struct effort_new){ .minutes = 10 }));
}

TEST_STORE(minutes_are_summed_by_person_and_case)
{
	struct casefile_reply r = { .kind = ENTRY_MESSAGE, .text = STR("Try this."),
		.then = CASEFILE_STATUS_COUNT_, .minutes = 25 };
	struct office o;
	struct effort_total total;
	entry_id entry;

	office_open(t, &o);
	ASSERT_OK(casefile_add_entry(o.cx, &o.c, &r, &entry));
	o.cx->actor = &o.eva;
	ASSERT_OK(effort_add(o.cx, o.c.id, &(struct effort_new){ .minutes = 90, .what = STR("In the lab") }));
	ASSERT_HAS(newest(&o, true), "\"to\":\"90 min\"");
	ASSERT_OK(effort_of(o.cx, &o.c, &total));

	ASSERT_EQ(total.minutes, 115);
	ASSERT_EQ(total.people.len, 2);
	ASSERT_STR(total.people.at[0].name, "eva@vendor.example");
	ASSERT_EQ(total.people.at[1].minutes, 25);
	ASSERT_EQ(total.newest.at[1].entry, entry_number(entry));

	ASSERT_ERR(ERR_NOT_FOUND, effort_remove(o.cx, o.c.id, total.newest.at[1].id));
	ASSERT_OK(effort_remove(o.cx, o.c.id, total.newest.at[0].id));
	ASSERT_HAS(newest(&o, true), "\"from\":\"90 min\"");
	ASSERT_OK(effort_of(o.cx, &o.c, &total));
	ASSERT_EQ(total.minutes, 25);
}

TEST_STORE(minutes_out_of_a_day_are_refused_and_nothing_of_the_entry_stays)
{
	struct casefile_reply r = { .kind = ENTRY_NOTE, .text = STR("Looked."),
		.then = CASEFILE_STATUS_COUNT_, .minutes = EFFORT_MINUTES_MAX + 1 };
	struct office o;
	entry_id entry;

	office_open(t, &o);
	ASSERT_ERR(ERR_INVALID, casefile_add_entry(o.cx, &o.c, &r, &entry));
	r.minutes = -5;
	ASSERT_ERR(ERR_INVALID, casefile_add_entry(o.cx, &o.c, &r, &entry));
	ASSERT_OK(casefile_load(o.cx, o.c.id, &o.c));
	ASSERT_EQ(o.c.entry_count, 1);
	o.cx->actor = &o.ana;
	r = (struct casefile_reply){ .kind = ENTRY_MESSAGE, .text = STR("And?"),
		.then = CASEFILE_STATUS_COUNT_, .minutes = 5 };
	ASSERT_ERR(ERR_DENIED, casefile_add_entry(o.cx, &o.c, &r, &entry));
}
