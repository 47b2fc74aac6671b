#include "domain/target/worktime.h"

#include <stdio.h>

#include "html/zone.h"

#define DAY_US (SECONDS_PER_DAY * US_PER_SECOND)

/* A local day, and how it is written. */
struct day {
	struct civil civil; /* its midnight */
	char text[32];
};

static struct day day_of(struct civil c)
{
	struct day d = { .civil = { .year = c.year, .month = c.month, .day = c.day } };
	d.civil = civil_from(civil_instant(&d.civil)); /* the weekday too */
	snprintf(d.text, sizeof d.text, "%04d-%02d-%02d", d.civil.year, d.civil.month, d.civil.day);
	return d;
}

static struct day next_day(const struct day *d)
{
	struct civil c = d->civil;
	c.day++;
	return day_of(civil_from(civil_instant(&c)));
}

static bool is_holiday(const struct work_calendar *w, const struct day *d)
{
	for (size_t i = 0; i < w->holidays.len; i++)
		if (str_eq(w->holidays.at[i], str_from(d->text)))
			return true;
	return false;
}

static instant at_minute(const struct work_calendar *w, const struct day *d, int64_t minute)
{
	struct civil c = d->civil;
	c.hour = (int)(minute / 60);
	c.minute = (int)(minute % 60);
	return zone_instant(w->zone, &c);
}

/*
 * Takes working time from `from` on, until `*left` is used up or `until` is reached;
 * returns where that was. *left is what was not used.
 */
static instant walk(const struct work_calendar *w, instant from, instant until, int64_t *left)
{
	struct day d = day_of(zone_civil(w->zone, from));

	for (int n = 0; n < WORKTIME_DAYS_MAX; n++, d = next_day(&d)) {
		if (at_minute(w, &d, 0).us >= until.us)
			return until;
		if (is_holiday(w, &d))
			continue;
		for (size_t i = 0; i < w->spans.len; i++) {
			const struct work_span *s = &w->spans.at[i];
			if (s->weekday != d.civil.weekday)
				continue;
			int64_t a = at_minute(w, &d, s->opens).us, b = at_minute(w, &d, s->closes).us;
			a = a < from.us ? from.us : a;
			b = b > until.us ? until.us : b;
			if (b <= a)
				continue;
			if (*left <= b - a) {
				instant end = { a + *left };
				*left = 0;
				return end;
			}
			*left -= b - a;
		}
	}
	return (instant){ 0 };
}

instant worktime_add(const struct work_calendar *w, instant from, int64_t us)
{
	if (w == NULL)
		return (instant){ from.us + us };
	int64_t left = us;
	instant end = walk(w, from, (instant){ from.us + WORKTIME_DAYS_MAX * DAY_US }, &left);
	return left == 0 ? end : (instant){ 0 };
}

int64_t worktime_between(const struct work_calendar *w, instant from, instant until)
{
	if (until.us <= from.us)
		return 0;
	if (w == NULL)
		return until.us - from.us;
	int64_t left = INT64_MAX;
	walk(w, from, until, &left);
	return INT64_MAX - left;
}
