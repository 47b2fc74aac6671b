#include "html/markdown.h"

#include <md4c.h>

#include "base/limits.h"
#include "html/plain.h"

struct render {
	struct html html;
	struct buf *out;
	int depth;
	int images;      /* inside the text of an image: only its words */
	bool too_deep;
	int heading_base; /* "#" of a text inside a page is <h3> */
	struct markdown_anchors *anchors; /* NULL: headings have no ids */
	size_t heading_at;   /* where the words of the heading begin */
};

static struct str attribute(const MD_ATTRIBUTE *a)
{
	return str_of(a->text ? a->text : "", a->size);
}

static void put(struct render *r, struct str s)
{
	buf_put(r->out, s);
}

static void open_block(struct render *r, MD_BLOCKTYPE type, void *detail)
{
	switch (type) {
	case MD_BLOCK_QUOTE:
		put(r, STR("<blockquote>\n"));
		break;
	case MD_BLOCK_UL:
		put(r, STR("<ul>\n"));
		break;
	case MD_BLOCK_OL: {
		unsigned start = ((MD_BLOCK_OL_DETAIL *)detail)->start;
		if (start == 1)
			put(r, STR("<ol>\n"));
		else
			buf_printf(r->out, "<ol start=\"%u\">\n", start);
		break;
	}
	case MD_BLOCK_LI:
		put(r, STR("<li>"));
		break;
	case MD_BLOCK_HR:
		put(r, STR("<hr>\n"));
		break;
	case MD_BLOCK_H: {
		int level = (int)((MD_BLOCK_H_DETAIL *)detail)->level + r->heading_base;
		buf_printf(r->out, "<h%d>", level > 6 ? 6 : level);
		r->heading_at = r->out->len;
		break;
	}
	case MD_BLOCK_CODE:
		put(r, STR("<div class=\"code\"><pre tabindex=\"0\"><code translate=\"no\" dir=\"ltr\">"));
		break;
	case MD_BLOCK_P:
		put(r, STR("<p>"));
		break;
	case MD_BLOCK_TABLE:
		put(r, STR("<div class=\"tw\" tabindex=\"0\"><table class=\"table\">\n"));
		break;
	case MD_BLOCK_THEAD:
		put(r, STR("<thead>\n"));
		break;
	case MD_BLOCK_TBODY:
		put(r, STR("<tbody>\n"));
		break;
	case MD_BLOCK_TR:
		put(r, STR("<tr>"));
		break;
	case MD_BLOCK_TH:
		put(r, STR("<th scope=\"col\">"));
		break;
	case MD_BLOCK_TD:
		put(r, STR("<td>"));
		break;
	default:
		break;
	}
}

/* The id is known at the end of the heading: "<h3>" becomes "<h3 id=...>". */
static void name_heading(struct render *r)
{
	struct arena *a = r->out->arena;
	struct str words = str_copy(a, str_skip(buf_str(r->out), r->heading_at));
	struct str id = markdown_anchor_take(r->anchors, plain_text(a, (struct safe_html){ words }));

	r->out->len = r->heading_at - 1;
	put(r, STR(" id=\""));
	html_put_str(&r->html, id);
	put(r, STR("\">"));
	put(r, words);
}

static void close_block(struct render *r, MD_BLOCKTYPE type, void *detail)
{
	static const struct str ends[] = {
		[MD_BLOCK_QUOTE] = STR_INIT("</blockquote>\n"),
		[MD_BLOCK_UL] = STR_INIT("</ul>\n"),
		[MD_BLOCK_OL] = STR_INIT("</ol>\n"),
		[MD_BLOCK_LI] = STR_INIT("</li>\n"),
		[MD_BLOCK_CODE] = STR_INIT("</code></pre></div>\n"),
		[MD_BLOCK_P] = STR_INIT("</p>\n"),
		[MD_BLOCK_TABLE] = STR_INIT("</table></div>\n"),
		[MD_BLOCK_THEAD] = STR_INIT("</thead>\n"),
		[MD_BLOCK_TBODY] = STR_INIT("</tbody>\n"),
		[MD_BLOCK_TR] = STR_INIT("</tr>\n"),
		[MD_BLOCK_TH] = STR_INIT("</th>"),
		[MD_BLOCK_TD] = STR_INIT("</td>"),
	};
	if (type == MD_BLOCK_H) {
		int level = (int)((MD_BLOCK_H_DETAIL *)detail)->level + r->heading_base;
		if (r->anchors != NULL && !r->out->overflow)
			name_heading(r);
		buf_printf(r->out, "</h%d>\n", level > 6 ? 6 : level);
	} else if ((size_t)type < sizeof ends / sizeof *ends && ends[type].at != NULL) {
		put(r, ends[type]);
	}
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *user)
{
	struct render *r = user;
	if (++r->depth > LIMIT_MARKDOWN_NESTING) {
		r->too_deep = true;
		return 1;
	}
	open_block(r, type, detail);
	return r->out->overflow;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *user)
{
	struct render *r = user;
	r->depth--;
	close_block(r, type, detail);
	return r->out->overflow;
}

static void open_link(struct render *r, const MD_SPAN_A_DETAIL *a)
{
	struct url url = url_of(attribute(&a->href));
	bool outside = str_find(url.text, STR("://")) > 0;
	put(r, STR("<a href=\""));
	html_put_url(&r->html, url);
	put(r, outside ? STR("\" rel=\"nofollow noopener ugc\">") : STR("\">"));
}

static void open_image(struct render *r, const MD_SPAN_IMG_DETAIL *image)
{
	/* No page loads anything from elsewhere: an outside picture is a link to it. */
	struct str src = attribute(&image->src);
	bool local = src.len > 1 && src.at[0] == '/' && src.at[1] != '/';
	put(r, local ? STR("<img loading=\"lazy\" src=\"") : STR("<a rel=\"nofollow noopener ugc\" href=\""));
	html_put_url(&r->html, url_of(src));
	put(r, local ? STR("\" alt=\"") : STR("\">"));
	r->images += local;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *user)
{
	struct render *r = user;
	if (++r->depth > LIMIT_MARKDOWN_NESTING) {
		r->too_deep = true;
		return 1;
	}
	if (r->images > 0)
		return 0;
	if (type == MD_SPAN_EM)
		put(r, STR("<em>"));
	else if (type == MD_SPAN_STRONG)
		put(r, STR("<strong>"));
	else if (type == MD_SPAN_DEL)
		put(r, STR("<del>"));
	else if (type == MD_SPAN_CODE)
		put(r, STR("<code translate=\"no\" dir=\"ltr\">"));
	else if (type == MD_SPAN_A)
		open_link(r, detail);
	else if (type == MD_SPAN_IMG)
		open_image(r, detail);
	return r->out->overflow;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *user)
{
	struct render *r = user;
	r->depth--;
	if (type == MD_SPAN_IMG) {
		struct str src = attribute(&((MD_SPAN_IMG_DETAIL *)detail)->src);
		bool local = src.len > 1 && src.at[0] == '/' && src.at[1] != '/';
		r->images -= local;
		put(r, local ? STR("\">") : STR("</a>"));
	}
	if (r->images > 0)
		return 0;
	if (type == MD_SPAN_EM)
		put(r, STR("</em>"));
	else if (type == MD_SPAN_STRONG)
		put(r, STR("</strong>"));
	else if (type == MD_SPAN_DEL)
		put(r, STR("</del>"));
	else if (type == MD_SPAN_CODE)
		put(r, STR("</code>"));
	else if (type == MD_SPAN_A)
		put(r, STR("</a>"));
	return r->out->overflow;
}

static bool is_break(struct str tag)
{
	return str_eq(tag, STR("<br>")) || str_eq(tag, STR("<br/>")) || str_eq(tag, STR("<br />"));
}

static int text(MD_TEXTTYPE type, const MD_CHAR *at, MD_SIZE size, void *user)
{
	struct render *r = user;
	struct str s = str_of(at, size);
	switch (type) {
	case MD_TEXT_BR:
		put(r, STR("<br>\n"));
		break;
	case MD_TEXT_SOFTBR:
		put(r, STR("\n"));
		break;
	case MD_TEXT_NULLCHAR:
		put(r, STR("\xef\xbf\xbd"));
		break;
	case MD_TEXT_ENTITY:
		/* md4c has found it to be &name; or &#n; so it is markup already. */
		put(r, s);
		break;
	case MD_TEXT_HTML:
		if (is_break(s))
			put(r, STR("<br>"));
		else
			html_put_str(&r->html, s);
		break;
	default:
		html_put_str(&r->html, s);
	}
	return r->out->overflow;
}

error markdown_render_anchored(struct ctx *cx, struct str markdown,
	struct markdown_anchors *anchors, struct safe_html *out)
{
	static const MD_PARSER parser = {
		.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_NOHTMLBLOCKS |
			MD_FLAG_PERMISSIVEAUTOLINKS,
		.enter_block = enter_block,
		.leave_block = leave_block,
		.enter_span = enter_span,
		.leave_span = leave_span,
		.text = text,
	};
	struct buf b = buf_new(cx->arena, LIMIT_MARKDOWN_OUT);
	struct render r = { .html = html_new(&b, NULL, cx->now), .out = &b, .heading_base = 2,
		.anchors = anchors };
	int failed = md_parse(markdown.at, (MD_SIZE)markdown.len, &parser, &r);
	if (r.too_deep)
		return err_person(cx, ERR_LIMIT,
			"This text nests lists or quotes too deep. Flatten it.");
	if (failed != 0 || b.overflow)
		return err_person(cx, ERR_LIMIT, "This text is too large once formatted. Shorten it.");
	*out = (struct safe_html){ buf_str(&b) };
	return OK;
}

error markdown_render(struct ctx *cx, struct str markdown, struct safe_html *out)
{
	return markdown_render_anchored(cx, markdown, NULL, out);
}
