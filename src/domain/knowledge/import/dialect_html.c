/* dialect_html.c - HTML that people mix into Markdown, as Markdown */
#include "domain/knowledge/import/dialect_part.h"

static const struct tag {
	struct str name, open, close; /* what stands for <name> and </name> */
} tags[] = {
#define TAG(name, open, close) { STR_INIT(name), STR_INIT(open), STR_INIT(close) }
	TAG("br", "<br>", ""),
	TAG("b", "**", "**"),
	TAG("strong", "**", "**"),
	TAG("i", "*", "*"),
	TAG("em", "*", "*"),
	TAG("code", "`", "`"),
	TAG("kbd", "`", "`"),
	TAG("li", "- ", ""),
	TAG("hr", "\n---\n", ""),
	TAG("summary", "**", "**\n"),
	TAG("details", "", ""),
	TAG("p", "", ""),
	TAG("div", "", ""),
	TAG("span", "", ""),
	TAG("font", "", ""),
	TAG("center", "", ""),
	TAG("u", "", ""),
	TAG("sup", "", ""),
	TAG("sub", "", ""),
	TAG("small", "", ""),
	TAG("ul", "", ""),
	TAG("ol", "", ""),
	TAG("table", "", ""),
	TAG("thead", "", ""),
	TAG("tbody", "", ""),
	TAG("colgroup", "", ""),
	TAG("col", "", ""),
	TAG("tr", "", ""),
	TAG("td", " ", " "),
	TAG("th", " ", " "),
	TAG("h3", "### ", ""),
	TAG("h4", "#### ", ""),
#undef TAG
};

struct str dialect_attribute(struct str tag, struct str name)
{
	for (size_t i = 0; i + name.len + 2 < tag.len; i++) {
		struct str at = str_skip(tag, i);
		char quote;
		if ((i > 0 && !str_is_space(tag.at[i - 1])) || !str_starts(at, name))
			continue;
		at = str_skip(at, name.len);
		if (!str_starts(at, STR("=")) || at.len < 3)
			continue;
		quote = at.at[1];
		if (quote != '"' && quote != '\'')
			continue;
		ptrdiff_t end = str_find_char(str_skip(at, 2), quote);
		return end < 0 ? STR("") : str_sub(at, 2, (size_t)end);
	}
	return STR("");
}

static struct str tag_name(struct str tag)
{
	size_t i = 0;

	while (i < tag.len && (str_is_alpha(tag.at[i]) || str_is_digit(tag.at[i])))
		i++;
	bool ended = i == tag.len || str_is_space(tag.at[i]) || tag.at[i] == '/';
	return ended ? str_sub(tag, 0, i) : STR("");
}

static void link(struct dialect *d, struct str tag, bool closing)
{
	if (!closing) {
		struct str href = dialect_attribute(tag, STR("href"));
		d->href = href.len > 0 ? dialect_address(d, href) : STR("");
		if (d->href.len > 0)
			buf_char(d->out, '[');
	} else if (d->href.len > 0) {
		buf_printf(d->out, "](%.*s)", STR_ARG(d->href));
		d->href = STR("");
	}
}

/* A tag that is not in the table is text: people write <user name> for a blank. */
static bool tag(struct dialect *d, struct str inner)
{
	bool closing = str_starts(inner, STR("/"));
	struct str name = tag_name(closing ? str_skip(inner, 1) : inner);

	if (str_eq_nocase(name, STR("a"))) {
		link(d, inner, closing);
		return true;
	}
	if (str_eq_nocase(name, STR("img"))) {
		dialect_picture(d, dialect_attribute(inner, STR("src")),
			dialect_attribute(inner, STR("alt")));
		return true;
	}
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
		if (!str_eq_nocase(tags[i].name, name))
			continue;
		buf_put(d->out, closing ? tags[i].close : tags[i].open);
		return true;
	}
	return false;
}

size_t dialect_html(struct dialect *d, struct str at)
{
	ptrdiff_t end;

	if (str_starts(at, STR("<!--"))) {
		end = str_find(at, STR("-->"));
		d->in_comment = end < 0;
		return end < 0 ? at.len : (size_t)end + 3;
	}
	end = str_find_char(at, '>');
	if (end < 2 || !tag(d, str_sub(at, 1, (size_t)end - 1)))
		return 0;
	return (size_t)end + 1;
}
