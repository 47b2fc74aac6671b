/* asset_write.c - what importers write: contracts and devices */
#include "domain/product/asset.h"

#include "base/limits.h"
#include "domain/account/permission.h"

error contract_put(struct ctx *cx, const struct contract_new *c, contract_id *out)
{
	struct q_contract_put_row made;
	error wrong = OK;

	TRY(actor_may(cx, MAY_IMPORT_ASSETS, RELATION_NONE));
	if (str_is_blank(c->number) || c->number.len > LIMIT_NAME)
		wrong = err_also(cx, wrong, err_field(cx, "contract",
			"A contract has a number of 1 to 200 bytes."));
	if (c->tier.len > LIMIT_NAME)
		wrong = err_also(cx, wrong, err_field(cx, "tier",
			"The service level has at most 200 bytes."));
	if (c->starts_at.us >= c->ends_at.us)
		wrong = err_also(cx, wrong, err_field(cx, "ends",
			"A contract ends after it starts."));
	TRY(wrong);
	TRY(q_contract_put(cx, c->number, c->organisation, c->tier, c->hardware, c->software,
		c->starts_at, c->ends_at, &made));
	*out = made.id;
	return OK;
}

error contract_add_product(struct ctx *cx, contract_id contract, product_id product)
{
	TRY(actor_may(cx, MAY_IMPORT_ASSETS, RELATION_NONE));
	return q_contract_covers(cx, contract, product);
}

error asset_put(struct ctx *cx, const struct asset_new *a)
{
	struct str serial;

	TRY(actor_may(cx, MAY_IMPORT_ASSETS, RELATION_NONE));
	error wrong = serial_normalise(cx, a->serial, "serial", &serial);
	if (a->host.len > LIMIT_NAME)
		wrong = err_also(cx, wrong, err_field(cx, "host",
			"A host name has at most 200 bytes."));
	if (a->location.len > LIMIT_NAME)
		wrong = err_also(cx, wrong, err_field(cx, "location",
			"A location has at most 200 bytes."));
	TRY(wrong);
	return q_asset_put(cx, serial, a->product, a->organisation, a->site, a->contract,
		a->release, a->host, a->location, a->shipped_at, a->warranty_ends_at);
}
