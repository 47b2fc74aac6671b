#include "domain/escalation/ladder/clock.h"
#include "domain/escalation/ladder/ladder.h"

#include "tests/unit/test.h"

#define BOOT "11111111-2222-3333-4444-555555555555"
#define OTHER_BOOT "99999999-2222-3333-4444-555555555555"

/* A machine whose wall clock can be moved away from its time since boot. */
struct machine {
	struct clock_guard guard;
	int64_t boottime_us, wall_us;
	struct ladder ladder;
	int steps, fired, believed;
	instant fired_at; /* real time of the last firing, counted from the start */
	int64_t start_us;
};

static struct machine start(void)
{
	struct machine m = { .boottime_us = 1000, .wall_us = INT64_C(1700000000) * US_PER_SECOND };

	m.start_us = m.boottime_us;
	m.guard = clock_begin(&(struct clock_mark){ 0 }, BOOT,
		(struct clock_reading){ { m.wall_us }, m.boottime_us });
	ladder_open(&m.ladder, 1, (instant){ m.wall_us });
	return m;
}

static void run(struct machine *m, int64_t span_s)
{
	for (int64_t i = 0; i < span_s; i++) {
		m->boottime_us += US_PER_SECOND;
		m->wall_us += US_PER_SECOND;
		struct clock_tick tick = clock_tick(&m->guard,
			(struct clock_reading){ { m->wall_us }, m->boottime_us });
		m->steps += tick.step_us != 0;
		m->believed += tick.believed;
		size_t fired = ladder_fire(&m->ladder, &ladder_policy_first, tick.now).len;
		if (fired > 0)
			m->fired_at.us = m->boottime_us - m->start_us;
		m->fired += (int)fired;
	}
}

TEST(a_clock_ten_years_ahead_for_twenty_seconds_wakes_nobody)
{
	struct machine m = start();

	run(&m, 60);
	m.wall_us += 3650 * SECONDS_PER_DAY * US_PER_SECOND;
	run(&m, 20);
	m.wall_us -= 3650 * SECONDS_PER_DAY * US_PER_SECOND;
	run(&m, 600);

	ASSERT_EQ(m.fired, 0);
	ASSERT_EQ(m.steps, 2);
	ASSERT_EQ(m.believed, 0);
}

TEST(a_clock_two_hours_back_delays_no_rung)
{
	struct machine m = start();

	run(&m, 50 * 60);
	m.wall_us -= 2 * 3600 * US_PER_SECOND;
	run(&m, 20 * 60);

	ASSERT_EQ(m.fired, 1);
	ASSERT_EQ(m.fired_at.us, 3600 * US_PER_SECOND);
	ASSERT_EQ(m.steps, 1);
}

TEST(a_leap_that_stands_for_two_heartbeats_is_believed)
{
	struct machine m = start();

	run(&m, 60);
	m.wall_us += 2 * 3600 * US_PER_SECOND;
	run(&m, 59);
	ASSERT_EQ(m.fired, 0);
	run(&m, 2);

	ASSERT_EQ(m.believed, 1);
	ASSERT_EQ(m.fired, 2);
}

TEST(a_clock_that_keeps_leaping_is_believed_after_five_minutes)
{
	struct machine m = start();

	run(&m, 10);
	for (int i = 0; i < 12; i++) {
		m.wall_us += 400 * US_PER_SECOND;
		run(&m, 29);
	}

	ASSERT_EQ(m.believed, 1);
}

TEST(small_corrections_of_the_clock_are_followed_without_a_word)
{
	struct machine m = start();

	run(&m, 10);
	m.wall_us += 2 * US_PER_SECOND;
	run(&m, 10);
	m.wall_us -= US_PER_SECOND / 2;
	run(&m, 10);

	ASSERT_EQ(m.steps, 0);
	ASSERT(m.guard.last.high_water.us - m.wall_us <= US_PER_SECOND / 2);
}

TEST(time_goes_on_from_the_high_water_after_a_restart_and_a_reboot)
{
	struct clock_mark kept = { .boot_id = BOOT, .realtime = { 1000 * US_PER_SECOND },
		.boottime_us = 50 * US_PER_SECOND, .high_water = { 5000 * US_PER_SECOND } };
	struct clock_reading later = { { 1060 * US_PER_SECOND }, 110 * US_PER_SECOND };

	struct clock_guard same = clock_begin(&kept, BOOT, later);
	ASSERT_EQ(clock_tick(&same, later).now.us, 5060 * US_PER_SECOND);

	struct clock_guard booted = clock_begin(&kept, OTHER_BOOT, later);
	ASSERT_EQ(clock_tick(&booted, later).now.us, 5000 * US_PER_SECOND);
}
