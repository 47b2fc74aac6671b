/* view_pages.h - the views that people keep: their names, order and who uses them */
#pragma once

#include "domain/desk/view.h"
#include "web/desk/queue_pages.h"
#include "web/web.h"

struct views_view {
	desk_views list;
};

struct view_form {
	struct str name, q, sort;
	str_list columns;
	int64_t sharing, team;
};

struct view_edit {
	struct desk_view view; /* its key is empty: a new one */
	struct view_form form;
	struct q_desk_team_of_list teams;
	const struct err_at_field *errors;
};

struct column_choice {
	struct str value; /* the bit, as it is sent */
	struct msg name;
	bool on;
};
typedef SLICE(struct column_choice) column_choices;
column_choices view_columns(struct arena *, const struct view_edit *);
bool view_may_change(struct html *, const struct desk_view *);

extern const struct route view_routes[];
