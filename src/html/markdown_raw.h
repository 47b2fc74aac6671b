/*
 * markdown_raw.h - Markdown with HTML in it, as HTML that nobody has looked at
 *
 * For texts of documentation, where authors mix tags into Markdown. What comes out goes
 * to sanitize.h and to nothing else. A code block is <pre data-info="words after the
 * fence"><code>.
 */
#pragma once

#include "base/ctx.h"

/*
 * With `flat`, four blanks before a line do not make it code, as in MDX. ERR_LIMIT past
 * LIMIT_MARKDOWN_*.
 */
NODISCARD error markdown_raw(struct ctx *, struct str markdown, bool flat, struct str *out);
