#include "mail/read/html/html_text.h"

#include <gumbo.h>
#include <string.h>

#include "html/bound.h"
#include "mail/read/html/html_mark.h"
#include "mail/read/html/html_strip.h"

enum { DEPTH_MAX = 2000, LINK_MAX = 300, LINE_ENDS_MAX = 3, QUOTE_MAX = 50 };

struct writer {
	struct buf *out;
	bool marked;
	int depth;
	int quote, quote_before; /* levels: now, and when the last text was written */
	int ends;                /* line ends that are due before the next text */
	bool space;              /* so is a space */
	bool pre;
	bool link_text;          /* something was written inside of the link */
	int list_depth;
	int list_number;         /* 0: a list of dashes */
};

static void line_ends(struct writer *w, int at_least)
{
	w->ends = w->ends < at_least ? at_least : w->ends;
	w->space = false;
}

static void put_prefix(struct writer *w, int levels)
{
	for (int i = 0; i < levels && i < QUOTE_MAX; i++)
		buf_put(w->out, STR("> "));
}

/* Whatever is due before text. */
static void begin_text(struct writer *w)
{
	bool at_start = w->out->len == 0;
	int both = w->quote < w->quote_before ? w->quote : w->quote_before;

	for (int i = 0; i < w->ends && !at_start; i++) {
		if (i > 0)
			put_prefix(w, both);
		buf_char(w->out, '\n');
	}
	if (at_start || w->ends > 0)
		put_prefix(w, w->quote);
	else if (w->space)
		buf_char(w->out, ' ');
	w->ends = 0;
	w->space = false;
	w->quote_before = w->quote;
}

static void put(struct writer *w, struct str s)
{
	begin_text(w);
	buf_put(w->out, s);
}

static void put_mark(struct writer *w, const char *mark)
{
	if (!w->marked)
		return;
	int quote = w->quote;
	w->quote = 0;
	line_ends(w, 1);
	put(w, str_from(mark));
	line_ends(w, 1);
	w->quote = quote;
}

/* The bytes of one white space, 0 when it is none. */
static size_t space_len(struct str s)
{
	if (s.len > 0 && str_is_space(s.at[0]))
		return 1;
	if (str_starts(s, STR("\xc2\xa0")))
		return 2;
	/* zero width: space, non-joiner, joiner, byte order mark */
	if (str_starts(s, STR("\xe2\x80\x8b")) || str_starts(s, STR("\xe2\x80\x8c")) ||
		str_starts(s, STR("\xef\xbb\xbf")))
		return 3;
	return 0;
}

static void put_words(struct writer *w, struct str s)
{
	while (s.len > 0) {
		size_t n = 0, blank = space_len(s);
		if (blank > 0) {
			w->space = w->space || (w->ends == 0 && w->out->len > 0);
			s = str_skip(s, blank);
			continue;
		}
		while (n < s.len && space_len(str_skip(s, n)) == 0)
			n++;
		put(w, str_sub(s, 0, n));
		w->link_text = true;
		s = str_skip(s, n);
	}
}

/* "&nbsp;" alone is how editors write an empty line. */
static bool is_empty_line(struct str s)
{
	bool hard = str_find(s, STR("\xc2\xa0")) >= 0;

	while (s.len > 0 && space_len(s) > 0)
		s = str_skip(s, space_len(s));
	return hard && s.len == 0;
}

static void put_lines(struct writer *w, struct str s)
{
	struct str line;

	while (str_cut(&s, '\n', &line)) {
		if (line.len > 0)
			put(w, line);
		if (s.len > 0 || s.at[-1] == '\n')
			w->ends = w->ends < LINE_ENDS_MAX ? w->ends + 1 : w->ends;
	}
}

static void put_node(struct writer *w, const GumboNode *n);

static void put_children(struct writer *w, const GumboElement *e)
{
	for (unsigned i = 0; i < e->children.length; i++)
		put_node(w, e->children.data[i]);
}

struct str html_attribute(const GumboElement *e, const char *name)
{
	GumboAttribute *a = gumbo_get_attribute(&e->attributes, name);

	return a != NULL ? str_from(a->value) : STR("");
}

static void put_link(struct writer *w, const GumboElement *e)
{
	struct str to = str_trim(html_attribute(e, "href"));
	size_t from = w->out->len;

	w->link_text = false;
	put_children(w, e);
	struct str words = str_sub(buf_str(w->out), from, w->out->len - from);
	bool web = str_starts(to, STR("http://")) || str_starts(to, STR("https://"));
	struct str bare = str_ends(to, STR("/")) ? str_sub(to, 0, to.len - 1) : to;
	ptrdiff_t host = str_find(bare, STR("//"));
	if (!web || !w->link_text || to.len > LINK_MAX ||
		str_find(words, str_skip(bare, (size_t)(host < 0 ? 0 : host + 2))) >= 0)
		return;
	w->space = true;
	put(w, STR("<"));
	put_words(w, to);
	put(w, STR(">"));
}

static void put_list(struct writer *w, const GumboElement *e)
{
	int number = w->list_number;

	w->list_number = e->tag == GUMBO_TAG_OL;
	line_ends(w, w->list_depth > 0 ? 1 : 2);
	w->list_depth++;
	put_children(w, e);
	w->list_depth--;
	line_ends(w, w->list_depth > 0 ? 1 : 2);
	w->list_number = number;
}

static void put_item(struct writer *w, const GumboElement *e)
{
	line_ends(w, 1);
	begin_text(w);
	for (int i = 1; i < w->list_depth && i < QUOTE_MAX; i++)
		buf_put(w->out, STR("  "));
	if (w->list_number > 0)
		buf_printf(w->out, "%d. ", w->list_number++);
	else
		buf_put(w->out, STR("- "));
	put_children(w, e);
	line_ends(w, 1);
}

/* Some programs indent by a quote without a line at its side. */
static void put_quote(struct writer *w, const GumboElement *e)
{
	struct str style = html_attribute(e, "style");
	bool indent = html_attribute(e, "type").len == 0 && html_attribute(e, "class").len == 0 &&
		(str_find(style, STR("border:none")) >= 0 || str_find(style, STR("border: none")) >= 0);

	line_ends(w, 1);
	w->quote += !indent;
	put_children(w, e);
	line_ends(w, 1);
	w->quote -= !indent;
}

/* Paragraphs stand apart, unless their style says that they are lines. */
static int gap_of(const GumboElement *e)
{
	struct str style = html_attribute(e, "style"), kind = html_attribute(e, "class");
	bool tight = str_starts(kind, STR("Mso")) || str_starts(kind, STR("p1")) ||
		str_find(style, STR("margin:0")) >= 0 || str_find(style, STR("margin: 0")) >= 0 ||
		str_find(style, STR("margin-bottom:0")) >= 0 ||
		str_find(style, STR("margin-bottom: 0")) >= 0;

	switch (e->tag) {
	case GUMBO_TAG_P:
		return tight ? 1 : 2;
	case GUMBO_TAG_H1:
	case GUMBO_TAG_H2:
	case GUMBO_TAG_H3:
	case GUMBO_TAG_H4:
	case GUMBO_TAG_H5:
	case GUMBO_TAG_H6:
	case GUMBO_TAG_PRE:
	case GUMBO_TAG_DL:
		return 2;
	case GUMBO_TAG_DIV:
	case GUMBO_TAG_TABLE:
	case GUMBO_TAG_TR:
	case GUMBO_TAG_CENTER:
	case GUMBO_TAG_SECTION:
	case GUMBO_TAG_ARTICLE:
	case GUMBO_TAG_HEADER:
	case GUMBO_TAG_FOOTER:
	case GUMBO_TAG_DT:
	case GUMBO_TAG_DD:
	case GUMBO_TAG_ADDRESS:
	case GUMBO_TAG_FIGURE:
	case GUMBO_TAG_FIELDSET:
	case GUMBO_TAG_FORM:
		return 1;
	default:
		return 0;
	}
}

static void put_block(struct writer *w, const GumboElement *e)
{
	int gap = gap_of(e);
	bool pre = w->pre;

	w->pre = pre || e->tag == GUMBO_TAG_PRE;
	if (gap > 0)
		line_ends(w, gap);
	put_children(w, e);
	if (gap > 0)
		line_ends(w, gap);
	w->pre = pre;
}

static void put_image(struct writer *w, const GumboElement *e)
{
	struct str alt = str_trim(html_attribute(e, "alt"));

	if (alt.len == 0 || alt.len > LINK_MAX)
		return;
	put(w, STR("["));
	put_words(w, alt);
	put(w, STR("]"));
}

static bool is_silent(const GumboElement *e)
{
	struct str style = html_attribute(e, "style");

	switch (e->tag) {
	case GUMBO_TAG_HEAD:
	case GUMBO_TAG_STYLE:
	case GUMBO_TAG_SCRIPT:
	case GUMBO_TAG_TITLE:
	case GUMBO_TAG_TEMPLATE:
	case GUMBO_TAG_SVG:
	case GUMBO_TAG_OBJECT:
		return true;
	default:
		return str_find(style, STR("display:none")) >= 0 ||
			str_find(style, STR("display: none")) >= 0;
	}
}

static void put_element(struct writer *w, const GumboElement *e)
{
	switch (e->tag) {
	case GUMBO_TAG_BR:
		w->ends = w->ends < LINE_ENDS_MAX ? w->ends + 1 : w->ends;
		w->space = false;
		break;
	case GUMBO_TAG_HR:
		line_ends(w, 1);
		put(w, STR("----------"));
		line_ends(w, 1);
		break;
	case GUMBO_TAG_A:
		put_link(w, e);
		break;
	case GUMBO_TAG_IMG:
		put_image(w, e);
		break;
	case GUMBO_TAG_UL:
	case GUMBO_TAG_OL:
		put_list(w, e);
		break;
	case GUMBO_TAG_LI:
		put_item(w, e);
		break;
	case GUMBO_TAG_BLOCKQUOTE:
		put_quote(w, e);
		break;
	case GUMBO_TAG_TD:
	case GUMBO_TAG_TH:
		put_children(w, e);
		w->space = w->ends == 0 && w->out->len > 0;
		break;
	default:
		put_block(w, e);
	}
}

static void put_marked(struct writer *w, const GumboElement *e)
{
	enum html_mark mark = html_mark_of(e);

	if (mark == HTML_MARK_QUOTE)
		put_mark(w, HTML_QUOTE_FROM_HERE);
	if (mark == HTML_MARK_SIGNATURE)
		put_mark(w, HTML_SIGNATURE_BEGINS);
	if (mark == HTML_MARK_ATTRIBUTION)
		put_mark(w, HTML_ATTRIBUTION_BEGINS);
	put_element(w, e);
	if (mark == HTML_MARK_SIGNATURE)
		put_mark(w, HTML_SIGNATURE_ENDS);
	if (mark == HTML_MARK_ATTRIBUTION)
		put_mark(w, HTML_ATTRIBUTION_ENDS);
}

static void put_node(struct writer *w, const GumboNode *n)
{
	if (w->depth > DEPTH_MAX)
		return;
	w->depth++;
	if (n->type == GUMBO_NODE_ELEMENT && !is_silent(&n->v.element))
		put_marked(w, &n->v.element);
	else if (n->type == GUMBO_NODE_TEXT || n->type == GUMBO_NODE_WHITESPACE ||
		n->type == GUMBO_NODE_CDATA) {
		struct str s = str_from(n->v.text.text);
		if (w->pre)
			put_lines(w, s);
		else if (w->ends > 0 && is_empty_line(s))
			w->ends = w->ends < LINE_ENDS_MAX ? w->ends + 1 : w->ends;
		else
			put_words(w, s);
	}
	w->depth--;
}

static struct str render(struct arena *a, struct str html, bool marked)
{
	struct buf out = buf_new(a, HTML_TEXT_MAX);
	struct writer w = { .out = &out, .marked = marked };
	GumboOptions options = kGumboDefaultOptions;

	if (!html_is_bounded(html))
		return html_strip(a, html);
	options.max_errors = 0;
	GumboOutput *tree = gumbo_parse_with_options(&options, html.at, html.len);
	put_node(&w, tree->root);
	gumbo_destroy_output(&options, tree);
	if (out.len > 0)
		buf_char(&out, '\n');
	return buf_str(&out);
}

struct str html_text(struct arena *a, struct str html)
{
	return render(a, html, false);
}

struct str html_text_marked(struct arena *a, struct str html)
{
	return render(a, html, true);
}
