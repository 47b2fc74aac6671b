/*
 * queryc - the compiler of named queries
 *
 *	queryc [--migrations DIR] [--depfile FILE] X.sql X.sql.h X.sql.c
 *	queryc --index OUT.c FILE.sql...
 *
 * X.sql holds SQL statements, each below a line that gives it a name, parameters and
 * columns with types. For each, queryc makes a C function and a row struct, and the
 * statement as constant text for SQLite and for PostgreSQL. The language and the reason
 * for each refusal are in doc/internals/queryc.md.
 *
 * The first mistake ends the compilation: it is noted, the reader jumps to the end of
 * its input, and every loop runs out. Nothing is written then.
 */
#include "tools/queryc.h"

#include <stdarg.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "store/query.h"

enum { SOURCE_MAX = 1 << 20, OUTPUT_MAX = 16 << 20, MESSAGE_MAX = 4096, DEPTH_MAX = 64 };

/* ---- the tree ---- */

enum base { INT, BOOL, TEXT, BLOB, REAL, INSTANT, SECONDS, ID, ENUM };

static const struct base_type {
	const char *name;     /* in a signature */
	const char *c;        /* in C; NULL: the name itself */
	const char *member;   /* of the C value, where its number is */
	const char *postgres; /* the cast of a parameter */
	const char *query;    /* enum query_type */
} base_types[] = {
	[INT] = { "int", "int64_t", "", "bigint", "QUERY_INT" },
	[BOOL] = { "bool", "bool", "", "bigint", "QUERY_INT" },
	[TEXT] = { "text", "struct str", "", "text", "QUERY_TEXT" },
	[BLOB] = { "blob", "struct str", "", "bytea", "QUERY_BLOB" },
	[REAL] = { "real", "double", "", "double precision", "QUERY_REAL" },
	[INSTANT] = { "instant", "instant", ".us", "bigint", "QUERY_INT" },
	[SECONDS] = { "seconds", "seconds", ".s", "bigint", "QUERY_INT" },
	[ID] = { "NAME_id", NULL, ".v", "bigint", "QUERY_INT" },
	[ENUM] = { "enum NAME", NULL, "", "bigint", "QUERY_INT" },
};

/* A parameter or a column. */
struct slot {
	struct str name;
	enum base base;
	struct str type; /* of ID and ENUM: the name in C */
	bool nullable;
	int line;
};
typedef SLICE(struct slot) slots;

struct row {
	struct str tag, list; /* of the structs */
	slots columns;
	int line;
	bool shared, used;
};

enum token_kind { WORD, NUMBER, STRING, QUOTED, PARAM, PUNCT, MARK };

struct token {
	enum token_kind kind;
	struct str text; /* of PARAM: the name */
	int line, depth; /* depth: parentheses around it */
	bool spaced;     /* white space or a comment stands before it */
};

struct body {
	struct token *at;
	size_t len;
	int line;
};

struct query_decl {
	struct str name;
	int line;
	slots params;
	enum query_kind kind;
	struct row *row; /* NULL: gives no rows */
	struct str unscoped, bounded;
	bool pipeline, named, writes, apart; /* apart: a body for each engine */
	struct body sqlite, postgres;
	bool viewer, viewer_staff; /* used in the text */
};

struct source {
	SLICE(struct row *) rows;
	SLICE(struct query_decl *) queries;
	str_list includes;
};

/* ---- reading characters ---- */

struct reader {
	struct queryc *qc;
	const char *path;
	struct str text;
	size_t at;
	int line;
	struct source out;
};

static void fail(struct reader *, int line, const char *fmt, ...) PRINTF(3, 4);

static void fail(struct reader *r, int line, const char *fmt, ...)
{
	r->at = r->text.len;
	if (r->qc->error.len > 0)
		return;
	struct buf b = buf_new(r->qc->arena, MESSAGE_MAX);
	va_list args;
	va_start(args, fmt);
	buf_vprintf(&b, fmt, args);
	va_end(args);
	struct str text = b.overflow ? STR("this is too long") : buf_str(&b);
	r->qc->error = str_printf(r->qc->arena, "%s:%d: %.*s", r->path, line, STR_ARG(text));
}

static bool failed(const struct reader *r)
{
	return r->qc->error.len > 0;
}

static bool at_end(const struct reader *r)
{
	return r->at >= r->text.len;
}

static char peek(const struct reader *r, size_t ahead)
{
	return ahead < r->text.len - r->at ? r->text.at[r->at + ahead] : '\0';
}

static void step(struct reader *r)
{
	if (at_end(r))
		return;
	r->line += peek(r, 0) == '\n';
	r->at++;
}

static bool is_word_char(char c)
{
	return str_is_alpha(c) || str_is_digit(c) || c == '_';
}

static struct str read_word(struct reader *r)
{
	size_t from = r->at;
	while (is_word_char(peek(r, 0)))
		r->at++;
	return str_sub(r->text, from, r->at - from);
}

static void skip_blank(struct reader *r)
{
	while (!at_end(r) && str_is_space(peek(r, 0)))
		step(r);
}

static bool at_comment(const struct reader *r)
{
	return peek(r, 0) == '-' && peek(r, 1) == '-';
}

/* What the comment here says, and moves past its line unless it only looks. */
static struct str look_comment(const struct reader *r)
{
	struct str line = str_skip(r->text, r->at + 2);
	ptrdiff_t end = str_find_char(line, '\n');
	return str_trim(end < 0 ? line : str_sub(line, 0, (size_t)end));
}

static void skip_line(struct reader *r)
{
	while (!at_end(r) && peek(r, 0) != '\n')
		step(r);
}

/* Whether a comment's text starts with the word; gives what follows. */
static bool says(struct str comment, const char *word, struct str *ret_rest)
{
	struct str w = str_from(word), rest;
	if (!str_starts(comment, w))
		return false;
	rest = str_skip(comment, w.len);
	if (rest.len > 0 && (is_word_char(rest.at[0]) || rest.at[0] == ':'))
		return false;
	*ret_rest = str_trim(rest);
	return true;
}

/* ---- signatures ---- */

/* In a signature a new line goes on if it is a comment too. */
static void skip_signature_blank(struct reader *r)
{
	while (!at_end(r)) {
		while (str_is_space(peek(r, 0)) && peek(r, 0) != '\n')
			step(r);
		if (peek(r, 0) != '\n')
			return;
		struct reader ahead = *r;
		skip_blank(&ahead);
		if (!at_comment(&ahead) || ahead.line != r->line + 1)
			return;
		r->at = ahead.at + 2;
		r->line = ahead.line;
	}
}

static bool accept(struct reader *r, char c)
{
	skip_signature_blank(r);
	if (peek(r, 0) != c)
		return false;
	step(r);
	return true;
}

static void expect(struct reader *r, char c, const char *where)
{
	if (!accept(r, c))
		fail(r, r->line, "'%c' is missing %s", c, where);
}

/* Words of C, of its headers, and of the code made: they cannot name a thing. */
static const char *const reserved[] = {
	"auto", "bool", "break", "case", "char", "const", "continue", "daylight", "default",
	"do", "double", "else", "enum", "environ", "errno", "error", "extern", "false",
	"float", "for", "goto", "if", "inline", "int", "linux", "long", "register",
	"restrict", "return", "short", "signed", "sizeof", "static", "stderr", "stdin",
	"stdout", "struct", "switch", "true", "typedef", "typeof", "union", "unix",
	"unsigned", "void", "volatile", "while", "asm", "timezone", "static_assert",
};

static const char *const reserved_params[] = {
	"args", "call", "cx", "instant", "out", "ret_changes", "ret_found", "ret_more",
	"rows", "seconds",
};

static bool among(struct str s, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(s, str_from(list[i])))
			return true;
	return false;
}
#define AMONG(s, list) among((s), (list), sizeof(list) / sizeof *(list))

static struct str read_name(struct reader *r, const char *what)
{
	skip_signature_blank(r);
	struct str name = read_word(r);
	if (name.len == 0 || str_is_digit(name.at[0]) || name.at[0] == '_')
		fail(r, r->line, "%s is missing: a name of small letters, digits and '_'", what);
	else if (name.len > 60)
		fail(r, r->line, "'%.*s' is longer than 60 letters", STR_ARG(name));
	else if (!str_eq(name, str_lower(r->qc->arena, name)) || str_ends(name, STR("_")))
		fail(r, r->line, "'%.*s': a name has small letters, digits and '_' between them",
			STR_ARG(name));
	else if (AMONG(name, reserved))
		fail(r, r->line, "'%.*s' is a word of C: choose another name", STR_ARG(name));
	return name;
}

static void read_type(struct reader *r, struct slot *s)
{
	skip_signature_blank(r);
	struct str word = read_word(r);
	s->line = r->line;
	if (str_eq(word, STR("enum"))) {
		struct str tag = read_name(r, "the name of the enum");
		s->base = ENUM;
		s->type = str_concat(r->qc->arena, STR("enum "), tag);
	} else if (word.len > 3 && str_ends(word, STR("_id"))) {
		s->base = ID;
		s->type = word;
	} else {
		s->base = INT;
		while (s->base < ID && !str_eq(word, str_from(base_types[s->base].name)))
			s->base++;
		if (s->base == ID)
			fail(r, r->line,
				"'%.*s' has no type '%.*s': the types are int, bool, text, blob, "
				"real, instant, seconds, NAME_id and enum NAME",
				STR_ARG(s->name), STR_ARG(word));
	}
	if (peek(r, 0) == '?') {
		s->nullable = true;
		step(r);
	}
}

static const struct slot *find_slot(const slots *list, struct str name)
{
	for (size_t i = 0; i < list->len; i++)
		if (str_eq(list->at[i].name, name))
			return &list->at[i];
	return NULL;
}

static void read_slots(struct reader *r, slots *list, size_t max, const char *what)
{
	if (accept(r, ')'))
		return;
	do {
		struct slot s = { .name = read_name(r, what) };
		if (find_slot(list, s.name) != NULL)
			fail(r, r->line, "'%.*s' is named twice", STR_ARG(s.name));
		read_type(r, &s);
		if (list->len == max)
			fail(r, r->line, "more than %zu of %s: split the query", max, what);
		*arena_push(r->qc->arena, list) = s;
	} while (!failed(r) && accept(r, ','));
	expect(r, ')', "after the last one in the list");
}

static void end_of_signature(struct reader *r)
{
	while (str_is_space(peek(r, 0)) && peek(r, 0) != '\n')
		step(r);
	if (!at_end(r) && peek(r, 0) != '\n')
		fail(r, r->line, "nothing may follow the declaration on its line");
}

static struct row *find_row(const struct source *out, struct str tag)
{
	for (size_t i = 0; i < out->rows.len; i++)
		if (str_eq(out->rows.at[i]->tag, tag))
			return out->rows.at[i];
	return NULL;
}

static struct row *new_row(struct reader *r, struct str name, bool shared)
{
	struct row *row = arena_new(r->qc->arena, struct row);
	*row = (struct row){ .line = r->line, .shared = shared, .tag = name };
	row->list = str_printf(r->qc->arena, shared ? "%.*s_list" : "q_%.*s_list", STR_ARG(name));
	if (!shared)
		row->tag = str_printf(r->qc->arena, "q_%.*s_row", STR_ARG(name));
	expect(r, '(', "before the columns");
	read_slots(r, &row->columns, QUERY_COLUMNS_MAX, "columns");
	if (row->columns.len == 0)
		fail(r, row->line, "a row has at least one column");
	if (!failed(r))
		*arena_push(r->qc->arena, &r->out.rows) = row;
	return row;
}

static void read_row(struct reader *r)
{
	struct str tag = read_name(r, "the name of the row");
	if (find_row(&r->out, tag) != NULL)
		fail(r, r->line, "row '%.*s' is declared twice", STR_ARG(tag));
	new_row(r, tag, true);
	end_of_signature(r);
}

static void read_include(struct reader *r, struct str path)
{
	bool quoted = path.len > 2 && path.at[0] == '"' && path.at[path.len - 1] == '"';
	for (size_t i = 1; quoted && i + 1 < path.len; i++)
		quoted = is_word_char(path.at[i]) || path.at[i] == '/' || path.at[i] == '.';
	if (!quoted)
		fail(r, r->line, "write -- include \"folder/file.h\"");
	else
		*arena_push(r->qc->arena, &r->out.includes) = path;
	skip_line(r);
}

static void read_kind(struct reader *r, struct query_decl *q)
{
	static const char *const kinds[] = {
		[QUERY_ONE] = "one", [QUERY_MAYBE] = "maybe", [QUERY_MANY] = "many",
		[QUERY_EACH] = "each", [QUERY_CHANGES] = "changes", [QUERY_EXEC] = "exec",
	};
	skip_signature_blank(r);
	struct str word = read_word(r);
	while (q->kind <= QUERY_EXEC && !str_eq(word, str_from(kinds[q->kind])))
		q->kind++;
	if (q->kind > QUERY_EXEC)
		fail(r, r->line, "'%.*s' is missing its kind after the parameters: one, maybe, "
			"many, each, changes or exec", STR_ARG(q->name));
	if (q->kind >= QUERY_CHANGES)
		return;
	skip_signature_blank(r);
	if (peek(r, 0) == '(') {
		q->row = new_row(r, q->name, false);
	} else {
		struct str tag = read_name(r, "the row, as (column type, ...) or a name,");
		q->row = find_row(&r->out, tag);
		if (q->row == NULL)
			fail(r, r->line, "row '%.*s' is not declared: write "
				"-- row %.*s (column type, ...) above", STR_ARG(tag), STR_ARG(tag));
	}
	if (!failed(r))
		q->row->used = true;
}

static void check_params(struct reader *r, const struct query_decl *q)
{
	for (size_t i = 0; i < q->params.len; i++) {
		struct slot s = q->params.at[i];
		if (str_starts(s.name, STR("viewer")))
			fail(r, s.line, "'%.*s' is not a parameter: use :viewer and :viewer_staff "
				"without declaring them", STR_ARG(s.name));
		else if (AMONG(s.name, reserved_params))
			fail(r, s.line, "'%.*s' cannot be a parameter: the made function uses it",
				STR_ARG(s.name));
		for (size_t k = 0; k < q->params.len; k++)
			if (str_eq(s.name, q->params.at[k].type))
				fail(r, s.line, "parameter '%.*s' has the name of a type: drop the _id",
					STR_ARG(s.name));
	}
}

/* ---- statements ---- */

enum dialect { COMMON, SQLITE, POSTGRES, MIGRATION };

static bool is(const struct token *t, const char *word)
{
	return t->kind == WORD && str_eq_nocase(t->text, str_from(word));
}

static bool is_punct(const struct token *t, char c)
{
	return t->kind == PUNCT && t->text.at[0] == c;
}

static bool is_any(const struct token *t, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is(t, words[i]))
			return true;
	return false;
}
#define IS_ANY(t, ...)                                                                   \
	is_any((t), (const char *const[]){ __VA_ARGS__ },                                \
		sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

/* The token at i + by; past either end one that is nothing. */
static const struct token *near(const struct body *b, size_t i, ptrdiff_t by)
{
	static const struct token nothing = { PUNCT, STR_INIT(" "), 0, 0, true };
	ptrdiff_t at = (ptrdiff_t)i + by;
	return at >= 0 && (size_t)at < b->len ? &b->at[at] : &nothing;
}

/* A comment within a statement; one that declares means that a ';' is missing. */
static void body_comment(struct reader *r, struct body *b, enum dialect d)
{
	struct str rest, text = look_comment(r);
	if (d == MIGRATION && str_eq(text, STR("@scoped")))
		*arena_push(r->qc->arena, b) = (struct token){ MARK, text, r->line, 0, true };
	bool opens = says(text, "query", &rest) || says(text, "row", &rest);
	if (d != MIGRATION && ((opens && str_find_char(rest, '(') > 0) || str_starts(text, STR("@"))))
		fail(r, r->line, "the statement above lacks its ';'");
	skip_line(r);
}

static bool skip_body_blank(struct reader *r, struct body *b, enum dialect d)
{
	size_t from = r->at;
	for (;;) {
		skip_blank(r);
		if (at_comment(r)) {
			body_comment(r, b, d);
		} else if (peek(r, 0) == '/' && peek(r, 1) == '*') {
			int line = r->line;
			while (!at_end(r) && !(peek(r, 0) == '*' && peek(r, 1) == '/'))
				step(r);
			if (at_end(r))
				fail(r, line, "this comment does not end: close it with */");
			step(r);
			step(r);
		} else {
			return r->at > from;
		}
	}
}

/* A text between quotes; a doubled quote stands for itself. */
static struct str read_quoted(struct reader *r, char quote)
{
	size_t from = r->at;
	int line = r->line;
	step(r);
	while (!at_end(r) && (peek(r, 0) != quote || peek(r, 1) == quote)) {
		if (peek(r, 0) == quote)
			step(r);
		step(r);
	}
	if (at_end(r))
		fail(r, line, "this text does not end: close it with %c", quote);
	step(r);
	return str_sub(r->text, from, r->at - from);
}

static struct str read_punct(struct reader *r, enum dialect d)
{
	static const char common[] = "(),.;+-*/%<>=!|&~", postgres[] = "^#@[]{}:";
	char c = peek(r, 0);
	if (d == MIGRATION || memchr(common, c, sizeof common - 1) != NULL ||
		(d == POSTGRES && memchr(postgres, c, sizeof postgres - 1) != NULL))
		step(r);
	else if (c == ':')
		fail(r, r->line, "':' is not of the house dialect: write :name for a parameter, "
			"CAST(x AS bigint) for a cast");
	else if (c == '?' || c == '$' || c == '@')
		fail(r, r->line, "'%c' is not of the house dialect: write :name for a parameter", c);
	else
		fail(r, r->line, "'%c' is not of the house dialect", c >= ' ' && c < 127 ? c : '.');
	return str_sub(r->text, r->at - 1, 1);
}

static struct token read_token(struct reader *r, enum dialect d)
{
	struct token t = { .line = r->line };
	char c = peek(r, 0);
	if (str_is_alpha(c) || c == '_') {
		t.kind = WORD;
		t.text = read_word(r);
		if (peek(r, 0) == '\'' && d != MIGRATION)
			fail(r, r->line, "a text has no letter before its quote");
	} else if (str_is_digit(c)) {
		t.kind = NUMBER;
		size_t from = r->at;
		while (is_word_char(peek(r, 0)) || peek(r, 0) == '.')
			step(r);
		t.text = str_sub(r->text, from, r->at - from);
	} else if (c == '\'' || c == '"') {
		t.kind = c == '"' ? QUOTED : STRING;
		t.text = read_quoted(r, c);
		if (c == '"' && d == COMMON)
			fail(r, t.line, "a name stands without quotes, a text in single ones");
	} else if (c == ':' && (str_is_alpha(peek(r, 1)) || peek(r, 1) == '_') &&
		   (r->at == 0 || r->text.at[r->at - 1] != ':')) {
		t.kind = PARAM;
		step(r);
		t.text = read_word(r);
	} else {
		t.kind = PUNCT;
		t.text = read_punct(r, d);
	}
	return t;
}

/* Reads up to the ';' that ends the statement; false at the end of the input. */
static bool read_statement(struct reader *r, struct body *b, enum dialect d)
{
	*b = (struct body){ .line = r->line };
	for (int depth = 0;;) {
		bool spaced = skip_body_blank(r, b, d);
		if (at_end(r))
			return false;
		struct token t = read_token(r, d);
		if (failed(r) || (is_punct(&t, ';') && (depth == 0 || d == MIGRATION)))
			return !failed(r);
		depth -= is_punct(&t, ')');
		t.depth = depth;
		t.spaced = spaced;
		depth += is_punct(&t, '(');
		if (depth < 0 && d != MIGRATION)
			fail(r, t.line, "this ')' closes nothing");
		else if (depth >= DEPTH_MAX || (depth > 0 && is_punct(&t, ';')))
			fail(r, t.line, is_punct(&t, ';') ? "a ')' is missing before this ';'" :
							   "parentheses nest too deeply");
		if (!failed(r))
			*arena_push(r->qc->arena, b) = t;
	}
}

/* ---- which tables ---- */

static bool is_from(const struct body *b, size_t i)
{
	bool distinct_from = is(near(b, i, -1), "distinct") &&
		IS_ANY(near(b, i, -2), "is", "not");
	return IS_ANY(&b->at[i], "from", "join") && !distinct_from;
}

static struct str bare_name(struct arena *a, const struct token *t)
{
	return str_lower(a, t->kind == QUOTED ? str_sub(t->text, 1, t->text.len - 2) : t->text);
}

/*
 * The first table named by the statement that is scoped; empty when none is. A name
 * is a table's after FROM, JOIN, INTO, UPDATE, and after a comma while the list that
 * FROM opened at this depth goes on.
 */
static struct str find_scoped(struct queryc *qc, const struct body *b)
{
	bool list[DEPTH_MAX + 1] = { false }, table = false;
	for (size_t i = 0; i < b->len; i++) {
		const struct token *t = &b->at[i];
		bool *in_list = &list[t->depth < 0 ? 0 : t->depth > DEPTH_MAX ? DEPTH_MAX : t->depth];
		if (is_punct(t, '(') && t->depth >= 0 && t->depth < DEPTH_MAX) {
			in_list[1] = table;
		} else if (is_punct(t, ',')) {
			table = *in_list;
		} else if (is_from(b, i)) {
			*in_list = table = true;
		} else if (IS_ANY(t, "into", "update")) {
			table = true;
		} else if (IS_ANY(t, "where", "group", "having", "order", "limit", "window",
				   "union", "except", "intersect", "returning", "select", "set",
				   "values")) {
			*in_list = table = false;
		} else if (table && (t->kind == WORD || t->kind == QUOTED) &&
			   !IS_ANY(t, "only", "lateral") && !is_punct(near(b, i, 1), '.')) {
			struct str name = bare_name(qc->arena, t);
			if (map_get(&qc->scoped, name) != NULL)
				return name;
			table = false;
		}
	}
	return (struct str){ "", 0 };
}

/* One statement of a migration: the tables that it marks, views over them, renames. */
static void note_scoped(struct reader *r, const struct body *b)
{
	struct queryc *qc = r->qc;
	size_t i = 0;
	bool marked = false;
	for (; i < b->len && b->at[i].kind == MARK; i++)
		marked = true;
	bool create = is(near(b, i, 0), "create"), alter = is(near(b, i, 0), "alter");
	while (i < b->len && !IS_ANY(&b->at[i], "table", "view"))
		i++;
	bool view = is(near(b, i, 0), "view");
	while (IS_ANY(near(b, i, 1), "if", "not", "exists", "only"))
		i++;
	if (i + 1 >= b->len || !(create || alter)) {
		if (marked)
			fail(r, b->at[0].line, "-- @scoped stands on the line above CREATE TABLE");
		return;
	}
	struct str name = bare_name(qc->arena, &b->at[i + 1]);
	bool renamed = is(near(b, i, 2), "rename") && is(near(b, i, 3), "to") && i + 4 < b->len;
	if (marked && !create)
		fail(r, b->at[0].line, "-- @scoped stands on the line above CREATE TABLE");
	else if (marked || (view && create && find_scoped(qc, b).len > 0))
		map_put(&qc->scoped, name, qc);
	else if (renamed && map_get(&qc->scoped, name) != NULL)
		map_put(&qc->scoped, bare_name(qc->arena, &b->at[i + 4]), qc);
}

/* ---- what a statement may say ---- */

static const struct {
	const char *word;
	bool call; /* only when a '(' follows */
	const char *instead;
} not_common[] = {
	{ "true", false, "1" },
	{ "false", false, "0" },
	{ "ilike", false, "lower(a) LIKE lower(b)" },
	{ "glob", false, "LIKE" },
	{ "now", true, "a parameter bound to cx->now" },
	{ "current_timestamp", false, "a parameter bound to cx->now" },
	{ "datetime", true, "a parameter of type instant" },
	{ "strftime", true, "a parameter of type instant" },
	{ "ifnull", true, "coalesce(a, b)" },
	{ "rowid", false, "the @id column" },
	{ "random", true, "a parameter bound to a random number" },
	{ "group_concat", true, "rows, and join them in C" },
	{ "string_agg", true, "rows, and join them in C" },
	{ "replace", false, "INSERT ... ON CONFLICT ... DO UPDATE" },
};

static bool is_write(const struct body *b, size_t i)
{
	const struct token *before = near(b, i, -1);
	return IS_ANY(&b->at[i], "insert", "update", "delete") &&
		(i == 0 || is_punct(before, '(') || is_punct(before, ')'));
}

static void check_common(struct reader *r, const struct body *b, size_t i)
{
	const struct token *t = &b->at[i], *next = near(b, i, 1), *before = near(b, i, -1);
	bool call = is_punct(next, '(');
	for (size_t k = 0; k < sizeof not_common / sizeof *not_common; k++)
		if (is(t, not_common[k].word) && (call || !not_common[k].call) &&
			!(is(t, "replace") && call) && !is_punct(before, '.'))
			fail(r, t->line, "%.*s is not of the house dialect: use %s",
				STR_ARG(t->text), not_common[k].instead);
	if (is(t, "is") && !is(next, "null") && !is(next, "distinct") &&
		!(is(next, "not") && IS_ANY(near(b, i, 2), "null", "distinct")))
		fail(r, t->line, "IS compares with NULL alone: use = or IS NOT DISTINCT FROM");
	if (is(t, "limit") && is_punct(next, '-'))
		fail(r, t->line, "a LIMIT is not negative: leave it out, or give the bound");
	if (is(t, "insert") && is(next, "or"))
		fail(r, t->line, "INSERT OR is SQLite's alone: use ON CONFLICT");
	if (is_write(b, i) && t->depth > 0)
		fail(r, t->line, "SQLite cannot write within WITH: make it two queries");
}

static void check_star(struct reader *r, const struct body *b, size_t i)
{
	const struct token *before = near(b, i, -1);
	if (is_punct(&b->at[i], '*') &&
		(IS_ANY(before, "select", "distinct", "all", "returning") ||
			is_punct(before, ',') || is_punct(before, '.')))
		fail(r, b->at[i].line, "name the columns instead of '*'");
}

/* Where the list of result columns starts; b->len when there is none. */
static size_t find_columns(const struct body *b)
{
	bool writes = false;
	for (size_t i = 0; i < b->len; i++) {
		if (b->at[i].depth > 0)
			continue;
		writes = writes || is_write(b, i);
		if (is(&b->at[i], writes ? "returning" : "select"))
			return i + 1 + IS_ANY(near(b, i, 1), "distinct", "all");
	}
	return b->len;
}

/* The name that the result column ending before `end` has of itself; may be empty. */
static struct str column_name(const struct body *b, size_t start, size_t end)
{
	const struct token *last = near(b, end, -1);
	bool simple = end - start == 1 || (end - start == 3 && is_punct(near(b, end, -2), '.'));
	bool named = last->kind == WORD && (simple || is(near(b, end, -2), "as"));
	return named && end > start ? last->text : (struct str){ "", 0 };
}

/* As many columns as the row has, and none that bears the name of another. */
static void check_columns(struct reader *r, const struct query_decl *q, const struct body *b)
{
	size_t i = find_columns(b), start = i, n = 0;
	for (bool end = i == b->len; !end; i++) {
		const struct token *t = near(b, i, 0);
		end = i >= b->len || (t->depth == 0 && (is_from(b, i) ||
			IS_ANY(t, "where", "group", "having", "order", "limit", "union", "except",
				"intersect", "window")));
		if (!end && !(t->depth == 0 && is_punct(t, ',')))
			continue;
		struct str name = column_name(b, start, i);
		const struct slot *other = find_slot(&q->row->columns, name);
		if (other != NULL && n < q->row->columns.len && other != &q->row->columns.at[n])
			fail(r, near(b, start, 0)->line, "column %zu is '%.*s' here and '%.*s' in "
				"the row: put them in the same order", n + 1, STR_ARG(name),
				STR_ARG(q->row->columns.at[n].name));
		start = i + 1;
		n++;
	}
	if (n != q->row->columns.len)
		fail(r, b->line, "'%.*s' gives %zu columns and its row has %zu", STR_ARG(q->name),
			n, q->row->columns.len);
}

static bool has_word(const struct body *b, const char *word, int depth)
{
	for (size_t i = 0; i < b->len; i++)
		if (b->at[i].depth <= depth && is(&b->at[i], word))
			return true;
	return false;
}

static bool has_param(const struct body *b, struct str name)
{
	for (size_t i = 0; i < b->len; i++)
		if (b->at[i].kind == PARAM && str_eq(b->at[i].text, name))
			return true;
	return false;
}

static void check_uses(struct reader *r, struct query_decl *q, const struct body *b)
{
	for (size_t i = 0; i < q->params.len; i++)
		if (!has_param(b, q->params.at[i].name))
			fail(r, q->params.at[i].line, "parameter '%.*s' of '%.*s' is not used: use :%.*s "
				"or drop it", STR_ARG(q->params.at[i].name), STR_ARG(q->name),
				STR_ARG(q->params.at[i].name));
	for (size_t i = 0; i < b->len; i++) {
		struct str name = b->at[i].text;
		bool given = str_eq(name, STR("viewer")) || str_eq(name, STR("viewer_staff"));
		if (b->at[i].kind == PARAM && !given && find_slot(&q->params, name) == NULL)
			fail(r, b->at[i].line, "':%.*s' is not a parameter of '%.*s': declare it",
				STR_ARG(name), STR_ARG(q->name));
	}
	if (q->apart && (q->viewer != has_param(b, STR("viewer")) ||
				q->viewer_staff != has_param(b, STR("viewer_staff"))))
		fail(r, b->line, "both bodies use :viewer and :viewer_staff, or neither");
}

static void check_kind(struct reader *r, struct query_decl *q, const struct body *b)
{
	bool rows = find_columns(b) < b->len, write = has_word(b, "returning", 0);
	for (size_t i = 0; i < b->len; i++)
		write = write || is_write(b, i);
	q->writes = q->writes || write;
	if (q->row != NULL && !rows)
		fail(r, b->line, "'%.*s' promises rows: add RETURNING, or make it 'changes' or "
			"'exec'", STR_ARG(q->name));
	else if (q->row == NULL && rows && (write || !q->apart))
		fail(r, b->line, "'%.*s' drops the rows that this gives: make it 'one', 'maybe', "
			"'many' or 'each'", STR_ARG(q->name));
	else if (q->row != NULL)
		check_columns(r, q, b);
	if (q->kind == QUERY_MANY && !has_word(b, "limit", 0) && q->bounded.len == 0)
		fail(r, q->line, "'%.*s' may give any number of rows: add LIMIT, say -- bounded: "
			"why, or make it 'each'", STR_ARG(q->name));
	if (q->pipeline && (write || q->row == NULL || q->kind == QUERY_EACH))
		fail(r, q->line, "-- pipeline is for reads of kind one, maybe and many");
}

static void check_body(struct reader *r, struct query_decl *q, const struct body *b,
	enum dialect d)
{
	if (b->len == 0)
		fail(r, q->line, "'%.*s' has no statement", STR_ARG(q->name));
	else if (!IS_ANY(&b->at[0], "select", "with", "insert", "update", "delete"))
		fail(r, b->at[0].line, "a statement starts with SELECT, WITH, INSERT, UPDATE or "
			"DELETE");
	for (size_t i = 0; i < b->len && !failed(r); i++) {
		check_star(r, b, i);
		if (d == COMMON)
			check_common(r, b, i);
	}
	if (failed(r))
		return;
	check_uses(r, q, b);
	check_kind(r, q, b);
}

static void check_scope(struct reader *r, const struct query_decl *q)
{
	struct str table = find_scoped(r->qc, &q->sqlite);
	if (table.len == 0)
		table = find_scoped(r->qc, &q->postgres);
	if (table.len > 0 && !q->viewer && q->unscoped.len == 0)
		fail(r, q->line, "'%.*s' reads or writes '%.*s', which holds customer data: bind "
			"it to :viewer, or say -- unscoped: why", STR_ARG(q->name), STR_ARG(table));
	else if (table.len == 0 && q->unscoped.len > 0 && r->qc->scoped.len > 0)
		fail(r, q->line, "'%.*s' touches no scoped table: drop -- unscoped",
			STR_ARG(q->name));
}

/* ---- declarations ---- */

/* A note with a reason: "unscoped: why". */
static bool read_note(struct reader *r, struct str text, const char *key, struct str *ret_why)
{
	struct str k = str_from(key);
	if (!str_starts(text, k) || (text.len > k.len && is_word_char(text.at[k.len])))
		return false;
	struct str why = str_trim(str_skip(text, k.len));
	if (why.len < 2 || why.at[0] != ':')
		fail(r, r->line, "write -- %s: and why", key);
	else if (ret_why->len > 0)
		fail(r, r->line, "-- %s is said twice", key);
	else
		*ret_why = str_trim(str_skip(why, 1));
	return true;
}

/* The lines between a signature and its statement; gives a body's mark, or "". */
static struct str read_notes(struct reader *r, struct query_decl *q)
{
	for (;;) {
		skip_blank(r);
		if (!at_comment(r))
			return (struct str){ "", 0 };
		struct str rest, text = look_comment(r);
		if (says(text, "query", &rest) || says(text, "row", &rest) ||
			says(text, "include", &rest))
			fail(r, r->line, "'%.*s' above has no statement", STR_ARG(q->name));
		else if (str_starts(text, STR("@")))
			return text;
		else if (str_eq(text, STR("pipeline")))
			q->pipeline = true;
		else if (str_eq(text, STR("named")))
			q->named = true;
		else if (!read_note(r, text, "unscoped", &q->unscoped))
			read_note(r, text, "bounded", &q->bounded);
		skip_line(r);
	}
}

/* One engine's body, under its mark. */
static void read_apart(struct reader *r, struct query_decl *q, const char *mark,
	struct body *b, enum dialect d)
{
	skip_blank(r);
	if (!at_comment(r) || !str_eq(look_comment(r), str_from(mark))) {
		fail(r, r->line, "'%.*s' needs two bodies, -- @sqlite and then -- @postgres",
			STR_ARG(q->name));
		return;
	}
	skip_line(r);
	if (!read_statement(r, b, d))
		fail(r, q->line, "the %s statement of '%.*s' lacks its ';'", mark, STR_ARG(q->name));
}

static bool may_differ(const char *path)
{
	struct str p = str_from(path);
	return str_starts(p, STR("search/")) || str_starts(p, STR("store/")) ||
		str_find(p, STR("/search/")) >= 0 || str_find(p, STR("/store/")) >= 0;
}

static void read_bodies(struct reader *r, struct query_decl *q)
{
	struct str mark = read_notes(r, q);
	q->apart = mark.len > 0;
	if (q->apart && !may_differ(r->path))
		fail(r, r->line, "bodies differ by engine only in search/ and store/: write one for "
			"both");
	if (failed(r))
		return;
	if (q->apart) {
		read_apart(r, q, "@sqlite", &q->sqlite, SQLITE);
		read_apart(r, q, "@postgres", &q->postgres, POSTGRES);
	} else if (!read_statement(r, &q->sqlite, COMMON)) {
		fail(r, q->line, "the statement of '%.*s' lacks its ';'", STR_ARG(q->name));
	} else {
		q->postgres = q->sqlite;
	}
	if (failed(r))
		return;
	q->viewer = has_param(&q->sqlite, STR("viewer"));
	q->viewer_staff = has_param(&q->sqlite, STR("viewer_staff"));
	check_body(r, q, &q->sqlite, q->apart ? SQLITE : COMMON);
	if (q->apart)
		check_body(r, q, &q->postgres, POSTGRES);
}

/* Function names are global to the program. */
static void claim(struct reader *r, const struct query_decl *q, const char *suffix)
{
	struct arena *a = r->qc->arena;
	struct str symbol = str_printf(a, "q_%.*s%s", STR_ARG(q->name), suffix);
	const char *owner = map_get(&r->qc->symbols, symbol);
	if (owner != NULL)
		fail(r, q->line, "the function %.*s is made by %s too: rename this query",
			STR_ARG(symbol), owner);
	struct str here = str_printf(a, "%s:%d", r->path, q->line);
	map_put(&r->qc->symbols, symbol, str_c(a, here));
}

static void claim_all(struct reader *r, const struct query_decl *q)
{
	static const char *const each[] = { "_open", "_next", "_close" };
	claim(r, q, "_query");
	for (size_t i = 0; q->kind == QUERY_EACH && i < 3; i++)
		claim(r, q, each[i]);
	if (q->kind != QUERY_EACH)
		claim(r, q, "");
	if (q->pipeline) {
		claim(r, q, "_send");
		claim(r, q, "_receive");
	}
}

static void read_query(struct reader *r)
{
	struct query_decl *q = arena_new(r->qc->arena, struct query_decl);
	q->line = r->line;
	q->name = read_name(r, "the name of the query");
	expect(r, '(', "after the name of the query");
	read_slots(r, &q->params, QUERY_PARAMS_MAX - 2, "parameters");
	check_params(r, q);
	read_kind(r, q);
	end_of_signature(r);
	if (!failed(r))
		read_bodies(r, q);
	if (failed(r))
		return;
	if (q->bounded.len > 0 && q->kind != QUERY_MANY)
		fail(r, q->line, "-- bounded is for queries of kind many");
	if (q->named && q->params.len == 0)
		fail(r, q->line, "-- named is for queries with parameters");
	check_scope(r, q);
	claim_all(r, q);
	*arena_push(r->qc->arena, &r->out.queries) = q;
}

static void read_source(struct reader *r)
{
	for (skip_blank(r); !at_end(r); skip_blank(r)) {
		if (!at_comment(r)) {
			fail(r, r->line, "SQL stands below a line -- query NAME(...) KIND (...)");
			return;
		}
		struct str rest, text = look_comment(r);
		bool query = says(text, "query", &rest), row = says(text, "row", &rest);
		if (query || row)
			r->at = (size_t)(rest.at - r->text.at);
		if (query)
			read_query(r);
		else if (row)
			read_row(r);
		else if (says(text, "include", &rest))
			read_include(r, rest);
		else
			skip_line(r);
	}
	for (size_t i = 0; i < r->out.rows.len; i++)
		if (!r->out.rows.at[i]->used)
			fail(r, r->out.rows.at[i]->line, "row '%.*s' is used by no query",
				STR_ARG(r->out.rows.at[i]->tag));
}

/* ---- writing C ---- */

struct writer {
	struct queryc *qc;
	const char *sql;  /* the path of the source, for #line */
	const char *path; /* of the file being made */
	struct buf out;
	size_t seen;      /* of out, up to which lines are counted */
	int line;         /* of the made file, at `seen` */
	int source;       /* while a declaration is written: the source line it is on */
};

static struct writer writer_new(struct queryc *qc, const char *sql, const char *path)
{
	return (struct writer){ .qc = qc, .sql = sql, .path = path, .line = 1,
		.out = buf_new(qc->arena, OUTPUT_MAX) };
}

#define put(w, ...) buf_printf(&(w)->out, __VA_ARGS__)

static void put_path(struct writer *w, int line, const char *path)
{
	put(w, "#line %d \"", line);
	for (; *path != '\0'; path++)
		put(w, "%s%c", *path == '"' || *path == '\\' ? "\\" : "", *path);
	put(w, "\"\n");
}

/* What follows is, to the C compiler, the line of the source. */
static void at_source(struct writer *w, int line)
{
	put_path(w, line, w->sql);
	w->source = line;
}

/* Ends lines until the made line and the source line are the same again. */
static void catch_up(struct writer *w, int line)
{
	const char *gap = w->source < line ? "\n\t" : " ";
	for (; w->source + 1 < line; w->source++)
		put(w, "\n");
	put(w, "%s", gap);
	w->source = line > w->source ? line : w->source;
}

/* What follows is a line of the made file itself. */
static void at_made(struct writer *w)
{
	for (; w->seen < w->out.len; w->seen++)
		w->line += w->out.at[w->seen] == '\n';
	put_path(w, w->line + 1, w->path);
}

static const char *c_type(struct queryc *qc, const struct slot *s)
{
	return s->type.len > 0 ? str_c(qc->arena, s->type) : base_types[s->base].c;
}

static void put_struct(struct writer *w, struct str tag, int line, const slots *members)
{
	at_source(w, line);
	put(w, "struct %.*s {", STR_ARG(tag));
	for (size_t i = 0; i < members->len; i++) {
		const struct slot *s = &members->at[i];
		catch_up(w, s->line);
		put(w, "%s %.*s;", c_type(w->qc, s), STR_ARG(s->name));
	}
	put(w, " };\n");
}

/* One function: its name's ending, and what it takes and gives. */
enum { TAKES_PARAMS = 1, TAKES_CALL = 2, GIVES_ROWS = 4, GIVES_CALL = 8, GIVES_RESULT = 16 };
enum { CALLS = TAKES_PARAMS | GIVES_RESULT, OPENS = TAKES_PARAMS | GIVES_ROWS,
	SENDS = TAKES_PARAMS | GIVES_CALL, RECEIVES = TAKES_CALL | GIVES_RESULT };

static void put_params(struct writer *w, const struct query_decl *q)
{
	if (q->named)
		put(w, ", const struct q_%.*s_args *args", STR_ARG(q->name));
	for (size_t i = 0; i < q->params.len && !q->named; i++) {
		put(w, ",");
		catch_up(w, q->params.at[i].line);
		put(w, "%s %.*s", c_type(w->qc, &q->params.at[i]), STR_ARG(q->params.at[i].name));
	}
}

static void put_result(struct writer *w, const struct query_decl *q)
{
	if (q->kind == QUERY_CHANGES)
		put(w, ", int64_t *ret_changes");
	else if (q->row != NULL)
		put(w, ", struct %.*s *out",
			STR_ARG(q->kind == QUERY_MANY ? q->row->list : q->row->tag));
	if (q->kind == QUERY_MAYBE)
		put(w, ", bool *ret_found");
}

static void put_prototype(struct writer *w, const struct query_decl *q, const char *suffix,
	unsigned shape)
{
	put(w, "error q_%.*s%s(struct ctx *cx", STR_ARG(q->name), suffix);
	if (shape & TAKES_CALL)
		put(w, ", struct query_call *call");
	if (shape & TAKES_PARAMS)
		put_params(w, q);
	if (shape & GIVES_ROWS)
		put(w, ", struct q_%.*s_rows *out", STR_ARG(q->name));
	if (shape & GIVES_CALL)
		put(w, ", struct query_call *out");
	if (shape & GIVES_RESULT)
		put_result(w, q);
	put(w, ")");
}

static void declare(struct writer *w, const struct query_decl *q, const char *suffix,
	unsigned shape)
{
	at_source(w, q->line);
	put(w, "NODISCARD ");
	put_prototype(w, q, suffix, shape);
	put(w, ";\n");
}

static void put_row(struct writer *w, const struct row *row, bool list)
{
	put(w, "\n");
	put_struct(w, row->tag, row->line, &row->columns);
	if (list)
		put(w, "struct %.*s { struct %.*s *at; size_t len; };\n", STR_ARG(row->list),
		STR_ARG(row->tag));
}

static void declare_query(struct writer *w, const struct query_decl *q)
{
	struct str name = q->name;
	if (q->row != NULL && !q->row->shared)
		put_row(w, q->row, q->kind == QUERY_MANY);
	put(w, "\n");
	if (q->named)
		put_struct(w, str_printf(w->qc->arena, "q_%.*s_args", STR_ARG(name)), q->line,
			&q->params);
	if (q->kind != QUERY_EACH) {
		declare(w, q, "", CALLS);
	} else {
		put(w, "struct q_%.*s_rows { struct query_rows rows; };\n", STR_ARG(name));
		declare(w, q, "_open", OPENS);
		put(w, "NODISCARD error q_%.*s_next(struct q_%.*s_rows *, struct %.*s *out, "
			"bool *ret_more);\nvoid q_%.*s_close(struct q_%.*s_rows *);\n", STR_ARG(name),
			STR_ARG(name), STR_ARG(q->row->tag), STR_ARG(name), STR_ARG(name));
	}
	if (q->pipeline) {
		declare(w, q, "_send", SENDS);
		declare(w, q, "_receive", RECEIVES);
	}
}

/* One line of SQL in a C string. */
static void put_sql_bytes(struct writer *w, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];
		if (c == '"' || c == '\\' || c == '?')
			put(w, "\\%c", c);
		else if (c < ' ' || c == 127)
			put(w, "\\%03o", c);
		else
			buf_char(&w->out, (char)c);
	}
}

static void put_param_text(struct writer *w, const struct query_decl *q, struct str name,
	bool postgres)
{
	const struct slot *s = find_slot(&q->params, name);
	size_t n = s != NULL ? (size_t)(s - q->params.at) + 1 :
		q->params.len + 1 + (q->viewer && str_eq(name, STR("viewer_staff")));
	if (postgres)
		put(w, "$%zu::%s", n, base_types[s != NULL ? s->base : INT].postgres);
	else
		put(w, "?%zu", n);
}

/* The statement without its comments, a C string for each of its lines. */
static void put_sql(struct writer *w, const struct query_decl *q, const struct body *b,
	bool postgres)
{
	put(w, "\t.%s = \"", postgres ? "postgres" : "sqlite");
	for (size_t i = 0; i < b->len; i++) {
		const struct token *t = &b->at[i];
		if (i > 0 && t->line > b->at[i - 1].line && t->spaced)
			put(w, " \"\n\t\t\"");
		else if (i > 0 && t->spaced)
			put(w, " ");
		if (t->kind == PARAM)
			put_param_text(w, q, t->text, postgres);
		else
			put_sql_bytes(w, t->text);
	}
	put(w, "\",\n");
}

static void put_columns(struct writer *w, struct str name, const char *suffix,
	const slots *list, unsigned viewers)
{
	put(w, "\nstatic const struct query_column q_%.*s%s[] = {\n", STR_ARG(name), suffix);
	for (size_t i = 0; i < list->len; i++)
		put(w, "\t{ \"%.*s\", %s, %s },\n", STR_ARG(list->at[i].name),
			base_types[list->at[i].base].query, list->at[i].nullable ? "true" : "false");
	for (unsigned i = 0; i < viewers; i++)
		put(w, "\t{ \"viewer\", QUERY_INT, false },\n");
	put(w, "};\n");
}

static void put_query(struct writer *w, const struct query_decl *q)
{
	static const char *const kinds[] = { "ONE", "MAYBE", "MANY", "EACH", "CHANGES", "EXEC" };
	unsigned viewers = q->viewer + q->viewer_staff;
	size_t params = q->params.len + viewers;
	if (params > 0)
		put_columns(w, q->name, "_params", &q->params, viewers);
	if (q->row != NULL)
		put_columns(w, q->name, "_columns", &q->row->columns, 0);
	put(w, "\nextern const struct query q_%.*s_query;\n", STR_ARG(q->name));
	put(w, "const struct query q_%.*s_query = {\n\t.name = \"%.*s\",\n", STR_ARG(q->name),
		STR_ARG(q->name));
	put_sql(w, q, &q->sqlite, false);
	put_sql(w, q, &q->postgres, true);
	put(w, "\t.kind = QUERY_%s,\n", kinds[q->kind]);
	if (q->writes)
		put(w, "\t.writes = true,\n");
	if (params > 0)
		put(w, "\t.param_count = %zu,\n\t.params = q_%.*s_params,\n", params,
			STR_ARG(q->name));
	if (q->row != NULL)
		put(w, "\t.column_count = %zu,\n\t.columns = q_%.*s_columns,\n",
			q->row->columns.len, STR_ARG(q->name));
	put(w, "};\n");
}

static void put_reader(struct writer *w, const struct row *row)
{
	put(w, "\nstatic void read_%.*s(const struct query_value *v, struct %.*s *out)\n{\n",
		STR_ARG(row->tag), STR_ARG(row->tag));
	for (size_t i = 0; i < row->columns.len; i++) {
		const struct slot *s = &row->columns.at[i];
		put(w, "\tout->%.*s = ", STR_ARG(s->name));
		if (s->base == ENUM)
			put(w, "(%s)v[%zu].i;\n", c_type(w->qc, s), i);
		else if (s->base >= INSTANT)
			put(w, "(%s){ v[%zu].i };\n", c_type(w->qc, s), i);
		else if (s->base == BOOL)
			put(w, "v[%zu].i != 0;\n", i);
		else
			put(w, "v[%zu].%c;\n", i, "ibssd"[s->base]);
	}
	put(w, "}\n");
}

/* What turns open rows into results; shared by the call and its pipelined twin. */
static void put_take(struct writer *w, const struct query_decl *q)
{
	const char *row = str_c(w->qc->arena, q->row->tag);
	put(w, "\nstatic error take_%.*s(struct ctx *cx, struct query_rows *rows",
		STR_ARG(q->name));
	put_result(w, q);
	if (q->kind == QUERY_MANY) {
		put(w, ")\n{\n\tstruct %.*s list = { NULL, 0 };\n\n\tfor (;;) {\n\t\tbool more;\n"
			"\t\tTRY(query_next(rows, &more));\n\t\tif (!more)\n\t\t\tbreak;\n"
			"\t\tread_%s(rows->values, arena_push(cx->arena, &list));\n\t}\n"
			"\t*out = list;\n\treturn OK;\n}\n", STR_ARG(q->row->list), row);
		return;
	}
	put(w, ")\n{\n\tbool more;\n\n\tTRY(query_next(rows, &more));\n");
	if (q->kind == QUERY_MAYBE)
		put(w, "\t*ret_found = more;\n\tif (!more)\n\t\treturn OK;\n");
	else
		put(w, "\tif (!more)\n\t\treturn err_new(cx, ERR_NOT_FOUND, \"%.*s: no row\");\n",
			STR_ARG(q->name));
	put(w, "\tread_%s(rows->values, out);\n\tquery_close(rows);\n\treturn OK;\n}\n", row);
}

static void put_values(struct writer *w, const struct query_decl *q)
{
	put(w, "\tconst struct query_value values_[] = {\n");
	for (size_t i = 0; i < q->params.len; i++) {
		const struct slot *s = &q->params.at[i];
		struct str v = str_printf(w->qc->arena, "%s%.*s%s", q->named ? "args->" : "",
			STR_ARG(s->name), base_types[s->base].member);
		bool text = s->base == TEXT || s->base == BLOB;
		put(w, "\t\t{ .%c = %.*s", text ? 's' : s->base == REAL ? 'd' : 'i', STR_ARG(v));
		if (s->nullable)
			put(w, ", .null = %.*s%s", STR_ARG(v), text ? ".len == 0" : " == 0");
		put(w, " },\n");
	}
	if (q->viewer)
		put(w, "\t\tquery_viewer(cx),\n");
	if (q->viewer_staff)
		put(w, "\t\tquery_viewer_staff(cx),\n");
	put(w, "\t};\n");
}

/* A function that is given the parameters, up to where its work starts. */
static const char *begin(struct writer *w, const struct query_decl *q, const char *suffix,
	unsigned shape)
{
	put(w, "\n");
	at_source(w, q->line);
	put_prototype(w, q, suffix, shape);
	put(w, "\n");
	at_made(w);
	put(w, "{\n");
	if (!(shape & TAKES_PARAMS) || q->params.len + q->viewer + q->viewer_staff == 0)
		return "NULL";
	put_values(w, q);
	return "values_";
}

static void put_taken(struct writer *w, const struct query_decl *q)
{
	put(w, "\treturn take_%.*s(cx, &rows_, out%s);\n}\n", STR_ARG(q->name),
		q->kind == QUERY_MAYBE ? ", ret_found" : "");
}

static void put_call(struct writer *w, const struct query_decl *q)
{
	const char *values = begin(w, q, "", CALLS);
	if (q->row != NULL) {
		put(w, "\tstruct query_rows rows_;\n\n\tTRY(query_open(cx, &q_%.*s_query, %s, "
			"&rows_));\n", STR_ARG(q->name), values);
		put_taken(w, q);
	} else {
		put(w, "\treturn query_run(cx, &q_%.*s_query, %s, %s);\n}\n", STR_ARG(q->name),
			values, q->kind == QUERY_CHANGES ? "ret_changes" : "NULL");
	}
}

static void put_pipeline(struct writer *w, const struct query_decl *q)
{
	const char *values = begin(w, q, "_send", SENDS);
	put(w, "\treturn query_send(cx, &q_%.*s_query, %s, out);\n}\n", STR_ARG(q->name), values);
	begin(w, q, "_receive", RECEIVES);
	put(w, "\tstruct query_rows rows_;\n\n\tTRY(query_receive(cx, call, &rows_));\n");
	put_taken(w, q);
}

static void put_cursor(struct writer *w, const struct query_decl *q)
{
	struct arena *a = w->qc->arena;
	const char *name = str_c(a, q->name), *row = str_c(a, q->row->tag);
	const char *values = begin(w, q, "_open", OPENS);
	put(w, "\treturn query_open(cx, &q_%s_query, %s, &out->rows);\n}\n", name, values);
	put(w, "\nerror q_%s_next(struct q_%s_rows *rows, struct %s *out, bool *ret_more)\n{\n"
		"\tTRY(query_next(&rows->rows, ret_more));\n\tif (*ret_more)\n"
		"\t\tread_%s(rows->rows.values, out);\n\treturn OK;\n}\n", name, name, row, row);
	put(w, "\nvoid q_%s_close(struct q_%s_rows *rows)\n{\n\tquery_close(&rows->rows);\n}\n",
		name, name);
}

static struct str logical_name(struct str path)
{
	for (ptrdiff_t at; (at = str_find(path, STR("src/"))) >= 0;)
		path = str_skip(path, (size_t)at + 4);
	return path;
}

static struct str write_header(struct queryc *qc, const struct queryc_job *job,
	const struct source *s)
{
	struct writer w = writer_new(qc, job->path, job->out_h);
	bool runtime = false;
	for (size_t i = 0; i < s->queries.len; i++)
		runtime = runtime || s->queries.at[i]->pipeline ||
			s->queries.at[i]->kind == QUERY_EACH;
	struct str name = logical_name(str_from(job->path));
	put(&w, "/* Made by queryc from %.*s: change that file, not this one. */\n", STR_ARG(name));
	put(&w, "#pragma once\n\n#include \"base/ctx.h\"\n%s",
		runtime ? "#include \"store/query.h\"\n" : "");
	for (size_t i = 0; i < s->includes.len; i++)
		put(&w, "#include %.*s\n", STR_ARG(s->includes.at[i]));
	for (size_t i = 0; i < s->rows.len; i++)
		if (s->rows.at[i]->shared)
			put_row(&w, s->rows.at[i], true);
	for (size_t i = 0; i < s->queries.len; i++)
		declare_query(&w, s->queries.at[i]);
	return buf_str(&w.out);
}

static struct str write_code(struct queryc *qc, const struct queryc_job *job,
	const struct source *s)
{
	struct writer w = writer_new(qc, job->path, job->out_c);
	struct str name = logical_name(str_from(job->path));
	put(&w, "/* Made by queryc from %.*s: change that file, not this one. */\n", STR_ARG(name));
	put(&w, "#include \"%.*s.h\"\n\n#include \"store/query.h\"\n", STR_ARG(name));
	for (size_t i = 0; i < s->rows.len; i++)
		put_reader(&w, s->rows.at[i]);
	for (size_t i = 0; i < s->queries.len; i++) {
		const struct query_decl *q = s->queries.at[i];
		put_query(&w, q);
		if (q->kind == QUERY_EACH) {
			put_cursor(&w, q);
			continue;
		}
		if (q->row != NULL)
			put_take(&w, q);
		put_call(&w, q);
		if (q->pipeline)
			put_pipeline(&w, q);
	}
	return buf_str(&w.out);
}

/* ---- the calls of queryc.h ---- */

struct queryc queryc_new(struct arena *a)
{
	return (struct queryc){ .arena = a, .scoped = map_new(a), .symbols = map_new(a) };
}

static bool reader_new(struct queryc *qc, const char *path, struct str text,
	struct reader *out)
{
	*out = (struct reader){ .qc = qc, .path = path, .text = text, .line = 1 };
	if (text.len > SOURCE_MAX)
		fail(out, 1, "a file has at most 1 MiB");
	else if (!utf8_is_text(text))
		fail(out, 1, "a file is UTF-8 text without control characters");
	return !failed(out);
}

bool queryc_migration(struct queryc *qc, const char *path, struct str text)
{
	struct reader r;
	if (!reader_new(qc, path, text, &r))
		return false;
	for (struct body b; read_statement(&r, &b, MIGRATION);)
		note_scoped(&r, &b);
	return !failed(&r);
}

bool queryc_compile(struct queryc *qc, struct queryc_job *job)
{
	struct reader r;
	if (!reader_new(qc, job->path, job->text, &r))
		return false;
	read_source(&r);
	if (failed(&r))
		return false;
	for (size_t i = 0; i < r.out.queries.len; i++)
		*arena_push(qc->arena, &qc->index) = r.out.queries.at[i]->name;
	job->header = write_header(qc, job, &r.out);
	job->code = write_code(qc, job, &r.out);
	return true;
}
