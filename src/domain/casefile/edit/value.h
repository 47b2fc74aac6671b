/* value.h - values of edits: read, and as people read them */
#pragma once

#include "domain/casefile/edit/edit.h"

/* Runs the verb of the field; logs and tells as that does. */
NODISCARD error edit_apply(struct ctx *, casefile_id, const struct edit *);

/* A name, a label: in English, the page translates what is of a list. */
NODISCARD error edit_label(struct ctx *, enum edit_field, struct str value, struct str *out);
void edit_action_read(struct str value, struct str *ret_action, instant *ret_by);
