/*
 * lesson.h - what a case teaches: the article that solves it, or the one to be written
 *
 * An article that is used in a case is linked with it, which is its reuse, and stands as
 * a link in the reply that is being written. What no article says yet becomes a draft,
 * made of the case without the names and secrets of its customer (nameless.h): internal
 * until it is published, and linked with the case.
 */
#pragma once

#include "domain/casefile/casefile.h"
#include "domain/casefile/lesson/lesson.sql.h"
#include "domain/knowledge/article.h"

/*
 * MAY_WORK_CASE. Puts the link below what the actor has begun to write. An article that
 * customers cannot read is linked with the case alone: *ret_quoted is false.
 */
NODISCARD error lesson_attach(struct ctx *, casefile_id, struct str number, bool *ret_quoted);
/* MAY_WRITE_ARTICLE too. *out is the new article; its editor is the next page. */
NODISCARD error lesson_draft(struct ctx *, casefile_id, struct article *out);

struct lesson_uses {
	int64_t count;
	struct lesson_use_list newest;
};
/* The cases that an article was used in, for the desk; authors learn how many, others nothing. */
NODISCARD error lesson_uses(struct ctx *, struct str number, struct lesson_uses *out);
