#include "mail/read/html/html_known.h"

static const struct {
	const char *element, *attributes;
} known[] = {
	{ "a", "href" }, { "abbr", "" }, { "address", "" }, { "b", "" }, { "big", "" },
	{ "blockquote", "" }, { "br", "" }, { "caption", "" }, { "center", "" }, { "cite", "" },
	{ "code", "" }, { "dd", "" }, { "del", "" }, { "dfn", "" }, { "div", "" }, { "dl", "" },
	{ "dt", "" }, { "em", "" }, { "h3", "" }, { "h4", "" },
	{ "h5", "" }, { "h6", "" }, { "hr", "" }, { "i", "" }, { "ins", "" }, { "kbd", "" },
	{ "li", "value" }, { "mark", "" }, { "ol", "start" }, { "p", "" }, { "pre", "" },
	{ "q", "" }, { "s", "" }, { "samp", "" }, { "small", "" }, { "span", "" },
	{ "strike", "" }, { "strong", "" }, { "sub", "" }, { "sup", "" }, { "table", "" },
	{ "tbody", "" }, { "td", "colspan rowspan" }, { "tfoot", "" }, { "th", "colspan rowspan" },
	{ "thead", "" }, { "tr", "" }, { "tt", "" }, { "u", "" }, { "ul", "" }, { "var", "" },
};

const char *html_known(struct str element)
{
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_eq(element, str_from(known[i].element)))
			return known[i].attributes;
	return NULL;
}

bool html_known_link(struct str href)
{
	static const char *const schemes[] = { "https://", "http://", "mailto:", "tel:" };

	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
		struct str scheme = str_from(schemes[i]);
		if (str_eq_nocase(str_sub(href, 0, scheme.len), scheme))
			return true;
	}
	return false;
}
