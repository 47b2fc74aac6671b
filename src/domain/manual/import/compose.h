/*
 * compose.h - the pages of a book as safe markup, with links between them
 *
 * First each text is formatted and cleaned, so that all headings are known; then links
 * get their addresses: "/docs/SET/RELEASE/path". What leads nowhere is a finding.
 */
#pragma once

#include "domain/manual/import/book.h"

NODISCARD error compose(struct book *);

/* Where a picture of the page is on the site; "" when the folder does not have it. */
struct str compose_picture(struct book *, const struct book_page *, struct str target);

/* Where a link of the page leads; "" nowhere, which is a finding. */
struct str compose_address(struct book *, const struct book_page *, struct str target);
