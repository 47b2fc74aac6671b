/* Who of the desk is on a case right now. */
#include "domain/presence/presence.h"
#include "tests/unit/office.h"

static struct str line(struct office *o)
{
	struct presence_list all;

	ASSERT_OK(presence_of(o->cx, o->c.id, &all));
	return all.len == 0 ? STR("") : str_printf(o->cx->arena, "%.*s %s", STR_ARG(all.at[0].name),
		all.at[0].doing == PRESENCE_REPLYING ? "replies" : "reads");
}

TEST_STORE(who_reads_or_answers_a_case_is_seen_by_the_others)
{
	struct office o;

	office_open(t, &o);
	ASSERT_OK(presence_beat(o.cx, o.c.id, PRESENCE_READING));
	ASSERT_STR(line(&o), "");
	o.cx->actor = &o.eva;
	ASSERT_STR(line(&o), "tom@vendor.example reads");
	ASSERT_OK(presence_beat(o.cx, o.c.id, PRESENCE_REPLYING));
	o.cx->actor = &o.tom;
	ASSERT_STR(line(&o), "eva@vendor.example replies");
	ASSERT_OK(presence_leave(o.cx, o.c.id));
	o.cx->actor = &o.eva;
	ASSERT_STR(line(&o), "");
}

TEST_STORE(who_says_nothing_any_more_is_gone)
{
	struct office o;
	struct presence_list all;

	office_open(t, &o);
	ASSERT_OK(presence_beat(o.cx, o.c.id, PRESENCE_READING));
	o.cx->now = instant_add(o.cx->now, (seconds){ PRESENCE_LASTS_S });
	o.cx->actor = &o.eva;
	ASSERT_STR(line(&o), "");
	ASSERT_OK(presence_beat(o.cx, o.c.id, PRESENCE_READING));
	ASSERT_OK(presence_among(o.cx, &o.c.id, 1, &all));
	ASSERT_EQ(all.len, 1);
	ASSERT_EQ(all.at[0].person.v, o.eva.person.v);
}

TEST_STORE(a_list_of_cases_tells_who_is_on_which)
{
	struct office o;
	struct casefile other;
	struct presence_list all;

	office_open(t, &o);
	office_case(&o, 3, "Fan noisy", &other);
	ASSERT_OK(presence_beat(o.cx, other.id, PRESENCE_READING));
	o.cx->actor = &o.eva;
	ASSERT_OK(presence_beat(o.cx, o.c.id, PRESENCE_REPLYING));
	casefile_id ids[] = { other.id, o.c.id };
	ASSERT_OK(presence_among(o.cx, ids, 2, &all));
	ASSERT_EQ(all.len, 2);
	ASSERT_EQ(all.at[0].person.v, o.eva.person.v);
	ASSERT_EQ(all.at[1].casefile.v, other.id.v);
	ASSERT_OK(presence_among(o.cx, ids, 1, &all));
	ASSERT_EQ(all.len, 1);
}

TEST_STORE(customers_are_not_present_and_see_nobody)
{
	struct office o;
	struct presence_list all;

	office_open(t, &o);
	ASSERT_OK(presence_beat(o.cx, o.c.id, PRESENCE_REPLYING));
	o.cx->actor = &o.ana;
	ASSERT_STR(line(&o), "");
	ASSERT_OK(presence_among(o.cx, &o.c.id, 1, &all));
	ASSERT_EQ(all.len, 0);
	ASSERT_ERR(ERR_DENIED, presence_beat(o.cx, o.c.id, PRESENCE_READING));
	ASSERT_ERR(ERR_DENIED, presence_leave(o.cx, o.c.id));
}
