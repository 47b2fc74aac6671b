/* casework.h - what the desk does with a case on pages of their own */
#pragma once

#include "domain/casefile/history/history.h"
#include "domain/casefile/incident/incident.h"
#include "domain/casefile/lesson/lesson.h"
#include "domain/casefile/macro/macro.h"
#include "domain/search/search.h"
#include "web/casefile/casefile_pages.h"

struct macro_form {
	struct str name, text, status, owner, tags, next_action, kind;
	int64_t shared, team, queue, priority, hours;
};

struct macros_view {
	struct macro_list list;
	struct macro_form form;   /* a new one, or the one that is changed */
	struct macro macro;       /* .id 0: a new one */
	struct team_of_list teams;
	struct q_queue_list_list queues;
	const struct err_at_field *errors;
};

struct macro_choice_view {
	struct casefile c;
	struct macro_list list;
};

struct macro_preview_view {
	struct casefile c;
	struct macro macro;
	struct macro_preview preview;
	struct str text;          /* as typed */
	const struct err_at_field *errors;
};

struct incident_form {
	struct str numbers, lead, kind, text, then;
};

struct incident_page_view {
	struct casefile c;
	struct incident_view incident;
	struct incident_form form;
	const struct err_at_field *errors;
};

struct history_view {
	struct casefile c;
	struct history history;
};

struct files_view {
	struct casefile c;
	struct attachment_list files;
};

struct split_form {
	struct str summary;
	str_list entry, file;
	bool same_time;
};

struct split_view {
	struct casefile c;
	SLICE(struct entry) entries; /* oldest first */
	int64_t older;
	struct attachment_list files;
	struct split_form form;
	const struct err_at_field *errors;
};

/* Whether a box of that number was ticked. */
bool split_chosen(const str_list *, int64_t number);

struct merge_view {
	struct casefile from, to;
	struct ladder_view from_ladder, to_ladder;
	struct str into;              /* as typed */
	bool possible;
	const struct err_at_field *errors;
};

/* 1: the one that goes away has told that level, 2: the other, 3: both. */
int merge_level_told(const struct merge_view *, int level);

/* The beginning of a text. */
struct str case_excerpt(struct str text);

struct lesson_form {
	struct str number;
};

struct lesson_view {
	struct casefile c;
	struct str text;               /* searched for */
	struct search_results found;
	struct lesson_form form;
	const struct err_at_field *errors;
};

/* Rows of tables whose length C knows. */
void macro_variable_rows(struct html *);
void macro_step_rows(struct html *, const struct macro_preview *);

extern const struct route history_routes[];
extern const struct route incident_routes[];
extern const struct route lesson_routes[];
extern const struct route macro_routes[];
extern const struct route split_routes[];
