/*
 * import.h - Knowledge Base articles from a folder of Markdown files
 *
 * Steps, in this order: a tree is read (tree.h), numbers are given (`kb_import_number`),
 * texts are composed (`kb_import_compose`), then written (`kb_import_write` until done,
 * `kb_import_redirect`, `kb_import_relate`). The steps that touch the database may be run again, as
 * store_write does.
 *
 * An article is known by where it came from (folder's name and path), so a second
 * import changes only what changed in the files, as a new version with the same number.
 * An article keeps the number that its text carries ("Original KB number"); further
 * ones, old paths and redirects lead to it for ever.
 */
#pragma once

#include "domain/knowledge/article.h"
#include "domain/knowledge/edit/picture.h"
#include "domain/knowledge/import/tree.h"

struct files;

struct kb_article {
	struct kb_file *file;
	struct article_new text;
	struct str hash;     /* SHA-256 of the text */
	bool changed;
	SLICE(struct article_picture_new) pictures; /* of an exported file */
};

struct kb_import {
	struct kb_tree tree;
	struct str folder;   /* pictures of exported files lie there */
	const struct files *files; /* and go here */
	struct map own;      /* exported files by the number in their head */
	bool dry;            /* nothing is written; new numbers are provisional */
	SLICE(struct kb_article) articles;
	size_t written;      /* articles that kb_import_write is done with */
	size_t next;         /* where the running batch got to */
};

/* store_work; arg is the import. */
NODISCARD error kb_import_number(struct ctx *, void *import);
NODISCARD error kb_import_compose(struct ctx *, struct kb_import *);
/* One batch: set import->written = import->next when it is durable. */
NODISCARD error kb_import_write(struct ctx *, void *import);
NODISCARD error kb_import_redirect(struct ctx *, void *import);
NODISCARD error kb_import_relate(struct ctx *, void *import);
