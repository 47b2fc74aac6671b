/*
 * markdown.h - what people write, as safe markup
 *
 * CommonMark with tables, strikethrough and bare links (md4c). Raw HTML is text. Links
 * go to http, https, mailto, tel and paths only; outside links carry rel. Code blocks
 * keep every character. Done once, when the text is written.
 */
#pragma once

#include "base/ctx.h"
#include "html/html.h"

/* ERR_LIMIT when the text nests or grows past LIMIT_MARKDOWN_*. */
NODISCARD error markdown_render(struct ctx *, struct str markdown, struct safe_html *out);
