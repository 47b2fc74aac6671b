#include "domain/directory/hours.h"

#include "html/zone.h"

enum { DAYS = 7, DAY_MINUTES = 24 * 60 };

struct item {
	bool urgent;
	int first, last;    /* days, 0 Monday */
	int opens, closes;  /* minutes of the day; the second may be the smaller */
};

static bool read_day(struct str text, int *out)
{
	static const struct str days[DAYS] = { STR_INIT("Mon"), STR_INIT("Tue"), STR_INIT("Wed"),
		STR_INIT("Thu"), STR_INIT("Fri"), STR_INIT("Sat"), STR_INIT("Sun") };

	for (int d = 0; d < DAYS; d++)
		if (str_eq_nocase(text, days[d])) {
			*out = d;
			return true;
		}
	return false;
}

static bool read_minute(struct str text, int *out)
{
	enum { LENGTH = sizeof "08:30" - 1 };
	int64_t h, m;

	if (text.len != LENGTH || text.at[2] != ':' || !str_is_digit(text.at[0]) ||
		!str_is_digit(text.at[3]) || !str_int(str_sub(text, 0, 2), &h) ||
		!str_int(str_skip(text, 3), &m) || m >= 60)
		return false;
	*out = (int)(h * 60 + m);
	return *out <= DAY_MINUTES;
}

/* "a-b", or "a" for both where one is enough. */
static void cut_range(struct str text, struct str *ret_from, struct str *ret_to)
{
	ptrdiff_t dash = str_find_char(text, '-');

	*ret_from = dash < 0 ? text : str_sub(text, 0, (size_t)dash);
	*ret_to = dash < 0 ? text : str_skip(text, (size_t)dash + 1);
}

static bool read_item(struct str text, struct item *out)
{
	struct str rest = str_trim(text), word, from, to;

	*out = (struct item){ .last = DAYS - 1, .closes = DAY_MINUTES };
	if (!str_cut(&rest, ' ', &word))
		return false;
	if (str_eq_nocase(word, STR("P1"))) {
		out->urgent = true;
		rest = str_trim(rest);
		if (!str_cut(&rest, ' ', &word))
			return false;
	}
	if (str_eq_nocase(word, STR("24x7")))
		return str_is_blank(rest);
	cut_range(word, &from, &to);
	if (!read_day(from, &out->first) || !read_day(to, &out->last))
		return false;
	cut_range(str_trim(rest), &from, &to);
	return read_minute(from, &out->opens) && read_minute(to, &out->closes) &&
		out->opens != out->closes && out->opens < DAY_MINUTES;
}

static bool has_day(const struct item *i, int day)
{
	return i->first <= i->last ? day >= i->first && day <= i->last
				   : day >= i->first || day <= i->last;
}

static bool covers(const struct item *i, int day, int minute)
{
	int before = (day + DAYS - 1) % DAYS;

	if (i->closes > i->opens)
		return has_day(i, day) && minute >= i->opens && minute < i->closes;
	return (has_day(i, day) && minute >= i->opens) || (has_day(i, before) && minute < i->closes);
}

bool hours_is(struct str text)
{
	struct str rest = text, part;
	struct item item;
	int n = 0;

	while (str_cut(&rest, ',', &part))
		if (++n > HOURS_ITEMS_MAX || !read_item(part, &item))
			return false;
	return n > 0 && text.len <= HOURS_MAX;
}

enum hours_open hours_at(struct str text, struct str zone, instant at)
{
	struct civil now = zone_civil(zone, at);
	enum hours_open found = HOURS_CLOSED;
	struct str rest = text, part;
	struct item item;

	if (!hours_is(text))
		return HOURS_UNKNOWN;
	while (str_cut(&rest, ',', &part)) {
		if (!read_item(part, &item) || !covers(&item, now.weekday, now.hour * 60 + now.minute))
			continue;
		if (!item.urgent)
			return HOURS_OPEN;
		found = HOURS_URGENT;
	}
	return found;
}
