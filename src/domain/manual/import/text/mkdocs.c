#include "domain/manual/import/text/mkdocs.h"

#include "base/buf.h"
#include "base/limits.h"
#include "domain/source/path.h"

enum { DEEP_MAX = 16, STEP = 4 };

struct mkdocs {
	struct book *book;
	struct book_page *page;
	struct buf *out;
	int depth;
	bool in_tabs;
};

static void text(struct mkdocs *m, struct str body);

static size_t indent_of(struct str line)
{
	size_t n = 0;

	while (n < line.len && line.at[n] == ' ')
		n++;
	return n;
}

/* Lines that are blank or indented beyond `indent`, taken off *rest. */
static struct str take_block(struct str *rest, size_t indent)
{
	struct str whole = *rest, line, next = *rest;
	size_t len = 0;

	while (str_cut(&next, '\n', &line)) {
		if (!str_is_blank(line) && indent_of(line) < indent + STEP)
			break;
		len = whole.len - next.len;
		*rest = next;
	}
	return str_sub(whole, 0, len);
}

/* Without the blanks that put it into the note. */
static struct str dedent(struct arena *a, struct str block, size_t by)
{
	struct buf b = buf_new(a, block.len + 1);
	struct str line;

	while (str_cut(&block, '\n', &line)) {
		size_t n = indent_of(line);
		buf_put(&b, str_skip(line, n < by ? n : by));
		buf_char(&b, '\n');
	}
	return buf_str(&b);
}

static void put_indented(struct mkdocs *m, struct str lines, size_t indent)
{
	struct str line;

	while (str_cut(&lines, '\n', &line)) {
		for (size_t i = 0; line.len > 0 && i < indent; i++)
			buf_char(m->out, ' ');
		buf_put(m->out, line);
		buf_char(m->out, '\n');
	}
}

/* The words in quotes at the end of a marker's line. */
static struct str quoted(struct str s)
{
	ptrdiff_t open = str_find_char(s, '"'), close = str_rfind_char(s, '"');
	return open < 0 || close <= open ? STR("") : str_sub(s, (size_t)open + 1, (size_t)(close - open) - 1);
}

static struct str attribute(struct arena *a, struct str s)
{
	struct buf b = buf_new(a, 6 * s.len + 1);

	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] == '"')
			buf_put(&b, STR("&quot;"));
		else if (s.at[i] == '<')
			buf_put(&b, STR("&lt;"));
		else
			buf_char(&b, s.at[i]);
	}
	return buf_str(&b);
}

/* An element with the block that follows in it. */
static void put_element(struct mkdocs *m, struct str open, struct str close, struct str *rest,
	size_t indent)
{
	struct arena *a = m->book->cx->arena;
	struct str block = dedent(a, take_block(rest, indent), indent + STEP);
	struct buf own = buf_new(a, LIMIT_ARTICLE);
	struct mkdocs inner = { m->book, m->page, &own, m->depth + 1, false };

	text(&inner, block);
	put_indented(m, str_printf(a, "\n%.*s\n\n%.*s\n%.*s\n\n", STR_ARG(open),
		STR_ARG(buf_str(&own)), STR_ARG(close)), indent);
}

/* !!! note "Title", ??? note "Title", ???+ note */
static bool note(struct mkdocs *m, struct str line, struct str *rest)
{
	struct arena *a = m->book->cx->arena;
	struct str inner = str_trim(line), kind, title = quoted(inner);
	bool folded = str_starts(inner, STR("???"));
	size_t n = 3, word = 0;

	if (!folded && !str_starts(inner, STR("!!!")))
		return false;
	n += str_starts(str_skip(inner, n), STR("+"));
	kind = str_trim(str_skip(inner, n));
	while (word < kind.len && (str_is_alpha(kind.at[word]) || kind.at[word] == '-'))
		word++;
	kind = str_sub(kind, 0, word);
	if (word == 0)
		return false;
	if (folded)
		put_element(m, str_printf(a, "<details%s><summary>%.*s</summary>", n > 3 ? " open" : "",
			STR_ARG(attribute(a, title.len > 0 ? title : kind))), STR("</details>"), rest,
			indent_of(line));
	else
		put_element(m, str_printf(a, "<div data-m=\"note\" data-kind=\"%.*s\" title=\"%.*s\">",
			STR_ARG(kind), STR_ARG(attribute(a, title))), STR("</div>"), rest, indent_of(line));
	return true;
}

/* === "Title": those that follow each other are one set. */
static bool tab(struct mkdocs *m, struct str line, struct str *rest)
{
	struct arena *a = m->book->cx->arena;
	struct str inner = str_trim(line), next, after;

	if (!str_starts(inner, STR("=== \"")))
		return false;
	if (!m->in_tabs)
		put_indented(m, STR("\n<div data-m=\"tabs\">\n\n"), indent_of(line));
	put_element(m, str_printf(a, "<div data-m=\"tab\" title=\"%.*s\">",
		STR_ARG(attribute(a, quoted(inner)))), STR("</div>"), rest, indent_of(line));
	after = *rest;
	m->in_tabs = str_cut(&after, '\n', &next) && str_starts(str_trim(next), STR("=== \""));
	if (!m->in_tabs)
		put_indented(m, STR("\n</div>\n\n"), indent_of(line));
	return true;
}

/* --8<-- "path" */
static bool snippet(struct mkdocs *m, struct str line)
{
	struct arena *a = m->book->cx->arena;
	struct str inner = str_trim(line), path = quoted(inner);
	struct book_file *f;

	if (!str_starts(inner, STR("--8<--")) || path.len == 0)
		return false;
	f = book_file(m->book, source_join(a, STR(""), path));
	if (f == NULL)
		f = book_file(m->book, source_join(a, m->page->release->folder, path));
	if (f == NULL || f->missing || m->depth >= DEEP_MAX) {
		book_find_in(m->book, m->page, BOOK_INCLUDE_MISSING, path);
		return true;
	}
	struct buf own = buf_new(a, LIMIT_ARTICLE);
	struct mkdocs in = { m->book, m->page, &own, m->depth + 1, false };
	text(&in, f->text);
	*arena_push(a, &m->page->parts) = f->path;
	m->book->report.includes++;
	put_indented(m, buf_str(&own), indent_of(line));
	return true;
}

/* "Heading { #id .class }" has "{#id}", "words{: .class }" has nothing. */
static void plain_line(struct mkdocs *m, struct str line)
{
	ptrdiff_t open = str_rfind_char(line, '{');
	struct str mark = open < 0 ? STR("") : str_trim(str_skip(line, (size_t)open + 1)), id = mark;
	bool heading = str_starts(str_trim(line), STR("#"));
	bool marks = str_starts(mark, STR(":")) || (heading && (str_starts(mark, STR("#")) ||
		str_starts(mark, STR("."))));

	if (!marks || !str_ends(str_trim(line), STR("}"))) {
		buf_put(m->out, line);
		buf_char(m->out, '\n');
		return;
	}
	if (str_starts(id, STR(":")))
		id = str_trim(str_skip(id, 1));
	size_t n = 0;
	while (n < id.len && !str_is_space(id.at[n]) && id.at[n] != '}')
		n++;
	buf_put(m->out, str_sub(line, 0, (size_t)open));
	if (str_starts(id, STR("#")))
		buf_printf(m->out, "{%.*s}", (int)n, id.at);
	buf_char(m->out, '\n');
}

static void text(struct mkdocs *m, struct str body)
{
	struct str line;
	bool fence = false;

	if (m->depth >= DEEP_MAX) {
		buf_put(m->out, body);
		return;
	}
	while (str_cut(&body, '\n', &line)) {
		bool marks = str_starts(str_trim(line), STR("```")) || str_starts(str_trim(line), STR("~~~"));
		if (!fence && !marks && (note(m, line, &body) || tab(m, line, &body) || snippet(m, line)))
			continue;
		fence ^= marks;
		if (fence || marks) {
			buf_put(m->out, line);
			buf_char(m->out, '\n');
		} else {
			plain_line(m, line);
		}
	}
}

error mkdocs_plain(struct book *b, struct book_page *p, struct str *out)
{
	struct buf own = buf_new(b->cx->arena, LIMIT_ARTICLE);
	struct mkdocs m = { b, p, &own, 0, false };

	text(&m, p->body);
	if (own.overflow)
		return err_new(b->cx, ERR_LIMIT, "longer than 2 MB with its snippets: split it");
	*out = buf_str(&own);
	return OK;
}
