#include "mail/read/reply/attribution.h"

#include "mail/read/reply/phrase.h"
#include "mail/read/reply/words.h"

enum { LINES_MAX = 5, LENGTH_MAX = 400, SHORT_MAX = 120, START_DATE_MAX = 40 };

/* What is seen in a text that may be one. */
struct signs {
	bool start;     /* begins as they do */
	bool verb, verb_last;
	bool date;      /* a year or a time of day */
	bool date_first; /* begins with a number */
	bool address;
	bool colon;     /* ends so */
	bool angle;     /* ends with '>' */
};

static bool among(struct str s, const struct str *words, bool (*is)(struct str, struct str))
{
	for (; words->at != NULL; words++)
		if (is(s, *words))
			return true;
	return false;
}

/* A number within the first characters of what follows the word. */
static bool starts_with_date(struct str s, struct str word)
{
	if (!phrase_starts_with_word(s, word))
		return false;
	struct str next = str_sub(s, word.len, START_DATE_MAX);
	for (size_t i = 0; i < next.len; i++)
		if (str_is_digit(next.at[i]))
			return true;
	return false;
}

static bool has_date(struct str s)
{
	size_t run = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (str_is_digit(s.at[i])) {
			run++;
			continue;
		}
		bool time = (s.at[i] == ':' || s.at[i] == '.') && run > 0 && run <= 2 &&
			i + 2 < s.len && str_is_digit(s.at[i + 1]) && str_is_digit(s.at[i + 2]);
		if (run == 4 || time)
			return true;
		run = 0;
	}
	return run == 4;
}

static struct str without_colon(struct str s, bool *ret_colon)
{
	static const struct str wide = STR_INIT("：");

	*ret_colon = str_ends(s, STR(":")) || str_ends(s, wide);
	if (*ret_colon)
		s.len -= str_ends(s, wide) ? wide.len : 1;
	return phrase_undecorated(s);
}

static struct signs signs_of(struct str s)
{
	struct signs g = { 0 };

	s = without_colon(phrase_undecorated(s), &g.colon);
	g.start = among(s, attribution_starts, starts_with_date);
	g.verb_last = among(s, attribution_verbs, phrase_ends_with_word);
	g.verb = g.verb_last || among(s, attribution_verbs, phrase_has_word);
	g.date = has_date(s);
	g.date_first = s.len > 0 && str_is_digit(s.at[0]);
	g.address = str_find_char(s, '@') >= 0;
	g.angle = str_ends(s, STR(">")) || str_ends(s, STR("&gt;"));
	return g;
}

static bool is_one(struct str s, bool before_quote)
{
	struct signs g = signs_of(s);

	if (g.date && g.verb_last && (g.start || g.address || (g.date_first && g.colon)))
		return true;
	if (g.date && g.verb && g.colon && (g.start || g.address || before_quote))
		return true;
	/* "2026-05-03 10:00 GMT+02:00 Ines Falk <ines@acme.example>:" */
	if (g.date && g.address && g.angle && (g.date_first || g.colon))
		return true;
	if (g.verb_last && g.address && g.colon)
		return true;
	if (before_quote && g.colon && ((g.verb_last && s.len < SHORT_MAX) || (g.date && g.address)))
		return true;
	return phrase_is_any(s, attribution_forms) && (g.date || g.address);
}

static bool is_quote(struct str s)
{
	return str_starts(s, STR(">")) || str_starts(s, STR("|"));
}

static bool quote_follows(const line_list *lines, size_t i)
{
	const struct line *next = line_after(lines, i);
	return next != NULL && is_quote(str_trim(next->text));
}

/* A line that could be the first one of several. */
static bool may_start(struct str s)
{
	bool sign = str_ends(s, STR(":")) || str_ends(s, STR("：")) || str_find_char(s, '@') >= 0;

	for (size_t i = 0; i < s.len && !sign; i++)
		sign = str_is_digit(s.at[i]);
	return sign && s.len < LENGTH_MAX;
}

/* Wrapped lines have no gap, unless an address was torn off. */
static bool goes_on(const line_list *lines, size_t i)
{
	if (!str_is_blank(lines->at[i].text))
		return true;
	const struct line *next = line_after(lines, i);
	return next != NULL && (str_starts(str_trim(next->text), STR("<")) ||
		str_starts(str_trim(next->text), STR("mailto:")));
}

/* An address begun with '<' and not ended yet: then a ">" is no quote. */
static bool is_torn(struct str s)
{
	int open = 0;

	for (size_t i = 0; i < s.len; i++)
		open += (s.at[i] == '<') - (s.at[i] == '>');
	return open > 0;
}

/* Does a line begin as attributions do? */
static bool is_start(struct str s)
{
	s = phrase_undecorated(str_trim(s));
	return (s.len > 0 && str_is_digit(s.at[0])) || among(s, attribution_starts, starts_with_date);
}

/* Of lines that only end as one, the last that begins as one is where it begins. */
static bool starts_later(const line_list *lines, size_t i, size_t n)
{
	if (is_start(lines->at[i].text))
		return false;
	for (size_t later = i + 1; later < i + n; later++)
		if (is_start(lines->at[later].text))
			return true;
	return false;
}

size_t attribution_lines(struct arena *a, const line_list *lines, size_t i)
{
	struct str first = str_trim(lines->at[i].text);
	struct buf joined = buf_new(a, LENGTH_MAX);

	if (first.len == 0 || is_quote(first) || !may_start(first))
		return 0;
	for (size_t n = 0; n < LINES_MAX && i + n < lines->len; n++) {
		struct str next = str_trim(lines->at[i + n].text);
		if (n > 0 && (!goes_on(lines, i + n) ||
				(is_quote(next) && !is_torn(buf_str(&joined)))))
			return 0;
		if (n > 0 && next.len > 0)
			buf_char(&joined, ' ');
		buf_put(&joined, next);
		if (joined.overflow)
			return 0;
		if (next.len > 0 && is_one(buf_str(&joined), quote_follows(lines, i + n)))
			return starts_later(lines, i, n + 1) ? 0 : n + 1;
	}
	return 0;
}
