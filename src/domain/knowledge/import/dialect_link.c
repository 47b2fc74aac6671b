/* dialect_link.c - links and pictures */
#include "domain/knowledge/article.h"
#include "domain/knowledge/import/dialect_part.h"
#include "domain/source/path.h"
#include "html/markdown.h"

void dialect_link_open(struct dialect *d)
{
	if (d->open_count < DIALECT_OPENS_MAX)
		d->opens[d->open_count++] = d->out->len;
}

static struct str fragment_of(struct arena *a, struct str link)
{
	ptrdiff_t hash = str_find_char(link, '#');

	if (hash < 0)
		return STR("");
	return str_concat(a, STR("#"), markdown_anchor(a, str_skip(link, (size_t)hash + 1)));
}

struct str dialect_address(struct dialect *d, struct str link)
{
	struct arena *a = d->tree->cx->arena;
	struct kb_target to;

	if (str_starts(link, STR("<")) && str_ends(link, STR(">")))
		link = str_sub(link, 1, link.len - 2);
	if (str_starts(link, STR("#")))
		return fragment_of(a, link);
	if (link.len == 0 || source_has_scheme(link) || str_starts(link, STR("//")))
		return link;
	to = kb_tree_target(d->tree, d->file, link);
	if (to.file != NULL) {
		struct str slug = article_slug(a, to.file->title), at = fragment_of(a, link);
		d->tree->report.links++;
		return str_printf(a, "/kb/%.*s/%.*s%.*s", STR_ARG(to.file->number), STR_ARG(slug),
			STR_ARG(at));
	}
	d->tree->report.links_away += to.url.len > 0;
	if (to.url.len == 0)
		dialect_finding(d, KB_LINK_NOWHERE, link);
	return to.url;
}

void dialect_picture(struct dialect *d, struct str source, struct str alt)
{
	if (source_has_scheme(source)) {
		buf_printf(d->out, "[%.*s](%.*s)", STR_ARG(alt.len > 0 ? alt : source),
			STR_ARG(source));
		return;
	}
	dialect_finding(d, KB_PICTURE_MISSING, source);
	if (alt.len > 0)
		buf_printf(d->out, "*(%.*s)*", STR_ARG(alt));
}

/* The length of "(address "title")"; balanced parentheses belong to the address. */
static size_t target_len(struct str at)
{
	int depth = 0;

	for (size_t i = 0; i < at.len; i++) {
		depth += at.at[i] == '(';
		depth -= at.at[i] == ')';
		if (depth == 0)
			return i + 1;
	}
	return 0;
}

static void put_picture(struct dialect *d, size_t open, struct str source)
{
	struct str alt = str_copy(d->tree->cx->arena,
		str_skip(buf_str(d->out), open + 1));

	d->out->len = open - 1;
	dialect_picture(d, source, alt);
}

size_t dialect_link_close(struct dialect *d, struct str at)
{
	struct str inner, address, title = STR("");
	size_t open, len;
	ptrdiff_t space;

	if (d->open_count == 0)
		return 0;
	open = d->opens[--d->open_count];
	if (!str_starts(at, STR("](")) || (len = target_len(str_skip(at, 1))) == 0)
		return 0;
	inner = str_trim(str_sub(at, 2, len - 2));
	space = str_find_char(inner, ' ');
	if (space > 0) {
		title = str_trim(str_skip(inner, (size_t)space));
		inner = str_sub(inner, 0, (size_t)space);
	}
	if (open > 0 && d->out->at[open - 1] == '!') {
		put_picture(d, open, inner);
		return len + 1;
	}
	address = dialect_address(d, inner);
	if (address.len > 0) {
		buf_printf(d->out, "](%.*s%s%.*s)", STR_ARG(address), title.len > 0 ? " " : "",
			STR_ARG(title));
		return len + 1;
	}
	/* Nowhere: the words alone. */
	struct str words = str_copy(d->tree->cx->arena, str_skip(buf_str(d->out), open + 1));
	d->out->len = open;
	buf_put(d->out, words);
	return len + 1;
}
