#include "domain/escalation/forget.h"

#include "domain/escalation/climb.h"
#include "domain/escalation/forget.sql.h"
#include "store/db.h"

/* Whose detail a person wrote; the others are the engine's own words, which verify reads. */
static bool is_written(int64_t act)
{
	return act == ACT_FIRED || act == ACT_LATE || act == ACT_MANUAL || act == ACT_HELD ||
		act == ACT_ACKED;
}

static error forget(struct ctx *cx, struct escalation_event e, struct str *head)
{
	if (is_written(e.act))
		e.detail = STR("");
	*head = climb_event_hash(cx, *head, &e);
	return q_escalation_forget_event(cx, e.id, e.detail, *head);
}

static error load(struct ctx *cx, casefile_id id, struct escalation_event_list *out)
{
	CLEANUP(q_escalation_events_of_close) struct q_escalation_events_of_rows rows;
	struct escalation_event e;
	bool more;

	TRY(q_escalation_events_of_open(cx, (entry_id){ id.v * CLIMB_EVENTS },
		(entry_id){ (id.v + 1) * CLIMB_EVENTS }, &rows));
	for (;;) {
		TRY(q_escalation_events_of_next(&rows, &e, &more));
		if (!more)
			return OK;
		e.detail = str_copy(cx->arena, e.detail);
		*arena_push(cx->arena, out) = e;
	}
}

error escalation_forget(struct ctx *cx, casefile_id id)
{
	struct escalation_event_list events = { 0 };
	struct str head = { 0 };

	TRY(q_escalation_forget_rungs(cx, id));
	TRY(q_escalation_forget_holds(cx, id));
	TRY(load(cx, id, &events));
	for (size_t i = 0; i < events.len; i++)
		TRY(forget(cx, events.at[i], &head));
	return events.len > 0 ? q_escalation_forget_head(cx, id, head) : OK;
}
