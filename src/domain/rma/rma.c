#include "domain/rma/rma.h"

#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/casefile/notice/notice.h"
#include "domain/counter/counter.h"
#include "domain/product/asset.h"
#include "store/db.h"
#include "store/store.h"

#define BIT(state) (1u << (state))

static const struct rma_rule rules[RMA_STATES_] = {
	[RMA_REQUESTED] = { STR_INIT("requested"), SAY_INIT("Requested"), STR_INIT(""),
		BIT(RMA_APPROVED) | BIT(RMA_CANCELLED), false },
	[RMA_APPROVED] = { STR_INIT("approved"), SAY_INIT("Approved"), SAY_INIT("Approve"),
		BIT(RMA_SHIPPED) | BIT(RMA_CANCELLED), false },
	[RMA_SHIPPED] = { STR_INIT("shipped"), SAY_INIT("Replacement shipped"),
		SAY_INIT("Replacement is shipped"), BIT(RMA_DELIVERED) | BIT(RMA_RETURNED), true },
	[RMA_DELIVERED] = { STR_INIT("delivered"), SAY_INIT("Replacement delivered"),
		SAY_INIT("Replacement is delivered"), BIT(RMA_RETURNED) | BIT(RMA_CLOSED), true },
	[RMA_RETURNED] = { STR_INIT("returned"), SAY_INIT("Defective device is back"),
		SAY_INIT("Defective device is here"), BIT(RMA_CLOSED), true },
	[RMA_CLOSED] = { STR_INIT("closed"), SAY_INIT("Finished"), SAY_INIT("Finish"), 0, true },
	[RMA_CANCELLED] = { STR_INIT("cancelled"), SAY_INIT("Cancelled"), SAY_INIT("Cancel RMA"), 0,
		false },
};

const struct rma_rule *rma_rule(enum rma_state s)
{
	check(s < RMA_STATES_);
	return &rules[s];
}

bool rma_may_become(enum rma_state from, enum rma_state to)
{
	return to < RMA_STATES_ && (rma_rule(from)->next & BIT(to)) != 0;
}

enum rma_state rma_state_by_name(struct str name)
{
	enum rma_state s = RMA_REQUESTED;

	while (s < RMA_STATES_ && !str_eq(rules[s].name, name))
		s++;
	return s;
}

/* From, to and what is known of it, for both sides. */
static error log_step(struct ctx *cx, casefile_id id, struct str from, struct str to, struct str why)
{
	struct field_change change = { .field = "replacement", .from = from, .to = to, .why = why,
		.public = true };

	TRY(timeline_add_change(cx, id, &change));
	return store_announce(cx, STR("case"), id.v);
}

static error check_new(struct ctx *cx, const struct rma_new *n, struct str *ret_serial)
{
	error wrong = serial_normalise(cx, n->defective, "defective", ret_serial);

	if (wrong == OK && ret_serial->len == 0)
		wrong = err_field(cx, "defective", "Write the serial number of the defective device.");
	if (str_is_blank(n->ship_to) || n->ship_to.len > RMA_TEXT_MAX)
		wrong = err_also(cx, wrong, err_field(cx, "ship_to",
			"Write where the replacement goes: name, street, town, country, at most 1,000 bytes."));
	if (n->reason.len > RMA_TEXT_MAX)
		wrong = err_also(cx, wrong, err_field(cx, "reason", "A reason has at most 1,000 bytes."));
	return wrong;
}

error rma_open(struct ctx *cx, casefile_id id, const struct rma_new *n, struct rma *out)
{
	struct rma_list all;
	struct casefile c;
	struct str serial;
	int64_t next;
	bool found;

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, id, &c));
	TRY(casefile_may_change(cx, &c, MAY_WORK_CASE));
	TRY(check_new(cx, n, &serial));
	TRY(q_rma_by_case(cx, id, &all));
	if (all.len >= RMA_PER_CASE_MAX)
		return err_person(cx, ERR_LIMIT, "A case has at most 50 replacements. Open a new case.");
	TRY(counter_next(cx, STR("rma"), &next));
	struct str number = str_printf(cx->arena, "RMA-%06" PRId64, 100000 + next);
	TRY(q_rma_insert(cx, number, id, serial, str_trim(n->ship_to), str_trim(n->reason), cx->now,
		cx->actor->person));
	TRY(log_step(cx, id, STR(""), rules[RMA_REQUESTED].label,
		str_printf(cx->arena, "%.*s, %.*s", STR_ARG(number), STR_ARG(serial))));
	TRY(q_rma_by_number(cx, number, out, &found));

	return tx_commit(&tx);
}

static error check_step(struct ctx *cx, const struct rma *r, const struct rma_step *s)
{
	error wrong = OK;

	if (s->to == RMA_STATES_)
		return err_field(cx, "state", "There is no such step. Choose one of the list.");
	if (!rma_may_become((enum rma_state)r->state, s->to))
		return err_person(cx, ERR_CONFLICT,
			"This is not the next step any more. Look at the replacement again.");
	if (rules[s->to].replacement && r->replacement.len == 0)
		wrong = err_field(cx, "replacement", "Write the serial number of the replacement.");
	if (r->carrier.len > RMA_TRACKING_MAX || r->tracking.len > RMA_TRACKING_MAX)
		wrong = err_also(cx, wrong,
			err_field(cx, "tracking", "Carrier and tracking number have at most 100 bytes each."));
	return wrong;
}

/* What is known after the step. */
static error take_in(struct ctx *cx, struct rma *r, const struct rma_step *s)
{
	if (s->replacement.len > 0)
		TRY(serial_normalise(cx, s->replacement, "replacement", &r->replacement));
	if (s->carrier.len > 0)
		r->carrier = str_trim(s->carrier);
	if (s->tracking.len > 0)
		r->tracking = str_trim(s->tracking);
	return OK;
}

static struct str known(struct ctx *cx, const struct rma *r)
{
	struct str text = str_printf(cx->arena, "%.*s, %.*s", STR_ARG(r->number), STR_ARG(r->defective));

	if (r->replacement.len > 0)
		text = str_printf(cx->arena, "%.*s → %.*s", STR_ARG(text), STR_ARG(r->replacement));
	if (r->tracking.len > 0)
		text = str_printf(cx->arena, "%.*s, %.*s %.*s", STR_ARG(text), STR_ARG(r->carrier),
			STR_ARG(r->tracking));
	return text;
}

static error tell_shipped(struct ctx *cx, const struct casefile *c, const struct rma *r)
{
	struct str text = str_printf(cx->arena, "The replacement for %.*s is on its way: %.*s",
		STR_ARG(r->defective), STR_ARG(known(cx, r)));
	entry_id entry;

	TRY(timeline_add(cx, c->id,
		&(struct entry_new){ .kind = ENTRY_SYSTEM, .public = true, .plain = true, .text = text },
		&entry));
	return notice_tell(cx, c, &(struct notice){ .kind = NOTICE_MESSAGE, .entry = entry });
}

error rma_advance(struct ctx *cx, struct str number, const struct rma_step *s)
{
	struct casefile c;
	struct rma r;
	int64_t done;

	AUTO_TX tx = tx_begin(cx);

	TRY(rma_find(cx, number, &r));
	TRY(casefile_load(cx, r.casefile, &c));
	TRY(casefile_may_change(cx, &c, MAY_WORK_CASE));
	TRY(take_in(cx, &r, s));
	TRY(check_step(cx, &r, s));
	TRY(q_rma_update(cx, r.id, r.state, s->to, r.replacement, r.carrier, r.tracking, cx->now, &done));
	if (done == 0)
		return err_new(cx, ERR_CONFLICT, "rma %" PRId64 " went on meanwhile", r.id.v);
	TRY(log_step(cx, c.id, rules[r.state].label, rules[s->to].label, known(cx, &r)));
	if (s->to == RMA_SHIPPED)
		TRY(tell_shipped(cx, &c, &r));

	return tx_commit(&tx);
}

error rma_find(struct ctx *cx, struct str number, struct rma *out)
{
	bool found;

	TRY(actor_may(cx, MAY_READ_CASE, RELATION_OWN));
	TRY(q_rma_by_number(cx, number, out, &found));
	return found ? OK : err_new(cx, ERR_NOT_FOUND, "no such RMA, or not the actor's");
}

error rma_of_case(struct ctx *cx, const struct casefile *c, struct rma_list *out)
{
	TRY(actor_may(cx, MAY_READ_CASE, casefile_relation(cx, c)));
	return q_rma_by_case(cx, c->id, out);
}

error rma_open_ones(struct ctx *cx, struct rma_list *out)
{
	TRY(actor_may(cx, MAY_SEE_QUEUES, RELATION_NONE));
	return q_rma_waiting(cx, LIMIT_LIST_PAGE, out);
}
