/*
 * review.h - the mails of a review: who may publish is asked, who asked is answered
 *
 * Asked are the article's owner, when that is an author who is not asking; else all authors, up
 * to REVIEWERS_MAX. One mail for each version. In a center that sends no mail nobody is told.
 */
#pragma once

#include "domain/knowledge/article.h"

enum { REVIEWERS_MAX = 20 };

/* Inside the verb's transaction. `title` is the draft's. */
NODISCARD error review_asked(struct ctx *, const struct article *, int64_t version, struct str title);

enum review_answer {
	REVIEW_PUBLISHED,
	REVIEW_SCHEDULED,
	REVIEW_RETURNED, /* to be worked on */
};
/*
 * To who asked, unless that is the actor; nothing when no review was asked for. Before the draft
 * changes. `at`: of REVIEW_SCHEDULED.
 */
NODISCARD error review_answered(struct ctx *, const struct article *, enum review_answer, instant at);

/* For review.txt. */
struct review_mail {
	const struct article *article;
	struct str title, who, link;
	instant at;
};
