#include "mail/read/html/html_check.h"

#include "mail/read/html/html_known.h"

enum { OPEN_MAX = 1000, ELEMENT_MAX = 12 };

struct checker {
	struct str rest;
	struct str open[OPEN_MAX];
	size_t depth;
};

static bool is_number(struct str s)
{
	int64_t n;

	return str_int(s, &n) && n >= 0;
}

static bool is_picture(struct str name, struct str value)
{
	if (str_eq(name, STR("src")))
		return str_starts(value, STR("part:")) && is_number(str_skip(value, 5));
	if (str_eq(name, STR("width")) || str_eq(name, STR("height")))
		return is_number(value);
	return str_eq(name, STR("alt"));
}

static bool is_link(struct str name, struct str value)
{
	if (str_eq(name, STR("href")))
		return html_known_link(value);
	if (str_eq(name, STR("rel")))
		return str_eq(value, STR("noopener noreferrer nofollow"));
	return str_eq(name, STR("target")) && str_eq(value, STR("_blank"));
}

static bool has_word(struct str words, struct str wanted)
{
	struct str word;

	while (str_cut(&words, ' ', &word))
		if (str_eq(word, wanted))
			return true;
	return false;
}

static bool may_have(struct str element, struct str name, struct str value)
{
	if (str_find_char(value, '<') >= 0 || str_find_char(value, '>') >= 0)
		return false;
	if (str_eq(element, STR("img")))
		return is_picture(name, value);
	if (str_eq(element, STR("details")))
		return str_eq(name, STR("class")) && (str_eq(value, STR("mail-quote")) ||
			str_eq(value, STR("mail-signature")));
	if (str_eq(element, STR("summary")))
		return false;
	if (str_eq(name, STR("title")))
		return true;
	if (str_eq(name, STR("dir")))
		return str_eq(value, STR("rtl")) || str_eq(value, STR("ltr"));
	if (str_eq(element, STR("a")))
		return is_link(name, value);
	return has_word(str_from(html_known(element)), name) && is_number(value);
}

/* A name of small letters and digits at the front of the rest. */
static struct str take_name(struct checker *c)
{
	size_t n = 0;

	while (n < c->rest.len && n < ELEMENT_MAX && ((c->rest.at[n] >= 'a' && c->rest.at[n] <= 'z') ||
		str_is_digit(c->rest.at[n])))
		n++;
	struct str name = str_sub(c->rest, 0, n);
	c->rest = str_skip(c->rest, n);
	return name;
}

static bool take(struct checker *c, struct str literal)
{
	if (!str_starts(c->rest, literal))
		return false;
	c->rest = str_skip(c->rest, literal.len);
	return true;
}

static bool take_attributes(struct checker *c, struct str element)
{
	struct str name, value;

	while (take(c, STR(" "))) {
		name = take_name(c);
		if (!take(c, STR("=\"")) || !str_cut(&c->rest, '"', &value) ||
			!may_have(element, name, value))
			return false;
	}
	return take(c, STR(">"));
}

static bool take_end(struct checker *c)
{
	struct str name = take_name(c);

	if (c->depth == 0 || !str_eq(c->open[c->depth - 1], name))
		return false;
	c->depth--;
	return take(c, STR(">"));
}

static bool take_tag(struct checker *c)
{
	if (take(c, STR("/")))
		return take_end(c);
	struct str name = take_name(c);
	bool single = str_eq(name, STR("br")) || str_eq(name, STR("hr")) || str_eq(name, STR("img"));
	bool own = str_eq(name, STR("img")) || str_eq(name, STR("details")) ||
		str_eq(name, STR("summary"));
	if ((!own && html_known(name) == NULL) || !take_attributes(c, name))
		return false;
	if (single)
		return true;
	if (c->depth == OPEN_MAX)
		return false;
	c->open[c->depth++] = name;
	return true;
}

bool html_is_clean(struct str markup)
{
	struct checker c = { .rest = markup };
	struct str text;

	while (c.rest.len > 0) {
		ptrdiff_t tag = str_find_char(c.rest, '<');
		text = str_sub(c.rest, 0, tag < 0 ? c.rest.len : (size_t)tag);
		if (str_find_char(text, '>') >= 0)
			return false;
		c.rest = str_skip(c.rest, text.len);
		if (tag >= 0 && (!take(&c, STR("<")) || !take_tag(&c)))
			return false;
	}
	return c.depth == 0;
}
