#include "mail/read/text.h"

#include "mail/read/html/html_clean.h"
#include "mail/read/html/html_text.h"
#include "mail/read/reply/reply.h"

static void join(struct buf *out, struct str text)
{
	if (out->len > 0 && text.len > 0 && out->at[out->len - 1] != '\n')
		buf_char(out, '\n');
	buf_put(out, text);
}

static size_t text_size(const struct mail *m)
{
	size_t size = 1;
	for (size_t i = 0; i < m->parts.len; i++)
		size += m->parts.at[i].text.len + 1;
	return size;
}

/* All parts of one type in `numbers`, one after the other. */
static struct str join_type(struct ctx *cx, const struct mail *m, const part_numbers *numbers,
	struct str type)
{
	struct buf out = buf_new(cx->arena, text_size(m));

	for (size_t i = 0; i < numbers->len; i++) {
		const struct mail_part *p = &m->parts.at[numbers->at[i]];
		if (str_eq(p->type, type))
			join(&out, p->text);
	}
	return buf_str(&out);
}

/* What a text is read for: to be shown, or to find the reply in it. */
static struct str join_text(struct ctx *cx, const struct mail *m, const part_numbers *numbers,
	bool for_reply)
{
	struct buf out = buf_new(cx->arena, HTML_TEXT_MAX);

	for (size_t i = 0; i < numbers->len; i++) {
		const struct mail_part *p = &m->parts.at[numbers->at[i]];
		if (str_eq(p->type, STR("text/html")))
			join(&out, for_reply ? html_text_marked(cx->arena, p->text)
					     : html_text(cx->arena, p->text));
		else
			join(&out, for_reply && p->flowed
					? text_unflow(cx->arena, p->text, p->delsp) : p->text);
	}
	return buf_str(&out);
}

/* Markup may tell a quote that the words do not. */
static struct str choose_reply(struct ctx *cx, const struct body *body, const struct mail *m,
	bool plain)
{
	struct str from = join_text(cx, m, plain ? &body->text : &body->html, true);
	struct str reply = reply_find(cx->arena, from);

	if (!plain || !m->html_present || reply.len + 2 < str_trim(from).len)
		return reply;
	struct str other = reply_find(cx->arena, join_text(cx, m, &body->html, true));
	return other.len < reply.len / 2 && other.len > 0 ? other : reply;
}

void text_choose(struct ctx *cx, const struct body *body, struct mail *out)
{
	out->html = join_type(cx, out, &body->html, STR("text/html"));
	if (!str_is_blank(out->html))
		out->clean_html = html_clean(cx->arena, out->html, &out->parts);
	for (size_t i = 0; i < body->html.len; i++)
		if (str_eq(out->parts.at[body->html.at[i]].type, STR("text/html")))
			out->html_present = true;
	out->text = join_text(cx, out, &body->text, false);
	/* Some programs send an empty text beside the HTML. */
	bool plain = !str_is_blank(out->text) || str_is_blank(out->html);
	if (!plain)
		out->text = join_text(cx, out, &body->html, false);
	out->reply = choose_reply(cx, body, out, plain);
}

/* How many '>' a line begins with; the rest of it, unstuffed. */
static size_t quote_depth(struct str *line)
{
	size_t depth = 0;

	while (depth < line->len && line->at[depth] == '>')
		depth++;
	*line = str_skip(*line, depth);
	if (str_starts(*line, STR(" ")))
		*line = str_skip(*line, 1);
	return depth;
}

struct str text_unflow(struct arena *a, struct str text, bool delsp)
{
	struct buf out = buf_new(a, text.len * 2 + 2);
	struct str line;
	size_t open_depth = 0;
	bool open = false;

	while (str_cut(&text, '\n', &line)) {
		size_t depth = quote_depth(&line);
		bool signature = str_eq(line, STR("-- "));
		bool flows = str_ends(line, STR(" ")) && !signature;
		if (open && (depth != open_depth || signature)) {
			buf_char(&out, '\n');
			open = false;
		}
		for (size_t i = 0; i < depth && !open; i++)
			buf_char(&out, '>');
		if (depth > 0 && !open)
			buf_char(&out, ' ');
		if (flows && delsp)
			line.len--;
		buf_put(&out, line);
		open = flows;
		open_depth = depth;
		if (!open)
			buf_char(&out, '\n');
	}
	return buf_str(&out);
}
