/* mdx_list.c - components that list pages, and blocks of code */
#include "base/buf.h"
#include "domain/manual/import/text/mdx_part.h"
#include "domain/source/path.h"

/* --- lists of pages --- */

/* Markdown must not read marks in words that come from elsewhere. */
static void put_words(struct mdx *m, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];
		if (c == '[' || c == ']' || c == '<' || c == '*' || c == '_' || c == '`')
			buf_char(m->out, '\\');
		buf_char(m->out, c == '\n' ? ' ' : c);
	}
}

static void put_item(struct mdx *m, struct str title, struct str to, struct str words)
{
	buf_put(m->out, m->indent);
	buf_put(m->out, STR("- ["));
	put_words(m, title);
	buf_printf(m->out, "](<%.*s>)", STR_ARG(to));
	if (words.len > 0) {
		buf_put(m->out, STR(": "));
		put_words(m, words);
	}
	buf_char(m->out, '\n');
}

static struct book_page *page_of_id(struct mdx *m, struct str id)
{
	static const struct str ends[] = { STR_INIT(".mdx"), STR_INIT(".md") };
	const struct book_release *r = m->page->release;
	struct arena *a = m->book->cx->arena;

	for (size_t i = 0; i < 2; i++) {
		struct book_page *p = map_get(&r->by_file, source_join(a, r->folder,
			str_concat(a, id, ends[i])));
		if (p != NULL)
			return p;
	}
	return NULL;
}

void mdx_card(struct mdx *m, const struct mdx_tag *tag)
{
	struct arena *a = m->book->cx->arena;
	struct str id = mdx_attribute(tag, STR("docId")), url = mdx_attribute(tag, STR("url"));
	struct str title = mdx_attribute(tag, STR("title"));
	struct str words = mdx_attribute(tag, STR("description"));
	const struct book_page *p = id.len > 0 ? page_of_id(m, id) : NULL;

	if (url.len == 0)
		url = mdx_attribute(tag, STR("href"));
	if (p != NULL) {
		title = title.len > 0 ? title : p->title;
		words = words.len > 0 ? words : p->description;
		url = str_concat(a, STR("/"), p->source);
	} else if (id.len > 0) {
		book_find_in(m->book, m->page, BOOK_LINK_NOWHERE, id);
	} else if (!source_has_scheme(url) && !str_starts(url, STR("/"))) {
		url = str_concat(a, STR("/"), url); /* of the site */
	}
	put_item(m, title.len > 0 ? title : id, url, str_trim(words));
}

/* The nodes one deeper than the one of the page. */
void mdx_card_list(struct mdx *m)
{
	const struct book_release *r = m->page->release;
	size_t at = 0;

	while (at < r->nodes.len && r->nodes.at[at].page != m->page)
		at++;
	buf_put(m->out, STR("\n"));
	for (size_t i = at + 1; i < r->nodes.len && r->nodes.at[i].depth > r->nodes.at[at].depth; i++) {
		const struct book_node *n = &r->nodes.at[i];
		if (n->depth != r->nodes.at[at].depth + 1)
			continue;
		if (n->page != NULL)
			put_item(m, n->page->title, str_concat(m->book->cx->arena, STR("/"),
				n->page->source), n->page->description);
		else if (n->url.len > 0)
			put_item(m, n->label, n->url, STR(""));
	}
	buf_put(m->out, STR("\n"));
}

/* --- code --- */

/* The text between expressions: lines without blanks at their ends, as JSX has it. */
static void put_jsx_text(struct buf *b, struct str text, bool last)
{
	struct str line, rest = text;
	bool first = true;

	while (str_cut(&rest, '\n', &line)) {
		struct str inner = str_trim(line);
		bool end = rest.len == 0 && !str_ends(text, STR("\n"));
		if (first && inner.len > 0)
			inner = str_of(line.at, line.len - (size_t)(line.at + line.len - inner.at - (ptrdiff_t)inner.len));
		if (end && !last && inner.len > 0)
			inner = str_of(inner.at, (size_t)(line.at + line.len - inner.at));
		if (inner.len > 0 && !first && b->len > 0 && b->at[b->len - 1] != '\n')
			buf_char(b, ' ');
		buf_put(b, inner);
		first = false;
	}
}

static void put_fence(struct mdx *m, struct str language, struct str code)
{
	struct str line;

	code = str_trim(code);
	buf_printf(m->out, "\n\n%.*s~~~~%.*s\n", STR_ARG(m->indent), STR_ARG(language));
	while (str_cut(&code, '\n', &line)) {
		buf_put(m->out, m->indent);
		buf_put(m->out, book_expand(m->book, m->page->release, line));
		buf_char(m->out, '\n');
	}
	buf_put(m->out, m->indent);
	buf_put(m->out, STR("~~~~\n\n"));
	buf_put(m->out, m->indent);
}

void mdx_code_block(struct mdx *m, const struct mdx_tag *tag)
{
	struct str rest = str_skip(m->text, m->at), inner;
	ptrdiff_t end = str_find(rest, STR("</CodeBlock>"));
	struct buf code = buf_new(m->book->cx->arena, rest.len + 64 * 1024);

	if (tag->alone || end < 0)
		return;
	inner = str_sub(rest, 0, (size_t)end);
	m->at += (size_t)end + 12;
	while (inner.len > 0) {
		ptrdiff_t brace = str_find_char(inner, '{');
		size_t n = brace < 0 ? 0 : js_balanced(str_skip(inner, (size_t)brace));
		put_jsx_text(&code, str_sub(inner, 0, n > 0 ? (size_t)brace : inner.len), n == 0);
		if (n == 0)
			break;
		struct js_value v = mdx_value(m, str_sub(inner, (size_t)brace + 1, n - 2));
		/* What can't be known stands as a blank to fill in. */
		buf_put(&code, v.kind == JS_UNDEFINED ? str_sub(inner, (size_t)brace, n)
						      : js_shown(&v));
		inner = str_skip(inner, (size_t)brace + n);
	}
	put_fence(m, mdx_attribute(tag, STR("language")), buf_str(&code));
}
