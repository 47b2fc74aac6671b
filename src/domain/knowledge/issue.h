/*
 * issue.h - known issues, as the first page shows them
 *
 * Those of a reader are the ones that apply to a product of which an organisation of
 * theirs has a device. All are filtered by audience, and each is shown once: in the
 * language that is asked for, else as it was written.
 */
#pragma once

#include "base/ctx.h"
#include "domain/knowledge/issue.sql.h"

/* Newest first. */
NODISCARD error article_known_issues(struct ctx *, struct str language, int64_t limit,
	struct known_issue_list *out);
/* The actor's; the product named is one of theirs. */
NODISCARD error article_own_issues(struct ctx *, struct str language, int64_t limit,
	struct known_issue_list *out);
NODISCARD error article_issue_count(struct ctx *, int64_t *out);
/* An error line that a published article is about; empty when there is none. */
NODISCARD error article_error_example(struct ctx *, struct str *out);
