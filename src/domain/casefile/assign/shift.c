#include "domain/casefile/assign/shift.h"

#include "base/buf.h"
#include "domain/casefile/assign/assign.h"
#include "html/zone.h"

enum { DAY_MIN = 24 * 60, DAYS = 7 };

static const struct str days[DAYS] = { STR_INIT("Mon"), STR_INIT("Tue"), STR_INIT("Wed"),
	STR_INIT("Thu"), STR_INIT("Fri"), STR_INIT("Sat"), STR_INIT("Sun") };

static error not_a_shift(struct ctx *cx)
{
	return err_field(cx, "shifts",
		"Write a shift a line, like Mon-Fri 08:00-17:00 or Sat 22:00-06:00.");
}

static bool read_day(struct str text, int *out)
{
	for (int i = 0; i < DAYS; i++)
		if (str_eq_nocase(days[i], text)) {
			*out = i;
			return true;
		}
	return false;
}

static bool read_minute(struct str text, int *out)
{
	int64_t hour, minute;

	if (text.len != 5 || text.at[2] != ':' || !str_int(str_sub(text, 0, 2), &hour) ||
		!str_int(str_skip(text, 3), &minute))
		return false;
	*out = (int)(hour * 60 + minute);
	return hour >= 0 && minute >= 0 && minute < 60 && *out <= DAY_MIN;
}

static void add(struct ctx *cx, shifts *all, int day, int from, int until)
{
	if (until > from) {
		*arena_push(cx->arena, all) = (struct shift){ day, from, until };
		return;
	}
	*arena_push(cx->arena, all) = (struct shift){ day, from, DAY_MIN };
	if (until > 0)
		*arena_push(cx->arena, all) = (struct shift){ (day + 1) % DAYS, 0, until };
}

static error read_line(struct ctx *cx, struct str line, shifts *out)
{
	struct str when = { 0 }, first, last, begin, end;
	int from_day, until_day, from, until;

	if (!str_cut(&line, ' ', &when))
		return not_a_shift(cx);
	line = str_trim(line);
	last = when;
	str_cut(&last, '-', &first);
	end = line;
	str_cut(&end, '-', &begin);
	if (!read_day(first, &from_day) || !read_day(last.len > 0 ? last : first, &until_day) ||
		!read_minute(begin, &from) || !read_minute(end, &until) || from == until ||
		from == DAY_MIN)
		return not_a_shift(cx);
	for (int day = from_day;; day = (day + 1) % DAYS) {
		add(cx, out, day, from, until);
		if (day == until_day)
			return OK;
	}
}

error shift_read(struct ctx *cx, struct str text, shifts *out)
{
	struct str line;

	*out = (shifts){ 0 };
	while (str_cut(&text, '\n', &line)) {
		if (!str_is_blank(line))
			TRY(read_line(cx, str_trim(line), out));
		if (out->len > AGENT_SHIFTS_MAX)
			return err_field(cx, "shifts", "At most 40 shifts of a week are kept.");
	}
	return OK;
}

static bool is_same_hours(const struct shift *a, const struct shift *b)
{
	return a->from == b->from && a->until == b->until;
}

struct str shift_text(struct arena *a, const shifts *all)
{
	struct buf b = buf_new(a, 4000);

	for (size_t i = 0; i < all->len; i++) {
		const struct shift *s = &all->at[i];
		size_t end = i;
		while (end + 1 < all->len && is_same_hours(&all->at[end + 1], s) &&
			all->at[end + 1].weekday == all->at[end].weekday + 1)
			end++;
		buf_printf(&b, "%.*s", STR_ARG(days[s->weekday]));
		if (end > i)
			buf_printf(&b, "-%.*s", STR_ARG(days[all->at[end].weekday]));
		buf_printf(&b, " %02d:%02d-%02d:%02d\n", s->from / 60, s->from % 60, s->until / 60,
			s->until % 60);
		i = end;
	}
	return buf_str(&b);
}

error shift_list(struct ctx *cx, person_id person, shifts *out)
{
	struct q_agent_shifts_list rows;

	*out = (shifts){ 0 };
	TRY(q_agent_shifts(cx, person, &rows));
	for (size_t i = 0; i < rows.len; i++)
		*arena_push(cx->arena, out) = (struct shift){ (int)rows.at[i].weekday,
			(int)rows.at[i].from_min, (int)rows.at[i].until_min };
	return OK;
}

/* 1970-01-01 was a Thursday. */
static int weekday_of(const struct civil *c)
{
	struct civil noon = { .year = c->year, .month = c->month, .day = c->day, .hour = 12 };
	int64_t day = civil_instant(&noon).us / US_PER_SECOND / SECONDS_PER_DAY;

	return (int)((day + 3) % DAYS);
}

error shift_is_on(struct ctx *cx, person_id person, struct str zone, bool *out)
{
	struct civil now = zone_civil(zone, cx->now);
	int minute = now.hour * 60 + now.minute, day = weekday_of(&now);
	shifts all;

	TRY(shift_list(cx, person, &all));
	*out = all.len == 0;
	for (size_t i = 0; i < all.len; i++)
		*out |= all.at[i].weekday == day && minute >= all.at[i].from && minute < all.at[i].until;
	return OK;
}
