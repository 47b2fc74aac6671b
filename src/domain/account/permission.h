/*
 * permission.h - the one place that decides who may do what
 *
 * may(actor, permission) says whether this kind of person may do such a thing to
 * some object: routes name one. may_on() says whether they may to an object that
 * they stand in a relation to: domain verbs ask it. What is theirs to see at all is
 * decided by the scoped queries (:viewer), with the same relation.
 */
#pragma once

#include "base/actor.h"
#include "base/ctx.h"

enum permission {
	MAY_NOTHING_ = 0, /* a route that names none is refused at start-up */
	MAY_ANYONE,       /* visitors too */
	MAY_SIGNED_IN,
	MAY_OPEN_CASE,
	MAY_READ_CASE,
	MAY_UPDATE_CASE,      /* public entry, attachment */
	MAY_SET_PRIORITY,
	MAY_CLOSE_CASE,       /* and reopen */
	MAY_WORK_CASE,        /* owner, status, queue, fields, internal notes */
	MAY_SHARE_MACROS,     /* with the whole desk */
	MAY_SEE_QUEUES,
	MAY_TAKE_CALLS,       /* find callers, add contacts, the log of calls */
	MAY_ESCALATE_CASE,
	MAY_ACKNOWLEDGE_RUNG,
	MAY_HOLD_RUNG,
	MAY_SEE_ESCALATIONS,
	MAY_EDIT_ESCALATION,  /* policy, role holders, roster */
	MAY_READ_ASSETS,
	MAY_IMPORT_ASSETS,
	MAY_EDIT_ASSETS,      /* one device, by hand */
	MAY_MANAGE_CONTRACTS, /* and what they cover */
	MAY_HAND_OVER_CASE,   /* to the SIRT; "own" is for the contact */
	MAY_READ_DISCLOSURE,  /* reports of vulnerabilities */
	MAY_WORK_DISCLOSURE,
	MAY_WRITE_ARTICLE,
	MAY_REVIEW_ARTICLE,
	MAY_PUBLISH_ARTICLE,
	MAY_MANAGE_MEMBERS,   /* of one's own organisation */
	MAY_MANAGE_PEOPLE,
	MAY_MANAGE_PRODUCTS,
	MAY_ADMINISTER,       /* settings */
	MAY_READ_AUDIT,
	MAY_USE_API,
	MAY_COUNT_
};

enum relation {
	RELATION_NONE, /* somebody else's */
	RELATION_OWN,  /* own, or of the own organisation as its sharing mode says */
};

bool may(const struct actor *, enum permission);
bool may_on(const struct actor *, enum permission, enum relation);

/* ERR_UNSIGNED for a visitor, else ERR_DENIED, unless may_on(). */
NODISCARD error actor_may(struct ctx *, enum permission, enum relation);

/* "read-case": for `mainstay routes`, the audit log and error texts. */
struct str permission_name(enum permission);

/* The role for a name of `mainstay user add --role`; 0 when there is none. */
unsigned role_by_name(struct str);
struct str role_name(enum role);

/*
 * What the actor may read decides how a page looks: the key of the page cache.
 * Two actors of one class get the same public page.
 */
unsigned actor_class(const struct actor *);

/* audiences and staff as the roles imply; called when an actor is made. */
void actor_derive(struct actor *);

/* The program itself, and a visitor. */
extern const struct actor actor_system, actor_visitor;
