#include "domain/product/contract.h"

#include "base/limits.h"
#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/audit/audit.h"
#include "domain/product/product.h"
#include "store/db.h"

error contract_load(struct ctx *cx, contract_id id, struct contract *out)
{
	TRY(actor_may(cx, MAY_READ_ASSETS, RELATION_OWN));
	return q_contract_load(cx, id, out);
}

error contract_find(struct ctx *cx, const struct contract_filter *f,
	struct q_contract_page_list *out)
{
	TRY(actor_may(cx, MAY_READ_ASSETS, RELATION_OWN));
	return q_contract_page(cx, f->organisation, str_trim(f->find), f->after, LIMIT_LIST_PAGE,
		out);
}

static error check_contract(struct ctx *cx, const struct contract_new *c)
{
	error wrong = OK;

	if (str_is_blank(c->number) || c->number.len > LIMIT_NAME)
		wrong = err_also(cx, wrong, err_field(cx, "number",
			"A contract has a number of 1 to 200 bytes."));
	if (c->tier.len > LIMIT_NAME)
		wrong = err_also(cx, wrong, err_field(cx, "tier",
			"The service level has at most 200 bytes."));
	if (!c->hardware && !c->software)
		wrong = err_also(cx, wrong, err_field(cx, "covers",
			"Choose what the contract covers: hardware, software, or both."));
	if (c->starts_at.us >= c->ends_at.us)
		wrong = err_also(cx, wrong, err_field(cx, "ends_at",
			"A contract ends after it starts. Correct one of the two days."));
	return wrong;
}

static error number_taken(struct ctx *cx)
{
	return err_person_(cx, ERR_CONFLICT, "number", SAY("A contract has this number already."),
		__FILE__, __LINE__);
}

error contract_create(struct ctx *cx, const struct contract_new *c, contract_id *out)
{
	struct q_contract_insert_row made;
	struct organisation owner;

	TRY(actor_may(cx, MAY_MANAGE_CONTRACTS, RELATION_NONE));
	TRY(check_contract(cx, c));

	AUTO_TX tx = tx_begin(cx);

	TRY(organisation_load(cx, c->organisation, &owner));
	error e = q_contract_insert(cx, str_trim(c->number), owner.id, str_trim(c->tier),
		c->hardware, c->software, c->starts_at, c->ends_at, &made);
	if (err_is(e, ERR_CONFLICT) && !e->retry)
		return number_taken(cx);
	TRY(e);
	TRY(audit_note(cx, STR("contract.created"), "contract", made.id.v, str_trim(c->number)));
	TRY(tx_commit(&tx));

	*out = made.id;
	return OK;
}

error contract_change(struct ctx *cx, contract_id id, const struct contract_new *c)
{
	int64_t changed;

	TRY(actor_may(cx, MAY_MANAGE_CONTRACTS, RELATION_NONE));
	TRY(check_contract(cx, c));

	AUTO_TX tx = tx_begin(cx);

	error e = q_contract_update(cx, id, str_trim(c->number), str_trim(c->tier), c->hardware,
		c->software, c->starts_at, c->ends_at, &changed);
	if (err_is(e, ERR_CONFLICT) && !e->retry)
		return number_taken(cx);
	TRY(e);
	if (changed == 0)
		return err_new(cx, ERR_NOT_FOUND, "contract %" PRId64 " does not exist", id.v);
	TRY(audit_note(cx, STR("contract.changed"), "contract", id.v, str_trim(c->number)));

	return tx_commit(&tx);
}

/* --- software --- */

error contract_products(struct ctx *cx, contract_id id, struct q_contract_products_list *out)
{
	struct contract c;

	TRY(contract_load(cx, id, &c));
	return q_contract_products(cx, id, out);
}

error contract_cover_product(struct ctx *cx, contract_id id, struct str code)
{
	struct contract c;
	struct product p;

	TRY(actor_may(cx, MAY_MANAGE_CONTRACTS, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_contract_load(cx, id, &c));
	error e = product_find(cx, code, &p);
	if (err_is(e, ERR_NOT_FOUND))
		return err_field(cx, "product", "This product is not known. Choose one from the list.");
	TRY(e);
	TRY(q_contract_covers(cx, id, p.id));
	TRY(audit_note(cx, STR("contract.product-covered"), "contract", id.v, p.code));

	return tx_commit(&tx);
}

error contract_drop_product(struct ctx *cx, contract_id id, product_id product)
{
	struct product p;
	int64_t changed;

	TRY(actor_may(cx, MAY_MANAGE_CONTRACTS, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(product_load(cx, product, &p));
	TRY(q_contract_uncovers(cx, id, product, &changed));
	if (changed == 0)
		return err_new(cx, ERR_NOT_FOUND, "the contract does not cover this product");
	TRY(audit_note(cx, STR("contract.product-dropped"), "contract", id.v, p.code));

	return tx_commit(&tx);
}

/* --- devices --- */

error contract_assets(struct ctx *cx, contract_id id, struct str after, struct asset_list *out)
{
	TRY(actor_may(cx, MAY_READ_ASSETS, RELATION_OWN));
	return q_asset_of_contract(cx, id, after, LIMIT_LIST_PAGE, out);
}

error contract_cover_asset(struct ctx *cx, contract_id id, struct str typed)
{
	struct contract c;
	struct asset a;
	struct str serial;
	int64_t changed;

	TRY(actor_may(cx, MAY_MANAGE_CONTRACTS, RELATION_NONE));
	TRY(serial_normalise(cx, typed, "serial", &serial));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_contract_load(cx, id, &c));
	error e = asset_find(cx, serial, &a);
	if (err_is(e, ERR_NOT_FOUND))
		return err_field(cx, "serial", "No device has this serial number. Check it, or add the "
			"device first.");
	TRY(e);
	if (a.organisation.v != c.organisation.v)
		return err_field(cx, "serial", "This device belongs to another organisation.");
	TRY(q_asset_set_contract(cx, a.id, id, &changed));
	TRY(audit_note(cx, STR("contract.device-covered"), "contract", id.v, serial));

	return tx_commit(&tx);
}

error contract_drop_asset(struct ctx *cx, contract_id id, struct str serial)
{
	struct asset a;
	int64_t changed;

	TRY(actor_may(cx, MAY_MANAGE_CONTRACTS, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(asset_find(cx, serial, &a));
	if (a.contract.v != id.v)
		return err_new(cx, ERR_NOT_FOUND, "the contract does not cover this device");
	TRY(q_asset_set_contract(cx, a.id, (contract_id){ 0 }, &changed));
	TRY(audit_note(cx, STR("contract.device-dropped"), "contract", id.v, serial));

	return tx_commit(&tx);
}
