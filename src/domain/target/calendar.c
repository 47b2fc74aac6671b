#include "base/buf.h"
#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/audit/audit.h"
#include "domain/target/policy.h"
#include "html/zone.h"
#include "store/db.h"

enum { DAY_MINUTES = 24 * 60, SPANS_A_DAY = 6, HOURS_TEXT = 5 /* "08:30" */ };

static const char *const day_fields[7] = { "day0", "day1", "day2", "day3", "day4", "day5", "day6" };

typedef SLICE(struct work_span) work_spans;

static bool read_minute(struct str text, int64_t *out)
{
	struct str hours;
	int64_t h, m;

	if (text.len != HOURS_TEXT || !str_cut(&text, ':', &hours) || !str_int(hours, &h) ||
		!str_int(text, &m))
		return false;
	*out = h * 60 + m;
	return h >= 0 && m >= 0 && m < 60 && *out <= DAY_MINUTES;
}

/* The next word of a text that is parted by blanks, commas and lines. */
static bool next_word(struct str *rest, struct str *out)
{
	size_t from = 0, to;

	while (from < rest->len && (str_is_space(rest->at[from]) || rest->at[from] == ','))
		from++;
	for (to = from; to < rest->len && !str_is_space(rest->at[to]) && rest->at[to] != ',';)
		to++;
	*out = str_sub(*rest, from, to - from);
	*rest = str_skip(*rest, to);
	return out->len > 0;
}

/* "08:00-12:00 13:00-17:30": rising, none overlaps another. */
static bool read_day(struct ctx *cx, struct str text, int64_t weekday, work_spans *out)
{
	struct str word, opens;
	int64_t last = 0;

	for (int n = 0; next_word(&text, &word); n++) {
		struct work_span s = { .weekday = weekday };
		bool two = str_cut(&word, '-', &opens);
		if (n == SPANS_A_DAY || !two || !read_minute(opens, &s.opens) ||
			!read_minute(word, &s.closes) || s.opens < last || s.closes <= s.opens)
			return false;
		last = s.closes;
		*arena_push(cx->arena, out) = s;
	}
	return true;
}

static error read_hours(struct ctx *cx, const struct calendar_text *t, work_spans *out)
{
	error wrong = OK;

	for (int d = 0; d < 7; d++)
		if (!read_day(cx, t->days[d], d, out))
			wrong = err_also(cx, wrong, err_field(cx, day_fields[d],
				"Write hours like 08:00-12:00 13:00-17:30, or nothing."));
	if (wrong == OK && out->len == 0)
		wrong = err_field(cx, "day0", "A calendar is open on one day at least.");
	return wrong;
}

static error read_holidays(struct ctx *cx, struct str text, str_list *out)
{
	struct str word;
	instant at;

	while (next_word(&text, &word)) {
		if (word.len != LIMIT_DAY || !instant_parse(word, &at))
			return err_field(cx, "holidays", "Write each holiday like 2026-12-25.");
		if (out->len == CALENDAR_HOLIDAYS_MAX)
			return err_field(cx, "holidays", "A calendar has at most 400 holidays.");
		*arena_push(cx->arena, out) = word;
	}
	return OK;
}

static error check_names(struct ctx *cx, const struct calendar_text *t)
{
	error wrong = OK;

	if (str_is_blank(t->name) || t->name.len > LIMIT_NAME)
		wrong = err_field(cx, "name", "Give the calendar a name of 1 to 200 bytes.");
	if (!zone_is_known(str_trim(t->zone)))
		wrong = err_also(cx, wrong,
			err_field(cx, "zone", "This time zone is not known. Write one like Europe/Berlin."));
	return wrong;
}

error calendar_set(struct ctx *cx, const struct calendar_text *t, calendar_id *out)
{
	work_spans spans = { 0 };
	str_list holidays = { 0 };
	struct q_calendar_put_row made;

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	error wrong = err_also(cx, check_names(cx, t), read_hours(cx, t, &spans));
	TRY(err_also(cx, wrong, read_holidays(cx, t->holidays, &holidays)));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_calendar_put(cx, str_trim(t->name), str_trim(t->zone), cx->now, cx->actor->person, &made));
	TRY(q_calendar_hours_clear(cx, made.id));
	TRY(q_calendar_holidays_clear(cx, made.id));
	for (size_t i = 0; i < spans.len; i++)
		TRY(q_calendar_hours_add(cx, made.id, spans.at[i].weekday, spans.at[i].opens,
			spans.at[i].closes));
	for (size_t i = 0; i < holidays.len; i++)
		TRY(q_calendar_holiday_add(cx, made.id, holidays.at[i]));
	TRY(audit_note(cx, STR("calendar.set"), "calendar", made.id.v, str_trim(t->name)));
	TRY(tx_commit(&tx));

	*out = made.id;
	return OK;
}

error calendar_read(struct ctx *cx, calendar_id id, const struct work_calendar **out)
{
	struct work_calendar *w = arena_new(cx->arena, struct work_calendar);
	struct calendar head;
	struct q_calendar_hours_list hours;
	struct q_calendar_holidays_list holidays;
	bool found = false;

	*out = NULL;
	if (id.v != 0)
		TRY(q_calendar_load(cx, id, &head, &found));
	if (!found)
		return OK;
	TRY(q_calendar_hours(cx, id, &hours));
	TRY(q_calendar_holidays(cx, id, &holidays));
	w->zone = head.zone;
	for (size_t i = 0; i < hours.len; i++)
		*arena_push(cx->arena, &w->spans) = (struct work_span){ hours.at[i].weekday,
			hours.at[i].opens, hours.at[i].closes };
	for (size_t i = 0; i < holidays.len; i++)
		*arena_push(cx->arena, &w->holidays) = holidays.at[i].day;
	*out = w;
	return OK;
}

error calendar_text(struct ctx *cx, calendar_id id, struct calendar_text *out)
{
	struct calendar head;
	const struct work_calendar *w;
	struct buf days[7], holidays = buf_new(cx->arena, CALENDAR_HOLIDAYS_MAX * (LIMIT_DAY + 1));
	bool found;

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	TRY(q_calendar_load(cx, id, &head, &found));
	if (!found)
		return err_new(cx, ERR_NOT_FOUND, "no such calendar");
	TRY(calendar_read(cx, id, &w));
	for (int d = 0; d < 7; d++)
		days[d] = buf_new(cx->arena, SPANS_A_DAY * 2 * (HOURS_TEXT + 1));
	for (size_t i = 0; i < w->spans.len; i++) {
		const struct work_span *s = &w->spans.at[i];
		struct buf *b = &days[s->weekday];
		buf_printf(b, "%s%02d:%02d-%02d:%02d", b->len > 0 ? " " : "", (int)(s->opens / 60),
			(int)(s->opens % 60), (int)(s->closes / 60), (int)(s->closes % 60));
	}
	for (size_t i = 0; i < w->holidays.len; i++)
		buf_printf(&holidays, "%s%.*s", i > 0 ? "\n" : "", STR_ARG(w->holidays.at[i]));
	*out = (struct calendar_text){ .name = head.name, .zone = head.zone,
		.holidays = buf_str(&holidays) };
	for (int d = 0; d < 7; d++)
		out->days[d] = buf_str(&days[d]);
	return OK;
}
