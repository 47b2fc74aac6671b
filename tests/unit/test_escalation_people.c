#include "domain/account/person.h"
#include "domain/escalation/chase.h"
#include "domain/escalation/duty.h"
#include "domain/escalation/respond.h"
#include "domain/setting/setting.h"
#include "tests/unit/desk.h"

/* What people may do about a ladder, and who is told of it. */

enum { ALL = 2 + 4 + 8 + 16 };

static void act_as(struct test *t, struct desk *d, person_id who, unsigned roles)
{
	struct actor *a = arena_new(t->arena, struct actor);

	*a = (struct actor){ .person = who, .roles = roles, .name = STR("Somebody") };
	actor_derive(a);
	d->cx->actor = a;
}

static void act_as_program(struct desk *d)
{
	d->cx->actor = &actor_system;
}

/* The secret of the link in the nth message. */
static struct str link_secret(struct desk *d, int64_t nth)
{
	struct str text = desk_mail_text(d, nth), mark = STR("/escalations/acknowledge/");
	ptrdiff_t at = str_find(text, mark);

	ASSERT(at >= 0);
	return str_sub(text, (size_t)at + mark.len, 43);
}

TEST_STORE(only_the_briefed_the_deputy_and_higher_levels_acknowledge)
{
	struct desk d = desk_open(t, ALL);
	static const unsigned roles[] = { ROLE_CUSTOMER, ROLE_AGENT, ROLE_ADMIN, ROLE_MANAGER,
		ROLE_DIRECTOR, ROLE_VP_CS, ROLE_VP_ES };
	person_id stranger = desk_person(&d, "other@desk.example", ROLE_MANAGER);
	person_id who[] = { d.customer, d.agent, d.admin, stranger, d.managers[1], d.managers[2],
		d.managers[3] };
	static const bool may_level_2[] = { false, false, false, false, true, true, true };

	for (int i = 0; i < 7; i++) {
		act_as_program(&d);
		casefile_id id = desk_case(&d, 1);
		d.cx->now = instant_add(d.cx->now, (seconds){ 2 * HOUR });
		desk_pass(&d, false);
		act_as(t, &d, who[i], roles[i]);
		error e = escalation_acknowledge(d.cx, id, 2, STR("On it."));
		if (may_level_2[i])
			ASSERT_OK(e);
		else
			ASSERT_ERR(ERR_DENIED, e);
	}
}

TEST_STORE(an_agent_acknowledges_only_as_a_recorded_deputy)
{
	struct desk d = desk_open(t, ALL);
	struct holder_new h = { .level = 1, .person = STR("manager@desk.example"),
		.deputy = STR("agent@desk.example") };
	holder_id holder;

	ASSERT_OK(duty_add_holder(d.cx, &h, &holder));
	casefile_id id = desk_case(&d, 1);
	desk_at(&d, HOUR);
	desk_pass(&d, false);
	act_as(t, &d, d.agent, ROLE_AGENT);

	ASSERT_OK(escalation_acknowledge(d.cx, id, 1, STR("Calling them.")));
	ASSERT_ERR(ERR_CONFLICT, escalation_acknowledge(d.cx, id, 1, STR("Again.")));
}

TEST_STORE(a_critical_case_asks_for_a_plan_and_a_low_one_does_not)
{
	struct desk d = desk_open(t, ALL);
	casefile_id critical = desk_case(&d, 1), low = desk_case(&d, 4);

	desk_at(&d, 30 * DAY);
	desk_pass(&d, false);
	act_as(t, &d, d.managers[0], ROLE_MANAGER);

	error e = escalation_acknowledge(d.cx, critical, 1, STR(" "));
	ASSERT_ERR(ERR_INVALID, e);
	ASSERT_STR(e->fields->field, "plan");
	ASSERT_OK(escalation_acknowledge(d.cx, low, 1, STR("")));
}

TEST_STORE(acknowledging_ends_the_chase_of_that_level_only)
{
	struct desk d = desk_open(t, ALL);
	casefile_id id = desk_case(&d, 1);

	desk_run(&d, HOUR);
	act_as(t, &d, d.managers[0], ROLE_MANAGER);
	ASSERT_OK(escalation_acknowledge(d.cx, id, 1, STR("On it.")));
	act_as_program(&d);
	desk_run(&d, 2 * HOUR);

	ASSERT_STR(desk_rungs(&d, id), "1@3600 2@7200");
	ASSERT_LACKS(desk_mail(&d), "[ALARM]");
	ASSERT_HAS(desk_log(&d, id), "acknowledged");
}

TEST_STORE(a_brief_that_nobody_answers_goes_to_the_deputy_then_to_the_administrators)
{
	struct desk d = desk_open(t, ALL);
	struct holder_new h = { .level = 1, .person = STR("manager@desk.example"),
		.deputy = STR("agent@desk.example") };
	holder_id holder;

	ASSERT_OK(duty_add_holder(d.cx, &h, &holder));
	casefile_id id = desk_case(&d, 1);
	desk_run(&d, HOUR + 14 * 60);
	ASSERT_EQ(desk_mail_count(&d), 1);
	desk_run(&d, HOUR + 15 * 60);
	ASSERT_HAS(desk_mail(&d), "agent@desk.example [P1][L1 MANAGER] 2026-1123-0001");
	ASSERT_HAS(desk_mail_text(&d, 1), "Message-ID: esc.2026-1123-0001.1.1@support.example");
	desk_run(&d, HOUR + 30 * 60);

	ASSERT_HAS(desk_mail(&d), "admin@desk.example [ALARM][P1][L1 MANAGER]");
	ASSERT_HAS(desk_mail_text(&d, 2), "Nobody has acknowledged level 1");
	ASSERT_STR(desk_rungs(&d, id), "1@3600");
}

TEST_STORE(the_webhook_is_tried_before_the_deputy_and_says_nothing_of_the_case)
{
	struct desk d = desk_open(t, ALL);

	d.settings->escalation_webhook_url = STR("https://pager.example/hook");
	desk_case(&d, 1);
	desk_run(&d, HOUR + 15 * 60);

	ASSERT_HAS(desk_mail(&d), "https://pager.example/hook");
	ASSERT_HAS(desk_mail_text(&d, 1), "\"case\":\"2026-1123-0001\"");
	ASSERT_LACKS(desk_mail_text(&d, 1), "router");
}

TEST_STORE(three_failed_sends_or_a_bounce_try_the_next_channel_at_once)
{
	struct desk d = desk_open(t, ALL);
	struct outgoing_list due;
	int64_t attempts = 0;

	desk_case(&d, 1);
	desk_run(&d, HOUR);
	for (int i = 1; i <= 3; i++) {
		d.cx->now = instant_add(d.cx->now, (seconds){ 60 });
		ASSERT_OK(notify_due(d.cx, &due));
		ASSERT_EQ(due.len, 1);
		ASSERT_OK(notify_failed(d.cx, due.at[0].id, STR("no route"), false, &attempts));
		ASSERT_OK(escalation_delivery(d.cx, due.at[0].rung, DELIVERY_FAILED, attempts,
			due.at[0].recipient));
	}
	ASSERT_EQ(attempts, 3);
	desk_pass(&d, false);

	ASSERT_HAS(desk_mail(&d), "admin@desk.example [ALARM]");
}

TEST_STORE(the_link_in_a_brief_acknowledges_once)
{
	struct desk d = desk_open(t, ALL);
	casefile_id id = desk_case(&d, 1);
	struct escalation_link link;

	desk_run(&d, HOUR);
	struct str secret = link_secret(&d, 0);
	d.cx->actor = &actor_visitor;
	ASSERT_OK(escalation_link_look(d.cx, secret, &link));
	ASSERT_EQ(link.level, 1);
	ASSERT_ERR(ERR_INVALID, escalation_link_use(d.cx, secret, STR("")));
	ASSERT_OK(escalation_link_use(d.cx, secret, STR("Calling the site.")));
	ASSERT_ERR(ERR_NOT_FOUND, escalation_link_look(d.cx, secret, &link));
	ASSERT_ERR(ERR_NOT_FOUND, escalation_link_use(d.cx, STR("nonsense"), STR("x")));

	act_as_program(&d);
	ASSERT_HAS(desk_log(&d, id), "fired, acknowledged");
}

TEST_STORE(a_hold_delays_its_level_and_no_other)
{
	struct desk d = desk_open(t, ALL);
	casefile_id id = desk_case(&d, 1);

	desk_at(&d, 600);
	act_as(t, &d, d.managers[0], ROLE_MANAGER);
	ASSERT_OK(escalation_hold(d.cx, id, 1, instant_add(d.start, (seconds){ 9000 }),
		STR("A spare is on its way.")));
	act_as_program(&d);
	desk_run(&d, 3 * HOUR);

	ASSERT_STR(desk_rungs(&d, id), "1@9000 2@7200");
	ASSERT_HAS(desk_log(&d, id), "held, re-armed");
	ASSERT_HAS(desk_log(&d, id), "hold expired");
}

TEST_STORE(a_hold_needs_the_level_a_reason_and_a_time_within_a_day)
{
	struct desk d = desk_open(t, ALL);
	casefile_id id = desk_case(&d, 1);
	instant soon = instant_add(d.start, (seconds){ 9000 });

	act_as(t, &d, d.managers[0], ROLE_MANAGER);
	ASSERT_ERR(ERR_DENIED, escalation_hold(d.cx, id, 2, soon, STR("Because.")));
	ASSERT_ERR(ERR_INVALID, escalation_hold(d.cx, id, 1, soon, STR("")));
	ASSERT_ERR(ERR_INVALID, escalation_hold(d.cx, id, 1,
		instant_add(d.start, (seconds){ 86401 }), STR("Because.")));
	ASSERT_ERR(ERR_INVALID, escalation_hold(d.cx, id, 1, d.start, STR("Because.")));
	act_as(t, &d, d.agent, ROLE_AGENT);
	ASSERT_ERR(ERR_DENIED, escalation_hold(d.cx, id, 1, soon, STR("Because.")));
	act_as(t, &d, d.managers[2], ROLE_VP_CS);
	ASSERT_OK(escalation_hold(d.cx, id, 2, soon, STR("Because.")));
}

TEST_STORE(escalating_by_hand_tells_the_next_level_now_and_moves_no_other)
{
	struct desk d = desk_open(t, ALL);
	casefile_id id = desk_case(&d, 1);
	int level;

	desk_at(&d, 600);
	act_as(t, &d, d.customer, ROLE_CUSTOMER);
	ASSERT_ERR(ERR_DENIED, escalation_raise(d.cx, id, RELATION_NONE, STR("Help"), &level));
	ASSERT_ERR(ERR_INVALID, escalation_raise(d.cx, id, RELATION_OWN, STR(""), &level));
	ASSERT_OK(escalation_raise(d.cx, id, RELATION_OWN, STR("The ward is dark."), &level));
	ASSERT_EQ(level, 1);
	act_as_program(&d);
	ASSERT_HAS(desk_mail_text(&d, 0), "Escalated by hand: The ward is dark.");
	desk_run(&d, 5 * HOUR);

	ASSERT_STR(desk_rungs(&d, id), "1@600 2@7200 3@14400");
}

TEST_STORE(when_every_level_was_told_escalating_by_hand_says_so)
{
	struct desk d = desk_open(t, ALL);
	casefile_id id = desk_case(&d, 4);

	ASSERT_OK(escalation_raise(d.cx, id, RELATION_NONE, STR("Now."), NULL));
	error e = escalation_raise(d.cx, id, RELATION_NONE, STR("Again."), NULL);

	ASSERT_ERR(ERR_CONFLICT, e);
	ASSERT_HAS(e->fields->text, "Every level of this priority has been briefed.");
}

TEST_STORE(who_is_on_call_goes_before_the_holder_and_the_deputy_stands_in_for_who_left)
{
	struct desk d = desk_open(t, ALL);
	struct duty_list duty;
	struct holder_new h = { .level = 1, .person = STR("manager@desk.example"),
		.deputy = STR("agent@desk.example") };
	struct shift_new s = { .level = 1, .person = STR("admin@desk.example"),
		.from = d.start, .until = instant_add(d.start, (seconds){ HOUR }) };
	holder_id holder;
	shift_id shift;

	ASSERT_OK(duty_add_holder(d.cx, &h, &holder));
	ASSERT_OK(duty_add_shift(d.cx, &s, &shift));
	ASSERT_OK(duty_find(d.cx, 1, &duty));
	ASSERT_STR(duty.at[0].email, "admin@desk.example");
	desk_at(&d, HOUR);
	ASSERT_OK(duty_find(d.cx, 1, &duty));
	ASSERT_STR(duty.at[0].email, "manager@desk.example");
	ASSERT_OK(person_disable(d.cx, d.managers[0]));
	ASSERT_OK(duty_find(d.cx, 1, &duty));
	ASSERT_STR(duty.at[0].email, "agent@desk.example");
	ASSERT(!duty.alarm);
}

TEST_STORE(a_ladder_shows_what_was_told_what_comes_and_who_may_answer)
{
	struct desk d = desk_open(t, ALL);
	casefile_id id = desk_case(&d, 2);
	struct ladder_view v;

	desk_run(&d, 12 * HOUR);
	act_as(t, &d, d.managers[0], ROLE_MANAGER);
	ASSERT_OK(escalation_view(d.cx, id, &v));

	ASSERT(v.armed && v.next_level == 2);
	ASSERT_EQ(v.levels[0].state, STEP_PASSED);
	ASSERT(v.levels[0].may_acknowledge);
	ASSERT_STR(v.levels[0].rung.told, "manager");
	ASSERT_EQ(v.levels[1].state, STEP_COMING);
	ASSERT_INSTANT(v.levels[1].due, "2026-11-24T09:00Z");
	ASSERT_EQ(v.levels[2].state, STEP_AHEAD);
	ASSERT_EQ(v.levels[3].state, STEP_NONE);
	ASSERT(!v.levels[1].may_hold);
}

TEST_STORE(the_board_shows_the_rungs_of_the_next_day_and_what_waits_for_an_answer)
{
	struct desk d = desk_open(t, ALL);
	struct board_rung_list rungs;
	struct board_brief_list briefs;

	desk_case(&d, 3);
	desk_case(&d, 1);
	desk_run(&d, HOUR);
	act_as(t, &d, d.managers[1], ROLE_DIRECTOR);
	ASSERT_OK(escalation_board(d.cx, (seconds){ DAY }, &rungs));
	ASSERT_OK(escalation_open_briefs(d.cx, &briefs));

	ASSERT_EQ(rungs.len, 1);
	ASSERT_EQ(rungs.at[0].level, 2);
	ASSERT_EQ(briefs.len, 1);
	act_as(t, &d, d.customer, ROLE_CUSTOMER);
	ASSERT_ERR(ERR_DENIED, escalation_board(d.cx, (seconds){ DAY }, &rungs));
}
