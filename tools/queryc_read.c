#include "tools/queryc.h"

const struct base_type base_types[] = {
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

const struct slot *queryc_slot(const slots *list, struct str name)
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
		if (queryc_slot(list, s.name) != NULL)
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
		const struct slot *other = queryc_slot(columns, name);
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
		if (t->kind == PARAM && !given && queryc_slot(&q->params, t->text) == NULL)
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

void queryc_read(struct reader *r)
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
