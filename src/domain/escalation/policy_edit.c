#include "domain/account/permission.h"
#include "domain/audit/audit.h"
#include "domain/escalation/duty.h"
#include "domain/escalation/policy.h"

#include "base/limits.h"
#include "store/db.h"

enum { ACK_MIN_S = 60, ACK_MAX_S = 60 * 86400, VERSIONS_MAX = 10000 };

static error refuse(struct ctx *cx, char what, int priority, int level, struct str text)
{
	struct str field = level > 0
		? str_printf(cx->arena, "%c%d%d", what, priority, level)
		: str_printf(cx->arena, "%c%d", what, priority);

	return err_person_(cx, ERR_INVALID, str_c(cx->arena, field), text, __FILE__, __LINE__);
}

static error check_rung(struct ctx *cx, const int64_t *offsets, int priority, int level)
{
	int64_t s = offsets[level - 1], before = level > 1 ? offsets[level - 2] : 0;

	if (s == 0)
		return OK;
	if (s < POLICY_OFFSET_MIN_S || s > POLICY_OFFSET_MAX_S)
		return refuse(cx, 'o', priority, level,
			SAY("Choose a time from one minute to 400 days."));
	if (level > 1 && before == 0)
		return refuse(cx, 'o', priority, level,
			SAY("The level below has no time: fill that in first."));
	if (s <= before)
		return refuse(cx, 'o', priority, level,
			SAY("A higher level must be briefed later than the one below."));
	return OK;
}

error policy_check(struct ctx *cx, const struct policy_edit *e)
{
	error all = OK;

	for (int p = 1; p <= LADDER_PRIORITIES; p++) {
		for (int level = 1; level <= LADDER_LEVELS; level++)
			all = err_also(cx, all, check_rung(cx, e->offset_s[p - 1], p, level));
		if (e->offset_s[p - 1][0] == 0)
			all = err_also(cx, all, refuse(cx, 'o', p, 1,
				SAY("The first level must be briefed on every priority.")));
		if (e->ack_s[p - 1] < ACK_MIN_S || e->ack_s[p - 1] > ACK_MAX_S)
			all = err_also(cx, all, refuse(cx, 'a', p, 0,
				SAY("Choose a time from one minute to 60 days.")));
	}
	if (e->pause_on_wait[0])
		all = err_also(cx, all, refuse(cx, 'p', 1, 0,
			SAY("Priority 1 never pauses, whoever is waited for.")));
	if (str_is_blank(e->reason) || e->reason.len > LIMIT_REASON)
		all = err_also(cx, all,
			err_field(cx, "reason", "Say why, in up to 2000 bytes: it is kept."));
	return all;
}

static int64_t offset_us(const struct policy_edit *e, int priority, int level)
{
	int64_t s = e->offset_s[priority - 1][level - 1];

	return s > 0 ? s * US_PER_SECOND : INT64_MAX;
}

static error count_due(struct ctx *cx, const struct policy_edit *e, struct policy_preview *out)
{
	struct policy now;
	struct q_escalation_policy_due_row due;

	TRY(policy_load(cx, &now));
#define ROW(p) offset_us(e, p, 1), offset_us(e, p, 2), offset_us(e, p, 3), offset_us(e, p, 4)
	TRY(q_escalation_policy_due(cx, cx->now, now.ladder.pause_on_wait[1],
		now.ladder.pause_on_wait[2], now.ladder.pause_on_wait[3], ROW(1), ROW(2), ROW(3),
		ROW(4), &due));
#undef ROW
	*out = (struct policy_preview){
		.per_level = { due.level1, due.level2, due.level3, due.level4 },
		.briefs = due.level1 + due.level2 + due.level3 + due.level4,
	};
	return OK;
}

static bool is_among(const struct duty_list *told, person_id who)
{
	for (size_t i = 0; i < told->len; i++)
		if (told->at[i].person.v == who.v)
			return true;
	return false;
}

static error count_people(struct ctx *cx, struct policy_preview *out)
{
	struct duty_list told[LADDER_LEVELS] = { { .len = 0 } };

	for (int level = 1; level <= LADDER_LEVELS; level++) {
		struct duty_list *list = &told[level - 1];
		if (out->per_level[level - 1] > 0)
			TRY(duty_find(cx, level, list));
		for (size_t i = 0; i < list->len; i++) {
			bool before = false;
			for (int lower = 1; lower < level; lower++)
				before = before || is_among(&told[lower - 1], list->at[i].person);
			out->people += !before;
		}
	}
	return OK;
}

error policy_preview(struct ctx *cx, const struct policy_edit *e, struct policy_preview *out)
{
	TRY(actor_may(cx, MAY_EDIT_ESCALATION, RELATION_NONE));
	TRY(policy_check(cx, e));
	TRY(count_due(cx, e, out));
	return count_people(cx, out);
}

static error insert(struct ctx *cx, const struct policy_edit *e, int64_t version)
{
	TRY(q_escalation_policy_insert(cx, version, cx->now, cx->actor->person,
		str_trim(e->reason), e->ack_s[0], e->ack_s[1], e->ack_s[2], e->ack_s[3], 0,
		e->pause_on_wait[1], e->pause_on_wait[2], e->pause_on_wait[3]));
	for (int p = 1; p <= LADDER_PRIORITIES; p++)
		for (int level = 1; level <= LADDER_LEVELS; level++)
			if (e->offset_s[p - 1][level - 1] > 0)
				TRY(q_escalation_policy_rung_insert(cx, version, p, level,
					e->offset_s[p - 1][level - 1]));
	return OK;
}

error policy_change(struct ctx *cx, const struct policy_edit *e, int64_t confirmed,
	int64_t *ret_version)
{
	struct policy now;
	struct policy_preview preview;

	AUTO_TX tx = tx_begin(cx);

	TRY(policy_preview(cx, e, &preview));
	if (preview.briefs > confirmed)
		return err_person(cx, ERR_CONFLICT,
			"More briefs would be sent now than the preview said. Look at it again.");
	TRY(policy_load(cx, &now));
	int64_t version = now.ladder.version + 1;
	if (version > VERSIONS_MAX)
		return err_new(cx, ERR_LIMIT, "version %" PRId64 " of the policy", version);
	TRY(insert(cx, e, version));
	TRY(audit_note(cx, SAY("escalation.policy-changed"), "escalation-policy", version,
		str_trim(e->reason)));
	TRY(tx_commit(&tx));

	*ret_version = version;
	return OK;
}

error policy_history(struct ctx *cx, struct policy_version_list *out)
{
	TRY(actor_may(cx, MAY_SEE_ESCALATIONS, RELATION_NONE));
	return q_escalation_policy_versions(cx, out);
}
