/* tmplc_out.c - writing the C: literals, messages, line marks */
#include "tools/quote.h"
#include "tools/tmplc.h"

#include <stdio.h>

enum { LITERAL_LINE = 2000 };

void tmplc_line(struct tmplc *t, int line)
{
	buf_printf(&t->c, "#line %d \"%s\"\n", line, t->path);
}

void tmplc_flush(struct tmplc *t)
{
	struct str rest = buf_str(&t->literal);
	while (rest.len > 0) {
		struct str part = str_sub(rest, 0, LITERAL_LINE);
		struct str quoted = c_quote(t->arena, part);
		buf_printf(&t->c, "\thtml_literal(out, STR(%.*s));\n", STR_ARG(quoted));
		rest = str_skip(rest, part.len);
	}
	buf_clear(&t->literal);
}

void tmplc_literal(struct tmplc *t, struct str s)
{
	buf_put(&t->literal, s);
}

void tmplc_code(struct tmplc *t, const char *fmt, ...)
{
	va_list args;
	tmplc_run_end(t);
	tmplc_flush(t);
	va_start(args, fmt);
	buf_vprintf(&t->c, fmt, args);
	va_end(args);
}

void tmplc_message(struct tmplc *t, struct str text, int line)
{
	if (t->messages == NULL)
		return;
	struct str where = str_printf(t->arena, "%s:%d", t->path, line);
	struct str *known = map_get(t->messages, text);
	struct str *value = arena_new(t->messages->arena, struct str);
	*value = str_copy(t->messages->arena, where);
	if (known != NULL)
		*value = str_printf(t->messages->arena, "%.*s %.*s", STR_ARG(*known), STR_ARG(where));
	map_put(t->messages, text, value);
}

void tmplc_run_text(struct tmplc *t, struct str s)
{
	if (t->run.len == 0 && t->hole_count == 0)
		t->run_line = t->line;
	buf_put(&t->run, s);
}

void tmplc_run_hole(struct tmplc *t, struct str code)
{
	if (t->run.len == 0 && t->hole_count == 0)
		t->run_line = t->line;
	if (t->hole_count == TMPLC_HOLES_MAX)
		tmplc_fail(t, "more than %d holes in one sentence; break it up", TMPLC_HOLES_MAX);
	t->holes[t->hole_count++] = (struct hole){ code, t->line };
	/* A control character stands for the hole until the run's fate is known. */
	buf_char(&t->run, '\001');
}

/* The character that an entity stands for, as UTF-8; empty when it is not known. */
static struct str entity(struct str name)
{
	static const struct {
		struct str name, text;
	} known[] = {
		{ STR_INIT("amp"), STR_INIT("&") }, { STR_INIT("lt"), STR_INIT("<") },
		{ STR_INIT("gt"), STR_INIT(">") }, { STR_INIT("quot"), STR_INIT("\"") },
		{ STR_INIT("nbsp"), STR_INIT("\xc2\xa0") }, { STR_INIT("times"), STR_INIT("\xc3\x97") },
		{ STR_INIT("middot"), STR_INIT("\xc2\xb7") }, { STR_INIT("copy"), STR_INIT("\xc2\xa9") },
		{ STR_INIT("ndash"), STR_INIT("\xe2\x80\x93") },
		{ STR_INIT("hellip"), STR_INIT("\xe2\x80\xa6") },
		{ STR_INIT("rarr"), STR_INIT("\xe2\x86\x92") }, { STR_INIT("shy"), STR_INIT("\xc2\xad") },
	};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_eq(known[i].name, name))
			return known[i].text;
	return STR("");
}

/* Source text to what a person reads: entities become characters. */
static struct str decode(struct tmplc *t, struct str s)
{
	struct buf b = buf_new(t->arena, s.len * 2 + 16);
	while (s.len > 0) {
		ptrdiff_t amp = str_find_char(s, '&');
		if (amp < 0 || t->plain)
			break;
		buf_put(&b, str_sub(s, 0, (size_t)amp));
		s = str_skip(s, (size_t)amp + 1);
		ptrdiff_t end = str_find_char(s, ';');
		struct str text = end > 0 ? entity(str_sub(s, 0, (size_t)end)) : STR("");
		if (text.len == 0)
			tmplc_fail(t, "write the character itself, or &amp; for an ampersand");
		buf_put(&b, text);
		s = str_skip(s, (size_t)end + 1);
	}
	buf_put(&b, s);
	return buf_str(&b);
}

static bool has_letter(struct str s)
{
	bool entity_open = false;
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] == '&')
			entity_open = true;
		else if (s.at[i] == ';')
			entity_open = false;
		else if (!entity_open && str_is_alpha(s.at[i]))
			return true;
	}
	return false;
}

/* White space runs to one blank, except in <pre>. */
static struct str squeeze(struct tmplc *t, struct str s)
{
	struct buf b = buf_new(t->arena, s.len + 1);
	bool blank = false;
	for (size_t i = 0; i < s.len; i++) {
		bool space = str_is_space(s.at[i]);
		if (!space)
			buf_char(&b, s.at[i]);
		else if (!blank)
			buf_char(&b, ' ');
		blank = space;
	}
	return buf_str(&b);
}

static void write_hole(struct tmplc *t, const struct hole *h)
{
	tmplc_flush(t);
	tmplc_line(t, h->line);
	buf_printf(&t->c, "\t%.*s\n", STR_ARG(h->code));
}

static void write_plain(struct tmplc *t, struct str text)
{
	int hole = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '\001')
			write_hole(t, &t->holes[hole++]);
		else
			tmplc_literal(t, str_sub(text, i, 1));
	}
}

/* "\001 opened \001" to "{1} opened {2}". */
static struct str number_holes(struct tmplc *t, struct str text)
{
	struct buf b = buf_new(t->arena, text.len * 4 + 16);
	int hole = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '\001')
			buf_printf(&b, "{%d}", ++hole);
		else
			buf_char(&b, text.at[i]);
	}
	return buf_str(&b);
}

static void write_message(struct tmplc *t, struct str text)
{
	struct str message = decode(t, number_holes(t, text));
	struct str quoted = c_quote(t->arena, message);
	unsigned long long hash = str_hash(message);
	tmplc_message(t, message, t->run_line);
	tmplc_flush(t);
	tmplc_line(t, t->run_line);
	if (t->hole_count == 0) {
		buf_printf(&t->c, "\thtml_msg_text(out, 0x%016llxu, STR(%.*s));\n", hash,
			STR_ARG(quoted));
		return;
	}
	buf_printf(&t->c,
		"\tfor (struct msg_walk walk_ = html_msg(out, 0x%016llxu, STR(%.*s)); "
		"html_msg_next(&walk_);)\n\tswitch (walk_.hole) {\n",
		hash, STR_ARG(quoted));
	for (int i = 0; i < t->hole_count; i++) {
		buf_printf(&t->c, "\tcase %d:\n", i + 1);
		write_hole(t, &t->holes[i]);
		buf_put(&t->c, STR("\tbreak;\n"));
	}
	buf_put(&t->c, STR("\t}\n"));
}

void tmplc_run_end(struct tmplc *t)
{
	struct str text = buf_str(&t->run);
	if (text.len == 0)
		return;
	bool exact = t->html.exact > 0 || (t->plain && t->html.at == AT_TEXT);
	if (!tmplc_translates(t) || !has_letter(text)) {
		write_plain(t, exact || t->html.at == AT_VALUE ? text : squeeze(t, text));
	} else {
		bool lead = str_is_space(text.at[0]), tail = str_is_space(text.at[text.len - 1]);
		if (lead)
			tmplc_literal(t, exact ? str_sub(text, 0, 1) : STR(" "));
		write_message(t, str_trim(exact ? text : squeeze(t, text)));
		if (tail)
			tmplc_literal(t, exact ? str_skip(text, text.len - 1) : STR(" "));
	}
	buf_clear(&t->run);
	t->hole_count = 0;
}
