/*
 * mkdocs.h - Markdown of MkDocs as Markdown with plain HTML
 *
 * Notes (!!! and ???), tabs (===), snippets (--8<--), marks of attributes behind headings
 * and words. What belongs to a note or tab is indented by four blanks.
 */
#pragma once

#include "domain/manual/import/book.h"

/* The body of a page. ERR_LIMIT past LIMIT_ARTICLE. */
NODISCARD error mkdocs_plain(struct book *, struct book_page *, struct str *out);
