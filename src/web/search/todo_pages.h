/* todo_pages.h - what readers look for in vain: the authors' list, and clicks */
#pragma once

#include "domain/search/log/log.h"
#include "web/web.h"

struct todo_view {
	instant week;            /* its Monday */
	enum search_need need;
	bool all;                /* also what is done or dropped */
	struct search_todo todo;
	struct str before, after; /* addresses of the weeks beside it; after: empty for this week */
	struct str query, note;  /* a form that was refused: shown again */
	const struct err_at_field *errors;
};

struct msg search_need_label(int64_t need);
struct msg search_task_label(int64_t state);
/* The address of the list: "/kb/searches?need=1", with a week when it is not this one. */
struct url todo_url(struct html *, const struct todo_view *, int64_t need, bool all);

extern const struct route todo_routes[];
