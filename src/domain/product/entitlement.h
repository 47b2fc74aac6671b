/*
 * entitlement.h - is this device or software covered?
 *
 * A rule table decides: hardware needs a serial number under contract or warranty,
 * software needs a contract that covers the product. Not entitled warns the customer
 * and flags the case for the agent; it never blocks a P1.
 */
#pragma once

#include "base/ctx.h"
#include "domain/product/asset.h"

enum entitlement {
	ENTITLEMENT_UNKNOWN,   /* nothing given to check */
	ENTITLEMENT_CONTRACT,  /* the serial is under a running contract */
	ENTITLEMENT_WARRANTY,  /* the serial is under warranty */
	ENTITLEMENT_SOFTWARE,  /* a contract covers the product */
	ENTITLEMENT_EXPIRED,   /* it was covered */
	ENTITLEMENT_NONE,      /* known, but never covered */
	ENTITLEMENT_NO_SERIAL, /* serial not known for this organisation */
	ENTITLEMENT_COUNT_
};

struct entitlement_found {
	enum entitlement state;
	contract_id contract;  /* 0 none */
	struct str tier;
	instant ends_at;
	bool has_asset;
	struct asset asset;
};

struct entitlement_ask {
	struct str serial;       /* normalised, or empty */
	product_id product;      /* 0 none */
	organisation_id organisation;
};

NODISCARD error entitlement_check(struct ctx *, const struct entitlement_ask *,
	struct entitlement_found *out);

bool entitlement_covers(enum entitlement);
/* "Covered by contract"; for pages and mails. */
struct str entitlement_text(enum entitlement);
