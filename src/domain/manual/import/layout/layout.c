#include "domain/manual/import/layout/layout.h"

#include "base/buf.h"
#include "domain/source/path.h"

static const struct layout *const layouts[] = {
	&layout_docusaurus, &layout_mkdocs, &layout_plain, &layout_html,
};

error layout_read(struct book *b, const struct layout **ret_layout)
{
	for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
		if (!layouts[i]->is(b))
			continue;
		*ret_layout = layouts[i];
		return layouts[i]->read(b);
	}
	return err_new(b->cx, ERR_INVALID, "%.*s is no manual: it has no versions.json, mkdocs.yml, "
		"*.md or *.html", STR_ARG(b->folder));
}

bool layout_is_fragment(struct str path)
{
	struct str rest = path, part = STR("");

	while (str_cut(&rest, '/', &part))
		if (str_starts(part, STR("_")) || str_eq(part, STR("includes")))
			return true;
	return false;
}

struct str layout_release(const struct book *b, struct str otherwise)
{
	return b->release.len > 0 ? b->release : otherwise;
}

/* --- pages --- */

static bool is_text(struct str path, enum book_text text)
{
	if (text == BOOK_HTML)
		return str_ends(path, STR(".html")) || str_ends(path, STR(".htm"));
	return str_ends(path, STR(".md")) || str_ends(path, STR(".mdx"));
}

error layout_add_pages(struct book *b, struct book_release *r, enum book_text text)
{
	struct str start = r->folder.len > 0 ? str_concat(b->cx->arena, r->folder, STR("/")) : STR("");

	for (size_t i = 0; i < b->paths.len; i++) {
		struct str path = b->paths.at[i];
		struct book_file *f;
		if (!str_starts(path, start) || !is_text(path, text))
			continue;
		b->report.files++;
		if (layout_is_fragment(str_skip(path, start.len))) {
			b->report.fragments++;
			continue;
		}
		f = book_file(b, path);
		enum book_text of = text == BOOK_MARKDOWN && str_ends(path, STR(".mdx")) ? BOOK_MDX : text;
		(void)book_page_add(b, r, f, of);
	}
	return OK;
}

/* --- a tree by folders --- */

struct entry {
	struct str label, folder; /* folder "": a page */
	struct book_page *page;   /* of a folder: its index */
	int64_t position;
	struct str name;
};

enum { NO_POSITION = 1 << 30 };

static int64_t position_of(struct str text)
{
	int64_t n;
	return str_int(text, &n) ? n : NO_POSITION;
}

/* "02-networking" is "networking". */
static struct str without_number(struct str name)
{
	size_t i = 0;

	while (i < name.len && str_is_digit(name.at[i]))
		i++;
	return i > 0 && i + 1 < name.len && (name.at[i] == '-' || name.at[i] == '_')
		? str_skip(name, i + 1) : name;
}

/* "get-started" is "Get started". */
static struct str words_of(struct arena *a, struct str name)
{
	struct buf b = buf_new(a, name.len + 1);
	struct str s = without_number(name);

	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i] == '-' || s.at[i] == '_' ? ' ' : s.at[i];
		buf_char(&b, i == 0 && c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
	}
	return buf_str(&b);
}

static int by_position(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	if (x->position != y->position)
		return x->position < y->position ? -1 : 1;
	return str_cmp(x->name, y->name);
}

static bool is_index(const struct book_page *p)
{
	struct str name = source_last_part(source_without_extension(p->source));
	return str_eq_nocase(name, STR("index")) || str_eq_nocase(name, STR("readme"));
}

static void describe_folder(struct book *b, struct book_release *r, struct entry *e)
{
	struct arena *a = b->cx->arena;
	const struct js_value *about = book_value(b, source_join(a, r->folder,
		str_concat(a, e->folder, STR("/_category_.json"))));
	const struct js_value *position = js_get(about, STR("position"));

	e->label = js_text(about, STR("label"));
	if (position != NULL)
		e->position = position_of(js_shown(position));
	if (e->page != NULL && e->position == NO_POSITION)
		e->position = position_of(e->page->head.position);
	if (e->label.len == 0)
		e->label = e->page != NULL ? e->page->label : words_of(a, source_last_part(e->folder));
}

typedef SLICE(struct entry) entries;

static struct entry *folder_entry(struct book *b, entries *all, struct str folder)
{
	for (size_t i = 0; i < all->len; i++)
		if (str_eq(all->at[i].folder, folder))
			return &all->at[i];
	struct entry *e = arena_push(b->cx->arena, all);
	*e = (struct entry){ .folder = folder, .position = NO_POSITION,
		.name = source_last_part(folder) };
	return e;
}

/* The pages and folders that stand right below `folder`. */
static entries entries_of(struct book *b, struct book_release *r, struct str folder)
{
	struct arena *a = b->cx->arena;
	struct str start = folder.len > 0 ? str_concat(a, folder, STR("/")) : STR("");
	entries all = { 0 };

	for (size_t i = 0; i < r->pages.len; i++) {
		struct book_page *p = r->pages.at[i];
		struct str below = str_skip(p->source, start.len);
		ptrdiff_t slash = str_find_char(below, '/');
		if (!str_starts(p->source, start) || p->head.unlisted)
			continue;
		if (slash < 0) {
			if (folder.len == 0 || !is_index(p))
				*arena_push(a, &all) = (struct entry){ .page = p, .label = p->label,
					.position = is_index(p) ? -1 : position_of(p->head.position),
					.name = source_last_part(p->source) };
			continue;
		}
		struct entry *e = folder_entry(b, &all, str_concat(a, start, str_sub(below, 0, (size_t)slash)));
		if (is_index(p) && str_eq(source_folder(p->source), e->folder))
			e->page = p;
	}
	for (size_t i = 0; i < all.len; i++)
		if (all.at[i].folder.len > 0)
			describe_folder(b, r, &all.at[i]);
	if (all.len > 0)
		qsort(all.at, all.len, sizeof *all.at, by_position);
	return all;
}

void layout_tree_by_folder(struct book *b, struct book_release *r, struct str folder, int depth)
{
	enum { DEPTH_MAX = 16 };
	entries all = { 0 };

	if (depth > DEPTH_MAX)
		return;
	all = entries_of(b, r, folder);
	for (size_t i = 0; i < all.len; i++) {
		const struct entry *e = &all.at[i];
		book_node_add(b, r, (struct book_node){ e->label, e->page, STR(""), depth });
		if (e->folder.len > 0)
			layout_tree_by_folder(b, r, e->folder, depth + 1);
	}
}

/* --- redirects --- */

/* The part of a rule's path behind the set's base, by release: "/calico/3.29/a". */
static bool split(struct book *b, struct str path, struct str *ret_release, struct str *ret_rest)
{
	struct str rest = path, release;

	if (!str_starts(path, b->base) || (path.len > b->base.len && path.at[b->base.len] != '/'))
		return false;
	rest = str_skip(path, b->base.len + 1);
	release = source_first_part(rest);
	*ret_rest = str_skip(rest, release.len + 1);
	if (str_ends(*ret_rest, STR("/")))
		*ret_rest = str_sub(*ret_rest, 0, ret_rest->len - 1);
	*ret_release = str_starts(release, STR(":")) || str_eq(release, STR("latest")) ? STR("") : release;
	return release.len > 0;
}

static void rule(struct book *b, struct str from, struct str to)
{
	struct book_redirect r = { .to = to };
	struct str to_release, to_path;

	if (b->base.len == 0 || !split(b, from, &r.release, &r.from)) {
		b->report.redirects_elsewhere++;
		return;
	}
	if (split(b, to, &to_release, &to_path))
		r.to = to_path;
	else if (!source_has_scheme(to) && b->site.len > 0)
		r.to = str_concat(b->cx->arena, b->site, to);
	else if (!source_has_scheme(to)) {
		b->report.redirects_elsewhere++;
		return;
	}
	if (!str_eq(r.from, r.to) && r.from.len > 0)
		*arena_push(b->cx->arena, &b->redirects) = r;
}

static struct str take_word(struct str *rest)
{
	size_t i = 0;

	*rest = str_trim(*rest);
	while (i < rest->len && !str_is_space(rest->at[i]))
		i++;
	struct str word = str_sub(*rest, 0, i);
	*rest = str_skip(*rest, i);
	return word;
}

void layout_redirects(struct book *b, struct book_file *f)
{
	struct str rest = f != NULL && !f->missing ? f->text : STR(""), line;

	while (str_cut(&rest, '\n', &line)) {
		struct str from = take_word(&line), to = take_word(&line);
		if (from.len > 0 && from.at[0] != '#' && to.len > 0)
			rule(b, from, to);
	}
}
