/*
 * article.h - the knowledge base
 *
 * An article has a stable number (KB31842) and versions; one version is published and
 * stays live while the next is written. Text is Markdown in sections by type; markup is
 * made once, when a version is saved. Who may read is one audience (base/actor.h): what
 * a reader may not see is ERR_NOT_FOUND.
 *
 * Confidence, audience and governance are three separate fields, after KCS v6.
 */
#pragma once

#include "base/ctx.h"
#include "domain/knowledge/article.sql.h"
#include "domain/knowledge/translation/translation.sql.h"

enum article_type {
	ARTICLE_HOW_TO = 0,       /* configuration assistance */
	ARTICLE_KNOWN_ISSUE = 1,
	ARTICLE_PROBLEM = 2,      /* problem and solution */
	ARTICLE_INTEROPERABILITY = 3,
	ARTICLE_COMPATIBILITY = 4,
	ARTICLE_INFORMATION = 5,
	ARTICLE_TYPE_COUNT_
};

enum article_state {
	ARTICLE_DRAFT,
	ARTICLE_REVIEW,
	ARTICLE_SCHEDULED,
	ARTICLE_PUBLISHED, /* 3: the queries say so too */
	ARTICLE_RETIRED,
};

enum article_confidence {
	CONFIDENCE_IN_PROGRESS,
	CONFIDENCE_NOT_VALIDATED,
	CONFIDENCE_VALIDATED,
	CONFIDENCE_ARCHIVED,
};

/* Who may change it: whoever writes, or only who may publish. */
enum article_governance { GOVERNANCE_EXPERIENCE, GOVERNANCE_COMPLIANCE };

enum article_part {
	PART_TEXT,
	PART_SYMPTOMS,
	PART_CAUSE,
	PART_SOLUTION,
	PART_WORKAROUND,
	PART_VERIFICATION,
	PART_STEPS,
	PART_COUNT_
};

enum article_issue { ISSUE_NONE, ISSUE_INVESTIGATED, ISSUE_WORKAROUND, ISSUE_FIXED };

enum article_keyword_kind { KEYWORD_WORD, KEYWORD_ERROR, KEYWORD_DEFECT };

enum feedback_reason { REASON_NONE, REASON_WRONG, REASON_UNCLEAR, REASON_NOT_MINE };

struct section_new {
	enum article_part kind;
	struct str heading;  /* empty: the kind's */
	struct str markdown;
};

struct applies_new {
	struct str product, from, to; /* product: a code, or any name */
};

struct article_new {
	struct str number;   /* empty: the next one */
	enum article_type type;
	struct str title, summary, language, note;
	enum audience audience;
	enum article_confidence confidence;
	enum article_governance governance;
	enum article_issue issue;
	struct str fixed_in;
	struct str source;   /* import: stable name of where it came from */
	instant created_at, published_at, review_at; /* not set: now, now, none */
	instant ends_at;     /* it retires by itself; not set: never */
	SLICE(struct section_new) sections;
	SLICE(struct applies_new) applies;
	str_list keywords, errors, defects;
	str_list related;    /* numbers of articles, at most LIMIT_RELATED: related.h */
	/* A translation (translation/translation.h): of this number, saying that version. */
	struct str translation_of;
	int64_t translated;  /* or TRANSLATED_... */
};

enum {
	TRANSLATED_NEWEST = 0,   /* the version that is published when it is saved */
	TRANSLATED_EARLIER = -1, /* one before */
};

/*
 * Saves a new version of `existing` (0: a new article) and publishes it.
 * MAY_PUBLISH_ARTICLE. ERR_INVALID names the fields.
 */
NODISCARD error article_publish(struct ctx *, article_id existing, const struct article_new *,
	article_id *out);

/*
 * The two halves of publishing, for edit.h, within a transaction: the first saves a
 * version after the newest, the second shows it to readers.
 */
NODISCARD error article_add_version(struct ctx *, article_id existing, const struct article_new *,
	article_id *out, int64_t *ret_version);
NODISCARD error article_show_version(struct ctx *, article_id, int64_t version,
	const struct article_new *);

struct article_view {
	struct article article;
	struct article_section_list sections;
	struct article_applies_list applies;
	struct article_item_list related;
	struct article_language_list languages; /* none: it is in one alone */
	const struct article_language *source;  /* of a translation: the article */
	bool behind;                            /* it is older than the article */
	/* set instead when the number forwards to another article */
	struct str forward; /* its number; empty: none */
};
/* The article alone, by the same names and under the same rights as article_view. */
NODISCARD error article_find(struct ctx *, struct str number, struct article *out);
/* By number ("KB31842", any case), or an alias of it; published, or for authors any. */
NODISCARD error article_view(struct ctx *, struct str number, struct article_view *out);
/*
 * How an old path is kept: with a '/' before it, lower case, without "/kb/" in front and
 * ".md" or a '/' at its end.
 */
struct str article_path_key(struct arena *, struct str path);
/* Where an old path, however written, leads: "/kb/...", or a URL; ERR_NOT_FOUND when nowhere. */
NODISCARD error article_redirect(struct ctx *, struct str path, struct str *out);

/* Lists have each article once: in the language ("de"), else as it was written. */
NODISCARD error article_recent(struct ctx *, struct str language, int64_t limit,
	struct article_item_list *out);
/* Newest first; `type` -1: all. Page key: the last row's published_at and id. */
NODISCARD error article_list(struct ctx *, struct str language, int64_t type, instant before,
	article_id before_id, struct article_item_list *out);
NODISCARD error article_count(struct ctx *, int64_t *out);

struct feedback {
	bool helpful;
	enum feedback_reason reason;
	struct str comment; /* LIMIT_REASON */
	struct str visit;   /* a name of the visit of who is not signed in; else empty */
};
/*
 * One answer of a person on each published version: a later one takes the earlier one's place.
 * ERR_CONFLICT when the visit has answered already; ERR_RATE when visitors have answered
 * LIMIT_VISITOR_VOTES times within a day, or LIMIT_VISITOR_VOTES_ALL on all articles.
 */
NODISCARD error article_feedback(struct ctx *, struct str number, const struct feedback *);

NODISCARD error article_retire(struct ctx *, article_id, article_id forward_to);

/* A number that no article has. */
NODISCARD error article_number_next(struct ctx *, struct str *out);

struct str article_type_name(enum article_type);
struct str article_part_name(enum article_part);
/* "bgp-sessions-flap-every-90-s" of a title; at most 80 bytes. */
struct str article_slug(struct arena *, struct str title);
