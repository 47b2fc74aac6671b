#include "domain/escalation/ladder/clock.h"

struct clock_guard clock_begin(const struct clock_mark *kept, const char *boot_id,
	struct clock_reading r)
{
	struct clock_guard g = { .last = *kept };

	if (kept->boot_id[0] != '\0' && strcmp(kept->boot_id, boot_id) == 0)
		return g;
	instant now = r.realtime.us > kept->high_water.us ? r.realtime : kept->high_water;
	g.last = (struct clock_mark){ .realtime = r.realtime, .boottime_us = r.boottime_us,
		.high_water = now };
	memcpy(g.last.boot_id, boot_id, strnlen(boot_id, CLOCK_BOOT_ID));
	return g;
}

/* Whether a wall that is ahead of the time since boot is to be believed. */
static bool believes(struct clock_guard *g, int64_t ahead_us, int64_t boottime_us,
	bool steady)
{
	if (ahead_us <= CLOCK_LEAP_US) {
		g->doubting = false;
		return true;
	}
	if (!g->doubting)
		g->doubt_from_us = boottime_us;
	if (!g->doubting || !steady)
		g->steady_from_us = boottime_us;
	g->doubting = true;
	return boottime_us - g->steady_from_us >= 2 * CLOCK_BEAT_US ||
		boottime_us - g->doubt_from_us >= CLOCK_DOUBT_US;
}

struct clock_tick clock_tick(struct clock_guard *g, struct clock_reading r)
{
	int64_t elapsed = r.boottime_us - g->last.boottime_us;
	int64_t step = r.realtime.us - g->last.realtime.us - elapsed;
	instant steady = { g->last.high_water.us + elapsed };
	struct clock_tick tick = { .now = steady };
	int64_t ahead = r.realtime.us - steady.us;
	bool was_doubting = g->doubting;

	if (step > CLOCK_LEAP_US || step < -CLOCK_BACK_US)
		tick.step_us = step;
	if (ahead > 0 && believes(g, ahead, r.boottime_us, tick.step_us == 0)) {
		tick.believed = was_doubting && g->doubting;
		tick.now = r.realtime;
		g->doubting = false;
	} else if (ahead <= 0) {
		g->doubting = false;
	}
	g->last.realtime = r.realtime;
	g->last.boottime_us = r.boottime_us;
	g->last.high_water = tick.now;
	return tick;
}
