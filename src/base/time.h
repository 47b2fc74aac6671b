/*
 * time.h - instants and spans
 *
 * An instant is integer microseconds since 1970-01-01T00:00:00Z, leap seconds not
 * counted; zero means "never" in rows. All arithmetic is in UTC. Local time is for
 * display alone (html/locale.h).
 */
#pragma once

#include <stdint.h>

#include "base/str.h"

typedef struct {
	int64_t us;
} instant;

typedef struct {
	int64_t s;
} seconds;

#define US_PER_SECOND INT64_C(1000000)
#define US_PER_MS INT64_C(1000)
#define SECONDS_PER_DAY INT64_C(86400)

struct civil {
	int year, month, day; /* month 1-12, day 1-31 */
	int hour, minute, second, us;
	int weekday; /* 0 Monday */
};

/*
 * What time it is; only edges and workers ask, rules use cx->now. The wall clock, or,
 * once it was anchored, the time since boot from there: then nobody who sets the
 * machine's clock moves it (domain/escalation/ladder/clock.h decides what to believe).
 */
instant instant_now(void);
/* From now on boottime_us() and this make instant_now(); 0: the wall clock again. */
void instant_anchor(int64_t boot_at_us);

/* CLOCK_REALTIME, whatever it says. */
instant wall_now(void);
/* CLOCK_BOOTTIME in microseconds: goes on while the machine sleeps. */
int64_t boottime_us(void);
/* CLOCK_MONOTONIC in microseconds, for intervals. */
int64_t monotonic_us(void);

instant instant_add(instant, seconds);
seconds instant_since(instant later, instant earlier); /* whole seconds, floor */
bool instant_is_set(instant);
int instant_cmp(instant, instant);

struct civil civil_from(instant);
instant civil_instant(const struct civil *); /* out-of-range parts carry over */

/* "2026-11-23T09:00:00Z", with ".123456" when not on a whole second. */
struct str instant_iso(struct arena *, instant);

/*
 * RFC 3339 date-time; seconds and fraction may be left out ("2026-11-23T09:00Z"),
 * and so may the time ("2026-11-23": midnight UTC).
 */
bool instant_parse(struct str, instant *out);

/* "Mon, 23 Nov 2026 09:00:00 GMT" (RFC 9110, 5.6.7). */
struct str instant_http(struct arena *, instant);
/* "Mon, 23 Nov 2026 09:00:00 +0000" (RFC 5322, 3.3). */
struct str instant_mail(struct arena *, instant);

/* "4 h 00 min", "3 d 4 h", "45 s": the two largest units, for people. */
struct str seconds_text(struct arena *, seconds);
