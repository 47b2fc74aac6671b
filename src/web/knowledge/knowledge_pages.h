#pragma once

#include "domain/casefile/lesson/lesson.h"
#include "domain/knowledge/article.h"
#include "web/knowledge/matrix.h"
#include "web/web.h"

struct knowledge_view {
	struct article_item_list list;
	int64_t type;    /* enum article_type; -1: all */
	struct str next; /* the address of the next page; empty: none */
};

/* A reader's feedback that was refused: shown again below the article. */
struct feedback_typed {
	struct str comment;
	int64_t reason;
	const struct err_at_field *errors;
};

/* What the page of an article has besides the article. */
struct article_extra {
	struct str origin; /* "https://support.example" */
	struct feedback_typed feedback;
	struct matrix matrix; /* of an article on what works with what */
	struct lesson_uses uses; /* in cases; for the desk */
	bool foreign;            /* not in the reader's language */
	const struct article_language *own; /* then: what is, or NULL */
};

/* Whether any row names a first, or a last, release: else its column is left out. */
bool applies_from(const struct article_applies_list *);
bool applies_to(const struct article_applies_list *);

extern const struct route knowledge_routes[];
