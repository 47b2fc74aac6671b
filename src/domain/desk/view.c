#include "domain/desk/view.h"

#include "domain/account/permission.h"

/* The first is what the desk opens with. */
static const struct desk_view program_views[] = {
	{ STR_INIT("mine"), SAY_INIT("My cases"), true, STR_INIT("inbox"), STR_INIT("owner:me"),
		DESK_BY_DUE, COLUMNS_USUAL },
	{ STR_INIT("unassigned"), SAY_INIT("Unassigned"), true, STR_INIT("users"),
		STR_INIT("owner:none"), DESK_BY_DUE, COLUMNS_USUAL },
	{ STR_INIT("grave"), SAY_INIT("P1 and P2"), true, STR_INIT("flag"), STR_INIT("priority:1,2"),
		DESK_BY_DUE, COLUMNS_USUAL },
	{ STR_INIT("soon"), SAY_INIT("Due within an hour"), true, STR_INIT("clock"),
		STR_INIT("due:1h"), DESK_BY_DUE, COLUMNS_USUAL },
	{ STR_INIT("waiting"), SAY_INIT("Waiting for customer"), true, STR_INIT("wait"),
		STR_INIT("waiting:customer"), DESK_BY_DUE, COLUMNS_USUAL },
	{ STR_INIT("late"), SAY_INIT("Past escalation time"), true, STR_INIT("alert"),
		STR_INIT("due:late"), DESK_BY_DUE, COLUMNS_USUAL },
	{ STR_INIT("all"), SAY_INIT("All open cases"), true, STR_INIT("list"), STR_INIT("is:open"),
		DESK_BY_DUE, COLUMNS_USUAL },
};

enum { PROGRAM_VIEWS = sizeof program_views / sizeof *program_views };

error desk_view_find(struct ctx *cx, struct str key, struct desk_view *out)
{
	TRY(actor_may(cx, MAY_SEE_QUEUES, RELATION_NONE));
	for (size_t i = 0; i < PROGRAM_VIEWS; i++)
		if (str_eq(program_views[i].key, key)) {
			*out = program_views[i];
			return OK;
		}
	return err_new(cx, ERR_NOT_FOUND, "no such view, or not the actor's");
}

error desk_view_list(struct ctx *cx, desk_views *out)
{
	*out = (desk_views){ 0 };
	TRY(actor_may(cx, MAY_SEE_QUEUES, RELATION_NONE));
	for (size_t i = 0; i < PROGRAM_VIEWS; i++)
		*arena_push(cx->arena, out) = program_views[i];
	return OK;
}
