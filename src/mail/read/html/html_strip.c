#include "mail/read/html/html_text.h"

#include "mail/read/html/html_strip.h"

static const struct {
	struct str name, text;
} entities[] = {
	{ STR_INIT("&amp;"), STR_INIT("&") }, { STR_INIT("&lt;"), STR_INIT("<") },
	{ STR_INIT("&gt;"), STR_INIT(">") }, { STR_INIT("&quot;"), STR_INIT("\"") },
	{ STR_INIT("&nbsp;"), STR_INIT(" ") }, { STR_INIT("&#39;"), STR_INIT("'") },
};

/* Their content is no text. */
static const char *const silent[] = { "style", "script", "head", "title" };
static const char *const lines[] = { "br", "p", "/p", "div", "/div", "tr", "/tr", "li", "h1",
	"h2", "h3", "/table", "blockquote", "/blockquote" };

static struct str tag_word(struct str tag)
{
	size_t n = 0;
	while (n < tag.len && (str_is_alpha(tag.at[n]) || str_is_digit(tag.at[n]) ||
			tag.at[n] == '/') && (n == 0 || tag.at[n] != '/'))
		n++;
	return str_sub(tag, 0, n);
}

/* To the end tag of `name`, or to the end. */
static struct str skip_silent(struct str rest, struct str name)
{
	ptrdiff_t at;

	while ((at = str_find(rest, STR("</"))) >= 0) {
		rest = str_skip(rest, (size_t)at + 2);
		if (str_eq_nocase(str_sub(rest, 0, name.len), name))
			return rest;
	}
	return STR("");
}

static struct str put_tag(struct buf *out, struct str rest)
{
	ptrdiff_t end = str_starts(rest, STR("!--")) ? str_find(rest, STR("-->")) + 2
						     : str_find_char(rest, '>');
	struct str tag = tag_word(rest);

	rest = end <= 1 && str_starts(rest, STR("!--")) ? STR("")
		: str_skip(rest, end < 0 ? rest.len : (size_t)end + 1);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (str_eq_nocase(tag, str_from(lines[i])) && out->len > 0 &&
			out->at[out->len - 1] != '\n')
			buf_char(out, '\n');
	for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
		if (str_eq_nocase(tag, str_from(silent[i])))
			return skip_silent(rest, tag);
	return rest;
}

static struct str put_entity(struct buf *out, struct str rest)
{
	for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
		if (str_starts(rest, entities[i].name)) {
			buf_put(out, entities[i].text);
			return str_skip(rest, entities[i].name.len);
		}
	buf_char(out, '&');
	return str_skip(rest, 1);
}

struct str html_strip(struct arena *a, struct str html)
{
	struct buf out = buf_new(a, html.len + 1);

	while (html.len > 0) {
		size_t run = 0;
		while (run < html.len && html.at[run] != '<' && html.at[run] != '&')
			run++;
		buf_put(&out, str_sub(html, 0, run));
		html = str_skip(html, run);
		if (html.len == 0)
			break;
		html = html.at[0] == '&' ? put_entity(&out, html) : put_tag(&out, str_skip(html, 1));
	}
	return buf_str(&out);
}
