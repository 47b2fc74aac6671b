#include "html/plain.h"

static const struct {
	struct str name, text;
} entities[] = {
	{ STR_INIT("&amp;"), STR_INIT("&") }, { STR_INIT("&lt;"), STR_INIT("<") },
	{ STR_INIT("&gt;"), STR_INIT(">") }, { STR_INIT("&quot;"), STR_INIT("\"") },
	{ STR_INIT("&#39;"), STR_INIT("'") }, { STR_INIT("&nbsp;"), STR_INIT(" ") },
};

/* Tags that stand within a line; all others end one. */
static const struct str inlines[] = {
	STR_INIT("a"), STR_INIT("b"), STR_INIT("code"), STR_INIT("del"), STR_INIT("em"),
	STR_INIT("i"), STR_INIT("kbd"), STR_INIT("mark"), STR_INIT("s"), STR_INIT("span"),
	STR_INIT("strong"), STR_INIT("sub"), STR_INIT("sup"),
};

static bool is_inline(struct str tag)
{
	size_t end = 0;
	if (str_starts(tag, STR("/")))
		tag = str_skip(tag, 1);
	while (end < tag.len && str_is_alpha(tag.at[end]))
		end++;
	tag.len = end;
	for (size_t i = 0; i < sizeof inlines / sizeof *inlines; i++)
		if (str_eq_nocase(tag, inlines[i]))
			return true;
	return false;
}

static size_t put_entity(struct buf *out, struct str rest)
{
	for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
		if (str_starts(rest, entities[i].name)) {
			buf_put(out, entities[i].text);
			return entities[i].name.len;
		}
	buf_char(out, '&');
	return 1;
}

static void end_line(struct buf *out)
{
	if (out->len > 0 && out->at[out->len - 1] != '\n')
		buf_char(out, '\n');
}

struct str plain_text(struct arena *a, struct safe_html html)
{
	struct str rest = html.markup;
	struct buf out = buf_new(a, rest.len + 1);
	while (rest.len > 0) {
		size_t run = 0;
		while (run < rest.len && rest.at[run] != '<' && rest.at[run] != '&')
			run++;
		buf_put(&out, str_sub(rest, 0, run));
		rest = str_skip(rest, run);
		if (rest.len == 0)
			break;
		if (rest.at[0] == '&') {
			rest = str_skip(rest, put_entity(&out, rest));
			continue;
		}
		ptrdiff_t close = str_find_char(rest, '>');
		struct str tag = str_sub(rest, 1, close < 1 ? rest.len : (size_t)close - 1);
		if (!is_inline(tag))
			end_line(&out);
		rest = str_skip(rest, close < 0 ? rest.len : (size_t)close + 1);
	}
	return buf_str(&out);
}
