/*
 * filter_value.h - what a word after a colon means
 *
 * Each adds its value to the field's, or is ERR_INVALID on field "q" with a sentence
 * that says what can be written there.
 */
#pragma once

#include "domain/desk/filter.h"

NODISCARD error desk_value_queue(struct ctx *, struct str name, struct desk_values *);
/* "me", "none" or an address. */
NODISCARD error desk_value_owner(struct ctx *, struct str, struct desk_values *);
NODISCARD error desk_value_status(struct ctx *, struct str, struct desk_values *);
/* "us", "customer" or "other". */
NODISCARD error desk_value_waiting(struct ctx *, struct str, struct desk_values *);
NODISCARD error desk_value_priority(struct ctx *, struct str, struct desk_values *);
NODISCARD error desk_value_product(struct ctx *, struct str code, struct desk_values *);
NODISCARD error desk_value_release(struct ctx *, struct str name, struct desk_values *);
NODISCARD error desk_value_organisation(struct ctx *, struct str name, struct desk_values *);
NODISCARD error desk_value_contact(struct ctx *, struct str email, struct desk_values *);
NODISCARD error desk_value_channel(struct ctx *, struct str, struct desk_values *);
NODISCARD error desk_value_entitlement(struct ctx *, struct str, struct desk_values *);

/* `ahead`: spans are counted from now on, else back. Narrows what is in from and to. */
NODISCARD error desk_value_time(struct ctx *, struct str, bool ahead, instant *from, instant *to);
