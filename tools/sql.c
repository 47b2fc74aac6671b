#include "tools/sql.h"

#include <stdarg.h>

#include "base/buf.h"
#include "base/utf8.h"

enum { SOURCE_MAX = 1 << 20, MESSAGE_MAX = 4096 };

struct sql sql_new(struct arena *a, const char *path, struct str text)
{
	struct sql s = { .arena = a, .path = path, .text = text, .line = 1 };
	if (text.len > SOURCE_MAX)
		sql_fail(&s, 1, "a file has at most 1 MiB");
	else if (!utf8_is_text(text))
		sql_fail(&s, 1, "a file is UTF-8 text without control characters");
	return s;
}

void sql_fail(struct sql *s, int line, const char *fmt, ...)
{
	s->at = s->text.len;
	if (s->error.len > 0)
		return;
	struct buf b = buf_new(s->arena, MESSAGE_MAX);
	va_list args;
	va_start(args, fmt);
	buf_vprintf(&b, fmt, args);
	va_end(args);
	struct str text = b.overflow ? STR("this is too long") : buf_str(&b);
	s->error = str_printf(s->arena, "%s:%d: %.*s", s->path, line, STR_ARG(text));
}

bool sql_failed(const struct sql *s)
{
	return s->error.len > 0;
}

bool sql_at_end(const struct sql *s)
{
	return s->at >= s->text.len;
}

static char peek(const struct sql *s, size_t ahead)
{
	return ahead < s->text.len - s->at ? s->text.at[s->at + ahead] : '\0';
}

bool sql_ahead(const struct sql *s, const char *text)
{
	return str_starts(str_skip(s->text, s->at), str_from(text));
}

static void step(struct sql *s, size_t n)
{
	for (; n > 0 && !sql_at_end(s); n--)
		s->line += s->text.at[s->at++] == '\n';
}

void sql_skip_space(struct sql *s)
{
	while (!sql_at_end(s) && str_is_space(peek(s, 0)))
		step(s, 1);
}

static struct str line_here(const struct sql *s)
{
	struct str line = str_skip(s->text, s->at);
	ptrdiff_t end = str_find_char(line, '\n');
	return end < 0 ? line : str_sub(line, 0, (size_t)end);
}

void sql_skip_line(struct sql *s)
{
	step(s, line_here(s).len);
}

struct str sql_comment(const struct sql *s)
{
	return str_trim(str_skip(line_here(s), 2));
}

static bool is_word_char(char c)
{
	return str_is_alpha(c) || str_is_digit(c) || c == '_';
}

bool sql_says(struct str comment, const char *word, struct str *ret_rest)
{
	struct str rest = str_skip(comment, strlen(word));
	if (!str_starts(comment, str_from(word)) || (rest.len > 0 && is_word_char(rest.at[0])))
		return false;
	*ret_rest = str_trim(rest);
	return true;
}

/* A comment within a statement; one that declares something means that a ';' is missing. */
static void skip_comment(struct sql *s, struct body *b, enum dialect d)
{
	struct str rest, text = sql_comment(s);
	bool opens = (sql_says(text, "query", &rest) || sql_says(text, "row", &rest)) &&
		str_find_char(rest, '(') > 0;
	if (d == MIGRATION && str_eq(text, STR("@scoped")))
		*arena_push(s->arena, b) = (struct token){ text, MARK, s->line, 0, true };
	else if (d != MIGRATION && (opens || str_starts(text, STR("@"))))
		sql_fail(s, s->line, "the statement above lacks its ';'");
	sql_skip_line(s);
}

/* Skips what separates tokens. Lines of a signature go on while a '(' is open. */
static bool skip_blank(struct sql *s, struct body *b, enum dialect d, int depth)
{
	for (size_t from = s->at;;) {
		while (!sql_at_end(s) && str_is_space(peek(s, 0)) && !(d == SIGNATURE && sql_ahead(s, "\n")))
			step(s, 1);
		if (d == SIGNATURE && depth > 0 && sql_ahead(s, "\n")) {
			sql_skip_space(s);
			if (!sql_ahead(s, "--"))
				sql_fail(s, b->line, "a ')' is missing in this declaration");
			step(s, 2);
		} else if (d != SIGNATURE && sql_ahead(s, "--")) {
			skip_comment(s, b, d);
		} else if (d != SIGNATURE && sql_ahead(s, "/*")) {
			int line = s->line;
			while (!sql_at_end(s) && !sql_ahead(s, "*/"))
				step(s, 1);
			if (sql_at_end(s))
				sql_fail(s, line, "this comment does not end: close it with */");
			step(s, 2);
		} else {
			return s->at > from;
		}
	}
}

/* A text between quotes; a doubled quote stands for itself. */
static void read_quoted(struct sql *s, char quote)
{
	int line = s->line;
	step(s, 1);
	while (!sql_at_end(s) && (peek(s, 0) != quote || peek(s, 1) == quote))
		step(s, peek(s, 0) == quote ? 2 : 1);
	if (sql_at_end(s))
		sql_fail(s, line, "this text does not end: close it with %c", quote);
	step(s, 1);
}

static void read_punct(struct sql *s, enum dialect d)
{
	static const char *const allowed[] = { [COMMON] = "(),.;+-*/%<>=!|&~",
		[SQLITE] = "(),.;+-*/%<>=!|&~", [POSTGRES] = "(),.;+-*/%<>=!|&~^#@[]{}:",
		[SIGNATURE] = "(),?" };
	char c = peek(s, 0);
	if (d == MIGRATION || strchr(allowed[d], c) != NULL)
		step(s, 1);
	else if (d == SIGNATURE)
		sql_fail(s, s->line, "a declaration is NAME(name type, ...) KIND (name type, ...)");
	else if (c == ':' || c == '?' || c == '$' || c == '@')
		sql_fail(s, s->line, "'%c' is not of the house dialect: write :name for a parameter, "
			"CAST(x AS bigint) for a cast", c);
	else
		sql_fail(s, s->line, "this character is not of the house dialect");
}

static void read_token(struct sql *s, struct token *t, enum dialect d)
{
	char c = peek(s, 0);
	size_t from = s->at;
	bool name = str_is_alpha(peek(s, 1)) || peek(s, 1) == '_';
	bool cast = from > 0 && s->text.at[from - 1] == ':';
	if (str_is_alpha(c) || c == '_' || str_is_digit(c)) {
		t->kind = str_is_digit(c) ? NUMBER : WORD;
		while (is_word_char(peek(s, 0)) || (t->kind == NUMBER && sql_ahead(s, ".")))
			step(s, 1);
		if (sql_ahead(s, "'") && d != MIGRATION)
			sql_fail(s, s->line, "a text has no letter before its quote");
	} else if (c == '\'' || c == '"') {
		t->kind = c == '"' ? QUOTED : STRING;
		read_quoted(s, c);
		if (c == '"' && d == COMMON)
			sql_fail(s, t->line, "a name stands without quotes, a text in single ones");
	} else if (c == ':' && name && !cast && d != SIGNATURE) {
		t->kind = PARAM;
		for (step(s, 1), from++; is_word_char(peek(s, 0));)
			step(s, 1);
	} else {
		t->kind = PUNCT;
		read_punct(s, d);
	}
	t->text = str_sub(s->text, from, s->at - from);
}

bool sql_is_punct(const struct token *t, char c)
{
	return t->kind == PUNCT && t->text.len > 0 && t->text.at[0] == c;
}

bool sql_read(struct sql *s, struct body *b, enum dialect d)
{
	*b = (struct body){ .line = s->line };
	for (int depth = 0;;) {
		struct token t = { .spaced = skip_blank(s, b, d, depth) };
		t.line = s->line;
		if (sql_at_end(s) || (d == SIGNATURE && sql_ahead(s, "\n")))
			return d == SIGNATURE && !sql_failed(s);
		read_token(s, &t, d);
		bool end = sql_is_punct(&t, ';') && (depth == 0 || d == MIGRATION);
		if (sql_failed(s) || end)
			return end;
		depth -= sql_is_punct(&t, ')');
		t.depth = depth;
		depth += sql_is_punct(&t, '(');
		if (d != MIGRATION && (depth < 0 || sql_is_punct(&t, ';')))
			sql_fail(s, t.line, "the parentheses before this '%c' do not match", t.text.at[0]);
		else if (depth < 0 || depth >= SQL_DEPTH_MAX)
			sql_fail(s, t.line, "the parentheses do not match, or nest too deeply");
		else
			*arena_push(s->arena, b) = t;
	}
}

const struct token *sql_near(const struct body *b, size_t i, ptrdiff_t by)
{
	static const struct token nothing = { .kind = PUNCT };
	ptrdiff_t at = (ptrdiff_t)i + by;
	return at >= 0 && (size_t)at < b->len ? &b->at[at] : &nothing;
}

bool sql_matches(const struct body *b, ptrdiff_t i, const char *pattern)
{
	struct str rest = str_from(pattern), word;
	for (size_t n = 0; str_cut(&rest, ' ', &word); n++) {
		const struct token *t = sql_near(b, n, i);
		if ((t->kind != WORD && t->kind != PUNCT) || !str_eq_nocase(t->text, word))
			return false;
	}
	return true;
}

bool sql_is(const struct token *t, const char *words)
{
	struct str rest = str_from(words), word;
	while (t->kind == WORD && str_cut(&rest, ' ', &word))
		if (str_eq_nocase(t->text, word))
			return true;
	return false;
}

struct str sql_name(struct arena *a, const struct token *t)
{
	return str_lower(a, t->kind == QUOTED ? str_sub(t->text, 1, t->text.len - 2) : t->text);
}

bool sql_is_from(const struct body *b, size_t i)
{
	ptrdiff_t at = (ptrdiff_t)i;
	if (sql_is(&b->at[i], "using"))
		return !sql_is_punct(sql_near(b, i, 1), '(');
	return sql_is(&b->at[i], "from join") && !sql_matches(b, at - 2, "is distinct from") &&
		!sql_matches(b, at - 3, "is not distinct from");
}

/*
 * A name is a table's after FROM, JOIN, INTO, UPDATE, and after a comma while the list
 * that FROM opened at this depth goes on.
 */
struct str sql_scoped(const struct map *scoped, struct arena *a, const struct body *b)
{
	bool list[SQL_DEPTH_MAX + 1] = { false }, table = false;
	for (size_t i = 0; i < b->len; i++) {
		const struct token *t = &b->at[i];
		bool *in_list = &list[t->depth];
		if (sql_is_punct(t, '(')) {
			in_list[1] = table;
		} else if (sql_is_punct(t, ',')) {
			table = *in_list;
		} else if (sql_is_from(b, i)) {
			*in_list = table = true;
		} else if (sql_is(t, "into update table")) {
			table = true;
		} else if (sql_is(t, "where group having order limit window union except intersect "
				 "returning select set values")) {
			*in_list = table = false;
		} else if (table && (t->kind == WORD || t->kind == QUOTED) &&
			   !sql_is(t, "only lateral") && !sql_is_punct(sql_near(b, i, 1), '.')) {
			struct str name = sql_name(a, t);
			if (map_get(scoped, name) != NULL)
				return name;
			table = false;
		}
	}
	return (struct str){ "", 0 };
}

/* What only one of the engines takes, or takes otherwise than the other. */
static const struct {
	const char *pattern, *instead;
} not_common[] = {
	{ "true", "1" },
	{ "false", "0" },
	{ "ilike", "lower(a) LIKE lower(b)" },
	{ "glob", "LIKE" },
	{ "now (", "a parameter bound to cx->now" },
	{ "current_timestamp", "a parameter bound to cx->now" },
	{ "datetime (", "a parameter of type instant" },
	{ "strftime (", "a parameter of type instant" },
	{ "ifnull (", "coalesce(a, b)" },
	{ "rowid", "the @id column" },
	{ "random (", "a parameter bound to a random number" },
	{ "group_concat (", "a row for each, and join them in C" },
	{ "string_agg (", "a row for each, and join them in C" },
	{ "insert or", "ON CONFLICT" },
	{ "limit -", "no LIMIT, or its number" },
};

bool sql_is_write(const struct body *b, size_t i)
{
	const struct token *before = sql_near(b, i, -1);
	return sql_is(&b->at[i], "insert update delete") &&
		(i == 0 || sql_is_punct(before, '(') || sql_is_punct(before, ')'));
}

static void check_common(struct sql *s, const struct body *b, size_t i)
{
	const struct token *t = &b->at[i];
	ptrdiff_t at = (ptrdiff_t)i;
	for (size_t k = 0; k < sizeof not_common / sizeof *not_common; k++)
		if (sql_matches(b, at, not_common[k].pattern) && !sql_is_punct(sql_near(b, i, -1), '.'))
			sql_fail(s, t->line, "'%s' is not of the house dialect: use %s",
				not_common[k].pattern, not_common[k].instead);
	if (sql_is(t, "is") && !sql_matches(b, at, "is null") && !sql_matches(b, at, "is not null") &&
		!sql_matches(b, at, "is distinct from") && !sql_matches(b, at, "is not distinct from"))
		sql_fail(s, t->line, "IS compares with NULL alone: use = or IS NOT DISTINCT FROM");
	if (sql_is_write(b, i) && t->depth > 0)
		sql_fail(s, t->line, "SQLite cannot write within WITH: make it two queries");
}

static void check_star(struct sql *s, const struct body *b, size_t i)
{
	const struct token *before = sql_near(b, i, -1);
	if (sql_is_punct(&b->at[i], '*') && (sql_is(before, "select distinct all returning") ||
					sql_is_punct(before, ',') || sql_is_punct(before, '.')))
		sql_fail(s, b->at[i].line, "name the columns instead of '*'");
}

size_t sql_columns(const struct body *b)
{
	bool writes = false;
	for (size_t i = 0; i < b->len; i++) {
		if (b->at[i].depth > 0)
			continue;
		writes = writes || sql_is_write(b, i);
		if (sql_is(&b->at[i], writes ? "returning" : "select"))
			return i + 1 + sql_is(sql_near(b, i, 1), "distinct all");
	}
	return b->len;
}

void sql_check(struct sql *s, const struct body *b, enum dialect d)
{
	if (b->len > 0 && !sql_is(&b->at[0], "select with insert update delete"))
		sql_fail(s, b->at[0].line,
			"a statement starts with SELECT, WITH, INSERT, UPDATE or DELETE");
	for (size_t i = 0; i < b->len; i++) {
		check_star(s, b, i);
		if (d == COMMON)
			check_common(s, b, i);
	}
}

/* One statement of a migration: the tables that it marks, views over them, renames. */
static void note_scoped(struct sql *s, const struct body *b, struct map *scoped)
{
	size_t i = 0;
	while (sql_near(b, i, 0)->kind == MARK)
		i++;
	bool marked = i > 0, create = sql_is(sql_near(b, i, 0), "create");
	while (i < b->len && !sql_is(&b->at[i], "table view"))
		i++;
	bool view = sql_is(sql_near(b, i, 0), "view");
	while (sql_is(sql_near(b, i, 1), "if not exists only"))
		i++;
	bool named = i + 1 < b->len;
	struct str name = named ? sql_name(s->arena, &b->at[i + 1]) : STR("");
	if (marked && !(create && named))
		sql_fail(s, b->at[0].line, "-- @scoped stands on the line above CREATE TABLE");
	else if (marked || (create && view && sql_scoped(scoped, s->arena, b).len > 0))
		map_put(scoped, name, scoped);
	else if (sql_matches(b, (ptrdiff_t)i + 2, "rename to") && map_get(scoped, name) != NULL)
		map_put(scoped, sql_name(s->arena, sql_near(b, i, 4)), scoped);
}

struct str sql_migration(struct arena *a, const char *path, struct str text,
	struct map *scoped)
{
	struct sql s = sql_new(a, path, text);
	for (struct body b; sql_read(&s, &b, MIGRATION);)
		note_scoped(&s, &b, scoped);
	return s.error;
}
