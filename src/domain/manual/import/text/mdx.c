#include "domain/manual/import/text/mdx_part.h"

#include "base/buf.h"
#include "base/limits.h"
#include "domain/source/path.h"

/* --- values --- */

static const struct js_value *name_value(void *arg, struct str name)
{
	struct mdx *m = arg;

	if (str_eq(name, STR("props")))
		return &m->props;
	return map_get(&m->values, name);
}

static const struct js_value *file_value(void *arg, struct str path)
{
	struct mdx *m = arg;
	return book_value(m->book, source_join(m->book->cx->arena, source_folder(m->file->path), path));
}

struct js_value mdx_value(struct mdx *m, struct str expression)
{
	struct js_value v = { 0 };
	struct str rest = expression;

	js_blank(&rest);
	if (rest.len == 0)
		return v;
	if (!js_expression(m->book->cx, &m->scope, &rest, &v) || v.kind == JS_UNDEFINED ||
		!str_is_blank(rest)) {
		book_find_in(m->book, m->page, BOOK_VALUE_UNKNOWN, str_trim(expression));
		return (struct js_value){ 0 };
	}
	return v;
}

bool mdx_braces(struct mdx *m)
{
	struct str at = str_skip(m->text, m->at);
	size_t n = js_balanced(at);

	if (n == 0)
		return false;
	struct js_value v = mdx_value(m, str_sub(at, 1, n - 2));
	struct str shown = js_shown(&v);
	for (size_t i = 0; i < shown.len; i++) {
		if (shown.at[i] == '<')
			buf_put(m->out, STR("&lt;"));
		else
			buf_char(m->out, shown.at[i]);
	}
	m->at += n;
	return true;
}

/* --- import and export --- */

/* "@site/a", "./a", "/a": a path in the folder. */
static struct str import_path(struct mdx *m, struct str from)
{
	struct arena *a = m->book->cx->arena;

	if (str_starts(from, STR("@site/")))
		return source_join(a, STR(""), str_skip(from, 6));
	if (str_starts(from, STR("/")))
		return source_join(a, STR(""), from);
	if (str_starts(from, STR(".")))
		return source_join(a, source_folder(m->file->path), from);
	return from; /* a package */
}

static struct book_file *file_of_import(struct mdx *m, struct str path)
{
	static const struct str ends[] = { STR_INIT(""), STR_INIT(".mdx"), STR_INIT(".md"),
		STR_INIT(".js"), STR_INIT(".json") };

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		struct book_file *f = book_file(m->book,
			str_concat(m->book->cx->arena, path, ends[i]));
		if (f != NULL)
			return f;
	}
	return NULL;
}

static void bind(struct mdx *m, struct str name, struct str path)
{
	struct str *kept = arena_new(m->book->cx->arena, struct str);
	struct book_file *f = file_of_import(m, path);

	*kept = f != NULL ? f->path : path;
	map_put(&m->imports, name, kept);
	if (f != NULL && (str_ends(f->path, STR(".js")) || str_ends(f->path, STR(".json")))) {
		const struct js_value *v = book_value(m->book, f->path);
		if (v != NULL)
			map_put(&m->values, name, (void *)(uintptr_t)v);
	}
}

/* { a, b as c } */
static void bind_members(struct mdx *m, struct str names, struct str path)
{
	struct book_file *f = file_of_import(m, path);
	const struct js_value *whole = NULL;
	struct map all = map_new(m->book->cx->arena);
	struct str one;

	if (f != NULL && !f->missing && str_ends(f->path, STR(".js"))) {
		all = book_module(m->book, f);
		whole = book_value(m->book, f->path);
	}
	while (str_cut(&names, ',', &one)) {
		struct str name = str_trim(one), as = name;
		ptrdiff_t at = str_find(name, STR(" as "));
		if (at > 0) {
			as = str_trim(str_skip(name, (size_t)at + 4));
			name = str_trim(str_sub(name, 0, (size_t)at));
		}
		const struct js_value *v = map_get(&all, name);
		if (v == NULL)
			v = js_get(whole, name);
		if (v != NULL && as.len > 0)
			map_put(&m->values, as, (void *)(uintptr_t)v);
	}
}

/* import A, { b } from 'path'; taken: its length, 0 when it is none. */
static size_t import(struct mdx *m, struct str s)
{
	ptrdiff_t from = str_find(s, STR("from")), brace = str_find_char(s, '{');
	struct str rest, names, path;
	size_t quoted;

	if (from < 0)
		return 0;
	rest = str_skip(s, (size_t)from + 4);
	js_blank(&rest);
	quoted = js_quoted(rest);
	if (quoted < 2)
		return 0;
	path = import_path(m, str_sub(rest, 1, quoted - 2));
	names = str_trim(str_sub(s, 6, (size_t)from - 6));
	if (brace >= 0 && brace < from) {
		ptrdiff_t end = str_find_char(names, '}'), open = str_find_char(names, '{');
		if (end > open)
			bind_members(m, str_sub(names, (size_t)open + 1, (size_t)(end - open) - 1), path);
		names = str_trim(str_sub(names, 0, (size_t)open));
	}
	if (str_ends(names, STR(",")))
		names = str_trim(str_sub(names, 0, names.len - 1));
	if (names.len > 0 && str_find_char(names, ' ') < 0)
		bind(m, names, path);
	rest = str_skip(rest, quoted);
	return s.len - rest.len + str_starts(rest, STR(";"));
}

/* export const name = value; functions are passed over. */
static size_t export(struct mdx *m, struct str s)
{
	struct map names;
	size_t end = 0, at = 0;
	const struct map_entry *e;

	/* Up to the end of its line; braces may hold more lines. */
	while (end < s.len && s.at[end] != '\n') {
		size_t n = s.at[end] == '{' || s.at[end] == '(' ? js_balanced(str_skip(s, end)) : 0;
		if (n == 0)
			n = js_quoted(str_skip(s, end));
		end += n > 0 ? n : 1;
	}
	names = js_module(m->book->cx, &m->scope, str_sub(s, 0, end));
	for (e = map_next(&names, &at); e != NULL; e = map_next(&names, &at))
		map_put(&m->values, e->key, e->value);
	return end;
}

static bool statement(struct mdx *m)
{
	struct str at = str_skip(m->text, m->at);
	size_t taken = 0;

	if (str_starts(at, STR("import ")) || str_starts(at, STR("import{")))
		taken = import(m, at);
	else if (str_starts(at, STR("export ")))
		taken = export(m, at);
	m->at += taken;
	return taken > 0;
}

/* --- lines --- */

static struct str line_at(const struct mdx *m)
{
	struct str rest = str_skip(m->text, m->at);
	ptrdiff_t end = str_find_char(rest, '\n');
	return str_sub(rest, 0, end < 0 ? rest.len : (size_t)end);
}

static size_t run_of(struct str s, char c)
{
	size_t n = 0;

	while (n < s.len && s.at[n] == c)
		n++;
	return n;
}

/* The length of the marks of a fence at the front; 0: it is none. */
static size_t fence(struct str s)
{
	size_t n = s.len > 0 && (s.at[0] == '`' || s.at[0] == '~') ? run_of(s, s.at[0]) : 0;
	bool span = n > 0 && s.at[0] == '`' && str_find_char(str_skip(s, n), '`') >= 0;
	return n >= 3 && !span ? n : 0;
}

/* A code block, with its variables. */
static void copy_fence(struct mdx *m, size_t marks)
{
	char c = str_trim(line_at(m)).at[0];
	bool first = true;

	while (m->at < m->text.len) {
		struct str line = line_at(m), inner = str_trim(line);
		buf_put(m->out, book_expand(m->book, m->page->release, line));
		buf_char(m->out, '\n');
		m->at += line.len + 1;
		bool end = !first && run_of(inner, c) >= marks && run_of(inner, c) == inner.len;
		if (end)
			return;
		first = false;
	}
}

/* ":::note[Title]", ":::note Title", ":::" */
static bool admonition(struct mdx *m, struct str line)
{
	struct arena *a = m->book->cx->arena;
	struct str rest = str_trim(line), kind, title = STR("");
	size_t n = run_of(rest, ':'), word = 0;

	if (n < 3)
		return false;
	rest = str_trim(str_skip(rest, n));
	if (rest.len == 0) {
		mdx_own_line(m, STR("</div>"));
		return true;
	}
	while (word < rest.len && str_is_alpha(rest.at[word]))
		word++;
	kind = str_sub(rest, 0, word);
	title = str_trim(str_skip(rest, word));
	if (str_starts(title, STR("[")) && str_ends(title, STR("]")))
		title = str_sub(title, 1, title.len - 2);
	if (word == 0)
		return false;
	mdx_own_line(m, str_printf(a, "<div data-m=\"note\" data-kind=\"%.*s\" title=\"%.*s\">",
		STR_ARG(kind), STR_ARG(mdx_quoted(a, title))));
	return true;
}

/* A code span, which may go on in the next lines of its paragraph. */
static bool span(struct mdx *m)
{
	struct str at = str_skip(m->text, m->at);
	ptrdiff_t blank = str_find(at, STR("\n\n"));
	size_t n = run_of(at, '`'), same = 0;

	if (blank >= 0)
		at = str_sub(at, 0, (size_t)blank);
	for (size_t i = n; n > 0 && i <= at.len; i++) {
		if (i < at.len && at.at[i] == '`') {
			same++;
			continue;
		}
		if (same == n) {
			buf_put(m->out, book_expand(m->book, m->page->release, str_sub(at, 0, i)));
			m->at += i;
			return true;
		}
		same = 0;
	}
	buf_put(m->out, str_sub(at, 0, n));
	m->at += n;
	return true;
}

static bool variable(struct mdx *m)
{
	struct str at = str_skip(m->text, m->at);
	ptrdiff_t end = str_find_char(at, ']');

	if (!str_starts(at, STR("$[")) || end < 0 || m->page->release->variables == NULL)
		return false;
	struct str whole = str_sub(at, 0, (size_t)end + 1);
	struct str value = book_expand(m->book, m->page->release, whole);
	if (str_eq(value, whole))
		book_find_in(m->book, m->page, BOOK_VALUE_UNKNOWN, whole);
	buf_put(m->out, value);
	m->at += whole.len;
	return true;
}

static bool comment(struct mdx *m)
{
	struct str at = str_skip(m->text, m->at);
	ptrdiff_t end;

	if (!str_starts(at, STR("<!--")))
		return false;
	end = str_find(at, STR("-->"));
	m->at += end < 0 ? at.len : (size_t)end + 3;
	return true;
}

static bool special(struct mdx *m)
{
	switch (m->text.at[m->at]) {
	case '`':
		return span(m);
	case '$':
		return variable(m);
	case '\\': {
		/* Markdown does not know these two. */
		struct str two = str_sub(m->text, m->at, 2);
		bool brace = str_eq(two, STR("\\{")) || str_eq(two, STR("\\}"));
		buf_put(m->out, brace ? str_skip(two, 1) : two);
		m->at += two.len;
		return true;
	}
	case '{':
		return !str_starts(str_skip(m->text, m->at), STR("{#")) && mdx_braces(m);
	case '<':
		return comment(m) || mdx_tag(m);
	default:
		return false;
	}
}

/* Up to the end of the line, or further when a tag or an expression goes on. */
static void running_text(struct mdx *m)
{
	while (m->at < m->text.len && m->text.at[m->at] != '\n') {
		if (special(m))
			continue;
		buf_char(m->out, m->text.at[m->at++]);
	}
	if (m->at < m->text.len) {
		buf_char(m->out, '\n');
		m->at++;
	}
}

void mdx_text(struct mdx *m)
{
	bool blank = true;

	while (m->at < m->text.len && !m->out->overflow) {
		struct str line = line_at(m), inner = str_trim(line);
		size_t marks = fence(inner);
		m->indent = str_sub(line, 0, (size_t)(inner.at - line.at));
		if (inner.len == 0) {
			buf_char(m->out, '\n');
			m->at += line.len + 1;
		} else if (marks > 0) {
			copy_fence(m, marks);
		} else if (admonition(m, line)) {
			m->at += line.len + 1;
		} else if (!blank || m->indent.len > 0 || !statement(m)) {
			running_text(m);
		} else {
			/* Statements may follow each other. */
			inner = STR("");
			m->at += str_starts(str_skip(m->text, m->at), STR("\n"));
		}
		blank = inner.len == 0;
	}
}

error mdx_plain(struct book *b, struct book_page *p, struct str *out)
{
	struct ctx *cx = b->cx;
	struct buf text = buf_new(cx->arena, LIMIT_ARTICLE);
	struct mdx m = { .book = b, .page = p, .file = p->file, .out = &text, .text = p->body,
		.imports = map_new(cx->arena), .values = map_new(cx->arena),
		.props.kind = JS_OBJECT };

	m.scope = (struct js_scope){ name_value, file_value, &m };
	mdx_text(&m);
	if (text.overflow)
		return err_new(cx, ERR_LIMIT, "longer than 2 MB with its partials: split it");
	*out = buf_str(&text);
	return OK;
}

/* --- partials --- */

enum { PARTIALS_DEEP = 8 };

/* Each line begins with the blanks of the component's line. */
static void put_indented(struct mdx *m, struct str text)
{
	struct str line;

	buf_put(m->out, STR("\n\n"));
	while (str_cut(&text, '\n', &line)) {
		if (line.len > 0)
			buf_put(m->out, m->indent);
		buf_put(m->out, line);
		buf_char(m->out, '\n');
	}
	buf_char(m->out, '\n');
	buf_put(m->out, m->indent);
}

void mdx_partial(struct mdx *m, const struct mdx_tag *tag, struct str path)
{
	struct ctx *cx = m->book->cx;
	struct book_file *f = book_file(m->book, path);
	struct buf own = buf_new(cx->arena, LIMIT_ARTICLE);
	struct front_matter head;
	struct str body;
	int64_t lines;

	if (f == NULL || f->missing || m->depth >= PARTIALS_DEEP ||
		front_matter_read(cx, f->text, &head, &body, &lines) != OK) {
		book_find_in(m->book, m->page, BOOK_INCLUDE_MISSING, path);
		return;
	}
	struct mdx inner = { .book = m->book, .page = m->page, .file = f, .out = &own,
		.text = body, .imports = map_new(cx->arena), .values = map_new(cx->arena),
		.props.kind = JS_OBJECT, .depth = m->depth + 1 };
	inner.scope = (struct js_scope){ name_value, file_value, &inner };
	for (size_t i = 0; i < tag->attributes.len; i++)
		*arena_push(cx->arena, &inner.props.members) = (struct js_member){
			tag->attributes.at[i].name, tag->attributes.at[i].value };
	mdx_text(&inner);
	*arena_push(cx->arena, &m->page->parts) = f->path;
	m->book->report.includes++;
	put_indented(m, str_trim(buf_str(&own)));
}
