#include "mail/read/reply/phrase.h"

#include <string.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool same_letter(char a, char b)
{
	return str_lower_char(a) == str_lower_char(b);
}

/* One step of both; -1: they differ here. A blank of the pattern takes a run of them. */
static int step(struct str s, size_t at, char wanted)
{
	int n = 0;

	if (wanted != ' ')
		return at < s.len && same_letter(s.at[at], wanted) ? 1 : -1;
	while (at + (size_t)n < s.len && is_blank(s.at[at + (size_t)n]))
		n++;
	return n > 0 ? n : -1;
}

bool phrase_is(struct str s, const char *pattern)
{
	size_t at = 0, p = 0, len = strlen(pattern), star = SIZE_MAX, star_at = 0;

	if (s.len > PHRASE_LINE_MAX)
		return false;
	while (at < s.len || p < len) {
		if (p < len && pattern[p] == '*') {
			star = p++;
			star_at = at;
			continue;
		}
		int n = p < len ? step(s, at, pattern[p]) : -1;
		if (n > 0) {
			at += (size_t)n;
			p++;
		} else if (star != SIZE_MAX && star_at < s.len) {
			p = star + 1;
			at = ++star_at;
		} else {
			return false;
		}
	}
	return true;
}

bool phrase_is_any(struct str s, const char *const *patterns)
{
	for (; *patterns != NULL; patterns++)
		if (phrase_is(s, *patterns))
			return true;
	return false;
}

/* Letters beyond ASCII need no gap: some scripts have none. */
static bool is_joined(struct str s, size_t at, size_t len)
{
	bool before = at > 0 && str_is_alpha(s.at[at - 1]) && str_is_alpha(s.at[at]);
	bool after = at + len < s.len && str_is_alpha(s.at[at + len]) &&
		str_is_alpha(s.at[at + len - 1]);
	return before || after;
}

static bool is_at(struct str s, size_t at, struct str word)
{
	return at + word.len <= s.len && str_eq_nocase(str_sub(s, at, word.len), word) &&
		!is_joined(s, at, word.len);
}

bool phrase_has_word(struct str s, struct str word)
{
	for (size_t i = 0; i + word.len <= s.len; i++)
		if (same_letter(s.at[i], word.at[0]) && is_at(s, i, word))
			return true;
	return false;
}

bool phrase_ends_with_word(struct str s, struct str word)
{
	return s.len >= word.len && is_at(s, s.len - word.len, word);
}

bool phrase_starts_with_word(struct str s, struct str word)
{
	return is_at(s, 0, word);
}

static size_t decoration_len(struct str s)
{
	static const char *const marks[] = { "\xe2\x80\x94", "\xe2\x80\x93", "\xe2\x80\x95",
		"\xc2\xa0", "\xe2\x80\x8e", "\xe2\x80\x8f", "\xe2\x80\xaa", "\xe2\x80\xab",
		"\xe2\x80\xac" };

	if (s.len > 0 && strchr("-_=*#~+ \t", s.at[0]) != NULL)
		return 1;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (str_starts(s, str_from(marks[i])))
			return strlen(marks[i]);
	return 0;
}

struct str phrase_undecorated(struct str s)
{
	size_t n, end;

	while ((n = decoration_len(s)) > 0)
		s = str_skip(s, n);
	while (s.len > 0) {
		end = s.len - 1;
		while (end > 0 && ((unsigned char)s.at[end] & 0xc0) == 0x80)
			end--;
		n = decoration_len(str_skip(s, end));
		if (n != s.len - end)
			break;
		s.len = end;
	}
	return s;
}
