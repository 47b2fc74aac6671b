/*
 * import.h - a book into the database
 *
 * In this order: `manual_import_begin` (the set, its releases, what is there already),
 * compose (compose.h), `manual_import_pictures`, `manual_import_write` until all pages are written,
 * `manual_import_end` (pages that are gone, trees, redirects). The steps may be run again,
 * as store_write does. Only what differs from the last import is written.
 */
#pragma once

#include "domain/manual/import/book.h"
#include "domain/manual/manual_write.h"
#include "store/files.h"

struct manual_import {
	struct book book;
	struct manual_new set;
	bool dry;
	const struct files *files;       /* where pictures go; NULL: a book without them */
	manual_id manual;
	SLICE(struct book_page *) queue; /* pages that changed */
	SLICE(manual_page_id) gone;
	size_t written, next;            /* of the queue */
};

/* store_work; arg is the import. */
NODISCARD error manual_import_begin(struct ctx *, void *import);
/* After compose: what is new, changed, as it was, gone. */
void manual_import_compare(struct manual_import *);
/* One batch: set import->written = import->next when it is durable. */
NODISCARD error manual_import_write(struct ctx *, void *import);
NODISCARD error manual_import_pictures(struct ctx *, void *import);
NODISCARD error manual_import_end(struct ctx *, void *import);
