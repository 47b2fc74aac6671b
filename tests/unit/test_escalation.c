#include "domain/setting/setting.h"
#include "store/query.h"
#include "tests/unit/desk.h"

/* The published vectors, in their order; those of the clock are in test_clock.c. */

enum { ALL = 2 + 4 + 8 + 16 };

TEST_STORE(vector_1_an_untouched_case_tells_four_levels)
{
	struct desk d = desk_open(t, ALL);
	casefile_id id = desk_case(&d, 1);

	desk_run(&d, 25 * HOUR);

	ASSERT_STR(desk_rungs(&d, id), "1@3600 2@7200 3@14400 4@86400");
	ASSERT_HAS(desk_mail(&d), "vp-cs@desk.example [P1][L3 VP-CS] 2026-1123-0001 4h00 ACME - "
				  "core router down\n");
}

TEST_STORE(vector_2_closing_in_the_due_second_tells_nobody)
{
	struct desk d = desk_open(t, ALL);
	casefile_id id = desk_case(&d, 1);

	desk_at(&d, HOUR);
	ASSERT_OK(escalation_case_stopped(d.cx, id, true));
	desk_run(&d, 25 * HOUR);

	ASSERT_STR(desk_rungs(&d, id), "");
	ASSERT_EQ(desk_mail_count(&d), 0);
}

TEST_STORE(vector_3_raising_tells_the_briefed_level_and_hurries_the_others)
{
	struct desk d = desk_open(t, ALL);
	casefile_id id = desk_case(&d, 2);

	desk_run(&d, 13 * HOUR);
	desk_forget_mail(&d);
	desk_priority(&d, id, 2, 1);
	ASSERT_HAS(desk_mail(&d), "manager@desk.example [P1][L1 MANAGER]");
	ASSERT_HAS(desk_mail_text(&d, 0), "The priority was raised to P1.");
	desk_run(&d, 40 * HOUR);

	ASSERT_STR(desk_rungs(&d, id), "1@43200 2@54000 3@61200 4@133200");
}

TEST_STORE(vector_4_lowering_stands_down_and_tells_nobody_new)
{
	struct desk d = desk_open(t, ALL);
	casefile_id id = desk_case(&d, 1);

	desk_run(&d, 10 * HOUR);
	desk_forget_mail(&d);
	desk_priority(&d, id, 1, 2);
	ASSERT_EQ(desk_mail_count(&d), 3);
	ASSERT_HAS(desk_mail_text(&d, 0), "Stand down: the priority was lowered to P2.");
	desk_run(&d, 40 * DAY);

	ASSERT_STR(desk_rungs(&d, id), "1@3600 2@7200 3@14400");
}

TEST_STORE(vector_5_the_time_at_the_worse_priority_counts_again_after_a_second_raise)
{
	struct desk d = desk_open(t, ALL);
	casefile_id id = desk_case(&d, 1);
	int64_t raised = 20 * DAY + 3 * HOUR;

	desk_run(&d, 3 * HOUR);
	desk_priority(&d, id, 1, 3);
	desk_run(&d, raised);
	desk_priority(&d, id, 3, 1);
	desk_run(&d, 30 * DAY);

	ASSERT_STR(desk_rungs(&d, id), "1@3600 2@7200 3@1742400 4@1814400");
	ASSERT_EQ(raised + HOUR, 1742400);
}

TEST_STORE(vector_6_reopening_goes_on_where_resolving_stopped)
{
	struct desk d = desk_open(t, ALL);
	casefile_id id = desk_case(&d, 3);

	desk_run(&d, 14 * DAY);
	ASSERT_OK(escalation_case_stopped(d.cx, id, false));
	desk_run(&d, 19 * DAY);
	ASSERT_OK(escalation_case_reopened(d.cx, id));
	desk_run(&d, 40 * DAY);

	ASSERT_STR(desk_rungs(&d, id), "1@1728000");
}

TEST_STORE(vector_7_what_fell_due_while_down_is_told_once_and_late)
{
	struct desk d = desk_open(t, ALL);
	casefile_id id = desk_case(&d, 1);

	desk_at(&d, 5 * HOUR);
	desk_pass(&d, true);
	desk_pass(&d, true);

	ASSERT_STR(desk_rungs(&d, id), "1@18000 2@18000 3@18000");
	ASSERT_EQ(desk_mail_count(&d), 3);
	ASSERT_HAS(desk_mail_text(&d, 0), "due 2026-11-23T10:00:00Z; late by 4 h 00 min");
	ASSERT_HAS(desk_log(&d, id), "late, late, late");
}

TEST_STORE(late_rungs_of_lower_priorities_come_as_one_digest_a_person)
{
	struct desk d = desk_open(t, ALL);
	casefile_id one = desk_case(&d, 2), two = desk_case(&d, 2), critical = desk_case(&d, 1);

	desk_at(&d, 25 * HOUR);
	desk_pass(&d, true);

	ASSERT_STR(desk_rungs(&d, one), "1@90000 2@90000");
	ASSERT_STR(desk_rungs(&d, two), "1@90000 2@90000");
	ASSERT_STR(desk_rungs(&d, critical), "1@90000 2@90000 3@90000 4@90000");
	ASSERT_EQ(desk_mail_count(&d), 4 + 2);
	ASSERT_HAS(desk_mail(&d), "manager@desk.example [DIGEST] Late escalations: 2\n");
	ASSERT_HAS(desk_mail_text(&d, 4), "2026-1123-0001 P2 level 1");
	ASSERT_HAS(desk_mail_text(&d, 4), "2026-1123-0002 P2 level 1");
}

TEST_STORE(vector_8_what_fell_due_while_down_on_a_case_closed_since_is_suppressed)
{
	struct desk d = desk_open(t, ALL);
	casefile_id id = desk_case(&d, 1);

	desk_at(&d, 9000);
	ASSERT_OK(escalation_case_stopped(d.cx, id, true));
	desk_at(&d, 5 * HOUR);
	desk_pass(&d, true);

	ASSERT_STR(desk_rungs(&d, id), "x1@18000 x2@18000");
	ASSERT_EQ(desk_mail_count(&d), 0);
}

TEST_STORE(vector_14_a_level_that_nobody_holds_goes_to_the_deputy_else_up_with_an_alarm)
{
	struct desk d = desk_open(t, 4);
	casefile_id id = desk_case(&d, 1);

	desk_run(&d, HOUR);

	ASSERT_STR(desk_rungs(&d, id), "1@3600");
	ASSERT_HAS(desk_mail(&d), "director@desk.example [P1][L1 MANAGER] 2026-1123-0001 1h00");
	ASSERT_HAS(desk_mail(&d), "admin@desk.example [ALARM][P1][L1 MANAGER] 2026-1123-0001");
	ASSERT_HAS(desk_log(&d, id), "fired, alarm");
}

TEST_STORE(vector_16_merging_takes_the_worse_clock_and_what_either_sent)
{
	struct desk d = desk_open(t, ALL);
	casefile_id into = desk_case(&d, 2);

	desk_run(&d, 17 * HOUR);
	casefile_id away = desk_case(&d, 1);
	desk_run(&d, 20 * HOUR);
	ASSERT_OK(escalation_merged(d.cx, into, away));
	desk_run(&d, 60 * HOUR);

	ASSERT_STR(desk_rungs(&d, into), "1@43200 3@75600 4@147600");
	ASSERT_STR(desk_rungs(&d, away), "1@64800 2@68400");
}

TEST_STORE(vector_17_a_case_raised_after_ten_days_climbs_from_the_raise)
{
	struct desk d = desk_open(t, ALL);
	casefile_id id = desk_case(&d, 3);

	desk_run(&d, 10 * DAY);
	desk_priority(&d, id, 3, 1);
	desk_run(&d, 10 * DAY + 5 * HOUR);

	ASSERT_STR(desk_rungs(&d, id), "1@867600 2@871200 3@878400");
}

TEST_STORE(a_sweep_by_the_formula_finds_what_the_index_lost)
{
	struct desk d = desk_open(t, ALL);
	casefile_id id = desk_case(&d, 1);
	static const struct query lose = { .name = "lose", .kind = QUERY_EXEC, .writes = true,
		.sqlite = "UPDATE escalation SET next_due_at = NULL",
		.postgres = "UPDATE escalation SET next_due_at = NULL" };

	ASSERT_OK(query_run(d.cx, &lose, NULL, NULL));
	desk_at(&d, HOUR);
	desk_pass(&d, false);

	ASSERT_STR(desk_rungs(&d, id), "1@3600");
}

TEST_STORE(a_brief_says_what_management_needs_to_know)
{
	struct desk d = desk_open(t, ALL);

	desk_case(&d, 1);
	desk_run(&d, HOUR);

	struct str text = desk_mail_text(&d, 0);
	ASSERT_HAS(text, "Message-ID: esc.2026-1123-0001.1.1@support.example");
	ASSERT_HAS(text, "P1 open 1 h 00 min; rung 1 of 4; due 2026-11-23T10:00:00Z; late by -");
	ASSERT_HAS(text, "https://support.example/cases/2026-1123-0001");
	ASSERT_HAS(text, "Acknowledge: https://support.example/escalations/acknowledge/");
	ASSERT_HAS(text, "Customer: ACME");
	ASSERT_HAS(text, "Contact: ingrid, ingrid@acme.example");
	ASSERT_HAS(text, "Local time there: 11:00, Europe/Oslo");
	ASSERT_HAS(text, "Business impact: No phones.");
	ASSERT_HAS(text, "NEXT ACTION: NONE IS SET");
	ASSERT_HAS(text, "Priority: P1 2026-11-23T09:00:00Z");
	ASSERT_HAS(text, "Next: level 2, Director Technical Support, at 2026-11-23T11:00:00Z");
}

TEST_STORE(a_case_without_a_ladder_takes_every_verb_in_silence)
{
	struct desk d = desk_open(t, ALL);
	casefile_id none = { 77 };

	ASSERT_OK(escalation_priority_changed(d.cx, none, 2, 1));
	ASSERT_OK(escalation_case_stopped(d.cx, none, true));
	ASSERT_OK(escalation_case_reopened(d.cx, none));
	ASSERT_OK(escalation_waiting_changed(d.cx, none, true));
}

TEST_STORE(a_running_engine_makes_good_what_is_late_and_keeps_its_heartbeat)
{
	struct desk d = desk_open(t, ALL);
	struct settings_live *settings;
	struct engine *engine;

	d.cx->now = instant_add(wall_now(), (seconds){ -2 * HOUR - 30 });
	casefile_id id = desk_case(&d, 1);
	fixture_release(d.cx);
	ASSERT_OK(settings_follow(test_ctx(t), d.store, &settings));
	ASSERT_OK(engine_start(test_ctx(t), d.store, settings, &engine));
	ASSERT(engine_is_owner(engine));
	engine_stop(engine);

	struct desk after = d;
	after.cx = fixture_reader(t);
	ASSERT_HAS(desk_log(&after, id), "armed, late, fired");
}

TEST_STORE(two_engines_make_one_row)
{
	struct desk d = desk_open(t, ALL);
	casefile_id id = desk_case(&d, 1);

	desk_at(&d, HOUR);
	for (int i = 0; i < 2; i++) {
		struct engine_pass pass = { .sweep = true };
		ASSERT_OK(engine_pass(d.cx, d.store, &pass));
	}

	ASSERT_STR(desk_rungs(&d, id), "1@3600");
	ASSERT_EQ(desk_mail_count(&d), 1);
}
