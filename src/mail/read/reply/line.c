#include "mail/read/reply/line.h"

#include <string.h>

#include "base/limits.h"
#include "mail/read/html/html_text.h"
#include "mail/read/reply/attribution.h"
#include "mail/read/reply/phrase.h"
#include "mail/read/reply/words.h"

enum { HEAD_LINES_MAX = 12, HEAD_GAP_MAX = 2, AFTER_RULE_MAX = 15, HEADER_NAME_MAX = 40,
	WRAPPED_MIN = 66, TORN_MAX = 30 };

const struct line *line_after(const line_list *lines, size_t i)
{
	for (i++; i < lines->len; i++)
		if (!str_is_blank(lines->at[i].text))
			return &lines->at[i];
	return NULL;
}

static struct str trim_end(struct str s)
{
	while (s.len > 0 && str_is_space(s.at[s.len - 1]))
		s.len--;
	return s;
}

static bool split(struct arena *a, struct str text, line_list *out)
{
	struct str line;

	*out = (line_list){ 0 };
	while (str_cut(&text, '\n', &line)) {
		if (out->len == LIMIT_MAIL_REPLY_LINES)
			return false;
		*arena_push(a, out) = (struct line){ .text = trim_end(line) };
	}
	return true;
}

/* ---- what one line says by itself ---- */

/* Initials before the sign ("SW> ") are the prompt of a device more often than a quote. */
static bool is_quote(struct str s)
{
	return str_starts(s, STR(">"));
}

/* Dashes and the like alone; not the border of a table. */
static bool is_rule(struct str s)
{
	bool table = s.len > 4 && s.at[0] == '+' && s.at[s.len - 1] == '+';
	return s.len > 1 && !table && phrase_undecorated(s).len == 0;
}

static bool is_signature_dash(struct str s)
{
	return str_eq(s, STR("--")) || str_eq(s, STR("—"));
}

static void classify_alone(struct line *l)
{
	struct str s = str_trim(l->text);

	if (s.len == 0)
		l->kind = LINE_EMPTY;
	else if (phrase_is(s, ">>> *@* >>>"))
		l->kind = LINE_END; /* GroupWise: the mail below is not marked otherwise */
	else if (is_quote(s))
		l->kind = LINE_QUOTE;
	else if (phrase_is_any(s, signature_words))
		l->kind = LINE_SIGNATURE;
}

/* ---- marks and blocks ---- */

static size_t find_line(const line_list *lines, size_t from, struct str wanted)
{
	while (from < lines->len && !str_starts(str_trim(lines->at[from].text), wanted))
		from++;
	return from;
}

static void set_kind(line_list *lines, size_t from, size_t to, enum line_kind kind)
{
	for (; from < to && from < lines->len; from++)
		if (lines->at[from].kind != LINE_EMPTY || kind == LINE_DROPPED)
			lines->at[from].kind = kind;
}

/* Lines between two marks of html_text_marked; how many to step over. */
static size_t take_marked(line_list *lines, size_t i)
{
	struct str s = lines->at[i].text;
	bool signature = str_eq(s, STR(HTML_SIGNATURE_BEGINS));
	bool attribution = str_eq(s, STR(HTML_ATTRIBUTION_BEGINS));

	if (!signature && !attribution)
		return 0;
	size_t end = find_line(lines, i, signature ? STR(HTML_SIGNATURE_ENDS)
						   : STR(HTML_ATTRIBUTION_ENDS));
	set_kind(lines, i, end + 1, LINE_DROPPED);
	if (attribution)
		set_kind(lines, i, i + 1, LINE_ATTRIBUTION);
	return end + 1 - i;
}

/* Code between fences is text, whatever it looks like. */
static size_t take_code(line_list *lines, size_t i)
{
	if (!str_starts(str_trim(lines->at[i].text), STR("```")))
		return 0;
	size_t end = find_line(lines, i + 1, STR("```"));
	if (end == lines->len)
		return 0;
	for (size_t n = i; n <= end; n++)
		lines->at[n].kind = LINE_TEXT;
	return end + 1 - i;
}

/* Signed text: its head and its signature are not the person's. */
static size_t take_armour(line_list *lines, size_t i)
{
	struct str s = lines->at[i].text;
	size_t end = i;

	if (str_eq(s, STR("-----BEGIN PGP SIGNED MESSAGE-----")))
		while (end < lines->len && !str_is_blank(lines->at[end].text))
			end++;
	else if (str_eq(s, STR("-----BEGIN PGP SIGNATURE-----")))
		end = find_line(lines, i, STR("-----END PGP SIGNATURE-----"));
	else
		return 0;
	set_kind(lines, i, end + 1, LINE_DROPPED);
	return end + 1 - i;
}

static enum header_kind header_of(struct str s)
{
	s = str_trim(s);
	while (str_starts(s, STR("*")) || str_starts(s, STR("_")))
		s = str_skip(s, 1);
	ptrdiff_t colon = str_find_char(str_sub(s, 0, HEADER_NAME_MAX), ':');
	if (colon < 0)
		colon = str_find(str_sub(s, 0, HEADER_NAME_MAX), STR("："));
	if (colon <= 0)
		return HEADER_NONE;
	struct str name = phrase_undecorated(str_sub(s, 0, (size_t)colon));
	for (const struct header_word *w = header_words; w->name != NULL; w++)
		if (str_eq_nocase(name, str_from(w->name)))
			return w->kind;
	return HEADER_NONE;
}

/* Is this the head of a quoted message? */
static bool is_head(const line_list *lines, size_t i)
{
	bool seen[HEADER_KINDS] = { false };
	int gap = 0;

	if (header_of(lines->at[i].text) == HEADER_NONE)
		return false;
	for (size_t n = i; n < lines->len && n < i + HEAD_LINES_MAX && gap <= HEAD_GAP_MAX; n++) {
		enum header_kind kind = header_of(lines->at[n].text);
		seen[kind] = true;
		gap = kind == HEADER_NONE ? gap + 1 : 0;
	}
	int kinds = seen[HEADER_FROM] + seen[HEADER_DATE] + seen[HEADER_TO] + seen[HEADER_SUBJECT];
	return kinds >= 3 || (kinds == 2 && seen[HEADER_FROM] && seen[HEADER_DATE]);
}

static bool is_separator(const line_list *lines, size_t i)
{
	struct str s = str_trim(lines->at[i].text), bare = phrase_undecorated(s);
	bool decorated = s.len >= bare.len + 4;

	if (phrase_is_any(bare, separator_lines))
		return true;
	if (str_ends(bare, STR(":")))
		bare = phrase_undecorated(str_sub(bare, 0, bare.len - 1));
	if (!phrase_is_any(bare, separator_words))
		return false;
	const struct line *next = line_after(lines, i);
	return decorated || (next != NULL && is_head(lines, (size_t)(next - lines->at)));
}

/* A line under a heading, or among much text, ends nothing. */
static bool rule_ends(const line_list *lines, size_t i)
{
	struct str s = str_trim(lines->at[i].text);
	struct str above = i > 0 ? str_trim(lines->at[i - 1].text) : STR("");
	int after = 0;

	if (is_signature_dash(s))
		return true;
	if (s.len > 3 && above.len > 0 && above.len + 1 >= s.len && above.len <= s.len + 1)
		return false;
	for (size_t n = i + 1; n < lines->len; n++) {
		if (lines->at[n].kind == LINE_QUOTE || is_head(lines, n))
			return true;
		after += lines->at[n].kind == LINE_TEXT;
		if (after > AFTER_RULE_MAX)
			return false;
	}
	return true;
}

static bool is_end(const line_list *lines, size_t i)
{
	struct str s = str_trim(lines->at[i].text);

	if (str_eq(s, STR(HTML_QUOTE_FROM_HERE)))
		return true;
	if (is_rule(s) || is_signature_dash(s))
		return rule_ends(lines, i);
	return is_separator(lines, i) || is_head(lines, i);
}

/* "| text" is a quote where one was announced. */
static void take_bars(line_list *lines, size_t i)
{
	for (; i < lines->len; i++) {
		if (lines->at[i].kind == LINE_EMPTY)
			continue;
		if (!str_starts(str_trim(lines->at[i].text), STR("|")))
			return;
		lines->at[i].kind = LINE_QUOTE;
	}
}

static size_t take_block(struct arena *a, line_list *lines, size_t i)
{
	size_t n = take_marked(lines, i);

	if (n == 0)
		n = take_code(lines, i);
	if (n == 0)
		n = take_armour(lines, i);
	if (n > 0)
		return n;
	struct arena_mark mark = arena_mark(a);
	n = attribution_lines(a, lines, i);
	arena_release(a, mark);
	set_kind(lines, i, i + n, LINE_ATTRIBUTION);
	if (n > 0)
		take_bars(lines, i + n);
	else if (lines->at[i].kind == LINE_TEXT && is_end(lines, i))
		lines->at[i].kind = LINE_END;
	return n > 0 ? n : 1;
}

/* The rest of a quoted line that a mail program wrapped, between lines of the quote. */
static bool is_torn_quote(const line_list *lines, size_t i)
{
	if (i == 0 || i + 1 >= lines->len || lines->at[i].kind != LINE_TEXT)
		return false;
	return lines->at[i - 1].kind == LINE_QUOTE && lines->at[i + 1].kind == LINE_QUOTE &&
		lines->at[i - 1].text.len >= WRAPPED_MIN && lines->at[i].text.len <= TORN_MAX;
}

bool lines_read(struct arena *a, struct str text, line_list *out)
{
	if (!split(a, text, out))
		return false;
	for (size_t i = 0; i < out->len; i++)
		classify_alone(&out->at[i]);
	for (size_t i = 0; i < out->len;)
		i += take_block(a, out, i);
	for (size_t i = 0; i < out->len; i++)
		if (is_torn_quote(out, i))
			out->at[i].kind = LINE_QUOTE;
	return true;
}
