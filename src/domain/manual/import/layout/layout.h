/*
 * layout.h - how a folder holds a manual
 *
 *	Docusaurus  [ID_]versions.json, [ID_]versioned_docs/version-R/, [ID_]versioned_sidebars/
 *	            or docs/ with sidebars.js; static/_redirects
 *	MkDocs      mkdocs.yml and its docs_dir
 *	plain       *.md, *.mdx; folders are categories, names give the order
 *	HTML        *.html; index.html first
 *
 * Files and folders whose name begins with '_' or "includes" are parts of pages.
 */
#pragma once

#include "domain/manual/import/book.h"

struct layout {
	struct str name;
	bool (*is)(struct book *);
	error (*read)(struct book *);
};

/* Finds the layout and reads releases, pages, trees and redirects. ERR_INVALID: none. */
NODISCARD error layout_read(struct book *, const struct layout **ret_layout);

/* Each is the whole of a layout. */
extern const struct layout layout_docusaurus, layout_mkdocs, layout_plain, layout_html;

/* --- for the layouts --- */

/* Whether a path below a release is part of other pages. */
bool layout_is_fragment(struct str path);
/* All pages below a folder, in byte order; counts files and fragments. */
NODISCARD error layout_add_pages(struct book *, struct book_release *, enum book_text);
/* A tree by folders: what `_category_.json`, front matter and names say. */
void layout_tree_by_folder(struct book *, struct book_release *, struct str folder, int depth);
/* "static/_redirects": one rule a line, "from to [status]". */
void layout_redirects(struct book *, struct book_file *);
/* The release that is asked for, or `otherwise`. */
struct str layout_release(const struct book *, struct str otherwise);
