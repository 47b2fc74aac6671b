/* manual_print.c - all pages of a release on one page, with links between them within it */
#include "domain/source/path.h"
#include "web/manual/manual_pages.h"

/* "networking/bgp" and "peers": an id that no other page has. */
static void put_id(struct html *out, struct str path, struct str anchor)
{
	html_put_str(out, path.len > 0 ? path : STR("start"));
	if (anchor.len > 0) {
		html_literal(out, STR(":"));
		html_put_str(out, anchor);
	}
}

/* id="x" and href="#x", which are of the page, and links to pages of the release. */
static size_t attribute(struct html *out, const struct str *base, struct str path, struct str at)
{
	static const struct str id = STR_INIT(" id=\""), own = STR_INIT(" href=\"#");
	struct str start = str_starts(at, id) ? id : str_starts(at, own) ? own : *base;
	struct str value = str_skip(at, start.len);
	ptrdiff_t end = str_find_char(value, '"');
	bool is_page = start.at == base->at;

	if (!str_starts(at, start) || end < 0)
		return 0;
	value = str_sub(value, 0, (size_t)end);
	if (is_page && value.len > 0 && value.at[0] != '/' && value.at[0] != '#')
		return 0; /* a release whose name goes on */
	html_literal(out, str_starts(at, id) ? id : own);
	if (is_page)
		put_id(out, source_without_tail(str_skip(value, str_starts(value, STR("/")))),
			source_fragment(value));
	else
		put_id(out, path, value);
	return start.len + (size_t)end;
}

static void put_markup(struct html *out, const struct str *base, const struct manual_page *page)
{
	struct str m = page->markup;
	size_t from = 0;

	for (size_t i = 0; i < m.len;) {
		size_t taken = 0;
		if (m.at[i] == ' ') {
			struct str before = str_sub(m, from, i - from);
			if (str_starts(str_skip(m, i), STR(" id=\"")) ||
				str_starts(str_skip(m, i), STR(" href=\""))) {
				html_put_safe(out, safe_html_stored(before));
				from = i;
				taken = attribute(out, base, page->path, str_skip(m, i));
			}
		}
		i += taken > 0 ? taken : 1;
		from = taken > 0 ? i : from;
	}
	html_put_safe(out, safe_html_stored(str_skip(m, from)));
}

void manual_write_pages(struct html *out, const struct manual_print_view *p)
{
	struct str base = str_printf(out->arena, " href=\"/docs/%.*s/%.*s",
		STR_ARG(p->v.place.manual.slug), STR_ARG(p->v.place.release->name));
	struct manual_page page;
	bool more = true;

	while (q_manual_pages_next(p->rows, &page, &more) == OK && more) {
		html_literal(out, STR("<section class=\"prose manual\" translate=\"no\" dir=\"auto\" id=\""));
		put_id(out, page.path, STR(""));
		html_literal(out, STR("\"><h1>"));
		html_put_str(out, page.title);
		html_literal(out, STR("</h1>\n"));
		put_markup(out, &base, &page);
		html_literal(out, STR("</section>\n"));
	}
}
