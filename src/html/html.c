#include "html/html.h"

#include "base/limits.h"

struct html html_new(struct buf *out, const struct viewer *viewer, instant now)
{
	return (struct html){ .out = out, .arena = out->arena, .viewer = viewer, .now = now };
}

struct html html_new_plain(struct buf *out, const struct viewer *viewer, instant now)
{
	struct html h = html_new(out, viewer, now);
	h.plain = true;
	return h;
}

void html_literal(struct html *h, struct str s)
{
	buf_put(h->out, s);
}

static struct str escape_of(char c)
{
	switch (c) {
	case '&':
		return STR("&amp;");
	case '<':
		return STR("&lt;");
	case '>':
		return STR("&gt;");
	case '"':
		return STR("&quot;");
	case '\'':
		return STR("&#39;");
	default:
		return STR("");
	}
}

static const bool special[256] = {
	['&'] = true, ['<'] = true, ['>'] = true, ['"'] = true, ['\''] = true,
};

static void put_plain(struct html *h, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];
		if (c >= 0x20 || c == '\n' || c == '\t')
			buf_char(h->out, (char)c);
	}
}

void html_put_str(struct html *h, struct str s)
{
	size_t from = 0;
	if (h->plain) {
		put_plain(h, s);
		return;
	}
	for (size_t i = 0; i < s.len; i++) {
		if (!special[(unsigned char)s.at[i]])
			continue;
		buf_put(h->out, str_sub(s, from, i - from));
		buf_put(h->out, escape_of(s.at[i]));
		from = i + 1;
	}
	buf_put(h->out, str_skip(s, from));
}

void html_line(struct html *h, struct str s)
{
	size_t from = 0;
	for (size_t i = 0; i < s.len; i++) {
		if ((unsigned char)s.at[i] >= 0x20)
			continue;
		html_put_str(h, str_sub(s, from, i - from));
		buf_char(h->out, ' ');
		from = i + 1;
	}
	html_put_str(h, str_skip(s, from));
}

void html_put_int(struct html *h, int64_t n)
{
	buf_int(h->out, n);
}

void html_put_uint(struct html *h, uint64_t n)
{
	check(n <= INT64_MAX);
	buf_int(h->out, (int64_t)n);
}

void html_put_bool(struct html *h, bool b)
{
	buf_put(h->out, b ? STR("true") : STR("false"));
}

void html_put_safe(struct html *h, struct safe_html s)
{
	buf_put(h->out, s.markup);
}

struct safe_html safe_html_stored(struct str rendered_column)
{
	return (struct safe_html){ rendered_column };
}

void html_put_msg(struct html *h, struct msg m)
{
	html_put_str(h, html_tr(h, m.text));
}

struct url url_of(struct str s)
{
	static const struct str schemes[] = { STR_INIT("https://"), STR_INIT("http://"),
		STR_INIT("mailto:"), STR_INIT("tel:") };
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (s.len > schemes[i].len && str_eq_nocase(str_sub(s, 0, schemes[i].len), schemes[i]))
			return (struct url){ s };
	/* A path of this site: not //host and not /\host, which browsers take for one. */
	bool path = s.len > 0 && s.at[0] == '/' &&
		(s.len == 1 || (s.at[1] != '/' && s.at[1] != '\\'));
	bool local = path || (s.len > 0 && (s.at[0] == '#' || s.at[0] == '?'));
	for (size_t i = 0; local && i < s.len; i++)
		local = (unsigned char)s.at[i] > 0x20;
	return (struct url){ local ? s : STR("#") };
}

void html_put_url(struct html *h, struct url u)
{
	html_put_str(h, u.text);
}

/* RFC 3986, 2.3: what needs no encoding. */
static bool is_unreserved(char c)
{
	return str_is_alpha(c) || str_is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

void html_part_str(struct html *h, struct str s)
{
	size_t from = 0;
	for (size_t i = 0; i < s.len; i++) {
		if (is_unreserved(s.at[i]))
			continue;
		buf_put(h->out, str_sub(s, from, i - from));
		buf_printf(h->out, "%%%02X", (unsigned char)s.at[i]);
		from = i + 1;
	}
	buf_put(h->out, str_skip(s, from));
}

void html_part_int(struct html *h, int64_t n)
{
	buf_int(h->out, n);
}

void html_csrf(struct html *h)
{
	buf_put(h->out, STR("<input type=\"hidden\" name=\"csrf\" value=\""));
	html_put_str(h, h->viewer->csrf);
	buf_put(h->out, STR("\">"));
}
