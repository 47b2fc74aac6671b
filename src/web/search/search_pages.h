#pragma once

#include "domain/search/search.h"
#include "web/search/narrow.h"
#include "web/web.h"

struct search_chip {
	struct msg name;
	int64_t count;
	bool chosen;
	struct str address;
};

struct search_view {
	struct str text;
	bool asked;      /* there is something to search for */
	struct search_results found;
	SLICE(struct search_chip) chips;
	struct str kind, updated; /* as asked for */
	bool solved;
	narrow_chosen_list filters;
	struct str unfiltered;
	struct str as_typed, previous, next; /* addresses; empty: none */
	int64_t mark;    /* of this search in the log; 0: it is not logged */
};

/* "article/42": what a click tells. */
struct str hit_ref(struct html *, const struct search_hit *);
/* The section where the snippet stands. */
struct url hit_url(struct html *, const struct search_hit *);
struct url section_url(struct html *, const struct search_hit *, const struct search_section *);
/* "3.29-3.31": other releases of the page. */
struct str hit_also(struct html *, const struct search_hit *);

/*
 * In order, with three or more that follow one another as a range: only those whose last
 * number goes up by one, so that no release is meant that is not there.
 */
struct str releases_text(struct arena *, const str_list *names);

extern const struct route search_routes[];
extern const struct route suggest_routes[];

/* What may solve a problem that somebody describes; nothing while there is no index. */
NODISCARD error search_answers(struct ctx *, struct str text, struct search_results *out);
