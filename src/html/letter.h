/*
 * letter.h - the text of a mail as safe markup
 *
 * People who write mail do not write Markdown: lines stay as they are, blanks at the
 * beginning of a line too, and lines that begin with ">" are quoted. Nothing else means
 * anything.
 */
#pragma once

#include "base/ctx.h"
#include "html/html.h"

/* ERR_LIMIT when it grows past LIMIT_MARKDOWN_OUT. */
NODISCARD error letter_render(struct ctx *, struct str text, struct safe_html *out);
