/* sanitize_fill.c - the holes of a sanitized page: where links and pictures lead */
#include "html/sanitize.h"

#include "base/limits.h"
#include "html/html.h"

static void fill(struct html *h, const struct sanitize_hole *hole, struct str address)
{
	struct url url = url_of(address);
	bool outside = str_find(url.text, STR("://")) > 0;

	if (!hole->picture) {
		if (address.len == 0)
			return;
		html_literal(h, STR(" href=\""));
		html_put_url(h, url);
		html_literal(h, outside ? STR("\" rel=\"nofollow noopener\"") : STR("\""));
	} else if (address.len > 0 && !outside) {
		html_literal(h, STR("<img loading=\"lazy\" src=\""));
		html_put_url(h, url);
		html_literal(h, STR("\" alt=\""));
		html_put_str(h, hole->alt);
		html_literal(h, STR("\">"));
	} else if (hole->alt.len > 0) {
		html_literal(h, STR("<em>("));
		html_put_str(h, hole->alt);
		html_literal(h, STR(")</em>"));
	}
}

struct safe_html sanitize_fill(struct ctx *cx, const struct sanitized *page,
	const struct str *addresses)
{
	struct buf b = buf_new(cx->arena, 2 * LIMIT_MARKDOWN_OUT);
	struct html h = html_new(&b, NULL, cx->now);
	size_t from = 0;

	for (size_t i = 0; i < page->holes.len; i++) {
		const struct sanitize_hole *hole = &page->holes.at[i];
		buf_put(&b, str_sub(page->markup, from, hole->at - from));
		fill(&h, hole, addresses[i]);
		from = hole->at;
	}
	buf_put(&b, str_skip(page->markup, from));
	return (struct safe_html){ buf_str(&b) };
}
