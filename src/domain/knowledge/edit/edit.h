/*
 * edit.h - writing an article: versions, review, publishing, the end
 *
 *	saved ──► in review ──► published        every save is a version that stays readable
 *	  └──────────┴──► scheduled ──► published by itself
 *
 * The published version stays live while a draft follows it. A draft is of one version:
 * whoever saves must have begun from the newest one, so nobody's work is overwritten.
 *
 * Authors write; who may publish is MAY_PUBLISH_ARTICLE. An article whose governance is
 * "compliance" is written only by them.
 */
#pragma once

#include "domain/knowledge/article.h"
#include "domain/knowledge/edit/edit.sql.h"
#include "domain/setting/setting.h"
#include "domain/periodic/periodic.h"

enum article_draft {
	DRAFT_NONE,   /* the newest version is the published one */
	DRAFT_SAVED,
	DRAFT_REVIEW,
	DRAFT_SCHEDULED,
};

struct article_edit {
	struct article article;
	struct article_new text;
	int64_t version;            /* of the text */
	enum article_draft draft;   /* of the newest version */
	instant publish_at;         /* when it is scheduled */
};

/* Whether the actor may change it: its governance decides. */
NODISCARD error article_may_write(struct ctx *, const struct article *);

/* Version 0: the newest. ERR_NOT_FOUND for who may not write it, and for no such version. */
NODISCARD error article_edit_load(struct ctx *, struct str number, int64_t version,
	struct article_edit *out);

/*
 * Saves a version that was made from `base` (0 with a new article) and makes it the draft.
 * ERR_CONFLICT when somebody has saved meanwhile: compare, then save on top of the newest.
 */
NODISCARD error article_save(struct ctx *, article_id existing, int64_t base,
	const struct article_new *, struct article *out);

/* Asks for a review of the draft; who may publish is told by mail (review.h), and so is who asked. */
NODISCARD error article_ask_review(struct ctx *, article_id);
/* Back from review or schedule to a draft that is worked on. */
NODISCARD error article_take_back(struct ctx *, article_id);
/* Makes the draft the published version: now, or at a later time by itself. */
NODISCARD error article_publish_draft(struct ctx *, article_id, instant at);

/* Publishes and ends what is due; how many of both. For the ticker and its tests. */
NODISCARD error article_due(struct ctx *, int64_t *ret_done);

/* --- the author's desk --- */

struct article_work {
	struct q_article_drafts_list drafts;       /* in review first */
	struct q_article_stale_list stale;         /* past their review date */
	struct q_article_complaints_list complaints; /* "not helpful", not yet seen to */
};
/* Lists of at most LIMIT_LIST_PAGE; `mine`: of the actor's own articles alone. */
NODISCARD error article_work(struct ctx *, bool mine, struct article_work *out);
NODISCARD error article_complaint_done(struct ctx *, int64_t complaint);

/* --- versions --- */

NODISCARD error article_versions(struct ctx *, struct str number, struct article *ret_article,
	struct q_article_versions_list *out);

/* The whole version as text, as the comparison of two shows it. */
struct str article_text(struct arena *, const struct article_new *);

/* Calls article_due each minute. */
extern const struct periodic article_periodic;
