/* assets.c - the devices of each customer, and the contracts that cover them or did */
#include "demo/center.h"

#include "demo/script.h"
#include "domain/product/asset.h"

enum { ASSETS = 3000, CONTRACT_EACH = 40 };

static instant day(const struct center *c, int64_t n)
{
	return instant_add(c->now, (seconds){ n * SECONDS_PER_DAY });
}

static error contract(struct center *c, const struct center_customer *k, size_t nth,
	contract_id *out)
{
	static const struct str tiers[] = { STR_INIT("Platinum 24x7"), STR_INIT("Gold 24x7"),
		STR_INIT("Silver 8x5"), STR_INIT("Bronze, software only") };
	size_t tier = dice_below(&c->dice, 4);
	/* One in eight has run out; one in eight soon will. */
	int64_t ends = nth % 8 == 7 ? -dice_between(&c->dice, 5, 200)
		: nth % 8 == 6	    ? dice_between(&c->dice, 3, 60)
				    : dice_between(&c->dice, 90, 1000);
	struct contract_new n = { .organisation = k->id, .tier = tiers[tier],
		.number = str_printf(c->cx->arena, "NB-C-%05zu", 10400 + nth * 7),
		.hardware = tier < 3, .software = true,
		.starts_at = day(c, ends - 1095), .ends_at = day(c, ends) };

	TRY(contract_put(c->cx, &n, out));
	for (size_t i = 0; i < c->products.len; i++)
		if (dice_below(&c->dice, 3) > 0)
			TRY(contract_add_product(c->cx, *out, c->products.at[i].id));
	return OK;
}

static error device(struct center *c, struct center_customer *k, size_t nth, contract_id contract)
{
	static const char *const places[] = { "Hall A", "Hall B", "Rack 4", "Rack 12", "Floor 2",
		"Floor 7", "Branch 11", "Branch 23", "Plant North", "Plant South" };
	struct arena *a = c->cx->arena;
	size_t at = dice_below(&c->dice, c->products.len);
	const struct center_product *p = &c->products.at[at];
	int64_t shipped = -dice_between(&c->dice, 20, 2400);
	struct asset_new n = { .product = p->id, .organisation = k->id,
		.serial = str_printf(a, "NB%c%zu%05zu", 'A' + (int)at, nth % 7 + 2, 10007 + nth * 13),
		.host = str_printf(a, "%s-%02zu", at < 5 ? "sw" : at < 9 ? "rt" : "fw", nth % 100),
		.location = str_from(places[nth % 10]),
		.shipped_at = day(c, shipped), .warranty_ends_at = day(c, shipped + 365) };

	if (p->releases.len > 0)
		n.release = p->releases.at[dice_below(&c->dice, p->releases.len)];
	/* One in ten was never put under a contract. */
	if (nth % 10 != 9)
		n.contract = contract;
	TRY(asset_put(c->cx, &n));
	*arena_push(a, &k->assets) = (struct center_asset){ n.serial, n.host, at };
	c->demo->assets++;
	return OK;
}

error center_assets(struct center *c)
{
	size_t contracts = 0;
	contract_id under = { 0 };

	for (size_t nth = 0; nth < ASSETS; nth++) {
		struct center_customer *k = &c->customers.at[nth * c->customers.len / ASSETS];
		if (nth % CONTRACT_EACH == 0 || k->assets.len == 0)
			TRY(contract(c, k, contracts++, &under));
		TRY(device(c, k, nth, under));
	}
	return OK;
}
