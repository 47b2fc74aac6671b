#include "domain/product/entitlement.h"

static const struct {
	bool covers;
	struct str text;
} states[ENTITLEMENT_COUNT_] = {
	[ENTITLEMENT_UNKNOWN] = { false, SAY_INIT("Coverage not checked") },
	[ENTITLEMENT_CONTRACT] = { true, SAY_INIT("Covered by contract") },
	[ENTITLEMENT_WARRANTY] = { true, SAY_INIT("Under warranty") },
	[ENTITLEMENT_SOFTWARE] = { true, SAY_INIT("Software covered by contract") },
	[ENTITLEMENT_EXPIRED] = { false, SAY_INIT("Coverage has ended") },
	[ENTITLEMENT_NONE] = { false, SAY_INIT("Not covered") },
	[ENTITLEMENT_NO_SERIAL] = { false, SAY_INIT("Serial number not known") },
};

bool entitlement_covers(enum entitlement e)
{
	check(e < ENTITLEMENT_COUNT_);
	return states[e].covers;
}

struct str entitlement_text(enum entitlement e)
{
	check(e < ENTITLEMENT_COUNT_);
	return states[e].text;
}

/* The rules for a known device, first match wins. */
static enum entitlement rule_for(const struct ctx *cx, const struct asset *a)
{
	bool under_contract = a->contract.v != 0 && a->covers_hardware &&
		a->contract_starts_at.us <= cx->now.us && a->contract_ends_at.us > cx->now.us;
	if (under_contract)
		return ENTITLEMENT_CONTRACT;
	if (a->warranty_ends_at.us > cx->now.us)
		return ENTITLEMENT_WARRANTY;
	if (a->contract.v != 0 || instant_is_set(a->warranty_ends_at))
		return ENTITLEMENT_EXPIRED;
	return ENTITLEMENT_NONE;
}

static error check_software(struct ctx *cx, const struct entitlement_ask *ask,
	struct entitlement_found *out)
{
	struct contract c;
	bool found;

	if (ask->product.v == 0 || ask->organisation.v == 0)
		return OK;
	TRY(q_contract_for_software(cx, ask->organisation, ask->product, cx->now, &c, &found));
	if (!found) {
		if (out->state == ENTITLEMENT_UNKNOWN)
			out->state = ENTITLEMENT_NONE;
		return OK;
	}
	out->state = ENTITLEMENT_SOFTWARE;
	out->contract = c.id;
	out->tier = c.tier;
	out->ends_at = c.ends_at;
	return OK;
}

error entitlement_check(struct ctx *cx, const struct entitlement_ask *ask,
	struct entitlement_found *out)
{
	struct asset a;
	bool found = false;

	*out = (struct entitlement_found){ .state = ENTITLEMENT_UNKNOWN };
	if (ask->serial.len == 0)
		return check_software(cx, ask, out);

	TRY(q_asset_by_serial(cx, ask->serial, &a, &found));
	if (!found || (ask->organisation.v != 0 && a.organisation.v != ask->organisation.v)) {
		out->state = ENTITLEMENT_NO_SERIAL;
		return check_software(cx, ask, out);
	}
	out->has_asset = true;
	out->asset = a;
	out->state = rule_for(cx, &a);
	if (out->state == ENTITLEMENT_CONTRACT) {
		out->contract = a.contract;
		out->tier = a.tier;
	}
	out->ends_at = out->state == ENTITLEMENT_WARRANTY ? a.warranty_ends_at
							   : a.contract_ends_at;
	if (entitlement_covers(out->state))
		return OK;
	struct entitlement_ask software = *ask;
	software.product = a.product;
	return check_software(cx, &software, out);
}
