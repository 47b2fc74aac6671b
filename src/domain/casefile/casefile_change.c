/* Changing a case: each verb one transaction, one timeline entry, one announcement. */
#include "domain/casefile/casefile.h"

#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/casefile/effort/effort.h"
#include "domain/casefile/find.h"
#include "domain/casefile/notice/notice.h"
#include "domain/casefile/work.sql.h"
#include "domain/escalation/escalation.h"
#include "domain/setting/setting.h"
#include "domain/target/target.h"
#include "domain/webhook/webhook.h"
#include "store/db.h"
#include "store/store.h"

/* After any change: the index follows, and open pages learn of it. */
static error changed(struct ctx *cx, casefile_id id)
{
	TRY(casefile_findable(cx, id));
	return store_announce(cx, STR("case"), id.v);
}

static error check_why(struct ctx *cx, struct str why)
{
	if (why.len > LIMIT_REASON)
		return err_field(cx, "why", "A reason has at most 2,000 bytes.");
	return OK;
}

/* Time since the status began, on the account of whose turn it was. */
static error move(struct ctx *cx, const struct casefile *c, enum casefile_status to)
{
	int64_t changes;
	int64_t spent = cx->now.us - c->status_since.us;
	enum casefile_turn turn = status_rule((enum casefile_status)c->status)->turn;
	bool was_open = c->is_open, opens = status_rule(to)->open;
	instant resolved = to == CASEFILE_RESOLVED ? cx->now
		: to == CASEFILE_CLOSED		   ? c->resolved_at
						   : (instant){ 0 };
	if (to == CASEFILE_CLOSED && !instant_is_set(resolved))
		resolved = cx->now;
	instant closed = to == CASEFILE_CLOSED ? cx->now : (instant){ 0 };

	TRY(q_casefile_set_status(cx, c->id, to, opens, cx->now,
		was_open && turn == TURN_OURS ? spent : 0,
		was_open && turn == TURN_CUSTOMER ? spent : 0,
		was_open && turn == TURN_OTHER ? spent : 0, resolved, closed, &changes));
	TRY(target_status_changed(cx, c->id, (enum casefile_status)c->status, to));
	if (was_open && !opens)
		return escalation_case_stopped(cx, c->id, to == CASEFILE_CLOSED);
	if (!was_open && opens)
		return escalation_case_reopened(cx, c->id);
	if (opens)
		return escalation_waiting_changed(cx, c->id,
			status_rule(to)->turn == TURN_CUSTOMER);
	return OK;
}

static error note_status(struct ctx *cx, const struct casefile *c, enum casefile_status to,
	struct str why)
{
	struct field_change change = {
		.field = "status",
		.from = status_rule((enum casefile_status)c->status)->label,
		.to = status_rule(to)->label,
		.why = why,
		.public = true,
	};
	return timeline_add_change(cx, c->id, &change);
}

/* Waiting is told by the message that asks for something. */
static error tell_status(struct ctx *cx, const struct casefile *c, enum casefile_status to,
	struct str why)
{
	bool ends = !status_rule(to)->open, opens = !c->is_open && status_rule(to)->open;

	if (c->status == (int64_t)to || (!ends && !opens))
		return OK;
	return notice_tell(cx, c,
		&(struct notice){ .kind = NOTICE_STATUS, .to = status_rule(to)->label, .why = why });
}

static enum webhook_event event_of(const struct casefile *c, enum casefile_status to)
{
	if (to == CASEFILE_CLOSED)
		return EVENT_CLOSED;
	return !c->is_open && status_rule(to)->open ? EVENT_REOPENED : EVENT_STATUS;
}

static error step(struct ctx *cx, const struct casefile *c, enum casefile_status to, struct str why)
{
	TRY(check_why(cx, why));
	if (c->status == (int64_t)to)
		return OK;
	if (c->merged_into.v != 0)
		return err_person(cx, ERR_CONFLICT, "This case was merged. Work on the one it went to.");
	if (!status_may_become((enum casefile_status)c->status, to))
		return err_person(cx, ERR_CONFLICT,
			"The case cannot go from its status to this one. Look at it again.");
	TRY(move(cx, c, to));
	TRY(webhook_tell(cx, c->id, event_of(c, to)));
	return note_status(cx, c, to, why);
}

error casefile_set_status(struct ctx *cx, casefile_id id, enum casefile_status to, struct str why)
{
	struct casefile c;

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, id, &c));
	TRY(casefile_may_change(cx, &c, MAY_WORK_CASE));
	TRY(step(cx, &c, to, why));
	TRY(tell_status(cx, &c, to, why));
	TRY(changed(cx, id));

	return tx_commit(&tx);
}

error casefile_put_priority(struct ctx *cx, const struct casefile *c, int64_t priority, struct str why)
{
	struct field_change change = {
		.field = "priority",
		.from = priority_name(c->priority),
		.to = priority_name(priority),
		.why = why,
		.public = true,
	};
	int64_t changes;

	TRY(q_casefile_set_priority(cx, c->id, priority, cx->now, &changes));
	TRY(timeline_add_change(cx, c->id, &change));
	TRY(target_priority_changed(cx, c->id));
	TRY(webhook_tell(cx, c->id, EVENT_PRIORITY));
	return notice_tell(cx, c, &(struct notice){ .kind = NOTICE_PRIORITY, .from = change.from,
		.to = change.to, .why = why });
}

error casefile_set_priority(struct ctx *cx, casefile_id id, int64_t priority, struct str why)
{
	struct casefile c;

	if (priority < PRIORITY_HIGHEST || priority > PRIORITY_LOWEST)
		return err_field(cx, "priority", "Choose a priority, 1 to 4.");
	TRY(check_why(cx, why));

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, id, &c));
	TRY(casefile_may_change(cx, &c, MAY_SET_PRIORITY));
	if (!c.is_open)
		return err_person(cx, ERR_CONFLICT, "The case has ended. Reopen it first.");
	if (c.priority == priority)
		return OK;
	TRY(escalation_priority_changed(cx, id, (int)c.priority, (int)priority));
	TRY(casefile_put_priority(cx, &c, priority, why));
	TRY(changed(cx, id));

	return tx_commit(&tx);
}

error casefile_set_owner(struct ctx *cx, casefile_id id, person_id owner)
{
	return casefile_assign(cx, id, owner, STR(""));
}

error casefile_assign(struct ctx *cx, casefile_id id, person_id owner, struct str why)
{
	struct casefile c;
	struct person p = { 0 };
	struct actor given = { 0 };
	int64_t changes;

	TRY(check_why(cx, why));

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, id, &c));
	TRY(casefile_may_change(cx, &c, MAY_WORK_CASE));
	if (owner.v != 0) {
		error e = person_load(cx, owner, &p);
		if (e == OK)
			e = person_actor(cx, &p, &given);
		if (err_is(e, ERR_NOT_FOUND) || err_is(e, ERR_UNSIGNED) ||
			(e == OK && !may(&given, MAY_WORK_CASE)))
			return err_field(cx, "owner", "Cases are given to people of the desk.");
		TRY(e);
	}
	if (c.owner.v == owner.v)
		return OK;
	instant since = owner.v != 0 ? cx->now : (instant){ 0 };
	TRY(q_casefile_set_owner(cx, id, owner, since, cx->now, &changes));
	struct field_change change = { .field = "owner", .from = c.owner_name, .to = p.name,
		.why = why, .public = true };
	TRY(timeline_add_change(cx, id, &change));
	TRY(webhook_tell(cx, id, EVENT_ASSIGNED));
	if (owner.v != 0 && c.status == CASEFILE_NEW)
		TRY(move(cx, &c, CASEFILE_OPEN));
	if (owner.v != 0)
		TRY(notice_tell(cx, &c,
			&(struct notice){ .kind = NOTICE_ASSIGNED, .person = owner }));
	TRY(changed(cx, id));

	return tx_commit(&tx);
}

error casefile_set_queue(struct ctx *cx, casefile_id id, queue_id queue)
{
	return casefile_enqueue(cx, id, queue, STR(""));
}

error casefile_enqueue(struct ctx *cx, casefile_id id, queue_id queue, struct str why)
{
	struct casefile c;
	struct q_queue_list_list queues;
	struct str name = { 0 };
	int64_t changes;

	TRY(check_why(cx, why));

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, id, &c));
	TRY(casefile_may_change(cx, &c, MAY_WORK_CASE));
	TRY(q_queue_list(cx, &queues));
	for (size_t i = 0; i < queues.len; i++)
		if (queues.at[i].id.v == queue.v)
			name = queues.at[i].name;
	if (name.len == 0)
		return err_field(cx, "queue", "There is no such queue. Choose one of the list.");
	if (c.queue.v == queue.v)
		return OK;
	TRY(q_casefile_set_queue(cx, id, queue, cx->now, &changes));
	struct field_change change = { .field = "queue", .from = c.queue_name, .to = name,
		.why = why };
	TRY(timeline_add_change(cx, id, &change));
	TRY(changed(cx, id));

	return tx_commit(&tx);
}

struct str casefile_action_text(struct arena *a, struct str action, instant by)
{
	return instant_is_set(by) ? str_printf(a, "%.*s (by %.*s)", STR_ARG(action),
					    STR_ARG(instant_iso(a, by)))
				  : action;
}

error casefile_set_next_action(struct ctx *cx, casefile_id id, struct str action, instant by)
{
	struct casefile c;
	int64_t changes;

	action = str_trim(action);
	if (action.len > LIMIT_REASON)
		return err_field(cx, "next_action", "The next action has at most 2,000 bytes.");

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, id, &c));
	TRY(casefile_may_change(cx, &c, MAY_WORK_CASE));
	if (str_eq(c.next_action, action) && instant_cmp(c.next_action_at, by) == 0)
		return OK;
	TRY(q_casefile_set_next_action(cx, id, action, by, cx->now, &changes));
	struct field_change change = { .field = "next action",
		.from = casefile_action_text(cx->arena, c.next_action, c.next_action_at),
		.to = casefile_action_text(cx->arena, action, by) };
	TRY(timeline_add_change(cx, id, &change));
	TRY(changed(cx, id));

	return tx_commit(&tx);
}

error casefile_close(struct ctx *cx, casefile_id id, struct str why)
{
	struct casefile c;

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, id, &c));
	TRY(casefile_may_change(cx, &c, MAY_CLOSE_CASE));
	TRY(step(cx, &c, CASEFILE_CLOSED, why));
	TRY(tell_status(cx, &c, CASEFILE_CLOSED, why));
	TRY(changed(cx, id));

	return tx_commit(&tx);
}

/* Agents always can; the customer within the window after the end. */
static error check_window(struct ctx *cx, const struct casefile *c)
{
	int64_t days = cx->settings->reopen_window_days;
	instant ended = instant_is_set(c->closed_at) ? c->closed_at : c->resolved_at;
	bool late = instant_since(cx->now, ended).s > days * SECONDS_PER_DAY;
	if (late && !cx->actor->staff)
		return err_person(cx, ERR_CONFLICT,
			"This case ended too long ago to be reopened. Open a new one and name it there.");
	return OK;
}

error casefile_reopen(struct ctx *cx, casefile_id id, struct str why)
{
	struct casefile c;

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, id, &c));
	TRY(casefile_may_change(cx, &c, MAY_CLOSE_CASE));
	if (c.is_open)
		return err_person(cx, ERR_CONFLICT, "The case is open already.");
	TRY(check_window(cx, &c));
	TRY(step(cx, &c, CASEFILE_OPEN, why));
	TRY(tell_status(cx, &c, CASEFILE_OPEN, why));
	TRY(changed(cx, id));

	return tx_commit(&tx);
}

static error check_reply(struct ctx *cx, const struct casefile *c, const struct casefile_reply *r)
{
	bool internal = r->kind != ENTRY_MESSAGE;
	enum permission needs = internal ? MAY_WORK_CASE : MAY_UPDATE_CASE;
	TRY(casefile_may_change(cx, c, needs));
	if (r->then < CASEFILE_STATUS_COUNT_)
		TRY(casefile_may_change(cx, c, MAY_WORK_CASE));
	if (c->merged_into.v != 0)
		return err_person(cx, ERR_CONFLICT, "This case was merged. Write to the one it went to.");
	if (str_is_blank(r->text))
		return err_field(cx, "text", "Write something first.");
	if (r->text.len > LIMIT_CASE_TEXT)
		return err_field(cx, "text", "An entry has at most 1 MB. Attach long logs as files.");
	return OK;
}

/* What an entry does to the status when its writer chose nothing. */
static enum casefile_status status_after(const struct ctx *cx, const struct casefile *c,
	const struct casefile_reply *r)
{
	if (r->then < CASEFILE_STATUS_COUNT_)
		return r->then;
	bool ours = cx->actor->staff;
	if (r->kind == ENTRY_MESSAGE && !ours && c->status != CASEFILE_NEW)
		return CASEFILE_OPEN;
	if (r->kind == ENTRY_MESSAGE && ours && c->status == CASEFILE_NEW)
		return CASEFILE_OPEN;
	return (enum casefile_status)c->status;
}

static error tell_entry(struct ctx *cx, const struct casefile *c, const struct casefile_reply *r,
	entry_id entry)
{
	enum casefile_status to = status_after(cx, c, r);

	if (r->kind != ENTRY_MESSAGE)
		return notice_mentions(cx, c, entry, r->text);
	return notice_tell(cx, c, &(struct notice){ .kind = NOTICE_MESSAGE, .entry = entry,
		.to = c->status != (int64_t)to ? status_rule(to)->label : STR("") });
}

error casefile_add_entry(struct ctx *cx, const struct casefile *c, const struct casefile_reply *r,
	entry_id *out)
{
	int64_t changes;

	TRY(check_reply(cx, c, r));
	if (!c->is_open && !cx->actor->staff)
		TRY(check_window(cx, c));

	AUTO_TX tx = tx_begin(cx);

	struct entry_new e = {
		.kind = r->kind,
		.public = r->kind == ENTRY_MESSAGE,
		.text = r->text,
		.letter = r->letter,
		.phone = r->phone,
		.outgoing = r->outgoing,
		.seconds = r->seconds,
	};
	TRY(timeline_add(cx, c->id, &e, out));
	if (r->minutes != 0)
		TRY(effort_add(cx, c->id, &(struct effort_new){ .minutes = r->minutes,
			.entry = entry_number(*out) }));
	if (e.public && cx->actor->staff) {
		TRY(q_casefile_set_response(cx, c->id, cx->now, &changes));
		TRY(target_answered(cx, c->id));
	}
	if (e.public)
		TRY(webhook_tell(cx, c->id, EVENT_UPDATED));
	TRY(step(cx, c, status_after(cx, c, r), STR("")));
	TRY(tell_entry(cx, c, r, *out));
	TRY(q_draft_drop(cx, cx->actor->person, c->id));
	TRY(changed(cx, c->id));

	return tx_commit(&tx);
}
