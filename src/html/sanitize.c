#include "html/sanitize.h"

#include "base/limits.h"
#include "html/bound.h"
#include "html/markdown.h"
#include "html/plain.h"
#include "html/sanitize_root.h"
#include "html/sanitize_tags.h"

enum { ID_MAX = 200 };

struct walk {
	struct ctx *cx;
	struct html html;
	struct buf *out;
	struct sanitized *page;
	struct markdown_anchors anchors;
	int depth, level; /* of the tree; of the last heading */
	bool line;        /* inside of what holds a line alone: blocks leave their contents */
	bool pre, table_head;
	bool title_taken, too_deep;
};

static void children(struct walk *w, const GumboVector *list);

static struct str attribute(const GumboElement *e, const char *name)
{
	const GumboAttribute *a = gumbo_get_attribute(&e->attributes, name);
	return a != NULL ? str_from(a->value) : STR("");
}

static void put(struct walk *w, struct str s)
{
	buf_put(w->out, s);
}

static void put_attribute(struct walk *w, const char *name, struct str value)
{
	buf_printf(w->out, " %s=\"", name);
	html_put_str(&w->html, value);
	buf_char(w->out, '"');
}

/* --- ids --- */

/* They are kept after the tree is gone. */
static struct str id_of(struct walk *w, const GumboElement *e, const char *name)
{
	return str_copy(w->cx->arena, attribute(e, name));
}

static bool is_id(struct str id)
{
	for (size_t i = 0; i < id.len; i++)
		if (str_is_space(id.at[i]))
			return false;
	return id.len > 0 && id.len <= ID_MAX;
}

static bool take_id(struct walk *w, struct str id)
{
	if (!is_id(id) || map_get(&w->anchors.taken, id) != NULL)
		return false;
	map_put(&w->anchors.taken, id, w->page);
	return true;
}

static void put_id(struct walk *w, const GumboElement *e)
{
	struct str id = id_of(w, e, "id");

	if (take_id(w, id))
		put_attribute(w, "id", id);
}

/* "Heading {#its-id}" */
static struct str explicit_id(struct str text, struct str *ret_words)
{
	ptrdiff_t open = str_find(text, STR("{#"));

	*ret_words = text;
	if (open < 0 || !str_ends(text, STR("}")))
		return STR("");
	*ret_words = str_trim(str_sub(text, 0, (size_t)open));
	return str_sub(text, (size_t)open + 2, text.len - (size_t)open - 3);
}

/* --- elements --- */

/* Its contents, written, and a copy of them. */
static struct str inner(struct walk *w, const GumboElement *e)
{
	size_t from = w->out->len;
	bool line = w->line;
	struct str s;

	w->line = true;
	children(w, &e->children);
	w->line = line;
	s = str_copy(w->cx->arena, str_skip(buf_str(w->out), from));
	return s;
}

static void heading(struct walk *w, const GumboElement *e, int level)
{
	size_t from = w->out->len, holes = w->page->holes.len;
	struct str whole = inner(w, e), markup = str_trim(whole), words, id;
	size_t lead = (size_t)(markup.at - whole.at);
	struct str text = str_trim(plain_text(w->cx->arena, (struct safe_html){ markup }));

	id = explicit_id(text, &words);
	if (id.len > 0)
		markup = str_sub(markup, 0, (size_t)str_find(markup, STR("{#")));
	if (id.len == 0)
		id = id_of(w, e, "id");
	if (words.len == 0 || (level == 1 && !w->title_taken)) {
		w->out->len = from;
		w->page->holes.len = holes;
		if (words.len > 0)
			w->page->title = words;
		w->title_taken |= words.len > 0;
		return;
	}
	level = level < 2 ? 2 : level > w->level + 1 ? w->level + 1 : level;
	w->level = level;
	if (!take_id(w, id))
		id = markdown_anchor_take(&w->anchors, words);
	/* What the words hold lies behind the tag that now comes before them. */
	struct str open = str_printf(w->cx->arena, "<h%d id=\"", level);
	w->out->len = from;
	put(w, open);
	html_put_str(&w->html, id);
	put(w, STR("\">"));
	for (size_t i = holes; i < w->page->holes.len; i++)
		w->page->holes.at[i].at += w->out->len - from - lead;
	put(w, markup);
	buf_printf(w->out, "</h%d>\n", level);
	*arena_push(w->cx->arena, &w->page->headings) = (struct sanitize_heading){
		.level = level, .text = words, .anchor = id, .at = from };
}

static void link(struct walk *w, const GumboElement *e)
{
	size_t from = w->out->len, holes = w->page->holes.len, within;
	struct str href = attribute(e, "href"), id = id_of(w, e, "id");

	if (id.len == 0)
		id = id_of(w, e, "name");
	if (href.len == 0) {
		if (take_id(w, id)) {
			put(w, STR("<span"));
			put_attribute(w, "id", id);
			put(w, STR("></span>"));
		}
		children(w, &e->children);
		return;
	}
	put(w, STR("<a"));
	*arena_push(w->cx->arena, &w->page->holes) = (struct sanitize_hole){
		.target = str_copy(w->cx->arena, href), .at = w->out->len };
	if (take_id(w, id))
		put_attribute(w, "id", id);
	put(w, STR(">"));
	within = w->out->len;
	children(w, &e->children);
	bool empty = w->page->holes.len == holes + 1 &&
		str_is_blank(str_skip(buf_str(w->out), within));
	put(w, STR("</a>"));
	if (empty) {
		w->out->len = from;
		w->page->holes.len = holes;
	}
}

static void picture(struct walk *w, const GumboElement *e)
{
	*arena_push(w->cx->arena, &w->page->holes) = (struct sanitize_hole){ .picture = true,
		.target = str_copy(w->cx->arena, attribute(e, "src")),
		.alt = str_copy(w->cx->arena, str_trim(attribute(e, "alt"))), .at = w->out->len };
}

/* The value of title="..." in the words after a fence. */
static struct str title_of(struct str info)
{
	ptrdiff_t at = str_find(info, STR("title="));
	struct str rest = at < 0 ? STR("") : str_skip(info, (size_t)at + 6);

	if (rest.len < 2 || (rest.at[0] != '"' && rest.at[0] != '\''))
		return STR("");
	ptrdiff_t end = str_find_char(str_skip(rest, 1), rest.at[0]);
	return end < 0 ? STR("") : str_sub(rest, 1, (size_t)end);
}

static void code_block(struct walk *w, const GumboElement *e)
{
	struct str title = title_of(attribute(e, "data-info"));
	size_t from;

	if (w->pre || w->line) {
		children(w, &e->children);
		return;
	}
	if (title.len > 0) {
		put(w, STR("<figure class=\"code\"><figcaption><span>"));
		html_put_str(&w->html, title);
		put(w, STR("</span></figcaption>"));
	} else {
		put(w, STR("<div class=\"code\">"));
	}
	put(w, STR("<pre tabindex=\"0\"><code translate=\"no\" dir=\"ltr\">"));
	from = w->out->len;
	w->pre = true;
	children(w, &e->children);
	w->pre = false;
	if (w->out->len > from && w->out->at[w->out->len - 1] == '\n')
		w->out->len--;
	put(w, STR("</code></pre>"));
	put(w, title.len > 0 ? STR("</figure>\n") : STR("</div>\n"));
}

static struct str section_now(const struct walk *w)
{
	size_t n = w->page->headings.len;
	return n > 0 ? w->page->headings.at[n - 1].anchor : STR("");
}

/* <code data-command> and <code data-error>: for the indexes of the manual. */
static void code(struct walk *w, const GumboElement *e)
{
	struct arena *a = w->cx->arena;

	if (w->pre) {
		children(w, &e->children);
		return;
	}
	put(w, STR("<code translate=\"no\" dir=\"ltr\">"));
	struct str words = plain_text(a, (struct safe_html){ inner(w, e) });
	put(w, STR("</code>"));
	if (gumbo_get_attribute(&e->attributes, "data-command") != NULL) {
		*arena_push(a, &w->page->commands) = words;
		*arena_push(a, &w->page->command_at) = section_now(w);
	}
	if (gumbo_get_attribute(&e->attributes, "data-error") != NULL) {
		*arena_push(a, &w->page->errors) = words;
		*arena_push(a, &w->page->error_at) = section_now(w);
	}
}

static void table(struct walk *w, const GumboElement *e)
{
	put(w, STR("<div class=\"tw\" tabindex=\"0\"><table class=\"table box\">"));
	children(w, &e->children);
	put(w, STR("</table></div>\n"));
}

/* A heading of a column without words is a cell. */
static void cell(struct walk *w, const GumboElement *e, struct str name)
{
	size_t from = w->out->len, open;
	bool head = str_eq(name, STR("th"));

	put(w, head ? STR("<th scope=\"col\"") : STR("<td"));
	for (unsigned i = 0; i < e->attributes.length; i++) {
		const GumboAttribute *a = e->attributes.data[i];
		if (tag_keeps(name, str_from(a->name), str_from(a->value)))
			put_attribute(w, a->name, str_from(a->value));
	}
	buf_char(w->out, '>');
	open = w->out->len;
	children(w, &e->children);
	if (head && str_is_blank(str_skip(buf_str(w->out), open))) {
		w->out->len = from;
		put(w, STR("<td></td>"));
		return;
	}
	put(w, head ? STR("</th>") : STR("</td>"));
}

/* What stands in a list stands in an item of it. */
static void list(struct walk *w, const GumboElement *e)
{
	for (unsigned i = 0; i < e->children.length; i++) {
		GumboNode *n = e->children.data[i];
		GumboVector one = { (void **)&n, 1, 1 };
		bool blank = n->type == GUMBO_NODE_WHITESPACE || n->type == GUMBO_NODE_COMMENT;
		bool item = n->type == GUMBO_NODE_ELEMENT && n->v.element.tag == GUMBO_TAG_LI;
		if (blank)
			continue;
		if (!item)
			put(w, STR("<li>"));
		children(w, &one);
		if (!item)
			put(w, STR("</li>\n"));
	}
}

/* --- what importers make of their dialects --- */

static void note(struct walk *w, const GumboElement *e)
{
	struct str title = attribute(e, "title");
	const struct sanitize_note *n = sanitize_note_of(attribute(e, "data-kind"));

	put(w, STR("<div class=\"callout "));
	put(w, n->look);
	put(w, STR("\"><div><strong>"));
	html_put_str(&w->html, title.len > 0 ? title : n->word);
	put(w, STR("</strong>\n"));
	children(w, &e->children);
	put(w, STR("</div></div>\n"));
}

static void tab(struct walk *w, const GumboElement *e)
{
	put(w, STR("<div class=\"tabpart\" data-tab><p class=\"tabname\">"));
	html_put_str(&w->html, attribute(e, "title"));
	put(w, STR("</p>\n"));
	children(w, &e->children);
	put(w, STR("</div>\n"));
}

static void division(struct walk *w, const GumboElement *e)
{
	struct str made = attribute(e, "data-m"), id = id_of(w, e, "id");

	if (take_id(w, id)) {
		put(w, STR("<span"));
		put_attribute(w, "id", id);
		put(w, STR("></span>"));
	}
	if (w->line || made.len == 0) {
		children(w, &e->children);
	} else if (str_eq(made, STR("note"))) {
		note(w, e);
	} else if (str_eq(made, STR("tab"))) {
		tab(w, e);
	} else {
		put(w, STR("<div class=\"tabset\" data-tabs>\n"));
		children(w, &e->children);
		put(w, STR("</div>\n"));
	}
}

/* --- the walk --- */

static bool holds_a_line(struct str name)
{
	return str_eq(name, STR("summary")) || str_eq(name, STR("figcaption")) ||
		str_eq(name, STR("caption")) || str_eq(name, STR("dt"));
}

static void kept(struct walk *w, const GumboElement *e, struct str name, enum tag_does does)
{
	bool line = w->line;

	buf_char(w->out, '<');
	put(w, name);
	put_id(w, e);
	for (unsigned i = 0; i < e->attributes.length; i++) {
		const GumboAttribute *a = e->attributes.data[i];
		if (tag_keeps(name, str_from(a->name), str_from(a->value)))
			put_attribute(w, a->name, str_from(a->value));
	}
	buf_char(w->out, '>');
	if (does == TAG_VOID)
		return;
	w->line = line || holds_a_line(name) || str_eq(name, STR("p"));
	if (e->tag == GUMBO_TAG_UL || e->tag == GUMBO_TAG_OL)
		list(w, e);
	else
		children(w, &e->children);
	w->line = line;
	put(w, STR("</"));
	put(w, name);
	put(w, does == TAG_BLOCK ? STR(">\n") : STR(">"));
}

static size_t tag_name_len(struct str s)
{
	size_t i = 0;

	while (i < s.len && !str_is_space(s.at[i]) && s.at[i] != '>' && s.at[i] != '/')
		i++;
	return i;
}

/* <interface name>: the tag as it was written, and what follows it. */
static void unknown(struct walk *w, const GumboElement *e)
{
	struct str start = str_of(e->original_tag.data, e->original_tag.length);

	html_put_str(&w->html, start);
	children(w, &e->children);
	struct str end = str_of(e->original_end_tag.data, e->original_end_tag.length);
	size_t name = start.len > 2 ? tag_name_len(str_skip(start, 1)) : 0;
	if (end.len > 2 && str_eq(str_sub(end, 2, name), str_sub(start, 1, name)))
		html_put_str(&w->html, end);
}

static void block(struct walk *w, const GumboElement *e, struct str name)
{
	if (e->tag == GUMBO_TAG_PRE)
		code_block(w, e);
	else if (w->line || w->pre)
		children(w, &e->children);
	else if (e->tag == GUMBO_TAG_TABLE)
		table(w, e);
	else if (e->tag == GUMBO_TAG_TD || e->tag == GUMBO_TAG_TH)
		cell(w, e, name);
	else
		kept(w, e, name, TAG_BLOCK);
}

static void element(struct walk *w, const GumboElement *e)
{
	struct str name = str_from(gumbo_normalized_tagname(e->tag));
	enum tag_does does = e->tag == GUMBO_TAG_UNKNOWN ? TAG_TEXT : tag_does(name);

	if (does == TAG_DROP)
		return;
	if (does == TAG_TEXT)
		unknown(w, e);
	else if (does == TAG_BLOCK)
		block(w, e, name);
	else if (does == TAG_HEADING && !w->line)
		heading(w, e, name.at[1] - '0');
	else if (e->tag == GUMBO_TAG_DIV || e->tag == GUMBO_TAG_SPAN || e->tag == GUMBO_TAG_SECTION)
		division(w, e);
	else if (e->tag == GUMBO_TAG_A)
		link(w, e);
	else if (e->tag == GUMBO_TAG_IMG)
		picture(w, e);
	else if (e->tag == GUMBO_TAG_CODE)
		code(w, e);
	else if (does == TAG_INLINE || does == TAG_VOID)
		kept(w, e, name, does);
	else
		children(w, &e->children);
}

static void children(struct walk *w, const GumboVector *list)
{
	if (++w->depth > SANITIZE_DEPTH_MAX)
		w->too_deep = true;
	for (unsigned i = 0; i < list->length && !w->too_deep; i++) {
		const GumboNode *n = list->data[i];
		if (n->type == GUMBO_NODE_ELEMENT || n->type == GUMBO_NODE_TEMPLATE)
			element(w, &n->v.element);
		else if (n->type == GUMBO_NODE_TEXT || n->type == GUMBO_NODE_WHITESPACE ||
			n->type == GUMBO_NODE_CDATA)
			html_put_str(&w->html, str_from(n->v.text.text));
	}
	w->depth--;
}

/* --- the document --- */

error sanitize_html(struct ctx *cx, struct str html, bool document, struct sanitized *out)
{
	GumboOptions options = kGumboDefaultOptions;
	struct buf b = buf_new(cx->arena, LIMIT_MARKDOWN_OUT);

	*out = (struct sanitized){ 0 };
	if (html.len > LIMIT_MARKDOWN_OUT || !html_is_bounded(html))
		return err_new(cx, ERR_LIMIT, "too many tags that do not end, or larger than %d bytes",
			LIMIT_MARKDOWN_OUT);
	options.max_errors = 0;
	struct walk w = { .cx = cx, .html = html_new(&b, NULL, cx->now), .out = &b, .page = out,
		.anchors = markdown_anchors_new(cx->arena), .level = 1 };
	GumboOutput *tree = gumbo_parse_with_options(&options, html.at, html.len);
	const GumboNode *root = sanitize_root(tree->root, document);
	if (root != NULL)
		children(&w, &root->v.element.children);
	if (out->title.len == 0)
		out->title = sanitize_title(cx, tree->root);
	gumbo_destroy_output(&options, tree);
	if (b.overflow || w.too_deep)
		return err_new(cx, ERR_LIMIT, "it nests deeper than %d, or is larger than %d bytes "
			"when formatted: split it", SANITIZE_DEPTH_MAX, LIMIT_MARKDOWN_OUT);
	out->markup = buf_str(&b);
	out->ids = w.anchors.taken;
	return OK;
}
