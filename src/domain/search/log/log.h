/*
 * log.h - what people look for, and what authors do about it
 *
 * A search leaves a row that says nothing of who searched but visitor, customer or staff,
 * and counts in its week: searched, nothing found, something opened, searched again with
 * other words. The rows go after SEARCH_LOG_DAYS, the weeks after SEARCH_WEEKS_DAYS.
 *
 * Not kept at all: what is typed before Enter, descriptions of cases, texts longer than
 * LIMIT_SEARCH_LOG, texts with an '@', and texts without a letter, which are the numbers
 * of cases, telephones and machines.
 */
#pragma once

#include "domain/search/document.h"
#include "domain/search/log/log.sql.h"

enum {
	SEARCH_LOG_DAYS = 30,
	SEARCH_WEEKS_DAYS = 400,
	SEARCH_CLICK_SECONDS = 3600, /* how long after a search something counts as opened */
};

enum search_log_reader { SEARCH_BY_VISITOR, SEARCH_BY_CUSTOMER, SEARCH_BY_STAFF };

struct search_log_new {
	struct str text, filters; /* "kind=article&product=NB-S4300" */
	int64_t found;
	bool corrected;
	int64_t mark;             /* of this search: random, not 0 */
	int64_t after;            /* of the search that it refines; 0: none */
};

/* Whether a text is one that is kept. */
bool search_log_keeps(struct str text);

/* A new one, that cannot be guessed. */
int64_t search_log_mark(struct ctx *);

/*
 * Adds the row and counts it, within a transaction. A week that has LIMIT_SEARCHES_WEEK
 * searches takes no more.
 */
NODISCARD error search_log_add(struct ctx *, const struct search_log_new *);
/* The same from a reader, later: nobody waits for it, and a full queue drops it. */
void search_log_later(struct ctx *, const struct search_log_new *);

/* The first thing opened from a search counts; a mark that is unknown or old is nothing. */
NODISCARD error search_log_click(struct ctx *, int64_t mark, struct search_ref, int64_t position);

/* Ends what is older than it may be; some thousand rows a call. */
NODISCARD error search_log_prune(struct ctx *);

/* Monday, 00:00 UTC, of the week of a time. */
instant search_week_of(instant);

/* --- what authors do: MAY_WRITE_ARTICLE --- */

enum search_need { NEED_EMPTY, NEED_UNOPENED, NEED_REFINED, NEED_COUNT_ };

enum search_task_state { TASK_OPEN, TASK_TAKEN, TASK_DONE, TASK_DROPPED, TASK_COUNT_ };

struct search_todo {
	struct search_week_total total;
	struct search_todo_item_list list;
};

/*
 * Texts of the week that holds `week`, the greatest need first, at most LIMIT_LIST_PAGE.
 * What was done or dropped is left out, unless `all`; a text that is looked for again in
 * a week after it was done is there once more.
 */
NODISCARD error search_todo(struct ctx *, instant week, enum search_need, bool all,
	struct search_todo *out);
/* ERR_NOT_FOUND for a text that nobody looked for; ERR_INVALID names state, note. */
NODISCARD error search_task_set(struct ctx *, struct str query, enum search_task_state,
	struct str note);
