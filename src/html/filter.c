/* filter.c - {{ x | name }}: times, numbers and names for people */
#include "html/html.h"
#include "html/zone.h"

static void put_date(struct html *h, const struct civil *c)
{
	const struct locale *l = h->viewer->locale;
	buf_int(h->out, c->day);
	buf_put(h->out, l->day_dot ? STR(". ") : STR(" "));
	buf_put(h->out, l->months[c->month - 1]);
	buf_char(h->out, ' ');
	buf_int(h->out, c->year);
}

/* By hand: a page has dozens. */
static void put_clock(struct html *h, const struct civil *c)
{
	buf_digits(h->out, c->hour, 2);
	buf_char(h->out, ':');
	buf_digits(h->out, c->minute, 2);
	buf_put(h->out, STR(" UTC"));
}

void html_date(struct html *h, instant t)
{
	struct civil c = civil_from(t);
	if (instant_is_set(t))
		put_date(h, &c);
}

void html_clock(struct html *h, instant t)
{
	struct civil c = civil_from(t);
	if (instant_is_set(t))
		put_clock(h, &c);
}

void html_put_instant(struct html *h, instant t)
{
	struct civil c = civil_from(t);
	if (!instant_is_set(t))
		return;
	put_date(h, &c);
	buf_put(h->out, STR(", "));
	put_clock(h, &c);
}

void html_iso(struct html *h, instant t)
{
	if (instant_is_set(t))
		buf_put(h->out, instant_iso(h->arena, t));
}

void html_span(struct html *h, seconds s)
{
	buf_put(h->out, seconds_text(h->arena, s));
}

void html_ago(struct html *h, instant t)
{
	if (!instant_is_set(t))
		return;
	seconds s = instant_since(t, h->now);
	bool ahead = s.s >= 0;
	struct str span = seconds_text(h->arena, (seconds){ ahead ? s.s : -s.s });
	struct str pattern = html_tr(h, ahead ? MSG("in {1}").text : MSG("{1} ago").text);
	ptrdiff_t at = str_find(pattern, STR("{1}"));
	if (at < 0)
		return;
	html_put_str(h, str_sub(pattern, 0, (size_t)at));
	html_put_str(h, span);
	html_put_str(h, str_skip(pattern, (size_t)at + 3));
}

void html_age(struct html *h, instant t)
{
	int64_t s = instant_since(h->now, t).s;
	if (!instant_is_set(t))
		return;
	if (s >= SECONDS_PER_DAY)
		buf_printf(h->out, "%" PRId64 " d", s / SECONDS_PER_DAY);
	else if (s >= 3600)
		buf_printf(h->out, "%" PRId64 " h", s / 3600);
	else
		buf_printf(h->out, "%" PRId64 " min", s < 0 ? 0 : s / 60);
}

void html_countdown(struct html *h, instant t)
{
	int64_t s = instant_since(t, h->now).s;
	if (s < 0)
		s = 0;
	if (s >= 2 * SECONDS_PER_DAY)
		html_span(h, (seconds){ s });
	else
		buf_printf(h->out, "%02d:%02d:%02d", (int)(s / 3600), (int)(s / 60 % 60),
			(int)(s % 60));
}

void html_bytes(struct html *h, int64_t n)
{
	static const char *const units[] = { "B", "KB", "MB", "GB", "TB" };
	int unit = 0;
	double value = (double)n;
	while (value >= 1000 && unit < 4) {
		value /= 1000;
		unit++;
	}
	char text[32];
	int len = snprintf(text, sizeof text, unit > 0 && value < 99.95 ? "%.1f" : "%.0f", value);
	for (int i = 0; i < len; i++)
		if (text[i] == '.')
			text[i] = h->viewer->locale->point;
	buf_printf(h->out, "%s %s", text, units[unit]);
}

void html_number(struct html *h, int64_t n)
{
	char digits[32];
	int len = snprintf(digits, sizeof digits, "%lld", (long long)(n < 0 ? -n : n));
	if (n < 0)
		buf_char(h->out, '-');
	for (int i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			buf_char(h->out, h->viewer->locale->group);
		buf_char(h->out, digits[i]);
	}
}

/* The first character of the first and of the last word. */
void html_initials(struct html *h, struct str name)
{
	struct str first = str_trim(name), last = first;
	ptrdiff_t blank = str_rfind_char(first, ' ');
	if (blank > 0)
		last = str_skip(first, (size_t)blank + 1);
	for (int i = 0; i < (blank > 0 ? 2 : 1); i++) {
		struct str word = i == 0 ? first : last;
		size_t len = 1;
		while (len < word.len && ((unsigned char)word.at[len] & 0xc0) == 0x80)
			len++;
		html_put_str(h, str_sub(word, 0, len));
	}
}

void html_slug(struct html *h, struct str s)
{
	bool dash = false, any = false;
	for (size_t i = 0; i < s.len; i++) {
		bool plain = str_is_alpha(s.at[i]) || str_is_digit(s.at[i]);
		if (plain) {
			if (dash && any)
				buf_char(h->out, '-');
			buf_char(h->out, str_lower_char(s.at[i]));
			any = true;
		}
		dash = !plain;
	}
}
