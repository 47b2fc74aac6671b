/*
 * book.h - a manual on its way in: what a folder of files has of it
 *
 * A layout (layout.h) finds the releases in a folder, their pages and their tree. Then
 * texts are composed (compose.h) and written (import.h). Paths are relative to the folder.
 *
 * A page is known by its release and its source id, the path of its file in the release;
 * its address is that path without extension and without "index" at its end, or what its
 * head says (slug).
 */
#pragma once

#include "base/ids.h"
#include "base/map.h"
#include "domain/manual/import/value/js.h"
#include "domain/source/front_matter.h"
#include "html/sanitize.h"

enum book_finding_kind {
	BOOK_REFUSED,           /* the page is not imported */
	BOOK_LINK_NOWHERE,      /* its words stay, the link is gone */
	BOOK_ANCHOR_NOWHERE,    /* the link leads to the page */
	BOOK_PICTURE_MISSING,   /* its description stays */
	BOOK_INCLUDE_MISSING,
	BOOK_COMPONENT_UNKNOWN, /* what stands between its tags stays */
	BOOK_VALUE_UNKNOWN,     /* an expression or variable that is no value */
	BOOK_TREE_NOWHERE,      /* the tree names a page that is not there */
	BOOK_REDIRECT_NOWHERE,
	BOOK_FINDING_KINDS
};

struct book_finding {
	enum book_finding_kind kind;
	struct str path;
	int64_t line; /* 0: the whole file */
	struct str text;
};

struct book_report {
	int64_t files, fragments, pages, sections;
	int64_t added, changed, kept, removed;
	int64_t includes, links, links_away, pictures;
	int64_t redirects, redirects_elsewhere; /* rules of other sites are passed over */
	SLICE(struct book_finding) findings;
	int64_t counts[BOOK_FINDING_KINDS];
};

struct book_file {
	struct str path;
	struct str text;
	bool read, missing;
	const struct js_value *value; /* of a .json or .js file, once it was read */
};

/* A page as the database has it. */
struct book_known {
	int64_t id;
	struct str path, hash;
	struct book_known *next;
};

struct book_release;
struct book_page {
	struct book_release *release;
	struct book_file *file;
	struct str source;      /* its id */
	struct str path;        /* of its address; "" is the first page of a release */
	struct str title, label, description;
	struct str body;        /* as written, behind the head */
	struct front_matter head;
	enum book_text { BOOK_MARKDOWN, BOOK_MDX, BOOK_MKDOCS, BOOK_HTML } text;
	str_list parts;         /* paths of partials in it */
	bool refused;

	/* composed */
	struct sanitized clean;
	struct str markup, hash;

	/* of the database */
	int64_t existing, row;  /* before, or 0; once it is written */
	bool changed;
};

/* The tree of a release, in the order of reading. */
struct book_node {
	struct str label;
	struct book_page *page; /* or NULL, and: */
	struct str url;         /* elsewhere; "": a heading */
	int depth;
};

struct book_release {
	struct str name;
	struct str folder;
	SLICE(struct book_page *) pages;
	SLICE(struct book_node) nodes;
	struct map by_path, by_file; /* of struct book_page */
	const struct js_value *variables;
	int64_t id;                 /* of its row, or 0 */
	struct book_known *known;    /* pages that the row has */
};

struct book_redirect {
	struct str release;     /* "" any */
	struct str from;        /* a path in the release; one that ends with '/' and '*' is all below it */
	struct str to;          /* the same, or a URL; ":splat" is what stood for '*' */
};

struct book_picture {
	struct str path, address, type; /* in the folder; on the site */
	unsigned char sha256[32];
};

struct book {
	struct ctx *cx;
	struct str folder;      /* on disk; "": its files are in memory */
	struct str slug, title; /* of the set */
	struct str release;     /* asked for; "" as the layout finds */
	struct str site;        /* where paths lead that the folder does not have; or "" */
	struct str base;        /* under which the old site had the set: "/calico" */
	struct map files;       /* of struct book_file */
	str_list paths;
	SLICE(struct book_release *) releases; /* newest first */
	SLICE(struct book_redirect) redirects;
	struct map pictures;    /* of struct book_picture */
	struct book_report report;
};

/* An empty one, and a file of it that is in memory. */
void book_begin(struct ctx *, struct book *);
struct book_file *book_put(struct book *, struct str path, struct str text);
/* Lists the files of a folder. */
NODISCARD error book_open(struct ctx *, struct str folder, struct book *out);
/* NULL when the folder does not have it. Its text is read; what is no text is `missing`. */
struct book_file *book_file(struct book *, struct str path);
/* The value of a .json file, or the default export of a .js file; NULL when there is none. */
const struct js_value *book_value(struct book *, struct str path);
/* All names that a .js file gives. */
struct map book_module(struct book *, struct book_file *);

struct book_release *book_release_add(struct book *, struct str name, struct str folder);
/* A page of a file; refused ones are findings. NULL for drafts. */
struct book_page *book_page_add(struct book *, struct book_release *, struct book_file *,
	enum book_text);
void book_node_add(struct book *, struct book_release *, struct book_node);
/* Pages that the tree does not name, at its end. */
void book_rest_of_tree(struct book *, struct book_release *);
/* As a page's address has it: letters, digits, '.', '_' and '-' between its '/'. */
struct str book_clean_path(struct arena *, struct str);

void book_find(struct book *, enum book_finding_kind, struct str path, int64_t line,
	struct str text);
/* The same, at the line of the page, or of a partial in it, where `text` first stands. */
void book_find_in(struct book *, const struct book_page *, enum book_finding_kind,
	struct str text);

/* "$[name.part]" of the release's variables; unknown ones stay. */
struct str book_expand(struct book *, const struct book_release *, struct str);
