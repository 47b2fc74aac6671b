#include "html/markdown_raw.h"

#include <md4c.h>

#include "base/limits.h"
#include "html/html.h"

struct raw {
	struct html html;
	struct buf *out;
	int depth;
	int images; /* inside of an image: only its words */
};

static const struct {
	MD_BLOCKTYPE type;
	struct str open, close;
} blocks[] = {
	{ MD_BLOCK_QUOTE, STR_INIT("<blockquote>\n"), STR_INIT("</blockquote>\n") },
	{ MD_BLOCK_UL, STR_INIT("<ul>\n"), STR_INIT("</ul>\n") },
	{ MD_BLOCK_LI, STR_INIT("<li>"), STR_INIT("</li>\n") },
	{ MD_BLOCK_HR, STR_INIT("<hr>\n"), STR_INIT("") },
	{ MD_BLOCK_P, STR_INIT("<p>"), STR_INIT("</p>\n") },
	{ MD_BLOCK_TABLE, STR_INIT("<table>\n"), STR_INIT("</table>\n") },
	{ MD_BLOCK_THEAD, STR_INIT("<thead>\n"), STR_INIT("</thead>\n") },
	{ MD_BLOCK_TBODY, STR_INIT("<tbody>\n"), STR_INIT("</tbody>\n") },
	{ MD_BLOCK_TR, STR_INIT("<tr>"), STR_INIT("</tr>\n") },
	{ MD_BLOCK_TH, STR_INIT("<th>"), STR_INIT("</th>") },
	{ MD_BLOCK_TD, STR_INIT("<td>"), STR_INIT("</td>") },
};

static const struct {
	MD_SPANTYPE type;
	struct str open, close;
} spans[] = {
	{ MD_SPAN_EM, STR_INIT("<em>"), STR_INIT("</em>") },
	{ MD_SPAN_STRONG, STR_INIT("<strong>"), STR_INIT("</strong>") },
	{ MD_SPAN_DEL, STR_INIT("<del>"), STR_INIT("</del>") },
	{ MD_SPAN_CODE, STR_INIT("<code>"), STR_INIT("</code>") },
	{ MD_SPAN_A, STR_INIT(""), STR_INIT("</a>") },
};

/* Entities in an attribute are left to the HTML parser. */
static void put_attribute(struct raw *r, const char *name, const MD_ATTRIBUTE *a)
{
	buf_printf(r->out, " %s=\"", name);
	for (unsigned i = 0; a->substr_offsets[i] < a->size; i++) {
		MD_OFFSET from = a->substr_offsets[i], to = a->substr_offsets[i + 1];
		struct str piece = str_of(a->text + from, to - from);
		if (a->substr_types[i] == MD_TEXT_ENTITY)
			buf_put(r->out, piece);
		else
			html_put_str(&r->html, piece);
	}
	buf_char(r->out, '"');
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *user)
{
	struct raw *r = user;

	if (++r->depth > LIMIT_MARKDOWN_NESTING)
		return 1;
	if (type == MD_BLOCK_H) {
		buf_printf(r->out, "<h%u>", ((MD_BLOCK_H_DETAIL *)detail)->level);
	} else if (type == MD_BLOCK_OL) {
		buf_printf(r->out, "<ol start=\"%u\">\n", ((MD_BLOCK_OL_DETAIL *)detail)->start);
	} else if (type == MD_BLOCK_CODE) {
		MD_BLOCK_CODE_DETAIL *code = detail;
		buf_put(r->out, STR("<pre"));
		if (code->info.text != NULL)
			put_attribute(r, "data-info", &code->info);
		buf_put(r->out, STR("><code>"));
	}
	for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
		if (blocks[i].type == type)
			buf_put(r->out, blocks[i].open);
	return r->out->overflow;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *user)
{
	struct raw *r = user;

	r->depth--;
	if (type == MD_BLOCK_H)
		buf_printf(r->out, "</h%u>\n", ((MD_BLOCK_H_DETAIL *)detail)->level);
	else if (type == MD_BLOCK_OL)
		buf_put(r->out, STR("</ol>\n"));
	else if (type == MD_BLOCK_CODE)
		buf_put(r->out, STR("</code></pre>\n"));
	for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
		if (blocks[i].type == type)
			buf_put(r->out, blocks[i].close);
	return r->out->overflow;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *user)
{
	struct raw *r = user;

	if (++r->depth > LIMIT_MARKDOWN_NESTING)
		return 1;
	if (r->images > 0 || type == MD_SPAN_IMG) {
		if (type == MD_SPAN_IMG && r->images++ == 0) {
			buf_put(r->out, STR("<img"));
			put_attribute(r, "src", &((MD_SPAN_IMG_DETAIL *)detail)->src);
			buf_put(r->out, STR(" alt=\""));
		}
		return r->out->overflow;
	}
	if (type == MD_SPAN_A) {
		buf_put(r->out, STR("<a"));
		put_attribute(r, "href", &((MD_SPAN_A_DETAIL *)detail)->href);
		buf_char(r->out, '>');
	}
	for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
		if (spans[i].type == type)
			buf_put(r->out, spans[i].open);
	return r->out->overflow;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *user)
{
	struct raw *r = user;

	r->depth--;
	if (type == MD_SPAN_IMG && --r->images == 0)
		buf_put(r->out, STR("\">"));
	if (r->images > 0)
		return 0;
	for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
		if (spans[i].type == type)
			buf_put(r->out, spans[i].close);
	return r->out->overflow;
}

static int text(MD_TEXTTYPE type, const MD_CHAR *at, MD_SIZE size, void *user)
{
	struct raw *r = user;
	struct str s = str_of(at, size);

	if (type == MD_TEXT_BR)
		buf_put(r->out, r->images > 0 ? STR(" ") : STR("<br>\n"));
	else if (type == MD_TEXT_SOFTBR)
		buf_char(r->out, '\n');
	else if (type == MD_TEXT_NULLCHAR)
		buf_put(r->out, STR("\xef\xbf\xbd"));
	else if ((type == MD_TEXT_HTML && r->images == 0) || type == MD_TEXT_ENTITY)
		buf_put(r->out, s);
	else
		html_put_str(&r->html, s);
	return r->out->overflow;
}

error markdown_raw(struct ctx *cx, struct str markdown, bool flat, struct str *out)
{
	MD_PARSER parser = {
		.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_PERMISSIVEAUTOLINKS,
		.enter_block = enter_block,
		.leave_block = leave_block,
		.enter_span = enter_span,
		.leave_span = leave_span,
		.text = text,
	};
	struct buf b = buf_new(cx->arena, LIMIT_MARKDOWN_OUT);
	struct raw r = { .html = html_new(&b, NULL, cx->now), .out = &b };

	if (flat)
		parser.flags |= MD_FLAG_NOINDENTEDCODEBLOCKS;
	if (md_parse(markdown.at, (MD_SIZE)markdown.len, &parser, &r) != 0 || b.overflow)
		return err_new(cx, ERR_LIMIT, "it nests deeper than %d, or is larger than %d bytes "
			"when formatted: split it", LIMIT_MARKDOWN_NESTING, LIMIT_MARKDOWN_OUT);
	*out = buf_str(&b);
	return OK;
}
