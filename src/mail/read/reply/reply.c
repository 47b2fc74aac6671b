#include "mail/read/reply/reply.h"

#include "mail/read/reply/line.h"

/*
 * So few lines below a quote are a footer or a stray end of it; more are an answer. A
 * greeting above does not make an answer of its own.
 */
enum { FOOTER_LINES = 6, GREETING_MAX = 40 };

/* Where the kinds of lines are, from 0 to the end of what counts. */
struct layout {
	size_t end;
	size_t attribution, quote, last_quote; /* first ones; SIZE_MAX: none */
	int before, between, after;            /* lines of text, about the quote */
	struct str first_text;
};

static size_t first_of(const line_list *lines, size_t end, enum line_kind kind)
{
	for (size_t i = 0; i < end; i++)
		if (lines->at[i].kind == kind)
			return i;
	return SIZE_MAX;
}

/* Up to the first line that ends the person's text, when there is some before it. */
static size_t own_end(const line_list *lines)
{
	bool text = false;

	for (size_t i = 0; i < lines->len; i++) {
		if (lines->at[i].kind == LINE_END && text)
			return i;
		text = text || lines->at[i].kind == LINE_TEXT;
	}
	return lines->len;
}

static struct layout layout_of(const line_list *lines)
{
	struct layout l = { .end = own_end(lines), .last_quote = SIZE_MAX };

	l.attribution = first_of(lines, l.end, LINE_ATTRIBUTION);
	l.quote = first_of(lines, l.end, LINE_QUOTE);
	for (size_t i = 0; i < l.end; i++)
		if (lines->at[i].kind == LINE_QUOTE)
			l.last_quote = i;
	size_t start = l.attribution < l.quote ? l.attribution : l.quote;
	for (size_t i = 0; i < l.end; i++) {
		if (lines->at[i].kind != LINE_TEXT)
			continue;
		if (l.first_text.len == 0)
			l.first_text = lines->at[i].text;
		l.before += i < start;
		l.between += i > start && l.last_quote != SIZE_MAX && i < l.last_quote;
		l.after += i > start && (l.last_quote == SIZE_MAX || i > l.last_quote);
	}
	return l;
}

/* Before signatures, and quotes that nobody answers. */
static size_t end_of_text(const line_list *lines, size_t from, size_t to)
{
	size_t end = to;

	while (end > from && lines->at[end - 1].kind != LINE_TEXT)
		end--;
	return end > from ? end : to;
}

/* The lines from..to that a person wrote or answers. */
static struct str join(struct arena *a, const line_list *lines, size_t from, size_t to,
	size_t text_len)
{
	struct buf out = buf_new(a, text_len + 1);

	to = end_of_text(lines, from, to);
	for (size_t i = from; i < to; i++) {
		enum line_kind kind = lines->at[i].kind;
		if (kind == LINE_ATTRIBUTION || kind == LINE_DROPPED)
			continue;
		if (kind == LINE_EMPTY && out.len == 0)
			continue;
		buf_put(&out, lines->at[i].text);
		buf_char(&out, '\n');
	}
	struct str s = buf_str(&out);
	while (s.len > 0 && s.at[s.len - 1] == '\n')
		s.len--;
	return s;
}

/* "Hello Ines," and nothing else: the answer is below. */
static bool only_greets(const struct layout *l)
{
	return l->before == 1 && l->first_text.len <= GREETING_MAX &&
		str_ends(l->first_text, STR(","));
}

static void choose(const struct layout *l, size_t *from, size_t *to)
{
	bool quoted = l->quote != SIZE_MAX && (l->attribution == SIZE_MAX ||
		l->last_quote > l->attribution);

	*from = 0;
	*to = l->end;
	if (l->attribution == SIZE_MAX)
		return;
	size_t start = l->attribution < l->quote ? l->attribution : l->quote;
	if (!quoted && l->before > 0)
		*to = l->attribution;
	else if (quoted && l->before == 0 && l->between == 0 && l->after > 0)
		*from = l->last_quote + 1;
	else if (quoted && l->before > 0 && l->between == 0 && l->after <= FOOTER_LINES &&
		!(only_greets(l) && l->after > 0))
		*to = start;
}

/* Without the marks that HTML left. */
static struct str whole(struct arena *a, struct str text)
{
	struct buf out = buf_new(a, text.len + 1);
	struct str line, s;

	while (str_cut(&text, '\n', &line)) {
		if (line.len == 1 && line.at[0] > 0 && line.at[0] <= 5)
			continue;
		buf_put(&out, line);
		buf_char(&out, '\n');
	}
	s = buf_str(&out);
	while (s.len > 0 && str_is_space(s.at[s.len - 1]))
		s.len--;
	while (s.len > 0 && s.at[0] == '\n')
		s = str_skip(s, 1);
	return s;
}

struct str reply_find(struct arena *a, struct str text)
{
	line_list lines;
	size_t from, to;

	if (!lines_read(a, text, &lines))
		return whole(a, text);
	struct layout l = layout_of(&lines);
	choose(&l, &from, &to);
	struct str reply = join(a, &lines, from, to, text.len);
	return reply.len > 0 ? reply : whole(a, text);
}
