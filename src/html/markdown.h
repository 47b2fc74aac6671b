/*
 * markdown.h - what people write, as safe markup
 *
 * CommonMark with tables, strikethrough and bare links (md4c). Raw HTML is text. Links
 * go to http, https, mailto, tel and paths only; outside links carry rel; <br> alone
 * is a line break, since tables have no other. Code blocks
 * keep every character. Done once, when the text is written.
 */
#pragma once

#include "base/ctx.h"
#include "base/map.h"
#include "html/html.h"

/* ERR_LIMIT when the text nests or grows past LIMIT_MARKDOWN_*. */
NODISCARD error markdown_render(struct ctx *, struct str markdown, struct safe_html *out);

/* The ids that a page has given to its headings, so that each is there once. */
struct markdown_anchors {
	struct map taken;
};
struct markdown_anchors markdown_anchors_new(struct arena *);

/*
 * "What's new" is "whats-new": lower case, punctuation gone, runs of blanks and dashes
 * one dash, as most tools make them; at most 80 bytes, never empty.
 */
struct str markdown_anchor(struct arena *, struct str heading);
/* The same with "-2", "-3", ... when it is taken. */
struct str markdown_anchor_take(struct markdown_anchors *, struct str heading);

/* Headings have ids. */
NODISCARD error markdown_render_anchored(struct ctx *, struct str markdown,
	struct markdown_anchors *, struct safe_html *out);
