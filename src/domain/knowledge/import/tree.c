#include "domain/knowledge/import/tree.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "domain/knowledge/article.h"
#include "domain/source/path.h"

enum { REDIRECTS_MAX = 8 };

void kb_tree_init(struct ctx *cx, struct kb_tree *t, struct str name)
{
	*t = (struct kb_tree){ .cx = cx, .name = name, .by_path = map_new(cx->arena),
		.by_name = map_new(cx->arena), .redirect_by_path = map_new(cx->arena),
		.redirect_by_name = map_new(cx->arena) };
}

void kb_finding_add(struct kb_tree *t, enum kb_finding_kind kind, struct str path, int64_t line,
	struct str text)
{
	*arena_push(t->cx->arena, &t->report.findings) = (struct kb_finding){ .kind = kind,
		.path = path, .line = line, .text = str_copy(t->cx->arena, text) };
	t->report.counts[kind]++;
}

/* --- what a file says of itself --- */

struct str kb_plain_heading(struct arena *a, struct str markdown)
{
	struct buf b = buf_new(a, markdown.len + 1);

	for (size_t i = 0; i < markdown.len; i++) {
		char c = markdown.at[i];
		struct str rest = str_skip(markdown, i);
		if (c == '\\' && i + 1 < markdown.len) {
			buf_char(&b, markdown.at[++i]);
		} else if (str_starts(rest, STR("]("))) {
			ptrdiff_t end = str_find_char(rest, ')');
			i += end > 0 ? (size_t)end : 1;
		} else if (c != '*' && c != '`' && c != '[') {
			buf_char(&b, c);
		}
	}
	return str_trim(buf_str(&b));
}

static void add_number(struct arena *a, struct kb_file *f, struct str digits)
{
	struct str number;

	if (digits.len < 3 || digits.len > 12)
		return;
	number = str_concat(a, STR("KB"), digits);
	if (f->wanted.len == 0)
		f->wanted = number;
	else
		*arena_push(a, &f->numbers) = number;
}

/* "_Original KB number:_ &nbsp; 4456227, 4337638" */
static bool is_number_line(struct arena *a, struct str line)
{
	struct str low = str_lower(a, line);

	return line.len < 200 && str_find(low, STR("kb number")) >= 0 &&
		str_find(low, STR("original")) >= 0 && str_find(low, STR(":")) >= 0;
}

static void read_numbers(struct arena *a, struct kb_file *f, struct str text)
{
	size_t start = 0;

	for (size_t i = 0; i <= text.len; i++) {
		bool digit = i < text.len && str_is_digit(text.at[i]);
		if (!digit && i > start)
			add_number(a, f, str_sub(text, start, i - start));
		if (!digit)
			start = i + 1;
	}
}

/* Title and number; lines that only say them are taken out of the body. */
static void read_self(struct kb_tree *t, struct kb_file *f)
{
	struct arena *a = t->cx->arena;
	struct buf kept = buf_new(a, f->body.len + 2);
	struct str rest = f->body, line, h1 = STR("");
	bool fence = false;

	read_numbers(a, f, f->head.number);
	while (str_cut(&rest, '\n', &line)) {
		bool numbers = is_number_line(a, line);
		fence ^= str_starts(str_trim(line), STR("```"));
		bool title = !fence && h1.len == 0 && str_starts(line, STR("# "));
		if (numbers)
			read_numbers(a, f, line);
		if (title)
			h1 = kb_plain_heading(a, str_skip(line, 2));
		/* The line itself stays, empty: findings count lines. */
		if (!numbers && !title)
			buf_put(&kept, line);
		buf_char(&kept, '\n');
	}
	f->body = buf_str(&kept);
	f->title = f->head.title.len > 0 ? f->head.title : h1;
	if (f->head.title.len > 0 && h1.len > 0 && !str_eq(h1, f->title))
		*arena_push(a, &f->head.keywords) = h1;
}

/* A file that this program exported says all in its head. */
static void read_own(struct kb_file *f)
{
	struct str number = f->head.number;
	int64_t digits;

	f->title = f->head.title;
	if (str_starts(number, STR("KB")) && number.len <= 14 && str_int(str_skip(number, 2), &digits) &&
		digits > 0)
		f->wanted = number;
}

/* --- paths --- */

/* "a/./b/../c.md" is "a/c". */
static struct str key_of(struct arena *a, struct str folder, struct str path)
{
	struct str key = str_lower(a, source_join(a, folder, path));
	return str_ends(key, STR(".md")) ? str_sub(key, 0, key.len - 3) : key;
}

static bool is_fragment(struct str path)
{
	struct str rest = path, part = STR("");

	while (str_cut(&rest, '/', &part))
		if (str_eq(part, STR("includes")) || str_eq(part, STR("_includes")))
			return true;
	return str_starts(part, STR("_"));
}

error kb_tree_add(struct kb_tree *t, struct str path, struct str text)
{
	struct arena *a = t->cx->arena;
	struct kb_file *f = arena_new(a, struct kb_file);
	error e;

	*f = (struct kb_file){ .path = path, .fragment = is_fragment(path) };
	if (str_starts(text, STR("\xef\xbb\xbf")))
		text = str_skip(text, 3);
	if (!utf8_is_text(text))
		e = err_new(t->cx, ERR_INVALID, "not UTF-8 text: save it as UTF-8");
	else
		e = front_matter_read(t->cx, text, &f->head, &f->body, &f->head_lines);
	if (e == OK && !f->fragment) {
		if (f->head.mainstay.len > 0)
			read_own(f);
		else
			read_self(t, f);
		if (f->title.len == 0)
			e = err_new(t->cx, ERR_INVALID, "no title: add `title:` to its head");
		else if (f->title.len > LIMIT_TITLE)
			e = err_new(t->cx, ERR_INVALID, "the title has %zu bytes: shorten it to 500",
				f->title.len);
	}
	t->report.files++;
	t->report.fragments += f->fragment;
	f->refused = e != OK;
	if (e != OK)
		kb_finding_add(t, KB_REFUSED, path, 0, e->text);
	struct str key = key_of(a, STR(""), path);
	f->same_name = map_get(&t->by_name, source_last_part(key));
	map_put(&t->by_name, source_last_part(key), f);
	map_put(&t->by_path, key, f);
	*arena_push(a, &t->files) = f;
	return OK;
}

void kb_tree_redirect(struct kb_tree *t, struct str from, struct str to)
{
	struct arena *a = t->cx->arena;
	struct kb_redirect *r = arena_new(a, struct kb_redirect);
	struct str key = key_of(a, STR(""), from);

	*r = (struct kb_redirect){ .from = key, .to = to,
		.same_name = map_get(&t->redirect_by_name, source_last_part(key)) };
	map_put(&t->redirect_by_name, source_last_part(key), r);
	map_put(&t->redirect_by_path, key, r);
	*arena_push(a, &t->redirects) = r;
}

struct kb_file *kb_tree_file(const struct kb_tree *t, const struct kb_file *from, struct str path)
{
	struct kb_file *f = map_get(&t->by_path,
		key_of(t->cx->arena, from ? source_folder(from->path) : STR(""), path));
	return f != NULL && !f->refused ? f : NULL;
}

/*
 * How much a path of the published site looks like a path of the folder with the same
 * last part: the parts that agree from the end, and the first one. Sites leave folders
 * out ("/office/troubleshoot/word/x" is Office/Client/word/x.md); 0 is not the same.
 */
static int likeness(struct str url, struct str path)
{
	int same = 0;
	struct str u = source_folder(url), p = source_folder(path);

	while (u.len > 0 && p.len > 0 && str_eq_nocase(source_last_part(u), source_last_part(p))) {
		same += 2;
		u = source_folder(u);
		p = source_folder(p);
	}
	return same + str_eq_nocase(source_first_part(url), source_first_part(path));
}

static struct kb_file *file_of_url(const struct kb_tree *t, struct str url)
{
	struct kb_file *best = NULL;
	int most = 0;
	bool tie = false;

	for (struct kb_file *f = map_get(&t->by_name, source_last_part(url)); f != NULL; f = f->same_name) {
		int same = f->fragment || f->refused ? 0 : likeness(url, f->path);
		tie = same == most && same > 0;
		if (same > most) {
			most = same;
			best = f;
			tie = false;
		}
	}
	return tie ? NULL : best;
}

static const struct kb_redirect *redirect_of_url(const struct kb_tree *t, struct str url)
{
	const struct kb_redirect *best = NULL;
	int most = 2; /* folders must agree: an old name alone says little */

	for (struct kb_redirect *r = map_get(&t->redirect_by_name, source_last_part(url)); r != NULL;
		r = r->same_name) {
		int same = likeness(url, r->from);
		if (same > most) {
			most = same;
			best = r;
		}
	}
	return best;
}

static struct kb_target away(const struct kb_tree *t, struct str link)
{
	struct kb_target none = { 0 };

	if (t->site.len == 0)
		return none;
	return (struct kb_target){ .url = str_concat(t->cx->arena, t->site, link) };
}

struct kb_target kb_tree_target(const struct kb_tree *t, const struct kb_file *from,
	struct str link)
{
	for (int n = 0; n < REDIRECTS_MAX; n++) {
		struct str path = source_without_tail(link), key;
		const struct kb_redirect *r;
		const struct kb_file *f;
		bool rooted = str_starts(path, STR("/"));
		if (str_find(link, STR("://")) > 0 || str_starts(link, STR("//")))
			return (struct kb_target){ .url = link };
		key = key_of(t->cx->arena, rooted || from == NULL ? STR("") : source_folder(from->path),
			path);
		f = map_get(&t->by_path, key);
		if (f == NULL && rooted)
			f = file_of_url(t, key);
		if (f != NULL && !f->refused && !f->fragment)
			return (struct kb_target){ .file = f };
		r = map_get(&t->redirect_by_path, key);
		if (r == NULL && rooted)
			r = redirect_of_url(t, key);
		if (r == NULL)
			return rooted ? away(t, link) : (struct kb_target){ 0 };
		link = r->to;
		from = NULL;
	}
	return (struct kb_target){ 0 };
}
