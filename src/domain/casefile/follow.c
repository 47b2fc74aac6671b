#include "domain/casefile/follow.h"

#include "base/buf.h"
#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/casefile/bond.h"
#include "domain/setting/setting.h"
#include "store/db.h"

bool casefile_is_past(const struct ctx *cx, const struct casefile *c)
{
	instant ended = instant_is_set(c->closed_at) ? c->closed_at : c->resolved_at;

	return !c->is_open && !cx->actor->staff && cx->settings != NULL &&
		instant_since(cx->now, ended).s >
			cx->settings->reopen_window_days * SECONDS_PER_DAY;
}

/* Both ways, as a link that the desk makes. */
static error link(struct ctx *cx, const struct casefile *old, const struct casefile *new)
{
	int64_t put;

	TRY(q_bond_put(cx, new->id, BOND_CASE, old->number, old->id.v, cx->now, cx->actor->person,
		&put));
	return q_bond_put(cx, old->id, BOND_CASE, new->number, new->id.v, cx->now,
		cx->actor->person, &put);
}

static error open_next(struct ctx *cx, const struct casefile *old, struct str why,
	struct casefile *out)
{
	struct str first = str_printf(cx->arena, "%.*s\n\nThis case follows %.*s.", STR_ARG(why),
		STR_ARG(old->number));
	struct casefile_new n = {
		.summary = old->summary, .description = first, .impact = old->impact,
		.priority = old->priority, .product = old->product_code,
		.release = old->release_name.len > 0 ? old->release_name : old->release_text,
		.serial = old->serial, .language = old->language,
		.channel = (enum casefile_channel)CHANNEL_WEB,
	};

	/* A partner's new case is of the partner's own organisation. */
	if (old->organisation.v == cx->actor->organisation.v)
		n.organisation = old->organisation_name;
	TRY(casefile_open(cx, &n, out));
	return link(cx, old, out);
}

error casefile_come_back(struct ctx *cx, casefile_id id, struct str why, struct casefile *out)
{
	struct casefile c;

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, id, &c));
	TRY(casefile_may_change(cx, &c, MAY_CLOSE_CASE));
	if (!casefile_is_past(cx, &c)) {
		TRY(casefile_reopen(cx, id, why));
		TRY(casefile_load(cx, id, out));
		return tx_commit(&tx);
	}
	if (str_is_blank(why) || why.len > LIMIT_CASE_TEXT - LIMIT_NAME)
		return err_field(cx, "why", "Say what is wrong now: the new case begins with it.");
	TRY(open_next(cx, &c, why, out));

	return tx_commit(&tx);
}
