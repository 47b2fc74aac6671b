#include "html/letter.h"

#include "base/limits.h"

enum { QUOTES_MAX = 8 };

/* How deep the line is quoted; *line is then what follows. */
static int quotes_of(struct str *line)
{
	int depth = 0;

	while (depth < QUOTES_MAX && line->len > 0 && line->at[0] == '>') {
		*line = str_skip(*line, 1);
		if (line->len > 1 && line->at[0] == ' ' && line->at[1] == '>')
			*line = str_skip(*line, 1);
		depth++;
	}
	if (depth > 0 && line->len > 0 && line->at[0] == ' ')
		*line = str_skip(*line, 1);
	return depth;
}

static void put_escaped(struct buf *out, struct str line)
{
	bool first = true;

	for (size_t i = 0; i < line.len; i++) {
		char c = line.at[i];
		first = first && c == ' ';
		if (first)
			buf_put(out, STR("&nbsp;"));
		else if (c == '&')
			buf_put(out, STR("&amp;"));
		else if (c == '<')
			buf_put(out, STR("&lt;"));
		else if (c == '>')
			buf_put(out, STR("&gt;"));
		else if (c == '"')
			buf_put(out, STR("&quot;"));
		else
			buf_char(out, c);
	}
}

struct letter {
	struct buf *out;
	int depth;
	bool open; /* a paragraph */
};

static void end_paragraph(struct letter *l)
{
	if (l->open)
		buf_put(l->out, STR("</p>\n"));
	l->open = false;
}

static void go_to(struct letter *l, int depth)
{
	if (depth != l->depth)
		end_paragraph(l);
	for (; l->depth < depth; l->depth++)
		buf_put(l->out, STR("<blockquote>\n"));
	for (; l->depth > depth; l->depth--)
		buf_put(l->out, STR("</blockquote>\n"));
}

static void put_line(struct letter *l, struct str line)
{
	int depth = quotes_of(&line);

	go_to(l, depth);
	if (str_is_blank(line)) {
		end_paragraph(l);
		return;
	}
	buf_put(l->out, l->open ? STR("<br>\n") : STR("<p>"));
	l->open = true;
	put_escaped(l->out, line);
}

error letter_render(struct ctx *cx, struct str text, struct safe_html *out)
{
	struct buf b = buf_new(cx->arena, LIMIT_MARKDOWN_OUT);
	struct letter l = { .out = &b };
	struct str line;

	while (str_cut(&text, '\n', &line))
		put_line(&l, line);
	end_paragraph(&l);
	go_to(&l, 0);
	if (b.overflow)
		return err_person(cx, ERR_LIMIT, "The text is too large to be shown.");
	*out = (struct safe_html){ buf_str(&b) };
	return OK;
}
