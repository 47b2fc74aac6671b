/*
 * clock.h - a time that never runs back and never leaps on a rumour
 *
 * Somebody sets the machine's clock ten years ahead and back again: nobody is to be
 * woken. The guard compares the wall clock with the time since boot. What they agree
 * on is now. When the wall leaps ahead by more than CLOCK_LEAP, the guard goes on by
 * the time since boot, until the wall has stood by its leap for two heartbeats. When
 * the wall falls back, the guard goes on by the time since boot until the wall has
 * caught up.
 *
 * Pure: the caller reads the clocks.
 */
#pragma once

#include "base/time.h"

#define CLOCK_BEAT_US (30 * US_PER_SECOND)
#define CLOCK_LEAP_US (300 * US_PER_SECOND)
#define CLOCK_DOUBT_US (300 * US_PER_SECOND) /* a leap is believed after this at the latest */
#define CLOCK_BACK_US (10 * US_PER_SECOND)   /* falling back by less is not worth a note */

enum { CLOCK_BOOT_ID = 36 };

/* What is kept over a restart, every CLOCK_BEAT_US. */
struct clock_mark {
	char boot_id[CLOCK_BOOT_ID + 1]; /* empty: none is kept */
	instant realtime;
	int64_t boottime_us;
	instant high_water; /* the guard's now */
};

struct clock_reading {
	instant realtime;
	int64_t boottime_us;
};

struct clock_guard {
	struct clock_mark last; /* the last reading, and the now that came of it */
	bool doubting;
	int64_t doubt_from_us, steady_from_us; /* boottime: of the doubt, of its last leap */
};

struct clock_tick {
	instant now;
	int64_t step_us; /* the wall moved by this against the time since boot; 0: it did not */
	bool believed;   /* a leap was taken over: what falls due by it is flagged */
};

/*
 * Begins with what was kept. After a reboot the time since boot tells nothing about
 * before: now is the later of the wall and the high water.
 */
struct clock_guard clock_begin(const struct clock_mark *kept, const char *boot_id,
	struct clock_reading);

struct clock_tick clock_tick(struct clock_guard *, struct clock_reading);
