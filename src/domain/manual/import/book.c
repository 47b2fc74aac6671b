#include "domain/manual/import/book.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "domain/source/path.h"
#include "html/plain.h"
#include "os/file.h"
#include "os/walk.h"

enum { FILES_MAX = 200000, LABEL_MAX = 200 };

void book_begin(struct ctx *cx, struct book *out)
{
	*out = (struct book){ .cx = cx, .files = map_new(cx->arena),
		.pictures = map_new(cx->arena) };
}

static struct book_file *add_file(struct book *b, struct str path)
{
	struct book_file *f = arena_new(b->cx->arena, struct book_file);

	f->path = path;
	map_put(&b->files, path, f);
	return f;
}

struct book_file *book_put(struct book *b, struct str path, struct str text)
{
	struct book_file *f = add_file(b, path);

	f->text = text;
	f->read = true;
	*arena_push(b->cx->arena, &b->paths) = path;
	return f;
}

error book_open(struct ctx *cx, struct str folder, struct book *out)
{
	book_begin(cx, out);
	out->folder = folder;
	TRY(dir_walk(cx, folder, FILES_MAX, &out->paths));
	for (size_t i = 0; i < out->paths.len; i++)
		(void)add_file(out, out->paths.at[i]);
	return OK;
}

void book_find(struct book *b, enum book_finding_kind kind, struct str path, int64_t line,
	struct str text)
{
	struct arena *a = b->cx->arena;

	*arena_push(a, &b->report.findings) = (struct book_finding){ .kind = kind, .path = path,
		.line = line, .text = str_copy(a, utf8_cut(text, LIMIT_TITLE)) };
	b->report.counts[kind]++;
}

void book_find_in(struct book *b, const struct book_page *p, enum book_finding_kind kind,
	struct str text)
{
	struct str path = p->file->path, where = p->file->text;
	ptrdiff_t at = str_find(where, text);
	int64_t line = 1;

	for (size_t i = 0; at < 0 && i < p->parts.len; i++) {
		const struct book_file *part = book_file(b, p->parts.at[i]);
		at = str_find(part->text, text);
		path = at < 0 ? path : part->path;
		where = part->text;
	}
	for (ptrdiff_t i = 0; i < at; i++)
		line += where.at[i] == '\n';
	book_find(b, kind, path, at < 0 ? 0 : line, text);
}

/* --- files --- */

static error read_text(struct book *b, struct book_file *f)
{
	struct ctx *cx = b->cx;

	TRY(file_read_all(cx, path_join(cx, b->folder, f->path), LIMIT_ARTICLE, &f->text));
	if (str_starts(f->text, STR("\xef\xbb\xbf")))
		f->text = str_skip(f->text, 3);
	if (!utf8_is_text(f->text))
		return err_new(cx, ERR_INVALID, "not UTF-8 text: save it as UTF-8");
	return OK;
}

struct book_file *book_file(struct book *b, struct str path)
{
	struct book_file *f = map_get(&b->files, path);

	if (f == NULL || f->read)
		return f;
	f->read = true;
	error e = read_text(b, f);
	f->missing = e != OK;
	if (err_is(e, ERR_LIMIT))
		book_find(b, BOOK_REFUSED, f->path, 0, STR("longer than 2 MB: split it"));
	else if (e != OK)
		book_find(b, BOOK_REFUSED, f->path, 0, e->text);
	return f;
}

struct required {
	struct book *book;
	const struct book_file *from;
};

static const struct js_value *required(void *arg, struct str path)
{
	struct required *r = arg;
	struct arena *a = r->book->cx->arena;

	return book_value(r->book, source_join(a, source_folder(r->from->path), path));
}

struct map book_module(struct book *b, struct book_file *f)
{
	struct required r = { b, f };
	struct js_scope scope = { NULL, required, &r };

	return js_module(b->cx, &scope, f->text);
}

const struct js_value *book_value(struct book *b, struct str path)
{
	struct book_file *f = book_file(b, path);
	struct js_scope none = { 0 };

	if (f == NULL && !str_ends(path, STR(".js")))
		f = book_file(b, str_concat(b->cx->arena, path, STR(".js")));
	if (f == NULL || f->missing || f->value != NULL)
		return f != NULL ? f->value : NULL;
	if (str_ends(f->path, STR(".json"))) {
		struct js_value *v = arena_new(b->cx->arena, struct js_value);
		struct str rest = f->text;
		if (!js_expression(b->cx, &none, &rest, v))
			book_find(b, BOOK_REFUSED, f->path, 0, STR("not JSON"));
		f->value = v;
	} else {
		static const struct js_value nothing;
		f->value = &nothing; /* a file that asks for itself gets nothing */
		struct map names = book_module(b, f);
		f->value = map_get(&names, STR("default"));
	}
	return f->value;
}

/* --- pages --- */

struct book_release *book_release_add(struct book *b, struct str name, struct str folder)
{
	struct arena *a = b->cx->arena;
	struct book_release *r = arena_new(a, struct book_release);

	*r = (struct book_release){ .name = book_clean_path(a, name), .folder = folder,
		.by_path = map_new(a), .by_file = map_new(a) };
	*arena_push(a, &b->releases) = r;
	return r;
}

struct str book_clean_path(struct arena *a, struct str path)
{
	struct buf b = buf_new(a, path.len + 1);

	for (size_t i = 0; i < path.len; i++) {
		char c = path.at[i];
		bool plain = str_is_alpha(c) || str_is_digit(c) || c == '.' || c == '_' || c == '/';
		if (plain)
			buf_char(&b, c);
		else if (b.len > 0 && b.at[b.len - 1] != '-')
			buf_char(&b, '-');
	}
	return buf_str(&b);
}

static struct str without_index(struct str path)
{
	struct str last = source_last_part(path), folder = source_folder(path);

	if (str_eq_nocase(last, STR("index")) || str_eq_nocase(last, STR("readme")) ||
		(folder.len > 0 && str_eq(last, source_last_part(folder))))
		return folder;
	return path;
}

/* A slug that begins with '/' counts from the release, another one from the folder. */
static struct str path_of(struct arena *a, const struct book_page *p)
{
	struct str id = source_without_extension(p->source), slug = p->head.slug;

	if (str_starts(slug, STR("/")))
		return book_clean_path(a, source_join(a, STR(""), slug));
	if (slug.len > 0)
		return book_clean_path(a, source_join(a, source_folder(id), slug));
	return book_clean_path(a, without_index(id));
}

/* The first "# " outside of code. */
static struct str first_heading(struct str body)
{
	struct str line;
	bool fence = false;

	while (str_cut(&body, '\n', &line)) {
		fence ^= str_starts(str_trim(line), STR("```"));
		if (!fence && str_starts(line, STR("# ")))
			return str_trim(str_skip(line, 2));
	}
	return STR("");
}

/* What stands in the first <h1>, else in <title>. */
static struct str html_title(struct arena *a, struct str text)
{
	static const struct str tags[] = { STR_INIT("<h1"), STR_INIT("<title") };

	for (size_t i = 0; i < 2; i++) {
		ptrdiff_t open = str_find(text, tags[i]);
		struct str rest = open < 0 ? STR("") : str_skip(text, (size_t)open);
		ptrdiff_t from = str_find_char(rest, '>'), to = str_find(rest, STR("</"));
		if (from > 0 && i == 0)
			to = str_find(rest, STR("</h1"));
		if (from > 0 && to > from)
			return str_trim(plain_text(a, safe_html_stored(
				str_sub(rest, (size_t)from + 1, (size_t)(to - from) - 1))));
	}
	return STR("");
}

/* Without marks of emphasis and code, and "{#id}". */
static struct str plain_title(struct arena *a, struct str title)
{
	struct buf b = buf_new(a, title.len + 1);
	ptrdiff_t id = str_find(title, STR("{#"));

	if (id > 0)
		title = str_trim(str_sub(title, 0, (size_t)id));
	for (size_t i = 0; i < title.len; i++)
		if (title.at[i] != '`' && title.at[i] != '*' && title.at[i] != '\\')
			buf_char(&b, title.at[i]);
	return utf8_cut(buf_str(&b), LIMIT_TITLE);
}

static void name_page(struct book *b, struct book_page *p)
{
	struct arena *a = b->cx->arena;
	struct str title = p->head.title;

	if (title.len == 0)
		title = p->text == BOOK_HTML ? html_title(a, p->body) : first_heading(p->body);
	if (title.len == 0)
		title = source_last_part(source_without_extension(p->source));
	p->title = plain_title(a, book_expand(b, p->release, title));
	p->label = p->head.label.len > 0
		? utf8_cut(book_expand(b, p->release, p->head.label), LABEL_MAX)
		: utf8_cut(p->title, LABEL_MAX);
	p->description = utf8_cut(book_expand(b, p->release, p->head.description), LIMIT_REASON);
}

struct book_page *book_page_add(struct book *b, struct book_release *r, struct book_file *f,
	enum book_text text)
{
	struct arena *a = b->cx->arena;
	struct book_page *p = arena_new(a, struct book_page), *other;
	struct str within = str_skip(f->path, r->folder.len > 0 ? r->folder.len + 1 : 0);
	int64_t lines;
	error e;

	*p = (struct book_page){ .release = r, .file = f, .source = within, .text = text,
		.body = f->text };
	if (f->missing)
		return NULL;
	e = text == BOOK_HTML ? OK
			      : front_matter_read(b->cx, f->text, &p->head, &p->body, &lines);
	if (e != OK) {
		book_find(b, BOOK_REFUSED, f->path, 0, e->text);
		return NULL;
	}
	if (p->head.draft)
		return NULL;
	p->path = path_of(a, p);
	other = map_get(&r->by_path, p->path);
	if (other != NULL) {
		book_find(b, BOOK_REFUSED, f->path, 0, str_printf(a,
			"%.*s has its address already: give it a `slug:`", STR_ARG(other->file->path)));
		return NULL;
	}
	name_page(b, p);
	map_put(&r->by_path, p->path, p);
	map_put(&r->by_file, f->path, p);
	*arena_push(a, &r->pages) = p;
	b->report.pages++;
	return p;
}

/* --- the tree --- */

void book_node_add(struct book *b, struct book_release *r, struct book_node n)
{
	n.label = utf8_cut(n.label.len > 0 || n.page == NULL ? n.label : n.page->label, LABEL_MAX);
	*arena_push(b->cx->arena, &r->nodes) = n;
}

void book_rest_of_tree(struct book *b, struct book_release *r)
{
	struct map named = map_new(b->cx->arena);

	for (size_t i = 0; i < r->nodes.len; i++)
		if (r->nodes.at[i].page != NULL)
			map_put(&named, r->nodes.at[i].page->path, r);
	for (size_t i = 0; i < r->pages.len; i++) {
		struct book_page *p = r->pages.at[i];
		if (map_get(&named, p->path) == NULL && !p->head.unlisted)
			book_node_add(b, r, (struct book_node){ .page = p });
	}
}

/* --- variables --- */

struct str book_expand(struct book *b, const struct book_release *r, struct str s)
{
	struct buf out = buf_new(b->cx->arena, LIMIT_ARTICLE);
	ptrdiff_t open, close;

	if (r->variables == NULL || str_find(s, STR("$[")) < 0)
		return s;
	while ((open = str_find(s, STR("$["))) >= 0) {
		struct str at = str_skip(s, (size_t)open + 2);
		close = str_find_char(at, ']');
		const struct js_value *v = close < 0 ? NULL
			: js_path(r->variables, str_sub(at, 0, (size_t)close));
		buf_put(&out, str_sub(s, 0, (size_t)open));
		bool known = v != NULL && (v->kind == JS_STRING || v->kind == JS_NUMBER);
		buf_put(&out, known ? v->text : STR("$["));
		s = known ? str_skip(at, (size_t)close + 1) : at;
	}
	buf_put(&out, s);
	return out.overflow ? s : buf_str(&out);
}
