#include "domain/target/policy.h"

#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/audit/audit.h"
#include "store/db.h"

enum { OPEN_STATUSES = 1 << CASEFILE_NEW | 1 << CASEFILE_OPEN | 1 << CASEFILE_WAITING_CUSTOMER |
	1 << CASEFILE_WAITING_OTHER };

static bool is_span(seconds s)
{
	return s.s >= 0 && s.s <= TARGET_SECONDS_MAX;
}

static error check_policy(struct ctx *cx, const struct target_policy_new *n)
{
	struct calendar found;
	bool there = true;
	error wrong = OK;

	if (n->priority < 1 || n->priority > 4)
		wrong = err_field(cx, "priority", "Choose a priority, 1 to 4.");
	if (n->tier.len > LIMIT_NAME)
		wrong = err_also(cx, wrong, err_field(cx, "tier", "A service level has at most 200 bytes."));
	if (!is_span(n->response) || !is_span(n->update) || !is_span(n->restore))
		wrong = err_also(cx, wrong, err_field(cx, "response", "A target is at most a year."));
	if ((n->pauses & ~(unsigned)OPEN_STATUSES) != 0)
		wrong = err_also(cx, wrong, err_field(cx, "pause", "Choose statuses of open cases."));
	if (n->calendar.v != 0)
		TRY(q_calendar_load(cx, n->calendar, &found, &there));
	if (!there)
		wrong = err_also(cx, wrong,
			err_field(cx, "calendar", "There is no such calendar. Choose one of the list."));
	return wrong;
}

error target_policy_set(struct ctx *cx, const struct target_policy_new *n)
{
	struct q_target_policy_insert_row made;
	struct str tier = str_trim(n->tier);
	int64_t ended;

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	TRY(check_policy(cx, n));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_target_policy_end(cx, n->priority, tier, cx->now, cx->actor->person, &ended));
	if (n->response.s + n->update.s + n->restore.s > 0)
		TRY(q_target_policy_insert(cx, &(struct q_target_policy_insert_args){
			.priority = n->priority, .tier = tier, .response = n->response,
			.update = n->update, .restore = n->restore, .calendar = n->calendar,
			.pauses = n->pauses, .now = cx->now, .by = cx->actor->person }, &made));
	TRY(audit_note(cx, STR("target.set"), "priority", n->priority,
		str_printf(cx->arena, "%.*s: %" PRId64 " %" PRId64 " %" PRId64, STR_ARG(tier),
			n->response.s, n->update.s, n->restore.s)));

	return tx_commit(&tx);
}

error target_policies(struct ctx *cx, struct target_policy_list *out)
{
	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	return q_target_policies(cx, out);
}
