#include "mail/read/html/html_clean.h"

#include <gumbo.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "html/bound.h"
#include "mail/read/html/html_known.h"
#include "mail/read/html/html_mark.h"
#include "mail/read/html/html_strip.h"

enum { OUT_MAX = 2 * LIMIT_MAIL_TEXT, DEPTH_MAX = 200, URL_MAX = 2000, CELLS_MAX = 1000,
	PICTURES_MAX = 1000, HEADINGS = 6 };

struct cleaner {
	struct buf *out;
	struct arena *arena;
	const mail_part_list *parts;
	int depth;
	int folded;   /* <details> that are open */
	int pictures; /* looked up so far */
	int outline[HEADINGS], outline_len; /* levels of the mail that the last heading stands in */
};

/* What goes with all that it has; of other unknown ones only the tags go. */
static const GumboTag silent[] = { GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_HEAD,
	GUMBO_TAG_TITLE, GUMBO_TAG_TEMPLATE, GUMBO_TAG_OBJECT, GUMBO_TAG_EMBED, GUMBO_TAG_APPLET,
	GUMBO_TAG_IFRAME, GUMBO_TAG_FRAME, GUMBO_TAG_FRAMESET, GUMBO_TAG_NOFRAMES,
	GUMBO_TAG_NOSCRIPT, GUMBO_TAG_SVG, GUMBO_TAG_MATH, GUMBO_TAG_AUDIO, GUMBO_TAG_VIDEO,
	GUMBO_TAG_CANVAS, GUMBO_TAG_SELECT, GUMBO_TAG_TEXTAREA, GUMBO_TAG_META, GUMBO_TAG_LINK,
	GUMBO_TAG_BASE, GUMBO_TAG_INPUT, GUMBO_TAG_PLAINTEXT, GUMBO_TAG_XMP };

static void put_escaped(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];
		if (c == '&')
			buf_put(out, STR("&amp;"));
		else if (c == '<')
			buf_put(out, STR("&lt;"));
		else if (c == '>')
			buf_put(out, STR("&gt;"));
		else if (c == '"')
			buf_put(out, STR("&quot;"));
		else if (c >= ' ' || c == '\n' || c == '\t')
			buf_char(out, s.at[i]);
	}
}

static void put_attribute(struct cleaner *c, const char *name, struct str value)
{
	buf_printf(c->out, " %s=\"", name);
	put_escaped(c->out, value);
	buf_char(c->out, '"');
}

/* --- links and pictures --- */

/*
 * The address of a link without what browsers would drop from it, so that no scheme hides
 * behind a line break; empty when it leads where no link may.
 */
static struct str link_of(struct arena *a, struct str href)
{
	struct buf out = buf_new(a, URL_MAX);

	for (size_t i = 0; i < href.len; i++)
		if ((unsigned char)href.at[i] > ' ')
			buf_char(&out, href.at[i]);
	return !out.overflow && html_known_link(buf_str(&out)) ? buf_str(&out) : STR("");
}

/* The number of the part that a picture names, or -1. */
static int part_of(struct cleaner *c, struct str src)
{
	if (!str_eq_nocase(str_sub(src, 0, 4), STR("cid:")) || c->pictures++ == PICTURES_MAX)
		return -1;
	struct str id = str_trim(str_skip(src, 4));
	for (size_t i = 0; i < c->parts->len; i++) {
		const struct mail_part *p = &c->parts->at[i];
		if (p->content_id.len > 0 && str_eq(p->content_id, id) &&
			str_starts(p->type, STR("image/")))
			return (int)i;
	}
	return -1;
}

static bool is_number(struct str s, int64_t most)
{
	int64_t n;

	return str_int(s, &n) && n > 0 && n <= most;
}

static void put_picture(struct cleaner *c, const GumboElement *e)
{
	int part = part_of(c, str_trim(html_attribute(e, "src")));
	struct str alt = str_trim(html_attribute(e, "alt"));

	if (part < 0) {
		if (alt.len == 0)
			return;
		buf_put(c->out, STR("<span>["));
		put_escaped(c->out, alt);
		buf_put(c->out, STR("]</span>"));
		return;
	}
	buf_printf(c->out, "<img src=\"part:%d\"", part);
	put_attribute(c, "alt", alt.len > 0 ? alt : c->parts->at[part].name);
	for (int i = 0; i < 2; i++) {
		const char *name = i == 0 ? "width" : "height";
		if (is_number(html_attribute(e, name), LIMIT_MAIL_PARTS))
			put_attribute(c, name, html_attribute(e, name));
	}
	buf_char(c->out, '>');
}

/* --- elements --- */

/* Below those of the page, as the headings of entries in Markdown, and skipping no level. */
static const char *heading_name(struct cleaner *c, int level)
{
	static const char *const names[HEADINGS] = { "h3", "h4", "h5", "h6", "h6", "h6" };

	while (c->outline_len > 0 && c->outline[c->outline_len - 1] >= level)
		c->outline_len--;
	c->outline[c->outline_len++] = level;
	return names[c->outline_len - 1];
}

static const char *name_of(struct cleaner *c, const GumboElement *e)
{
	if (e->tag >= GUMBO_TAG_H1 && e->tag <= GUMBO_TAG_H6)
		return heading_name(c, (int)(e->tag - GUMBO_TAG_H1) + 1);
	return gumbo_normalized_tagname(e->tag);
}

static bool is_silent(const GumboElement *e)
{
	for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
		if (e->tag == silent[i])
			return true;
	return e->tag_namespace != GUMBO_NAMESPACE_HTML;
}

static void put_attributes(struct cleaner *c, const GumboElement *e, struct str names)
{
	struct str name, dir = html_attribute(e, "dir"), title = html_attribute(e, "title");

	if (str_eq_nocase(dir, STR("rtl")) || str_eq_nocase(dir, STR("ltr")))
		put_attribute(c, "dir", str_lower(c->arena, dir));
	if (title.len > 0)
		put_attribute(c, "title", title);
	while (str_cut(&names, ' ', &name)) {
		const char *known_name = str_c(c->arena, name);
		struct str value = html_attribute(e, known_name);
		if (is_number(value, CELLS_MAX))
			put_attribute(c, known_name, value);
	}
	if (e->tag != GUMBO_TAG_A)
		return;
	struct str href = link_of(c->arena, html_attribute(e, "href"));
	if (href.len > 0) {
		put_attribute(c, "href", href);
		buf_put(c->out, STR(" rel=\"noopener noreferrer nofollow\" target=\"_blank\""));
	}
}

static void put_node(struct cleaner *c, const GumboNode *n);

static bool is_quote_from_here(const GumboElement *parent, const GumboNode *n)
{
	bool holds_blocks = parent->tag == GUMBO_TAG_BODY || parent->tag == GUMBO_TAG_DIV ||
		parent->tag == GUMBO_TAG_TD || parent->tag == GUMBO_TAG_BLOCKQUOTE;

	return holds_blocks && n->type == GUMBO_NODE_ELEMENT &&
		html_mark_of(&n->v.element) == HTML_MARK_QUOTE;
}

static void open_fold(struct cleaner *c, const char *kind)
{
	buf_printf(c->out, "<details class=\"mail-%s\"><summary>…</summary>", kind);
	c->folded++;
}

static void close_fold(struct cleaner *c)
{
	buf_put(c->out, STR("</details>"));
	c->folded--;
}

/* What a mail program calls a quote reaches to the end of what it stands in. */
static void put_children(struct cleaner *c, const GumboElement *e)
{
	bool opened = false;

	for (unsigned i = 0; i < e->children.length; i++) {
		const GumboNode *child = e->children.data[i];
		if (!opened && c->folded == 0 && is_quote_from_here(e, child)) {
			open_fold(c, "quote");
			opened = true;
		}
		put_node(c, child);
	}
	if (opened)
		close_fold(c);
}

static void put_known(struct cleaner *c, const GumboElement *e, const char *name,
	const char *attributes)
{
	bool single = e->tag == GUMBO_TAG_BR || e->tag == GUMBO_TAG_HR;

	buf_printf(c->out, "<%s", name);
	put_attributes(c, e, str_from(attributes));
	buf_char(c->out, '>');
	if (single)
		return;
	put_children(c, e);
	buf_printf(c->out, "</%s>", name);
}

static bool may_fold(const GumboElement *e)
{
	return e->tag == GUMBO_TAG_BLOCKQUOTE || e->tag == GUMBO_TAG_DIV || e->tag == GUMBO_TAG_TABLE;
}

static void put_element(struct cleaner *c, const GumboElement *e)
{
	const char *name = name_of(c, e), *attributes = html_known(str_from(name));
	bool quote = e->tag == GUMBO_TAG_BLOCKQUOTE;
	bool signature = html_mark_of(e) == HTML_MARK_SIGNATURE;
	bool fold = c->folded == 0 && may_fold(e) && (quote || signature);

	if (is_silent(e))
		return;
	if (fold)
		open_fold(c, quote ? "quote" : "signature");
	if (e->tag == GUMBO_TAG_IMG || e->tag == GUMBO_TAG_IMAGE)
		put_picture(c, e);
	else if (attributes != NULL)
		put_known(c, e, name, attributes);
	else
		put_children(c, e);
	if (fold)
		close_fold(c);
}

static void put_node(struct cleaner *c, const GumboNode *n)
{
	if (c->depth == DEPTH_MAX)
		return;
	c->depth++;
	if (n->type == GUMBO_NODE_ELEMENT)
		put_element(c, &n->v.element);
	else if (n->type == GUMBO_NODE_TEXT || n->type == GUMBO_NODE_WHITESPACE ||
		n->type == GUMBO_NODE_CDATA)
		put_escaped(c->out, str_from(n->v.text.text));
	c->depth--;
}

static struct str words_alone(struct arena *a, struct str html)
{
	struct buf out = buf_new(a, OUT_MAX);

	buf_put(&out, STR("<pre>"));
	put_escaped(&out, utf8_cut(html_strip(a, html), LIMIT_MAIL_TEXT / 4));
	buf_put(&out, STR("</pre>"));
	return buf_str(&out);
}

struct str html_clean(struct arena *a, struct str html, const mail_part_list *parts)
{
	struct buf out = buf_new(a, OUT_MAX);
	struct cleaner c = { .out = &out, .arena = a, .parts = parts };
	GumboOptions options = kGumboDefaultOptions;

	if (!html_is_bounded(html))
		return words_alone(a, html);
	options.max_errors = 0;
	GumboOutput *tree = gumbo_parse_with_options(&options, html.at, html.len);
	put_node(&c, tree->root);
	gumbo_destroy_output(&options, tree);
	return out.overflow ? words_alone(a, html) : utf8_clean(a, buf_str(&out));
}
