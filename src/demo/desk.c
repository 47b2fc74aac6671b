/* desk.c - what the desk has at hand before its first case: demo/defects.txt, demo/macros.txt */
#include "demo/center.h"

#include "demo/script.h"
#include "domain/casefile/macro/macro.h"
#include "domain/defect/defect.h"

static error defects(struct center *c)
{
	struct str rest = script_file("defects.txt");
	struct script_row row;

	while (script_row(&rest, &row)) {
		struct defect made;
		struct defect_new n = { .title = row.at[0], .product = row.at[1],
			.state = defect_state_by_name(row.at[2]), .description = row.at[4] };
		TRY(defect_create(c->cx, &n, &made));
		TRY(defect_fix_add(c->cx, made.number, row.at[3]));
	}
	return OK;
}

static error macros(struct center *c)
{
	struct str rest = script_file("macros.txt");
	struct script_row row;

	while (script_row(&rest, &row)) {
		struct macro_new n = { .name = row.at[0], .status = row.at[2], .text = row.at[3],
			.kind = str_eq(row.at[1], STR("note")) ? ENTRY_NOTE : ENTRY_MESSAGE,
			.shared = MACRO_ALL };
		macro_id id;
		TRY(macro_create(c->cx, &n, &id));
	}
	return OK;
}

error center_desk(struct center *c)
{
	const struct actor *before = c->cx->actor;
	instant now = c->cx->now;

	c->cx->actor = &c->agents.at[0].actor;
	c->cx->now = instant_add(now, (seconds){ -100 * SECONDS_PER_DAY }); /* before the first case */
	error e = defects(c);
	c->cx->actor = &c->managers.at[0].actor;
	if (e == OK)
		e = macros(c);
	c->cx->actor = before;
	c->cx->now = now;
	return e;
}
