/* edit_pages.h - writing articles: the editor, versions, the author's desk */
#pragma once

#include "domain/casefile/lesson/lesson.h"
#include "domain/knowledge/edit/diff.h"
#include "domain/knowledge/edit/edit.h"
#include "domain/knowledge/edit/picture.h"
#include "domain/knowledge/translation/translation.h"
#include "domain/manual/manual.h"
#include "domain/product/product.h"
#include "web/web.h"

/* The form as it is typed: lists are texts with an entry a line. */
struct article_form {
	struct str title, summary, language, text, note;
	struct str applies; /* "product, first release, last release" a line */
	struct str keywords, errors, defects, related;
	struct str fixed_in, review_at, ends_at;
	struct str act;     /* the button: save, preview, review, publish, schedule, back */
	struct str at;      /* when to publish: of <input type="datetime-local">, UTC */
	int64_t type, audience, confidence, governance, issue;
	struct str translation_of; /* the number of the article that it translates */
	int64_t translated; /* the version of that which it says */
	int64_t current;    /* the version that it says from now on; 0: as before */
	int64_t base;       /* the version that it was made from */
};

struct edit_view {
	struct article_edit edit;
	struct article_form form;
	struct product_list products;
	const struct err_at_field *errors;
	bool is_new, clash;     /* clash: somebody saved meanwhile */
	bool previewed, added;  /* added: pictures, at the end of the text */
	struct article_picture_list pictures;
	struct lesson_uses uses; /* in cases */
	struct article source;  /* of a translation: the article; else without a number */
	struct safe_html preview;
};

struct versions_view {
	struct article article;
	struct q_article_versions_list list;
};

struct compare_view {
	struct article article;
	int64_t from, to;
	diff_lines facts, text; /* what the versions say of themselves, and their text */
	bool equal;
};

struct work_view {
	struct article_work work;
	struct q_manual_complaints_list pages; /* of the documentation */
	struct q_article_translations_behind_list behind;
	bool mine;
};

/* The form of a version, and back: ERR_INVALID names the fields. */
struct article_form article_form_of(struct arena *, const struct article_edit *);
NODISCARD error article_form_read(struct ctx *, const struct article_form *,
	struct article_new *out);
/* The facts of a version a line each, to compare. */
struct str article_facts(struct arena *, const struct article_new *);

/* What was typed, as far as it can be read: for a form that is shown again. */
void article_form_typed(struct web *, struct edit_view *);
NODISCARD error article_editor_show(struct web *, int status, struct edit_view *);
/* The Markdown of a picture of the article. */
struct str article_picture_text(struct html *, const struct edit_view *,
	const struct article_picture *);
/* Its address. */
struct url article_picture_url(struct html *, const struct edit_view *,
	const struct article_picture *);

struct msg article_draft_label(int64_t draft);
struct msg article_audience_label(int64_t audience);
struct msg article_confidence_label(int64_t confidence);
struct msg feedback_reason_label(int64_t reason);

extern const struct route knowledge_edit_routes[];
