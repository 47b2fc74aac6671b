/*
 * tree.h - a folder of Markdown files: what is in it and where its links lead
 *
 * Paths are compared without regard to case and without ".md". A file below a folder
 * "includes" or "_includes", or whose name begins with '_', is a fragment: text for
 * others, no article.
 */
#pragma once

#include "base/ids.h"
#include "base/map.h"
#include "domain/source/front_matter.h"

enum kb_finding_kind {
	KB_REFUSED,          /* the file is not imported */
	KB_NUMBER_TAKEN,     /* it got another number */
	KB_INCLUDE_MISSING,
	KB_LINK_NOWHERE,     /* its words stay, the link is gone */
	KB_PICTURE_MISSING,  /* its description stays */
	KB_REDIRECT_NOWHERE,
	KB_RELATED_NOWHERE,  /* a related article is neither in the folder nor here: left out */
	KB_FINDING_KINDS
};

struct kb_finding {
	enum kb_finding_kind kind;
	struct str path;
	int64_t line; /* 0: the whole file */
	struct str text;
};

struct kb_report {
	int64_t files, fragments, articles;
	int64_t added, changed, kept, retired;
	int64_t includes, links, links_away, redirects, redirects_away;
	int64_t other_audience; /* a value that is not one of ours: taken as public */
	SLICE(struct kb_finding) findings;
	int64_t counts[KB_FINDING_KINDS];
};

struct kb_file {
	struct str path;
	struct str body;
	int64_t head_lines;
	struct front_matter head;
	struct str title;
	struct str wanted;       /* the number that the text carries: "KB2783553", or "" */
	str_list numbers;        /* further ones */
	bool fragment, refused;
	struct kb_file *same_name; /* the next with the same last part of the path */

	/* of the database */
	article_id existing;
	struct str number, old_hash;
};

struct kb_redirect {
	struct str from, to; /* a path in the folder; a path of the site, or a URL */
	struct kb_redirect *same_name;
};

struct kb_tree {
	struct ctx *cx;
	struct str name; /* of the folder: part of where an article came from */
	struct str site; /* "https://host", where paths lead that are not in the folder */
	SLICE(struct kb_file *) files;
	SLICE(struct kb_redirect *) redirects;
	struct map by_path, by_name, redirect_by_path, redirect_by_name;
	struct kb_report report;
};

void kb_tree_init(struct ctx *, struct kb_tree *, struct str name);
/* A file that can't be read as text with a head is a finding, KB_REFUSED. */
NODISCARD error kb_tree_add(struct kb_tree *, struct str path, struct str text);
void kb_tree_redirect(struct kb_tree *, struct str from, struct str to);
/* Reads a folder: *.md, and redirects of DocFX (*redirection.json). */
NODISCARD error kb_tree_read(struct kb_tree *, struct str folder);

/* NULL: not here. `from` is the file that says `path`. */
struct kb_file *kb_tree_file(const struct kb_tree *, const struct kb_file *from, struct str path);

struct kb_target {
	const struct kb_file *file; /* or NULL, and: */
	struct str url;             /* away; empty: nowhere */
};
/* Where a link leads, through redirects; its "?..." and "#..." are not part of it. */
struct kb_target kb_tree_target(const struct kb_tree *, const struct kb_file *from,
	struct str link);

void kb_finding_add(struct kb_tree *, enum kb_finding_kind, struct str path, int64_t line,
	struct str text);
/* Without emphasis, code marks and link targets. */
struct str kb_plain_heading(struct arena *, struct str markdown);
