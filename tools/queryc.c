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
#include <dirent.h>
#include <errno.h>

#include "base/buf.h"
#include "base/map.h"
#include "store/query.h"
#include "tools/file.h"
#include "tools/sql.h"

enum { OUTPUT_MAX = 32 << 20 };

/* ---- the tree ---- */

enum base { INT, BOOL, TEXT, BLOB, REAL, INSTANT, SECONDS, ID, ENUM };

static const struct base_type {
	const char *name;     /* in a signature */
	const char *c;        /* in C; NULL: the name as it is written */
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
	struct str name, type; /* type: the name in C */
	enum base base;
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

struct query_decl {
	struct str name;
	int line;
	slots params;
	enum query_kind kind;
	struct row *row; /* NULL: gives no rows */
	struct str unscoped, bounded;
	bool pipeline, named, writes, viewer, viewer_staff;
	bool apart; /* a body for each engine */
	struct body sqlite, postgres;
};

/* One run of the compiler. */
struct queryc {
	struct arena *arena;
	struct map scoped;  /* names of tables with customer data; value: not NULL */
	struct map symbols; /* functions made, over all files; value: who made it */
	str_list names;     /* of queries, over all files */
	struct str error;   /* as in sql.h */
};

/* One file while it is read. */
struct reader {
	struct sql in;
	struct queryc *qc;
	struct body sig; /* the signature being read, and how far */
	size_t sig_at;
	SLICE(struct row *) rows;
	SLICE(struct query_decl *) queries;
	str_list includes;
	bool runtime; /* the header needs store/query.h */
};

#define fail(r, ...) sql_fail(&(r)->in, __VA_ARGS__)

/* ---- signatures ---- */

/* Words of C, of its headers and of the code made: they cannot name a thing. */
static const char reserved[] =
	"asm auto bool break case char const continue daylight default do double else enum "
	"environ errno error extern false float for goto if inline int linux long register "
	"restrict return short signed sizeof static static_assert stderr stdin stdout struct "
	"switch timezone true typedef typeof union unix unsigned void volatile while";

static const char reserved_params[] =
	"args call cx instant out ret_changes ret_found ret_more rows seconds viewer "
	"viewer_staff";

static const struct token *sig_peek(const struct reader *r)
{
	return sql_near(&r->sig, r->sig_at, 0);
}

static bool accept(struct reader *r, char c)
{
	bool found = sql_is_punct(sig_peek(r), c);
	r->sig_at += found;
	return found;
}

static void expect(struct reader *r, char c, const char *where)
{
	if (!accept(r, c))
		fail(r, r->in.line, "'%c' is missing %s", c, where);
}

static struct str read_name(struct reader *r, const char *what)
{
	const struct token *t = sig_peek(r);
	struct str name = t->text;
	r->sig_at++;
	if (t->kind != WORD)
		fail(r, r->in.line, "%s is missing", what);
	else if (name.len > 60 || !str_is_alpha(name.at[0]) || str_ends(name, STR("_")) ||
		 !str_eq(name, str_lower(r->in.arena, name)))
		fail(r, t->line, "'%.*s': a name is at most 60 small letters, digits, and '_' "
			"between them", STR_ARG(name));
	else if (sql_is(t, reserved))
		fail(r, t->line, "'%.*s' is a word of C: choose another name", STR_ARG(name));
	return name;
}

static void read_type(struct reader *r, struct slot *s)
{
	struct str word = sig_peek(r)->text;
	r->sig_at++;
	for (s->base = INT; s->base < ID; s->base++)
		if (str_eq(word, str_from(base_types[s->base].name)))
			break;
	if (s->base < ID) {
		s->type = str_from(base_types[s->base].c);
	} else if (str_eq(word, STR("enum"))) {
		s->base = ENUM;
		struct str tag = read_name(r, "the name of the enum");
		s->type = str_concat(r->in.arena, STR("enum "), tag);
	} else if (word.len > 3 && str_ends(word, STR("_id"))) {
		s->type = word;
	} else {
		fail(r, s->line, "'%.*s' needs a type, not '%.*s': int, bool, text, blob, real, "
			"instant, seconds, NAME_id or enum NAME", STR_ARG(s->name), STR_ARG(word));
	}
	s->nullable = accept(r, '?');
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
	expect(r, '(', "before the list");
	if (accept(r, ')'))
		return;
	do {
		struct slot s = { .line = sig_peek(r)->line };
		s.name = read_name(r, what);
		if (find_slot(list, s.name) != NULL)
			fail(r, s.line, "'%.*s' is named twice", STR_ARG(s.name));
		if (list->len == max)
			fail(r, s.line, "a list has at most %zu entries: split the query", max);
		read_type(r, &s);
		*arena_push(r->in.arena, list) = s;
	} while (!sql_failed(&r->in) && accept(r, ','));
	expect(r, ')', "after the last entry of the list");
}

static struct row *read_columns(struct reader *r, struct str name, bool shared)
{
	struct arena *a = r->in.arena;
	struct row *row = arena_new(a, struct row);
	*row = (struct row){ .shared = shared, .line = sig_peek(r)->line };
	row->tag = shared ? name : str_printf(a, "q_%.*s_row", STR_ARG(name));
	row->list = str_printf(a, "%s%.*s_list", shared ? "" : "q_", STR_ARG(name));
	read_slots(r, &row->columns, QUERY_COLUMNS_MAX, "the name of a column");
	if (row->columns.len == 0)
		fail(r, r->sig.line, "a row has at least one column");
	*arena_push(a, &r->rows) = row;
	return row;
}

static struct row *find_row(const struct reader *r, struct str tag)
{
	for (size_t i = 0; i < r->rows.len; i++)
		if (str_eq(r->rows.at[i]->tag, tag))
			return r->rows.at[i];
	return NULL;
}

/* Starts to read the signature that the comment here holds, after its first word. */
static void open_signature(struct reader *r, struct str rest)
{
	r->in.at = (size_t)(rest.at - r->in.text.at);
	r->sig_at = 0;
	sql_read(&r->in, &r->sig, SIGNATURE);
}

static void close_signature(struct reader *r)
{
	if (r->sig_at < r->sig.len)
		fail(r, sig_peek(r)->line, "'%.*s' is too much: the declaration was complete",
			STR_ARG(sig_peek(r)->text));
}

static void read_row(struct reader *r)
{
	struct str tag = read_name(r, "the name of the row");
	if (find_row(r, tag) != NULL)
		fail(r, r->sig.line, "row '%.*s' is declared twice", STR_ARG(tag));
	read_columns(r, tag, true);
	close_signature(r);
}

static void read_include(struct reader *r, struct str path)
{
	bool good = path.len > 2 && path.at[0] == '"' && path.at[path.len - 1] == '"';
	for (size_t i = 1; good && i + 1 < path.len; i++)
		good = path.at[i] != '"' && path.at[i] != '\\';
	if (!good)
		fail(r, r->in.line, "write -- include \"folder/file.h\"");
	*arena_push(r->in.arena, &r->includes) = path;
	sql_skip_line(&r->in);
}

static void read_kind(struct reader *r, struct query_decl *q)
{
	static const char *const kinds[] = { "one", "maybe", "many", "each", "changes", "exec" };
	const struct token *t = sig_peek(r);
	while (q->kind <= QUERY_EXEC && !sql_is(t, kinds[q->kind]))
		q->kind++;
	r->sig_at++;
	if (q->kind > QUERY_EXEC)
		fail(r, r->in.line, "the kind of '%.*s' is missing after its parameters: one, maybe, "
			"many, each, changes or exec", STR_ARG(q->name));
	if (q->kind >= QUERY_CHANGES)
		return;
	if (sql_is_punct(sig_peek(r), '(')) {
		q->row = read_columns(r, q->name, false);
	} else {
		struct str tag = read_name(r, "the row, as (name type, ...) or by its name,");
		q->row = find_row(r, tag);
		if (q->row == NULL)
			fail(r, r->in.line, "row '%.*s' is not declared: write -- row %.*s(name type, "
				"...) above", STR_ARG(tag), STR_ARG(tag));
	}
	if (q->row != NULL)
		q->row->used = true;
}

static void read_params(struct reader *r, struct query_decl *q)
{
	read_slots(r, &q->params, QUERY_PARAMS_MAX - 2, "the name of a parameter");
	for (size_t i = 0; i < q->params.len; i++) {
		struct slot s = q->params.at[i];
		if (sql_is(&(struct token){ s.name, .kind = WORD }, reserved_params))
			fail(r, s.line, "'%.*s' cannot be a parameter: the program binds it or the "
				"made function uses it", STR_ARG(s.name));
		for (size_t k = 0; k < q->params.len; k++)
			if (str_eq(s.name, q->params.at[k].type))
				fail(r, s.line, "parameter '%.*s' has the name of a type: drop the _id",
					STR_ARG(s.name));
	}
}

/* ---- what a statement may say ---- */

/* The name that the result column from `start` to `end` has of itself; may be empty. */
static struct str column_name(const struct body *b, size_t start, size_t end)
{
	const struct token *last = sql_near(b, end, -1), *dot = sql_near(b, end, -2);
	bool simple = end == start + 1 || (end == start + 3 && sql_is_punct(dot, '.'));
	return last->kind == WORD && (simple || sql_is(dot, "as")) ? last->text : STR("");
}

/* As many columns as the row has, and none that bears the name of another. */
static void check_columns(struct reader *r, const struct query_decl *q, const struct body *b)
{
	const slots *columns = &q->row->columns;
	size_t i = sql_columns(b), start = i, n = 0;
	for (bool end = false; !end; i++) {
		const struct token *t = sql_near(b, i, 0);
		end = i >= b->len || (t->depth == 0 && (sql_is_from(b, i) ||
			sql_is(t, "where group having order limit union except intersect window")));
		if (!end && (t->depth > 0 || !sql_is_punct(t, ',')))
			continue;
		struct str name = column_name(b, start, i);
		const struct slot *other = find_slot(columns, name);
		if (other != NULL && n < columns->len && other != &columns->at[n])
			fail(r, sql_near(b, start, 0)->line, "column %zu is '%.*s' here and '%.*s' in "
				"the row: put them in the same order", n + 1, STR_ARG(name),
				STR_ARG(columns->at[n].name));
		start = i + 1;
		n++;
	}
	if (n != columns->len)
		fail(r, b->at[0].line, "'%.*s' gives %zu columns and its row has %zu",
			STR_ARG(q->name), n, columns->len);
}

static bool has_param(const struct body *b, struct str name)
{
	for (size_t i = 0; i < b->len; i++)
		if (b->at[i].kind == PARAM && str_eq(b->at[i].text, name))
			return true;
	return false;
}

static void check_params(struct reader *r, struct query_decl *q, const struct body *b)
{
	for (size_t i = 0; i < q->params.len; i++) {
		struct slot s = q->params.at[i];
		if (!has_param(b, s.name))
			fail(r, s.line, "parameter '%.*s' of '%.*s' is not used: write :%.*s or drop it",
				STR_ARG(s.name), STR_ARG(q->name), STR_ARG(s.name));
	}
	for (size_t i = 0; i < b->len; i++) {
		const struct token *t = &b->at[i];
		bool given = str_eq(t->text, STR("viewer")) || str_eq(t->text, STR("viewer_staff"));
		if (t->kind == PARAM && !given && find_slot(&q->params, t->text) == NULL)
			fail(r, t->line, "':%.*s' is not a parameter of '%.*s': declare it",
				STR_ARG(t->text), STR_ARG(q->name));
	}
	if (q->viewer != has_param(b, STR("viewer")) ||
		q->viewer_staff != has_param(b, STR("viewer_staff")))
		fail(r, b->line, "both bodies use :viewer and :viewer_staff, or neither does");
}

/* What the statement gives, against what the signature promises. */
static void check_kind(struct reader *r, struct query_decl *q, const struct body *b)
{
	bool rows = sql_columns(b) < b->len, write = false, limit = false;
	for (size_t i = 0; i < b->len; i++) {
		write = write || sql_is_write(b, i);
		limit = limit || (b->at[i].depth == 0 && sql_is(&b->at[i], "limit"));
	}
	q->writes = q->writes || write;
	if (q->row != NULL && !rows)
		fail(r, b->at[0].line, "'%.*s' promises rows: add RETURNING, or make it 'changes' "
			"or 'exec'", STR_ARG(q->name));
	else if (q->row == NULL && rows && (write || !q->apart))
		fail(r, b->at[0].line, "'%.*s' drops the rows that this gives: make it 'one', "
			"'maybe', 'many' or 'each'", STR_ARG(q->name));
	else if (q->row != NULL)
		check_columns(r, q, b);
	if (q->kind == QUERY_MANY && !limit && q->bounded.len == 0)
		fail(r, q->line, "'%.*s' may give any number of rows: add LIMIT, say -- bounded: "
			"why, or make it 'each'", STR_ARG(q->name));
	if (q->pipeline && (write || q->row == NULL || q->kind == QUERY_EACH))
		fail(r, q->line, "-- pipeline is for reads of kind one, maybe and many");
}

static void check_body(struct reader *r, struct query_decl *q, const struct body *b)
{
	if (b->len == 0)
		fail(r, q->line, "'%.*s' has no statement", STR_ARG(q->name));
	sql_check(&r->in, b, q->apart ? POSTGRES : COMMON);
	if (sql_failed(&r->in))
		return;
	check_params(r, q, b);
	check_kind(r, q, b);
}

static void check_scope(struct reader *r, const struct query_decl *q)
{
	struct str table = sql_scoped(&r->qc->scoped, r->in.arena, &q->sqlite);
	if (table.len == 0)
		table = sql_scoped(&r->qc->scoped, r->in.arena, &q->postgres);
	if (table.len > 0 && !q->viewer && q->unscoped.len == 0)
		fail(r, q->line, "'%.*s' touches '%.*s', which holds customer data: bind it to "
			":viewer, or say -- unscoped: why", STR_ARG(q->name), STR_ARG(table));
	else if (table.len == 0 && q->unscoped.len > 0 && r->qc->scoped.len > 0)
		fail(r, q->line, "'%.*s' touches no scoped table: drop its -- unscoped",
			STR_ARG(q->name));
}

/* ---- declarations ---- */

/* A note with a reason: "unscoped: why". */
static bool read_note(struct reader *r, struct str text, const char *key, struct str *ret_why)
{
	struct str why;
	if (!sql_says(text, key, &why))
		return false;
	if (why.len < 2 || why.at[0] != ':')
		fail(r, r->in.line, "write -- %s: and why", key);
	*ret_why = str_trim(str_skip(why, 1));
	return true;
}

/* The lines between a signature and its statement; gives an engine's mark, or "". */
static struct str read_notes(struct reader *r, struct query_decl *q)
{
	for (sql_skip_space(&r->in); sql_ahead(&r->in, "--"); sql_skip_space(&r->in)) {
		struct str rest, text = sql_comment(&r->in);
		if (sql_says(text, "query", &rest) || sql_says(text, "row", &rest) ||
			sql_says(text, "include", &rest))
			fail(r, r->in.line, "'%.*s' above has no statement", STR_ARG(q->name));
		else if (str_starts(text, STR("@")))
			return text;
		else if (str_eq(text, STR("pipeline")))
			q->pipeline = true;
		else if (str_eq(text, STR("named")))
			q->named = true;
		else if (!read_note(r, text, "unscoped", &q->unscoped))
			read_note(r, text, "bounded", &q->bounded);
		sql_skip_line(&r->in);
	}
	return STR("");
}

static void read_statement(struct reader *r, struct query_decl *q, struct body *b,
	enum dialect d)
{
	static const char *const marks[] = { "", "@sqlite", "@postgres" };
	sql_skip_space(&r->in);
	if (d != COMMON && !(sql_ahead(&r->in, "--") && str_eq(sql_comment(&r->in), str_from(marks[d]))))
		fail(r, r->in.line, "'%.*s' needs two bodies, -- @sqlite and then -- @postgres",
			STR_ARG(q->name));
	if (d != COMMON)
		sql_skip_line(&r->in);
	if (!sql_read(&r->in, b, d))
		fail(r, q->line, "the statement of '%.*s' lacks its ';'", STR_ARG(q->name));
}

static void read_bodies(struct reader *r, struct query_decl *q)
{
	struct str path = str_concat(r->in.arena, STR("/"), str_from(r->in.path));
	q->apart = read_notes(r, q).len > 0;
	if (q->apart && str_find(path, STR("/search/")) < 0 && str_find(path, STR("/store/")) < 0)
		fail(r, r->in.line, "bodies differ by engine only in search/ and store/: write one for "
			"both");
	read_statement(r, q, &q->sqlite, q->apart ? SQLITE : COMMON);
	q->postgres = q->sqlite;
	if (q->apart)
		read_statement(r, q, &q->postgres, POSTGRES);
	q->viewer = has_param(&q->sqlite, STR("viewer"));
	q->viewer_staff = has_param(&q->sqlite, STR("viewer_staff"));
	if (!sql_failed(&r->in))
		check_body(r, q, &q->sqlite);
	if (!sql_failed(&r->in) && q->apart)
		check_body(r, q, &q->postgres);
}

/* Function names are global to the program. */
static void claim(struct reader *r, const struct query_decl *q, const char *suffix)
{
	struct arena *a = r->in.arena;
	struct str symbol = str_printf(a, "q_%.*s%s", STR_ARG(q->name), suffix);
	const char *owner = map_get(&r->qc->symbols, symbol);
	if (owner != NULL)
		fail(r, q->line, "%.*s is made by %s already: rename this query", STR_ARG(symbol),
			owner);
	map_put(&r->qc->symbols, symbol, str_c(a, str_printf(a, "%s:%d", r->in.path, q->line)));
}

static void claim_all(struct reader *r, const struct query_decl *q)
{
	static const char *const each[] = { "_open", "_next", "_close" };
	claim(r, q, "_query");
	claim(r, q, "");
	for (size_t i = 0; q->kind == QUERY_EACH && i < 3; i++)
		claim(r, q, each[i]);
	if (q->pipeline) {
		claim(r, q, "_send");
		claim(r, q, "_receive");
	}
	*arena_push(r->in.arena, &r->qc->names) = q->name;
}

static void read_query(struct reader *r)
{
	struct query_decl *q = arena_new(r->in.arena, struct query_decl);
	q->line = r->sig.line;
	q->name = read_name(r, "the name of the query");
	read_params(r, q);
	read_kind(r, q);
	close_signature(r);
	if (!sql_failed(&r->in))
		read_bodies(r, q);
	if (sql_failed(&r->in))
		return;
	if (q->bounded.len > 0 && q->kind != QUERY_MANY)
		fail(r, q->line, "-- bounded is for queries of kind many");
	if (q->named && q->params.len == 0)
		fail(r, q->line, "-- named is for queries with parameters");
	check_scope(r, q);
	claim_all(r, q);
	r->runtime = r->runtime || q->pipeline || q->kind == QUERY_EACH;
	*arena_push(r->in.arena, &r->queries) = q;
}

static void read_source(struct reader *r)
{
	for (sql_skip_space(&r->in); !sql_at_end(&r->in); sql_skip_space(&r->in)) {
		struct str rest, text = sql_comment(&r->in);
		if (!sql_ahead(&r->in, "--")) {
			fail(r, r->in.line, "SQL stands below a line -- query NAME(...) KIND (...)");
		} else if (sql_says(text, "query", &rest)) {
			open_signature(r, rest);
			read_query(r);
		} else if (sql_says(text, "row", &rest)) {
			open_signature(r, rest);
			read_row(r);
		} else if (sql_says(text, "include", &rest)) {
			read_include(r, rest);
		} else {
			sql_skip_line(&r->in);
		}
	}
	for (size_t i = 0; i < r->rows.len; i++)
		if (!r->rows.at[i]->used)
			fail(r, r->rows.at[i]->line, "row '%.*s' is used by no query",
				STR_ARG(r->rows.at[i]->tag));
}

/* ---- writing C ---- */

struct writer {
	struct arena *arena;
	const char *sql;  /* the path of the source, for #line */
	const char *path; /* of the file being made */
	const struct query_decl *q; /* being written */
	const struct row *row;      /* likewise */
	struct buf out;
	size_t seen;      /* of out, up to which lines are counted */
	int line;         /* of the made file, at `seen` */
	int source;       /* while a declaration is written: the source line it is on */
};

/* Writes text in which @q is the query's name, @r the row's struct, @l its list. */
static void put(struct writer *w, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text != '@')
			buf_char(&w->out, *text);
		else if (*++text == 'q')
			buf_put(&w->out, w->q->name);
		else
			buf_put(&w->out, *text == 'r' ? w->row->tag : w->row->list);
	}
}

#define putf(w, ...) buf_printf(&(w)->out, __VA_ARGS__)

static void put_line(struct writer *w, int line, const char *path)
{
	putf(w, "#line %d \"", line);
	for (; *path != '\0'; path++)
		putf(w, "%s%c", *path == '"' || *path == '\\' ? "\\" : "", *path);
	putf(w, "\"\n");
}

/* To the C compiler, what follows is the line of the source. */
static void at_source(struct writer *w, int line)
{
	put_line(w, line, w->sql);
	w->source = line;
}

/* What follows is a line of the made file itself. */
static void at_made(struct writer *w)
{
	for (; w->seen < w->out.len; w->seen++)
		w->line += w->out.at[w->seen] == '\n';
	put_line(w, w->line + 1, w->path);
}

/* A slot's declaration, on a line of its own if it has one in the source. */
static void put_slot(struct writer *w, const struct slot *s)
{
	const char *gap = w->source < s->line ? "\n\t" : " ";
	for (; w->source + 1 < s->line; w->source++)
		putf(w, "\n");
	w->source = s->line;
	putf(w, "%s%.*s %.*s", gap, STR_ARG(s->type), STR_ARG(s->name));
}

static void put_members(struct writer *w, const slots *members)
{
	for (size_t i = 0; i < members->len; i++) {
		put_slot(w, &members->at[i]);
		put(w, ";");
	}
	put(w, " };\n");
}

static void put_row(struct writer *w, const struct row *row)
{
	w->row = row;
	put(w, "\n");
	at_source(w, row->line);
	put(w, "struct @r {");
	put_members(w, &row->columns);
	if (row->shared || w->q->kind == QUERY_MANY)
		put(w, "struct @l { struct @r *at; size_t len; };\n");
}

enum shape { CALL, OPEN, SEND, RECEIVE };

static void put_prototype(struct writer *w, enum shape shape)
{
	static const char *const suffixes[] = { "", "_open", "_send", "_receive" };
	static const char *const results[] = {
		[QUERY_ONE] = ", struct @r *out", [QUERY_MAYBE] = ", struct @r *out, bool *ret_found",
		[QUERY_MANY] = ", struct @l *out", [QUERY_EACH] = "",
		[QUERY_CHANGES] = ", int64_t *ret_changes", [QUERY_EXEC] = "",
	};
	put(w, "error q_@q");
	putf(w, "%s(struct ctx *cx%s", suffixes[shape],
		shape == RECEIVE ? ", struct query_call *call" : "");
	if (shape != RECEIVE && w->q->named)
		put(w, ", const struct q_@q_args *args");
	for (size_t i = 0; shape != RECEIVE && !w->q->named && i < w->q->params.len; i++) {
		put(w, ",");
		put_slot(w, &w->q->params.at[i]);
	}
	put(w, shape == OPEN ? ", struct q_@q_rows *out" :
		shape == SEND ? ", struct query_call *out" : results[w->q->kind]);
	put(w, ")");
}

static void declare(struct writer *w, enum shape shape)
{
	at_source(w, w->q->line);
	put(w, "NODISCARD ");
	put_prototype(w, shape);
	put(w, ";\n");
}

static void declare_query(struct writer *w, const struct query_decl *q)
{
	w->q = q;
	if (q->row != NULL && !q->row->shared)
		put_row(w, q->row);
	w->row = q->row;
	put(w, "\n");
	if (q->named) {
		at_source(w, q->line);
		put(w, "struct q_@q_args {");
		put_members(w, &q->params);
	}
	if (q->kind == QUERY_EACH) {
		put(w, "struct q_@q_rows { struct query_rows rows; };\n");
		declare(w, OPEN);
		put(w, "NODISCARD error q_@q_next(struct q_@q_rows *, struct @r *out, bool *ret_more);\n"
			"void q_@q_close(struct q_@q_rows *);\n");
	} else {
		declare(w, CALL);
	}
	if (q->pipeline) {
		declare(w, SEND);
		declare(w, RECEIVE);
	}
}

static void put_param(struct writer *w, struct str name, bool postgres)
{
	const struct query_decl *q = w->q;
	const struct slot *s = find_slot(&q->params, name);
	size_t n = s != NULL ? (size_t)(s - q->params.at) + 1 :
		q->params.len + 1 + (q->viewer && str_eq(name, STR("viewer_staff")));
	putf(w, postgres ? "$%zu::%s" : "?%zu", n, base_types[s != NULL ? s->base : INT].postgres);
}

/* The statement without its comments, a C string for each of its lines. */
static void put_sql(struct writer *w, const struct body *b, bool postgres)
{
	putf(w, "\t.%s = \"", postgres ? "postgres" : "sqlite");
	for (size_t i = 0; i < b->len; i++) {
		const struct token *t = &b->at[i];
		bool broken = t->line > sql_near(b, i, -1)->line;
		if (i > 0 && t->spaced)
			putf(w, broken ? " \"\n\t\t\"" : " ");
		if (t->kind == PARAM)
			put_param(w, t->text, postgres);
		for (size_t k = 0; k < t->text.len && t->kind != PARAM; k++) {
			char c = t->text.at[k];
			putf(w, c == '\n' || c == '\t' || c == '\r' ? "\\%03o" :
				c == '"' || c == '\\' || c == '?' ? "\\%c" : "%c", c);
		}
	}
	put(w, "\",\n");
}

static void put_columns(struct writer *w, const slots *list)
{
	for (size_t i = 0; i < list->len; i++)
		putf(w, "\t{ \"%.*s\", %s, %s },\n", STR_ARG(list->at[i].name),
			base_types[list->at[i].base].query, list->at[i].nullable ? "true" : "false");
}

static void put_query(struct writer *w, const struct query_decl *q)
{
	static const char *const kinds[] = { "ONE", "MAYBE", "MANY", "EACH", "CHANGES", "EXEC" };
	size_t params = q->params.len + q->viewer + q->viewer_staff;
	if (params > 0) {
		put(w, "\nstatic const struct query_column q_@q_params[] = {\n");
		put_columns(w, &q->params);
		put(w, q->viewer ? "\t{ \"viewer\", QUERY_INT, false },\n" : "");
		put(w, q->viewer_staff ? "\t{ \"viewer_staff\", QUERY_INT, false },\n" : "");
		put(w, "};\n");
	}
	if (q->row != NULL) {
		put(w, "\nstatic const struct query_column q_@q_columns[] = {\n");
		put_columns(w, &q->row->columns);
		put(w, "};\n");
	}
	put(w, "\nextern const struct query q_@q_query;\n"
		"const struct query q_@q_query = {\n\t.name = \"@q\",\n");
	put_sql(w, &q->sqlite, false);
	put_sql(w, &q->postgres, true);
	putf(w, "\t.kind = QUERY_%s,\n%s%s", kinds[q->kind], q->writes ? "\t.writes = true,\n" : "",
		q->unscoped.len > 0 ? "\t.unscoped = true,\n" : "");
	if (params > 0) {
		putf(w, "\t.param_count = %zu,\n", params);
		put(w, "\t.params = q_@q_params,\n");
	}
	if (q->row != NULL) {
		putf(w, "\t.column_count = %zu,\n", q->row->columns.len);
		put(w, "\t.columns = q_@q_columns,\n");
	}
	put(w, "};\n");
}

static void put_reader(struct writer *w, const struct row *row)
{
	w->row = row;
	put(w, "\nstatic void read_@r(const struct query_value *v, struct @r *out)\n{\n");
	for (size_t i = 0; i < row->columns.len; i++) {
		const struct slot *s = &row->columns.at[i];
		putf(w, "\tout->%.*s = ", STR_ARG(s->name));
		if (s->base == ENUM || s->base == BOOL)
			putf(w, "(%.*s)v[%zu].i", STR_ARG(s->type), i);
		else if (s->base >= INSTANT)
			putf(w, "(%.*s){ v[%zu].i }", STR_ARG(s->type), i);
		else
			putf(w, "v[%zu].%c", i, "iissd"[s->base]);
		put(w, ";\n");
	}
	put(w, "}\n");
}

/* What makes results of open rows; shared by the call and its pipelined twin. */
static void put_take(struct writer *w, const struct query_decl *q)
{
	put(w, "\nstatic error take_@q(struct ctx *cx, struct query_rows *rows");
	if (q->kind == QUERY_MANY) {
		put(w, ", struct @l *out)\n{\n\tstruct @l list = { NULL, 0 };\n\n\tfor (;;) {\n"
			"\t\tbool more;\n\t\tTRY(query_next(rows, &more));\n\t\tif (!more)\n"
			"\t\t\tbreak;\n\t\tread_@r(rows->values, arena_push(cx->arena, &list));\n"
			"\t}\n\t*out = list;\n\treturn OK;\n}\n");
		return;
	}
	put(w, q->kind == QUERY_MAYBE ? ", struct @r *out, bool *ret_found" : ", struct @r *out");
	put(w, ")\n{\n\tbool more;\n\n\tTRY(query_next(rows, &more));\n");
	put(w, q->kind == QUERY_MAYBE ?
		"\t*ret_found = more;\n\tif (!more)\n\t\treturn OK;\n" :
		"\tif (!more)\n\t\treturn err_new(cx, ERR_NOT_FOUND, \"@q: no row\");\n");
	put(w, "\tread_@r(rows->values, out);\n\tquery_close(rows);\n\treturn OK;\n}\n");
}

static void put_values(struct writer *w, const struct query_decl *q)
{
	put(w, "\tconst struct query_value values_[] = {\n");
	for (size_t i = 0; i < q->params.len; i++) {
		const struct slot *s = &q->params.at[i];
		struct str v = str_printf(w->arena, "%s%.*s%s", q->named ? "args->" : "",
			STR_ARG(s->name), base_types[s->base].member);
		bool text = s->base == TEXT || s->base == BLOB;
		putf(w, "\t\t{ .%c = %.*s", text ? 's' : s->base == REAL ? 'd' : 'i', STR_ARG(v));
		if (s->nullable)
			putf(w, ", .null = %.*s%s", STR_ARG(v), text ? ".len == 0" : " == 0");
		put(w, " },\n");
	}
	put(w, q->viewer ? "\t\tquery_viewer(cx),\n" : "");
	put(w, q->viewer_staff ? "\t\tquery_viewer_staff(cx),\n" : "");
	put(w, "\t};\n");
}

static void define(struct writer *w, enum shape shape, const char *call, const char *results)
{
	bool values = w->q->params.len > 0 || w->q->viewer || w->q->viewer_staff;
	put(w, "\n");
	at_source(w, w->q->line);
	put_prototype(w, shape);
	put(w, "\n");
	at_made(w);
	put(w, "{\n");
	if (values && shape != RECEIVE)
		put_values(w, w->q);
	if (results == NULL && w->q->row != NULL)
		put(w, "\tstruct query_rows rows_;\n\n");
	put(w, call);
	if (shape != RECEIVE)
		putf(w, "%s, ", values ? "values_" : "NULL");
	put(w, results != NULL ? results : w->q->kind == QUERY_MAYBE ?
		"&rows_));\n\treturn take_@q(cx, &rows_, out, ret_found);\n}\n" :
		"&rows_));\n\treturn take_@q(cx, &rows_, out);\n}\n");
}

static void define_query(struct writer *w, const struct query_decl *q)
{
	w->q = q;
	w->row = q->row;
	put_query(w, q);
	if (q->kind == QUERY_EACH) {
		define(w, OPEN, "\treturn query_open(cx, &q_@q_query, ", "&out->rows);\n}\n");
		put(w, "\nerror q_@q_next(struct q_@q_rows *rows, struct @r *out, bool *ret_more)\n{\n"
			"\tTRY(query_next(&rows->rows, ret_more));\n\tif (*ret_more)\n"
			"\t\tread_@r(rows->rows.values, out);\n\treturn OK;\n}\n"
			"\nvoid q_@q_close(struct q_@q_rows *rows)\n{\n\tquery_close(&rows->rows);\n}\n");
	} else if (q->row == NULL) {
		define(w, CALL, "\treturn query_run(cx, &q_@q_query, ",
			q->kind == QUERY_CHANGES ? "ret_changes);\n}\n" : "NULL);\n}\n");
	} else {
		put_take(w, q);
		define(w, CALL, "\tTRY(query_open(cx, &q_@q_query, ", NULL);
	}
	if (q->pipeline) {
		define(w, SEND, "\treturn query_send(cx, &q_@q_query, ", "out);\n}\n");
		define(w, RECEIVE, "\tTRY(query_receive(cx, call, ", NULL);
	}
}

/* ---- files ---- */

/* What X.sql becomes: the texts, and the paths that they name themselves by. */
struct made {
	const char *h_path, *c_path;
	struct str h, c;
};

static struct writer open_file(struct reader *r, const char *path)
{
	struct writer w = { .arena = r->in.arena, .sql = r->in.path, .path = path, .line = 1,
		.out = buf_new(r->in.arena, OUTPUT_MAX) };
	put(&w, "/* Made by queryc from an .sql file: change that, not this. */\n");
	return w;
}

static void write_header(struct reader *r, struct made *out)
{
	struct writer w = open_file(r, out->h_path);
	putf(&w, "#pragma once\n\n#include \"base/ctx.h\"\n%s",
		r->runtime ? "#include \"store/query.h\"\n" : "");
	for (size_t i = 0; i < r->includes.len; i++)
		putf(&w, "#include %.*s\n", STR_ARG(r->includes.at[i]));
	for (size_t i = 0; i < r->rows.len; i++)
		if (r->rows.at[i]->shared)
			put_row(&w, r->rows.at[i]);
	for (size_t i = 0; i < r->queries.len; i++)
		declare_query(&w, r->queries.at[i]);
	out->h = buf_str(&w.out);
}

/* The name by which C includes the header: what follows "src/" in the path. */
static void write_code(struct reader *r, struct made *out)
{
	struct writer w = open_file(r, out->c_path);
	struct str name = str_from(r->in.path);
	for (ptrdiff_t at; (at = str_find(name, STR("src/"))) >= 0;)
		name = str_skip(name, (size_t)at + 4);
	putf(&w, "#include \"%.*s.h\"\n\n#include \"store/query.h\"\n", STR_ARG(name));
	for (size_t i = 0; i < r->rows.len; i++)
		put_reader(&w, r->rows.at[i]);
	for (size_t i = 0; i < r->queries.len; i++)
		define_query(&w, r->queries.at[i]);
	out->c = buf_str(&w.out);
}

static bool compile(struct queryc *qc, const char *path, struct str text, struct made *out)
{
	struct reader r = { .in = sql_new(qc->arena, path, text), .qc = qc };
	read_source(&r);
	qc->error = r.in.error;
	if (out != NULL && !sql_failed(&r.in)) {
		write_header(&r, out);
		write_code(&r, out);
	}
	return !sql_failed(&r.in);
}

#ifndef QUERYC_WITHOUT_MAIN

static int is_sql(const struct dirent *e)
{
	return str_ends(str_from(e->d_name), STR(".sql"));
}

/* Reads every migration in the order of numbers, and names them to `deps`. */
static bool read_migrations(struct queryc *qc, const char *dir, struct buf *deps)
{
	struct dirent **entries;
	int n = scandir(dir, &entries, is_sql, alphasort);
	if (n < 0)
		file_die(dir, strerror(errno));
	buf_printf(deps, " %s", dir);
	for (int i = 0; i < n; i++) {
		struct str path = str_printf(qc->arena, "%s/%s", dir, entries[i]->d_name);
		free(entries[i]);
		buf_printf(deps, " %.*s", STR_ARG(path));
		if (qc->error.len == 0)
			qc->error = sql_migration(qc->arena, path.at,
				file_read(qc->arena, path.at), &qc->scoped);
	}
	free(entries);
	return qc->error.len == 0;
}

static bool make_index(struct queryc *qc, char **paths, int count)
{
	struct buf b = buf_new(qc->arena, OUTPUT_MAX);
	for (int i = 1; i < count; i++)
		if (!compile(qc, paths[i], file_read(qc->arena, paths[i]), NULL))
			return false;
	buf_put(&b, STR("/* Made by queryc --index: every query. */\n#include \"store/query.h\"\n\n"));
	for (size_t i = 0; i < qc->names.len; i++)
		buf_printf(&b, "extern const struct query q_%.*s_query;\n", STR_ARG(qc->names.at[i]));
	buf_put(&b, STR("\nconst struct query *const query_all[] = {\n"));
	for (size_t i = 0; i < qc->names.len; i++)
		buf_printf(&b, "\t&q_%.*s_query,\n", STR_ARG(qc->names.at[i]));
	buf_put(&b, STR("\tNULL,\n};\n"));
	file_write(paths[0], buf_str(&b));
	return true;
}

static bool make_files(struct queryc *qc, char **paths, const char *migrations,
	const char *depfile)
{
	struct buf deps = buf_new(qc->arena, OUTPUT_MAX);
	struct made made = { .h_path = paths[1], .c_path = paths[2] };
	buf_printf(&deps, "%s %s: %s", paths[1], paths[2], paths[0]);
	if (migrations != NULL && !read_migrations(qc, migrations, &deps))
		return false;
	if (!compile(qc, paths[0], file_read(qc->arena, paths[0]), &made))
		return false;
	buf_char(&deps, '\n');
	file_write(made.h_path, made.h);
	file_write(made.c_path, made.c);
	if (depfile != NULL)
		file_write(depfile, buf_str(&deps));
	return true;
}

int main(int argc, char **argv)
{
	AUTO_ARENA arena = arena_create();
	struct queryc qc = { .arena = arena, .scoped = map_new(arena), .symbols = map_new(arena) };
	const char *migrations = NULL, *depfile = NULL;
	int at = 1;
	for (; at + 4 < argc && argv[at][0] == '-'; at += 2)
		*(strcmp(argv[at], "--depfile") == 0 ? &depfile : &migrations) = argv[at + 1];
	bool good;
	if (argc > 2 && strcmp(argv[1], "--index") == 0) {
		good = make_index(&qc, argv + 2, argc - 2);
	} else if (argc - at == 3) {
		good = make_files(&qc, argv + at, migrations, depfile);
	} else {
		fputs("usage: queryc [--migrations DIR] [--depfile FILE] X.sql X.sql.h X.sql.c\n"
		      "       queryc --index OUT.c FILE.sql...\n", stderr);
		return 2;
	}
	if (!good)
		fprintf(stderr, "%.*s\n", STR_ARG(qc.error));
	return good ? 0 : 1;
}

#endif
