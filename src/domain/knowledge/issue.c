#include "domain/knowledge/issue.h"

error article_known_issues(struct ctx *cx, struct str language, int64_t limit,
	struct known_issue_list *out)
{
	return q_article_issues(cx, cx->actor->audiences, language, limit, out);
}

error article_own_issues(struct ctx *cx, struct str language, int64_t limit,
	struct known_issue_list *out)
{
	return q_article_issues_own(cx, cx->actor->audiences, language, limit, out);
}

error article_issue_count(struct ctx *cx, int64_t *out)
{
	struct q_article_issues_counted_row row;

	TRY(q_article_issues_counted(cx, cx->actor->audiences, &row));
	*out = row.count;
	return OK;
}

error article_error_example(struct ctx *cx, struct str *out)
{
	struct q_article_error_newest_row row;
	bool found;

	TRY(q_article_error_newest(cx, cx->actor->audiences, &row, &found));
	*out = found ? row.keyword : STR("");
	return OK;
}
