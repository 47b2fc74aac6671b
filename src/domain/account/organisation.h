/*
 * organisation.h - customers and partners, and who belongs to them
 *
 * The sharing mode of an organisation decides which of its cases a member sees; it
 * is worked out once, when it or a membership changes, into membership.sees_all,
 * which the scoped queries use.
 */
#pragma once

#include "base/ctx.h"
#include "domain/account/organisation.sql.h"

enum organisation_sharing {
	SHARING_OWN,    /* each member sees own cases */
	SHARING_SITE,   /* and those of the own site */
	SHARING_ALL,    /* every member sees every case */
	SHARING_ADMINS, /* administrators see all, others their own */
};

enum membership_role {
	MEMBER_CONTACT,
	MEMBER_ADMIN,
	MEMBER_PARTNER, /* acts for an organisation that named the partner */
};

enum membership_sight {
	SIGHT_OWN,  /* cases where the member is the contact or watches */
	SIGHT_ALL,  /* every case of the organisation */
	SIGHT_SITE, /* also those of the member's site */
};

struct organisation_new {
	struct str name, mail_domain, zone, country;
	enum organisation_sharing sharing;
};

/* MAY_MANAGE_PEOPLE. ERR_CONFLICT when the name is taken. */
NODISCARD error organisation_create(struct ctx *, const struct organisation_new *,
	organisation_id *out);
NODISCARD error organisation_load(struct ctx *, organisation_id, struct organisation *out);
NODISCARD error organisation_find(struct ctx *, struct str name, struct organisation *out);
NODISCARD error organisation_list(struct ctx *, struct str find, organisation_id after,
	struct organisation_list *out);

/* Those that the actor belongs to, by name. */
NODISCARD error organisation_of_actor(struct ctx *, struct organisation_list *out);

/* Those that somebody belongs to; MAY_MANAGE_PEOPLE. */
NODISCARD error organisation_of(struct ctx *, person_id, struct organisation_list *out);
/* MAY_MANAGE_PEOPLE. ERR_INVALID on organisation when the person has no role for it. */
NODISCARD error organisation_add_member(struct ctx *, organisation_id, person_id);

/* For verbs that have checked: adds or changes a membership; the role follows from the person's roles. */
NODISCARD error organisation_join(struct ctx *, organisation_id, person_id, unsigned roles);
NODISCARD error organisation_leave(struct ctx *, organisation_id, person_id);
/* MAY_MANAGE_MEMBERS on it. */
NODISCARD error organisation_members(struct ctx *, organisation_id, person_id after,
	struct member_list *out);
NODISCARD error organisation_set_sharing(struct ctx *, organisation_id,
	enum organisation_sharing);

/* RELATION_OWN when the actor is an administrator of it, else RELATION_NONE. */
NODISCARD error organisation_relation(struct ctx *, organisation_id, int *ret_relation);
