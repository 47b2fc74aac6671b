#include "tools/queryc.h"

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
	const struct slot *s = queryc_slot(&q->params, name);
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

static struct writer open_file(struct reader *r, const char *path)
{
	struct writer w = { .arena = r->in.arena, .sql = r->in.path, .path = path, .line = 1,
		.out = buf_new(r->in.arena, QUERYC_OUTPUT_MAX) };
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

void queryc_write(struct reader *r, struct made *out)
{
	write_header(r, out);
	write_code(r, out);
}
