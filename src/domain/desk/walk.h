/*
 * walk.h - keys of cases from the indexes, for list.c
 *
 * A lead is the part of a filter that an index answers: its values of one field, a tag,
 * what was reported or changed since, or all open cases. What remains of the filter is
 * asked of each case (matches).
 */
#pragma once

#include "domain/desk/list.h"

enum lead_kind { LEAD_ALL, LEAD_FIELD, LEAD_TAG, LEAD_REPORTED, LEAD_CHANGED, LEAD_WORDS };

struct lead {
	enum lead_kind kind;
	enum desk_field field; /* LEAD_FIELD */
	bool whole;            /* it answers the whole filter */
};

/* In which order its index has the cases. */
enum desk_sort lead_order(const struct lead *);

typedef SLICE(struct desk_entry) desk_entries;
typedef SLICE(struct desk_match) desk_matches;

/* The lead with the fewest cases, as far as a short look tells. */
NODISCARD error lead_choose(struct ctx *, const struct desk_filter *, struct lead *out);

/* Its cases in no order; more than `limit` come when there are more. */
NODISCARD error lead_gather(struct ctx *, const struct desk_filter *, const struct lead *,
	int64_t limit, desk_entries *out);

/* Goes over cases in the order of a sort, after `at`. */
struct walk {
	const struct desk_filter *filter;
	enum desk_sort sort;
	struct lead lead;      /* of the order of the sort, or LEAD_ALL */
	struct desk_key at;
	bool over;
};
/* At most `limit` more, in order. */
NODISCARD error walk_next(struct ctx *, struct walk *, int64_t limit, desk_entries *out);

/* Those of the cases that the whole filter takes, in no order. */
NODISCARD error desk_match(struct ctx *, const struct desk_filter *, const desk_entries *,
	desk_matches *out);

/* The ids as the queries of list.sql read them. */
struct str desk_ids(struct arena *, const casefile_id *, size_t count);
