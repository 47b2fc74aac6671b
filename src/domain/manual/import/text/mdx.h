/*
 * mdx.h - MDX as Markdown with plain HTML
 *
 * Known of MDX: imports of partials (their text stands where the component stands, with
 * its attributes as props) and of JSON; exported constants; expressions of values (js.h);
 * comments; the components of Docusaurus (Tabs, TabItem, Admonition, CodeBlock, Link,
 * Heading, Details, DocCardList) and the common ones of sites (cards, If, icons,
 * screenshots); ":::note" and its like; "$[name]" of variables.js. A component that is
 * not known leaves what stands between its tags, and is a finding. Code of components is
 * never run.
 *
 * The rules for reading: a fence or a code span is copied; import and export count at the
 * beginning of a line behind a blank one; "\{" and "\<" are plain; a "<" that begins no
 * tag is text.
 */
#pragma once

#include "domain/manual/import/book.h"

/* The body of a page. ERR_LIMIT past LIMIT_ARTICLE. */
NODISCARD error mdx_plain(struct book *, struct book_page *, struct str *out);
