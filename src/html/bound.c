#include "html/bound.h"

#include <string.h>

#include "base/limits.h"

enum { NAMES = 256, NAME_MAX_BYTES = 64, ATTRIBUTES_MAX = 500 };

struct cost {
	int64_t tags, depth, formatting, formatting_max;
	int64_t open[NAMES];
};

/* They end where their sibling begins, or have no content. */
static const char *const flat_names[] = { "p", "li", "td", "th", "tr", "dt", "dd", "option",
	"br", "img", "hr", "meta", "link", "input", "col", "area", "base", "wbr", "param",
	"tbody", "thead", "html", "body", "head" };
/* Made again in each block after the one that they were not ended in. */
static const char *const format_names[] = { "a", "b", "big", "code", "em", "font", "i", "nobr",
	"s", "small", "strike", "strong", "tt", "u" };

static bool is_among(struct str name, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq_nocase(name, str_from(list[i])))
			return true;
	return false;
}

#define AMONG(name, list) is_among((name), (list), sizeof(list) / sizeof *(list))

static size_t slot_of(struct str name)
{
	uint64_t hash = 1469598103934665603u;
	for (size_t i = 0; i < name.len; i++)
		hash = (hash ^ (unsigned char)str_lower_char(name.at[i])) * 1099511628211u;
	return hash % NAMES;
}

/* The beginning of a longer one: text without an end is not read again at each '<'. */
static struct str tag_name(struct str s)
{
	size_t n = 0;
	while (n < s.len && n < NAME_MAX_BYTES && !str_is_space(s.at[n]) && s.at[n] != '>' && s.at[n] != '/')
		n++;
	return str_sub(s, 0, n);
}

/* After the tag; *ret_attributes is at least how many a parser sees. */
static struct str skip_tag(struct str s, int64_t *ret_attributes)
{
	bool value = false;

	while (s.len > 0 && s.at[0] != '>') {
		char c = s.at[0];
		if (value && (c == '"' || c == '\'')) {
			ptrdiff_t end = str_find_char(str_skip(s, 1), c);
			s = end < 0 ? str_skip(s, s.len) : str_skip(s, (size_t)end + 2);
			value = false;
			++*ret_attributes;
			continue;
		}
		value = c == '=' || (value && str_is_space(c));
		*ret_attributes += str_is_space(c) || c == '/' || c == '"' || c == '\'';
		s = str_skip(s, 1);
	}
	return str_skip(s, 1);
}

static void count_tag(struct cost *c, struct str name, bool end)
{
	if (AMONG(name, flat_names))
		return;
	bool formatting = AMONG(name, format_names);
	int64_t *open = &c->open[slot_of(name)];
	int64_t step = end ? -(*open > 0) : 1;
	*open += step;
	c->depth += step;
	if (formatting)
		c->formatting += step;
	if (c->formatting > c->formatting_max)
		c->formatting_max = c->formatting;
}

bool html_is_bounded(struct str html)
{
	struct cost c = { 0 };
	ptrdiff_t at;

	while ((at = str_find_char(html, '<')) >= 0) {
		int64_t attributes = 0;
		html = str_skip(html, (size_t)at + 1);
		bool end = str_starts(html, STR("/"));
		struct str name = tag_name(end ? str_skip(html, 1) : html);
		if (name.len == 0 || (!str_is_alpha(name.at[0]) && name.at[0] != '!'))
			continue;
		c.tags++;
		if (str_is_alpha(name.at[0])) {
			count_tag(&c, name, end);
			html = skip_tag(str_skip(html, end ? name.len + 1 : name.len), &attributes);
		}
		if (attributes > ATTRIBUTES_MAX || c.depth > LIMIT_HTML_DEPTH ||
			c.tags * (1 + c.formatting_max) > LIMIT_HTML_NODES)
			return false;
	}
	return true;
}
