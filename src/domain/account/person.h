/*
 * person.h - people with an account
 *
 * Creating and changing people asks MAY_MANAGE_PEOPLE. An address is kept in lower
 * case and is unique. Somebody who leaves is disabled: access ends at once on every
 * path (sessions and tokens are revoked in the same transaction), history stays.
 */
#pragma once

#include "base/ctx.h"
#include "domain/account/person.sql.h"

struct person_new {
	struct str email, name, title, phone, locale, zone;
	unsigned roles;               /* bits of enum role */
	organisation_id organisation; /* for customers and partners; 0 for staff */
};

/* ERR_CONFLICT when the address has an account; ERR_INVALID names the field. */
NODISCARD error person_create(struct ctx *, const struct person_new *, person_id *out);
/* The same for verbs that have asked who may. */
NODISCARD error person_admit(struct ctx *, const struct person_new *, person_id *out);

NODISCARD error person_load(struct ctx *, person_id, struct person *out);
/* ERR_NOT_FOUND when there is none. The address may have capitals. */
NODISCARD error person_find(struct ctx *, struct str email, struct person *out);

struct person_filter {
	struct str find; /* part of a name or address */
	bool staff_only;
	person_id after; /* paging: ids above this */
};
/* At most LIMIT_LIST_PAGE, by id. */
NODISCARD error person_list(struct ctx *, struct person_filter, struct person_list *out);

/* Memberships follow. ERR_INVALID on role when an administrator drops that role from itself. */
NODISCARD error person_set_roles(struct ctx *, person_id, unsigned roles);
NODISCARD error person_disable(struct ctx *, person_id);
NODISCARD error person_enable(struct ctx *, person_id);

/* Signs the person out everywhere; tokens stay. */
NODISCARD error person_end_sessions(struct ctx *, person_id);
/* A link to set a new password. ERR_INVALID when the account is disabled. */
NODISCARD error person_reset_link(struct ctx *, person_id, struct str *ret_secret);

/* The actor that a person is; a disabled one is ERR_UNSIGNED. Lives in cx->arena. */
NODISCARD error person_actor(struct ctx *, const struct person *, struct actor *out);

/* Trims, lowers, and checks the shape (RFC 5321 lengths, one @, no blanks). */
NODISCARD error email_normalise(struct ctx *, struct str, const char *field, struct str *out);
