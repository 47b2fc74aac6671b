/*
 * defect.h - what is wrong with a product, and in which release it is right
 *
 * Of the desk alone; cases are linked with defects by number (casefile/bond.h). When a
 * release that fixes one is named, and when that release comes out, each linked case is
 * told: an entry for both sides and a mail to its people; and who watches the defect.
 */
#pragma once

#include "domain/casefile/casefile.h"
#include "domain/defect/defect.sql.h"
#include "domain/search/source.h"

enum defect_state {
	DEFECT_OPEN,
	DEFECT_CONFIRMED,
	DEFECT_FIXED,
	DEFECT_REJECTED, /* it works as meant */
	DEFECT_STATES_
};

struct defect_rule {
	struct str name;  /* "confirmed": API */
	struct str label;
};
const struct defect_rule *defect_rule(enum defect_state);
enum defect_state defect_state_by_name(struct str); /* DEFECT_STATES_: there is none */

enum { DEFECT_TEXT_MAX = 20000, DEFECT_CASES_MAX = 1000, DEFECT_FIXES_MAX = 50 };

struct defect_new {
	struct str title;       /* LIMIT_SUBJECT */
	struct str description; /* plain text, DEFECT_TEXT_MAX */
	struct str product;     /* code, or empty */
	enum defect_state state;
};
/* MAY_WORK_CASE, all of them. */
NODISCARD error defect_create(struct ctx *, const struct defect_new *, struct defect *out);
NODISCARD error defect_change(struct ctx *, struct str number, const struct defect_new *);
NODISCARD error defect_find(struct ctx *, struct str number, struct defect *out);

struct defect_filter {
	struct str text;  /* in number or title; or empty */
	int64_t state;    /* -1: any */
	defect_id before; /* page key; 0: from the newest */
};
NODISCARD error defect_list_page(struct ctx *, const struct defect_filter *, struct defect_list *out);

struct defect_view {
	struct defect defect;
	struct defect_fix_list fixes;
	struct defect_case_list cases; /* at most DEFECT_CASES_MAX */
	bool watched;                  /* by the actor */
};
NODISCARD error defect_load(struct ctx *, struct str number, struct defect_view *out);

/* The release by its name; of the defect's product, if it has one. */
NODISCARD error defect_fix_add(struct ctx *, struct str number, struct str release);
NODISCARD error defect_fix_remove(struct ctx *, struct str number, release_id);
NODISCARD error defect_watch(struct ctx *, struct str number, bool on);

/* Tells of releases that came out since. On a writer; *ret_told: of how many fixes. */
NODISCARD error defect_pass(struct ctx *, int64_t *ret_told);

extern const struct search_source defect_source;
