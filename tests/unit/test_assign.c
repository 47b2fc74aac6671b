/* The round robin: who gets a case, and why. */
#include "domain/account/permission.h"
#include "domain/account/team.h"
#include "domain/casefile/assign/assign.h"
#include "domain/casefile/assign/shift.h"
#include "domain/casefile/queue/queue.h"
#include "domain/product/product.h"
#include "tests/unit/office.h"

struct robin {
	struct office o;
	struct actor ben;
	product_id product;
};

static struct agent plain(person_id person)
{
	return (struct agent){ .person = person, .takes_part = true, .capacity = 3, .zone = STR("UTC") };
}

static void save(struct robin *r, const struct agent *a)
{
	const struct actor *was = r->o.cx->actor;

	r->o.cx->actor = &r->o.root;
	ASSERT_OK(agent_save(r->o.cx, a));
	r->o.cx->actor = was;
}

/* tom, eva and ben take part, each with room for three. */
static void robin(struct test *t, struct robin *r)
{
	struct product_new p = { .code = STR("NB-F500"), .name = STR("Firewall"),
		.family = STR("Firewalls"), .software = STR("BeamWall") };

	*r = (struct robin){ 0 };
	office_open(t, &r->o);
	r->ben = office_person(&r->o, "ben@vendor.example", ROLE_AGENT, (organisation_id){ 0 });
	r->o.cx->actor = &actor_system;
	ASSERT_OK(product_create(r->o.cx, &p, &r->product));
	r->o.cx->actor = &r->o.tom;
	person_id all[] = { r->o.tom.person, r->o.eva.person, r->ben.person };
	for (size_t i = 0; i < 3; i++) {
		struct agent a = plain(all[i]);
		save(r, &a);
	}
}

static struct assign_choice next(struct robin *r)
{
	struct assign_choice choice;
	struct casefile c;

	office_case(&r->o, 3, "Fan noisy", &c);
	r->o.cx->now = instant_add(r->o.cx->now, (seconds){ 60 });
	ASSERT_OK(assign_case(r->o.cx, c.id, &choice));
	return choice;
}

TEST_STORE(among_equals_a_case_goes_to_who_got_one_the_longest_time_ago)
{
	struct robin r;
	person_id got[6];

	robin(t, &r);
	for (int i = 0; i < 6; i++)
		got[i] = next(&r).person;
	ASSERT_EQ(got[0].v, r.o.tom.person.v);
	ASSERT_EQ(got[1].v, r.o.eva.person.v);
	ASSERT_EQ(got[2].v, r.ben.person.v);
	for (int i = 0; i < 3; i++)
		ASSERT_EQ(got[i].v, got[i + 3].v);
}

TEST_STORE(who_is_away_off_shift_or_full_gets_nothing)
{
	struct robin r;
	struct casefile c;
	struct assign_choice choice;

	robin(t, &r);
	struct agent tom = plain(r.o.tom.person), eva = plain(r.o.eva.person);
	tom.away = true;
	eva.shifts = STR("Tue-Fri 08:00-17:00\nMon 10:00-17:00"); /* it is Monday, nine o'clock */
	save(&r, &tom);
	save(&r, &eva);
	for (int i = 0; i < 3; i++)
		ASSERT_EQ(next(&r).person.v, r.ben.person.v);
	office_case(&r.o, 3, "One more", &c);
	ASSERT_ERR(ERR_CONFLICT, assign_case(r.o.cx, c.id, &choice));
	r.o.cx->now = instant_add(r.o.cx->now, (seconds){ 3600 });
	ASSERT_EQ(next(&r).person.v, r.o.eva.person.v);
	eva.zone = STR("America/New_York"); /* five in the morning there */
	save(&r, &eva);
	ASSERT_ERR(ERR_CONFLICT, assign_case(r.o.cx, c.id, &choice));
	ASSERT_OK(agent_set_away(r.o.cx, false));
	ASSERT_OK(assign_case(r.o.cx, c.id, &choice));
	ASSERT_EQ(choice.person.v, r.o.tom.person.v);
}

TEST_STORE(the_product_counts_more_than_the_language_and_both_are_told)
{
	struct robin r;
	struct casefile c;
	struct assign_choice choice;

	robin(t, &r);
	struct agent eva = plain(r.o.eva.person), ben = plain(r.ben.person);
	*arena_push(t->arena, &eva.languages) = STR("de");
	*arena_push(t->arena, &ben.skills) = STR("Firewalls");
	save(&r, &eva);
	save(&r, &ben);
	r.o.cx->actor = &r.o.ana;
	ASSERT_OK(casefile_open(r.o.cx, &(struct casefile_new){ .summary = STR("Tunnel down"),
		.description = STR("x"), .priority = 3, .product = STR("NB-F500"), .language = STR("de") }, &c));
	r.o.cx->actor = &r.o.tom;
	ASSERT_OK(assign_choose(r.o.cx, &c, &choice));
	ASSERT_EQ(choice.person.v, r.ben.person.v);
	ASSERT_STR(choice.why, "on shift, knows Firewalls, 0 of 3 open cases");
	ben.away = true;
	save(&r, &ben);
	ASSERT_OK(assign_choose(r.o.cx, &c, &choice));
	ASSERT_EQ(choice.person.v, r.o.eva.person.v);
	ASSERT_STR(choice.why, "on shift, speaks de, 0 of 3 open cases");
}

TEST_STORE(a_queue_hands_out_new_cases_to_its_team_and_says_why_on_the_case)
{
	struct robin r;
	struct casefile c;
	struct entry_list page;
	team_id team;
	struct queue_change change = { .name = STR("Core"), .at_opening = true };

	robin(t, &r);
	r.o.cx->actor = &r.o.root;
	ASSERT_OK(team_create(r.o.cx, STR("Nights"), &team));
	ASSERT_OK(team_join(r.o.cx, team, r.ben.person));
	change.team = team;
	ASSERT_OK(queue_change(r.o.cx, r.o.c.queue, &change));
	office_case(&r.o, 2, "Link flaps", &c);
	ASSERT_EQ(c.owner.v, r.ben.person.v);
	ASSERT_EQ(c.status, CASEFILE_OPEN);
	ASSERT_STR(c.queue_name, "Core");
	ASSERT_OK(timeline_page(r.o.cx, c.id, 0, true, 1, &page));
	ASSERT_STR(page.at[0].text, "Assigned to ben@vendor.example: on shift, 0 of 3 open cases.");
	ASSERT_EQ(page.at[0].public, false);
	ASSERT_OK(team_leave(r.o.cx, team, r.ben.person));
	office_case(&r.o, 2, "Link flaps", &c);
	ASSERT_EQ(c.owner.v, 0);
}

TEST_STORE(a_retired_queue_takes_no_new_cases)
{
	struct robin r;
	struct casefile c;
	queue_id other;
	struct queue_change change = { .name = STR("Core"), .family = STR("Routers") };

	robin(t, &r);
	r.o.cx->actor = &r.o.root;
	ASSERT_ERR(ERR_CONFLICT, queue_retire(r.o.cx, r.o.c.queue, true));
	ASSERT_OK(queue_create(r.o.cx, &(struct queue_change){ .name = STR("All") }, &other));
	ASSERT_OK(queue_retire(r.o.cx, r.o.c.queue, true));
	office_case(&r.o, 3, "New one", &c);
	ASSERT_EQ(c.queue.v, other.v);
	ASSERT_ERR(ERR_INVALID, casefile_set_queue(r.o.cx, c.id, r.o.c.queue));
	ASSERT_OK(queue_retire(r.o.cx, r.o.c.queue, false));
	ASSERT_OK(casefile_set_queue(r.o.cx, c.id, r.o.c.queue));
	ASSERT_OK(queue_change(r.o.cx, r.o.c.queue, &change));
	change.name = STR("All");
	ASSERT_ERR(ERR_CONFLICT, queue_change(r.o.cx, r.o.c.queue, &change));
	r.o.cx->actor = &r.o.tom;
	ASSERT_ERR(ERR_DENIED, queue_change(r.o.cx, r.o.c.queue, &change));
}

TEST_STORE(shifts_are_written_a_line_each_and_go_over_midnight)
{
	static const char *const wrong[] = { "Mon", "Mon 8-17", "Xyz 08:00-17:00", "Mon 08:00-08:00",
		"Mon 24:00-25:00", "Mon 08:60-09:00", "Mon-Xyz 08:00-17:00" };
	struct ctx *cx = fixture_ctx(t);
	shifts all;

	ASSERT_OK(shift_read(cx, STR("mon-fri 08:00-17:00\n\nSun 22:00-06:00\n"), &all));
	ASSERT_EQ(all.len, 7);
	ASSERT_EQ(all.at[5].until, 24 * 60);
	ASSERT_EQ(all.at[6].weekday, 0);
	ASSERT_STR(shift_text(t->arena, &all),
		"Mon-Fri 08:00-17:00\nSun 22:00-24:00\nMon 00:00-06:00\n");
	ASSERT_OK(shift_read(cx, STR("Sat-Mon 00:00-24:00"), &all));
	ASSERT_EQ(all.len, 3);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		ASSERT_ERR(ERR_INVALID, shift_read(cx, str_from(wrong[i]), &all));
}
