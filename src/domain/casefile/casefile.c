#include "domain/casefile/casefile.h"

#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/audit/audit.h"
#include "store/db.h"

static const struct {
	struct str name, meaning;
} priorities[PRIORITY_LOWEST] = {
	{ SAY_INIT("P1 Critical"),
		SAY_INIT("The network or product is down, or business stops, and there is no workaround.") },
	{ SAY_INIT("P2 High"),
		SAY_INIT("Severely degraded; a significant part of business is affected.") },
	{ SAY_INIT("P3 Medium"), SAY_INIT("Performance is impaired; most business goes on.") },
	{ SAY_INIT("P4 Low"), SAY_INIT("A question, help with configuration, or an enhancement.") },
};

static const struct str channels[] = {
	[CHANNEL_WEB] = STR_INIT("web"),
	[CHANNEL_PHONE] = STR_INIT("phone"),
	[CHANNEL_MAIL] = STR_INIT("mail"),
	[CHANNEL_API] = STR_INIT("api"),
};

struct str priority_name(int64_t priority)
{
	check(priority >= PRIORITY_HIGHEST && priority <= PRIORITY_LOWEST);
	return priorities[priority - 1].name;
}

struct str priority_meaning(int64_t priority)
{
	check(priority >= PRIORITY_HIGHEST && priority <= PRIORITY_LOWEST);
	return priorities[priority - 1].meaning;
}

struct str channel_name(enum casefile_channel c)
{
	return channels[c];
}

error casefile_find(struct ctx *cx, struct str number, struct casefile *out)
{
	bool found;

	TRY(actor_may(cx, MAY_READ_CASE, RELATION_OWN));
	TRY(q_casefile_by_number(cx, number, out, &found));
	if (!found)
		return err_new(cx, ERR_NOT_FOUND, "no such case, or not the actor's");
	return OK;
}

error casefile_load(struct ctx *cx, casefile_id id, struct casefile *out)
{
	bool found;

	TRY(actor_may(cx, MAY_READ_CASE, RELATION_OWN));
	TRY(q_casefile_by_id(cx, id, out, &found));
	if (!found)
		return err_new(cx, ERR_NOT_FOUND, "no such case, or not the actor's");
	return OK;
}

enum relation casefile_relation(const struct ctx *cx, const struct casefile *c)
{
	/* Whoever could load it as a customer stands close enough to act on it. */
	return c->id.v != 0 && !cx->actor->staff ? RELATION_OWN : RELATION_NONE;
}

error casefile_may_change(struct ctx *cx, const struct casefile *c, enum permission permission)
{
	TRY(actor_may(cx, permission, casefile_relation(cx, c)));
	if (c->disclosure.v != 0)
		return err_person(cx, ERR_CONFLICT, "The SIRT has this case. Write to its report, not here.");
	return OK;
}
