#include "base/time.h"

#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

static const char weekdays[7][4] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
static const char months[12][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug",
	"Sep", "Oct", "Nov", "Dec" };

static int64_t read_clock(clockid_t clock)
{
	struct timespec ts;
	check(clock_gettime(clock, &ts) == 0);
	return (int64_t)ts.tv_sec * US_PER_SECOND + ts.tv_nsec / 1000;
}

static _Atomic int64_t anchor; /* when the machine booted, as the guard has it; 0: none */

instant instant_now(void)
{
	int64_t boot_at_us = atomic_load_explicit(&anchor, memory_order_relaxed);

	return boot_at_us == 0 ? wall_now() : (instant){ boottime_us() + boot_at_us };
}

void instant_anchor(int64_t boot_at_us)
{
	atomic_store_explicit(&anchor, boot_at_us, memory_order_relaxed);
}

instant wall_now(void)
{
	return (instant){ read_clock(CLOCK_REALTIME) };
}

int64_t boottime_us(void)
{
	return read_clock(CLOCK_BOOTTIME);
}

int64_t monotonic_us(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

instant instant_add(instant t, seconds span)
{
	return (instant){ t.us + span.s * US_PER_SECOND };
}

static int64_t floor_div(int64_t a, int64_t b)
{
	int64_t q = a / b;
	return a % b < 0 ? q - 1 : q;
}

seconds instant_since(instant later, instant earlier)
{
	return (seconds){ floor_div(later.us - earlier.us, US_PER_SECOND) };
}

bool instant_is_set(instant t)
{
	return t.us != 0;
}

int instant_cmp(instant a, instant b)
{
	return a.us < b.us ? -1 : a.us > b.us;
}

/*
 * Days since 1970-01-01 of a date in the proleptic Gregorian calendar, and back:
 * years are counted from 1 March, so that the leap day comes last.
 */
static int64_t days_from_civil(int64_t year, int month, int day)
{
	year += floor_div(month - 1, 12);
	month = (int)(month - 1 - 12 * floor_div(month - 1, 12)) + 1;
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = floor_div(y, 400);
	int64_t year_of_era = y - era * 400;
	int64_t month_from_march = (month + 9) % 12;
	int64_t day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
	int64_t day_of_era =
		year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return era * 146097 + day_of_era - 719468;
}

static void civil_from_days(int64_t days, struct civil *out)
{
	days += 719468;
	int64_t era = floor_div(days, 146097);
	int64_t doe = days - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	out->day = (int)(doy - (153 * mp + 2) / 5 + 1);
	out->month = (int)(mp < 10 ? mp + 3 : mp - 9);
	out->year = (int)(yoe + era * 400 + (out->month <= 2));
}

struct civil civil_from(instant t)
{
	struct civil c = { 0 };
	int64_t days = floor_div(t.us, SECONDS_PER_DAY * US_PER_SECOND);
	int64_t us = t.us - days * SECONDS_PER_DAY * US_PER_SECOND;
	civil_from_days(days, &c);
	c.us = (int)(us % US_PER_SECOND);
	int64_t s = us / US_PER_SECOND;
	c.hour = (int)(s / 3600);
	c.minute = (int)(s / 60 % 60);
	c.second = (int)(s % 60);
	c.weekday = (int)(((days + 3) % 7 + 7) % 7);
	return c;
}

instant civil_instant(const struct civil *c)
{
	int64_t days = days_from_civil(c->year, c->month, c->day);
	int64_t s = ((days * 24 + c->hour) * 60 + c->minute) * 60 + c->second;
	return (instant){ s * US_PER_SECOND + c->us };
}

static char *put_char(char *at, char c)
{
	*at = c;
	return at + 1;
}

static char *put_digits(char *at, int value, int count)
{
	for (int i = count; i-- > 0; value /= 10)
		at[i] = (char)('0' + value % 10);
	return at + count;
}

/* Before or after all that people write down: the year takes what it needs. */
static struct str iso_far(struct arena *a, const struct civil *c)
{
	return str_printf(a, "%04d-%02d-%02dT%02d:%02d:%02d.%06dZ", c->year, c->month, c->day,
		c->hour, c->minute, c->second, c->us);
}

/* By hand: pages and replies are full of them. */
struct str instant_iso(struct arena *a, instant t)
{
	struct civil c = civil_from(t);
	if (c.year < 0 || c.year > 9999)
		return iso_far(a, &c);
	char *text = arena_bytes(a, sizeof "2026-11-23T09:00:00.000000Z"), *at = text;
	at = put_digits(at, c.year, 4);
	at = put_digits(put_char(at, '-'), c.month, 2);
	at = put_digits(put_char(at, '-'), c.day, 2);
	at = put_digits(put_char(at, 'T'), c.hour, 2);
	at = put_digits(put_char(at, ':'), c.minute, 2);
	at = put_digits(put_char(at, ':'), c.second, 2);
	if (c.us != 0)
		at = put_digits(put_char(at, '.'), c.us, 6);
	at = put_char(at, 'Z');
	return str_of(text, (size_t)(at - text));
}

static bool digits(struct str *s, int count, int *out)
{
	int value = 0;
	if (s->len < (size_t)count)
		return false;
	for (int i = 0; i < count; i++) {
		if (!str_is_digit(s->at[i]))
			return false;
		value = value * 10 + (s->at[i] - '0');
	}
	*s = str_skip(*s, (size_t)count);
	*out = value;
	return true;
}

static bool mark(struct str *s, char c)
{
	if (s->len == 0 || s->at[0] != c)
		return false;
	*s = str_skip(*s, 1);
	return true;
}

static bool parse_date(struct str *s, struct civil *c)
{
	static const int most[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	if (!digits(s, 4, &c->year) || !mark(s, '-') || !digits(s, 2, &c->month) ||
		!mark(s, '-') || !digits(s, 2, &c->day))
		return false;
	if (c->month < 1 || c->month > 12 || c->day < 1 || c->day > most[c->month - 1])
		return false;
	bool leap = (c->year % 4 == 0 && c->year % 100 != 0) || c->year % 400 == 0;
	return c->month != 2 || c->day < 29 || leap;
}

static bool parse_clock(struct str *s, struct civil *c)
{
	if (!digits(s, 2, &c->hour) || !mark(s, ':') || !digits(s, 2, &c->minute))
		return false;
	if (mark(s, ':') && !digits(s, 2, &c->second))
		return false;
	if (mark(s, '.')) {
		int unit = 100000, digit;
		if (!digits(s, 1, &digit))
			return false;
		do {
			c->us += digit * unit;
			unit /= 10;
		} while (digits(s, 1, &digit));
	}
	return c->hour <= 23 && c->minute <= 59 && c->second <= 60;
}

static bool parse_offset(struct str *s, int64_t *ret_seconds)
{
	int hour, minute;
	*ret_seconds = 0;
	if (mark(s, 'Z') || mark(s, 'z'))
		return true;
	int sign = mark(s, '+') ? 1 : mark(s, '-') ? -1 : 0;
	if (sign == 0 || !digits(s, 2, &hour) || !mark(s, ':') || !digits(s, 2, &minute))
		return false;
	*ret_seconds = sign * (hour * 3600 + minute * 60);
	return hour <= 23 && minute <= 59;
}

bool instant_parse(struct str s, instant *out)
{
	struct civil c = { 0 };
	int64_t offset = 0;
	if (!parse_date(&s, &c))
		return false;
	if (s.len > 0) {
		if (!mark(&s, 'T') && !mark(&s, 't') && !mark(&s, ' '))
			return false;
		if (!parse_clock(&s, &c) || !parse_offset(&s, &offset) || s.len > 0)
			return false;
	}
	out->us = civil_instant(&c).us - offset * US_PER_SECOND;
	return true;
}

struct str instant_http(struct arena *a, instant t)
{
	struct civil c = civil_from(t);
	return str_printf(a, "%s, %02d %s %04d %02d:%02d:%02d GMT", weekdays[c.weekday], c.day,
		months[c.month - 1], c.year, c.hour, c.minute, c.second);
}

struct str instant_mail(struct arena *a, instant t)
{
	struct civil c = civil_from(t);
	return str_printf(a, "%s, %d %s %04d %02d:%02d:%02d +0000", weekdays[c.weekday], c.day,
		months[c.month - 1], c.year, c.hour, c.minute, c.second);
}

struct str seconds_text(struct arena *a, seconds span)
{
	int64_t s = span.s < 0 ? -span.s : span.s;
	const char *sign = span.s < 0 ? "-" : "";
	if (s < 60)
		return str_printf(a, "%s%d s", sign, (int)s);
	if (s < 3600)
		return str_printf(a, "%s%d min", sign, (int)(s / 60));
	if (s < 2 * SECONDS_PER_DAY)
		return str_printf(a, "%s%d h %02d min", sign, (int)(s / 3600),
			(int)(s / 60 % 60));
	return str_printf(a, "%s%lld d %d h", sign, (long long)(s / SECONDS_PER_DAY),
		(int)(s / 3600 % 24));
}
