/*
 * manual.h - product documentation
 *
 * A set ("BeamOS") has releases of the manual, each with its pages and their tree. A page
 * has an address, /docs/SET/RELEASE/path, that stays; "latest" stands for the latest
 * release. Markup is made when a page is written. Who may read is one audience of the set
 * (base/actor.h): a set that one may not see is ERR_NOT_FOUND.
 */
#pragma once

#include "base/ctx.h"
#include "domain/manual/manual.sql.h"

#define MANUAL_LATEST "latest"

/* Sets that the actor may read, by title. */
NODISCARD error manual_list(struct ctx *, struct q_manual_shelf_list *out);

/* Releases of one set (0: of all that the actor may read), the last changed first. */
NODISCARD error manual_news(struct ctx *, manual_id, int64_t limit, struct q_manual_news_list *out);

struct manual_place {
	struct manual manual;
	struct manual_release_list releases; /* newest first */
	const struct manual_release *release;
	const struct manual_release *latest;
	struct str asked; /* "latest" or the release's name: as links on the page have it */
};
/* ERR_NOT_FOUND: no such set or release, or not for the actor. */
NODISCARD error manual_find(struct ctx *, struct str slug, struct str release,
	struct manual_place *out);

struct manual_branches {
	struct manual_branch **at;
	size_t len;
};
struct manual_branch {
	const struct manual_node *node;
	struct manual_branches below;
	bool open, current; /* leads to the page; is it */
};

struct manual_view {
	struct manual_place place;
	struct manual_page page;
	struct manual_heading_list headings;
	struct manual_node_list nodes;
	struct manual_branches tree, trail; /* trail: from the top to the page */
	const struct manual_node *before, *after;
	struct q_manual_page_elsewhere_list elsewhere; /* releases that have it, this one too */
	int64_t commands, errors;   /* entries of the release's indexes */
	struct str markup;          /* with links for `asked` */
};
NODISCARD error manual_view(struct ctx *, const struct manual_place *, struct str path,
	struct manual_view *out);
/* All pages of a release in the order of reading; closed by q_manual_pages_close. */
NODISCARD error manual_pages_open(struct ctx *, const struct manual_place *,
	struct q_manual_pages_rows *out);
/* The tree alone. */
NODISCARD error manual_tree(struct ctx *, const struct manual_place *, struct manual_view *out);

struct manual_move {
	struct str path, url; /* where to, in the release; or away */
	bool nearest;         /* not the page itself: the nearest above it */
};
/*
 * Where a page of any release is in this one: through redirects in both directions, else
 * the nearest above it. ERR_NOT_FOUND when no release ever had it.
 */
NODISCARD error manual_find_moved(struct ctx *, const struct manual_place *, struct str path,
	struct manual_move *out);
/* Where an old address ("/calico/3.29/about") leads; ERR_NOT_FOUND nowhere. */
NODISCARD error manual_old_address(struct ctx *, struct str path, struct str *out);

/* "/docs/SET/ASKED/path" */
struct str manual_address(struct arena *, const struct manual_place *, struct str path);
/* Markup whose links have the release's name, with links that have `asked`. */
struct str manual_relink(struct arena *, const struct manual_place *, struct str markup);

enum manual_mark_kind { MARK_COMMAND, MARK_ERROR };
NODISCARD error manual_index(struct ctx *, const struct manual_place *, enum manual_mark_kind,
	struct q_manual_marks_list *out);

struct manual_feedback {
	struct str path;
	bool helpful;
	struct str comment; /* LIMIT_REASON */
};
NODISCARD error manual_feedback(struct ctx *, const struct manual_place *,
	const struct manual_feedback *);

/* Readers who were not helped, for authors: MAY_WRITE_ARTICLE. The longest waiting first. */
NODISCARD error manual_complaints(struct ctx *, struct q_manual_complaints_list *out);
/* Seen to; ERR_NOT_FOUND when it is none that waits. */
NODISCARD error manual_complaint_done(struct ctx *, int64_t complaint);

/*
 * For maps of the site: pages of the latest releases of sets for all, with ids above
 * `after` and up to `until`; and the largest id of a page.
 */
NODISCARD error manual_map(struct ctx *, int64_t after, int64_t until, struct q_manual_map_list *out);
NODISCARD error manual_map_end(struct ctx *, int64_t *out);

/* A picture of the set, by its hash. */
NODISCARD error manual_file(struct ctx *, struct str slug, struct str sha256,
	struct q_manual_file_of_row *out);
