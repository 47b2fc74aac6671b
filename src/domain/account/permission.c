#include "domain/account/permission.h"

enum {
	CUSTOMERS = ROLE_CUSTOMER | ROLE_CUSTOMER_ADMIN | ROLE_PARTNER,
	DESK = ROLE_AGENT | ROLES_MANAGEMENT | ROLE_ADMIN | ROLE_SYSTEM,
	AUTHORS = ROLE_AUTHOR | ROLE_AGENT | ROLE_ADMIN | ROLE_SYSTEM,
	EVERYBODY = ~0u,
	SIGNED_IN = 1u << 31, /* set for every account, whatever its roles */
};

/* `any`: roles that may to every object; `own`: roles that may to what is theirs. */
static const struct rule {
	struct str name;
	unsigned any, own;
	bool visitors;
} rules[MAY_COUNT_] = {
	[MAY_NOTHING_] = { STR_INIT("nothing"), 0, 0, false },
	[MAY_ANYONE] = { STR_INIT("anyone"), EVERYBODY, 0, true },
	[MAY_SIGNED_IN] = { STR_INIT("signed-in"), EVERYBODY, 0, false },
	[MAY_OPEN_CASE] = { STR_INIT("open-case"), DESK, CUSTOMERS, false },
	[MAY_READ_CASE] = { STR_INIT("read-case"), DESK, CUSTOMERS, false },
	[MAY_UPDATE_CASE] = { STR_INIT("update-case"), DESK, CUSTOMERS, false },
	[MAY_SET_PRIORITY] = { STR_INIT("set-priority"), DESK, CUSTOMERS, false },
	[MAY_CLOSE_CASE] = { STR_INIT("close-case"), DESK, CUSTOMERS, false },
	[MAY_WORK_CASE] = { STR_INIT("work-case"), DESK, 0, false },
	[MAY_SHARE_MACROS] = { STR_INIT("share-macros"), ROLES_MANAGEMENT | ROLE_ADMIN | ROLE_SYSTEM, 0,
		false },
	[MAY_SEE_QUEUES] = { STR_INIT("see-queues"), DESK, 0, false },
	[MAY_TAKE_CALLS] = { STR_INIT("take-calls"), DESK, 0, false },
	[MAY_ESCALATE_CASE] = { STR_INIT("escalate-case"), DESK, CUSTOMERS, false },
	/* "Own" is a level that one holds, deputises for, or was briefed on. */
	[MAY_ACKNOWLEDGE_RUNG] = { STR_INIT("acknowledge-rung"), ROLES_MANAGEMENT,
		ROLE_AGENT | ROLE_ADMIN, false },
	[MAY_HOLD_RUNG] = { STR_INIT("hold-rung"), ROLES_MANAGEMENT, ROLE_AGENT | ROLE_ADMIN, false },
	[MAY_SEE_ESCALATIONS] = { STR_INIT("see-escalations"), DESK, 0, false },
	[MAY_EDIT_ESCALATION] = { STR_INIT("edit-escalation"), ROLE_ADMIN | ROLE_SYSTEM, 0, false },
	[MAY_READ_ASSETS] = { STR_INIT("read-assets"), DESK, CUSTOMERS, false },
	[MAY_IMPORT_ASSETS] = { STR_INIT("import-assets"), ROLE_ADMIN | ROLE_SYSTEM, 0, false },
	[MAY_EDIT_ASSETS] = { STR_INIT("edit-assets"), DESK, 0, false },
	[MAY_MANAGE_CONTRACTS] = { STR_INIT("manage-contracts"), ROLE_ADMIN | ROLE_SYSTEM, 0, false },
	[MAY_HAND_OVER_CASE] = { STR_INIT("hand-over-case"), DESK, CUSTOMERS, false },
	/* Not even administrators; "own" is one's own report. */
	[MAY_READ_DISCLOSURE] = { STR_INIT("read-disclosure"), ROLE_SIRT, EVERYBODY, false },
	[MAY_WORK_DISCLOSURE] = { STR_INIT("work-disclosure"), ROLE_SIRT, 0, false },
	[MAY_WRITE_ARTICLE] = { STR_INIT("write-article"), AUTHORS, 0, false },
	[MAY_REVIEW_ARTICLE] = { STR_INIT("review-article"), AUTHORS, 0, false },
	[MAY_PUBLISH_ARTICLE] = { STR_INIT("publish-article"),
		ROLE_AUTHOR | ROLE_ADMIN | ROLE_SYSTEM, 0, false },
	[MAY_MANAGE_MEMBERS] = { STR_INIT("manage-members"), ROLE_ADMIN | ROLE_SYSTEM,
		ROLE_CUSTOMER_ADMIN, false },
	[MAY_MANAGE_PEOPLE] = { STR_INIT("manage-people"), ROLE_ADMIN | ROLE_SYSTEM, 0, false },
	[MAY_MANAGE_PRODUCTS] = { STR_INIT("manage-products"), ROLE_ADMIN | ROLE_SYSTEM, 0, false },
	[MAY_ADMINISTER] = { STR_INIT("administer"), ROLE_ADMIN | ROLE_SYSTEM, 0, false },
	[MAY_READ_AUDIT] = { STR_INIT("read-audit"), ROLE_ADMIN | ROLE_SYSTEM, 0, false },
	[MAY_USE_API] = { STR_INIT("use-api"), EVERYBODY, 0, false },
};

static const struct {
	struct str name;
	enum role role;
} role_names[] = {
	{ STR_INIT("customer"), ROLE_CUSTOMER },
	{ STR_INIT("customer-admin"), ROLE_CUSTOMER_ADMIN },
	{ STR_INIT("partner"), ROLE_PARTNER },
	{ STR_INIT("agent"), ROLE_AGENT },
	{ STR_INIT("manager"), ROLE_MANAGER },
	{ STR_INIT("director"), ROLE_DIRECTOR },
	{ STR_INIT("vp-cs"), ROLE_VP_CS },
	{ STR_INIT("vp-es"), ROLE_VP_ES },
	{ STR_INIT("sirt"), ROLE_SIRT },
	{ STR_INIT("author"), ROLE_AUTHOR },
	{ STR_INIT("moderator"), ROLE_MODERATOR },
	{ STR_INIT("admin"), ROLE_ADMIN },
};

const struct actor actor_system = {
	.roles = ROLE_SYSTEM,
	.audiences = AUDIENCE_PUBLIC | AUDIENCE_REGISTERED | AUDIENCE_CUSTOMER |
		AUDIENCE_PARTNER | AUDIENCE_INTERNAL,
	.staff = true,
	.name = STR_INIT("Mainstay"),
	.locale = STR_INIT("en"),
};

const struct actor actor_visitor = {
	.audiences = AUDIENCE_PUBLIC,
};

static bool allowed(const struct actor *a, const struct rule *rule, unsigned roles)
{
	bool known = a->person.v != 0 || (a->roles & ROLE_SYSTEM) != 0;
	if (!known)
		return rule->visitors;
	return ((a->roles | SIGNED_IN) & roles) != 0;
}

bool may(const struct actor *a, enum permission p)
{
	check(p < MAY_COUNT_);
	return allowed(a, &rules[p], rules[p].any | rules[p].own);
}

bool may_on(const struct actor *a, enum permission p, enum relation relation)
{
	check(p < MAY_COUNT_);
	unsigned own = relation == RELATION_OWN ? rules[p].own : 0;
	return allowed(a, &rules[p], rules[p].any | own);
}

error actor_may(struct ctx *cx, enum permission p, enum relation relation)
{
	if (may_on(cx->actor, p, relation))
		return OK;
	bool visitor = cx->actor->person.v == 0;
	struct str name = rules[p].name;
	return err_new(cx, visitor ? ERR_UNSIGNED : ERR_DENIED, "actor %" PRId64 " may not %.*s",
		cx->actor->person.v, STR_ARG(name));
}

struct str permission_name(enum permission p)
{
	check(p < MAY_COUNT_);
	return rules[p].name;
}

unsigned role_by_name(struct str name)
{
	for (size_t i = 0; i < sizeof role_names / sizeof *role_names; i++)
		if (str_eq(role_names[i].name, name))
			return role_names[i].role;
	return 0;
}

struct str role_name(enum role role)
{
	for (size_t i = 0; i < sizeof role_names / sizeof *role_names; i++)
		if (role_names[i].role == role)
			return role_names[i].name;
	return STR("");
}

unsigned actor_class(const struct actor *a)
{
	return a->audiences;
}

void actor_derive(struct actor *a)
{
	a->staff = (a->roles & DESK) != 0;
	a->audiences = AUDIENCE_PUBLIC;
	if (a->person.v != 0)
		a->audiences |= AUDIENCE_REGISTERED;
	if (a->roles & (CUSTOMERS | ROLES_STAFF))
		a->audiences |= AUDIENCE_CUSTOMER;
	if (a->roles & (ROLE_PARTNER | ROLES_STAFF))
		a->audiences |= AUDIENCE_PARTNER;
	if (a->roles & ROLES_STAFF)
		a->audiences |= AUDIENCE_INTERNAL;
}
