/*
 * macro.h - what the desk writes and sets often, at one key
 *
 * A macro has a text, or changes of fields, or both; one without changes is an answer.
 * It is somebody's own, of a team, or for the whole desk. Its text may hold variables of
 * a closed table, "{{contact.name}}", which become what they stand for on the case, as
 * plain text. What a case does not have is told before anything is sent.
 *
 * Applying is one step: the changes are stored together, can be undone together
 * (edit.h), and their entries name the macro.
 */
#pragma once

#include "domain/casefile/edit/edit.h"
#include "domain/casefile/macro/macro.sql.h"

enum macro_shared { MACRO_OWN = 1, MACRO_TEAM, MACRO_ALL };

enum {
	MACROS_MAX = 200,      /* that one sees */
	MACRO_TEXT_MAX = 20000,
	MACRO_TAGS_MAX = 5,
	MACRO_HOURS_MAX = 24 * 90,
};

struct macro_new {
	struct str name, text, status, owner, tags, next_action;
	int64_t shared, team, queue, priority, hours;
	enum entry_kind kind; /* ENTRY_MESSAGE or ENTRY_NOTE */
};

/* MAY_WORK_CASE; MACRO_ALL needs MAY_SHARE_MACROS, MACRO_TEAM that one is of the team. */
NODISCARD error macro_create(struct ctx *, const struct macro_new *, macro_id *out);
NODISCARD error macro_change(struct ctx *, macro_id, const struct macro_new *);
NODISCARD error macro_remove(struct ctx *, macro_id);
/* Those that the actor may use, by name. */
NODISCARD error macro_list(struct ctx *, struct macro_list *out);
NODISCARD error macro_load(struct ctx *, macro_id, struct macro *out);
bool macro_is_answer(const struct macro *); /* it changes no field */
/* Whether the actor may change it. */
bool macro_may_change(const struct ctx *, const struct macro *);

struct macro_preview {
	struct str text;
	str_list missing;      /* variables that this case has no value for */
	struct edit steps[EDIT_STEPS_MAX];
	struct field_change shown[EDIT_STEPS_MAX]; /* the same, to be read */
	size_t count;
};
NODISCARD error macro_preview(struct ctx *, const struct casefile *, const struct macro *,
	struct macro_preview *out);
/* The changes; then the text is sent as an entry or, if not, kept as the actor's draft. */
NODISCARD error macro_apply(struct ctx *, const struct casefile *, const struct macro *,
	struct str text, bool send);

/* --- variables --- */

struct macro_variable {
	struct str name;    /* "contact.name" */
	struct str meaning;
};
extern const struct macro_variable macro_variables[];
extern const size_t macro_variable_count;

/* ERR_INVALID on field "text" for a variable that there is not. */
NODISCARD error macro_check_text(struct ctx *, struct str text);
NODISCARD error macro_fill(struct ctx *, const struct casefile *, struct str text,
	struct str *out, str_list *ret_missing);
