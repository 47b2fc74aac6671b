/*
 * stale.h - owners are told which of their articles wait for a review
 *
 * One mail a week names those of a person, the longest due first. A week begins on Monday
 * (UTC); the mail goes out in the first hour of it in which there is an article to name.
 */
#pragma once

#include "domain/knowledge/edit/edit.sql.h"
#include "domain/periodic/periodic.h"

struct stale_mail {
	struct q_article_stale_list articles; /* LIMIT_LIST_PAGE at most */
	struct str link;                      /* of the list */
};

/* On a writer. Tells who was not told this week; nobody in a center that sends no mail. */
NODISCARD error stale_tell(struct ctx *);

/* Each hour. */
extern const struct periodic stale_periodic;
