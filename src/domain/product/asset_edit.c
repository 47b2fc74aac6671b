/* asset_edit.c - one device, added or corrected by the desk */
#include "domain/product/asset.h"

#include "base/limits.h"
#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/audit/audit.h"
#include "domain/product/product.h"
#include "store/db.h"

/* What the names of an asset_edit stand for. */
struct found {
	struct product product;
	struct organisation organisation;
	struct contract contract;
	struct release release;
};

static error find_contract(struct ctx *cx, const struct asset_edit *a, struct found *f)
{
	bool found = false;

	if (str_is_blank(a->contract))
		return OK;
	TRY(q_contract_by_number(cx, str_trim(a->contract), &f->contract, &found));
	if (!found)
		return err_field(cx, "contract", "No contract has this number. Check it, or add the "
			"contract first.");
	if (f->organisation.id.v != 0 && f->contract.organisation.v != f->organisation.id.v)
		return err_field(cx, "contract", "This contract belongs to another organisation.");
	return OK;
}

static error find_release(struct ctx *cx, const struct asset_edit *a, struct found *f)
{
	struct q_release_of_product_list all;

	if (str_is_blank(a->release) || f->product.id.v == 0)
		return OK;
	TRY(product_releases(cx, f->product.id, &all));
	for (size_t i = 0; i < all.len; i++) {
		if (!str_eq_nocase(all.at[i].name, str_trim(a->release)))
			continue;
		f->release.id = all.at[i].id;
		return OK;
	}
	return err_field(cx, "release", "The product runs no release of this name. Leave it out, or "
		"add the release to the product first.");
}

/* A refusal of a field is added to *wrong; any other error is returned. */
static error gather(struct ctx *cx, error e, error *wrong)
{
	if (e != OK && !err_is(e, ERR_INVALID))
		return e;
	*wrong = err_also(cx, *wrong, e);
	return OK;
}

static error find_all(struct ctx *cx, const struct asset_edit *a, struct found *f)
{
	error wrong = OK;

	error e = product_find(cx, a->product, &f->product);
	if (err_is(e, ERR_NOT_FOUND))
		e = err_field(cx, "product", "This product is not known. Choose one from the list.");
	TRY(gather(cx, e, &wrong));
	e = organisation_find(cx, a->organisation, &f->organisation);
	if (err_is(e, ERR_NOT_FOUND))
		e = err_field(cx, "organisation", "No organisation has this name. Add it first.");
	TRY(gather(cx, e, &wrong));
	TRY(gather(cx, find_contract(cx, a, f), &wrong));
	TRY(gather(cx, find_release(cx, a, f), &wrong));
	if (a->host.len > LIMIT_NAME)
		wrong = err_also(cx, wrong, err_field(cx, "host", "A host name has at most 200 bytes."));
	if (a->location.len > LIMIT_NAME)
		wrong = err_also(cx, wrong, err_field(cx, "location",
			"A location has at most 200 bytes."));
	if (instant_is_set(a->warranty_ends_at) && a->warranty_ends_at.us < a->shipped_at.us)
		wrong = err_also(cx, wrong, err_field(cx, "warranty_ends_at",
			"The warranty does not end before the device was shipped."));
	return wrong;
}

error asset_create(struct ctx *cx, const struct asset_edit *a, struct str *ret_serial)
{
	struct q_asset_insert_row made;
	struct found f = { 0 };
	struct str serial = { 0 };
	error wrong = OK;

	TRY(actor_may(cx, MAY_EDIT_ASSETS, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(gather(cx, serial_normalise(cx, a->serial, "serial", &serial), &wrong));
	TRY(gather(cx, find_all(cx, a, &f), &wrong));
	TRY(wrong);
	error e = q_asset_insert(cx, serial, f.product.id, f.organisation.id, f.contract.id,
		f.release.id, str_trim(a->host), str_trim(a->location), a->shipped_at,
		a->warranty_ends_at, &made);
	if (err_is(e, ERR_CONFLICT) && !e->retry)
		return err_person_(cx, ERR_CONFLICT, "serial",
			SAY("A device has this serial number already."), __FILE__, __LINE__);
	TRY(e);
	TRY(audit_note(cx, STR("asset.created"), "asset", made.id.v, serial));
	TRY(tx_commit(&tx));

	*ret_serial = serial;
	return OK;
}

error asset_change(struct ctx *cx, struct str serial, const struct asset_edit *a)
{
	struct found f = { 0 };
	struct asset old;
	int64_t changed;

	TRY(actor_may(cx, MAY_EDIT_ASSETS, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(asset_find(cx, serial, &old));
	TRY(find_all(cx, a, &f));
	TRY(q_asset_update(cx, old.id, f.product.id, f.organisation.id, f.contract.id,
		f.release.id, str_trim(a->host), str_trim(a->location), a->shipped_at,
		a->warranty_ends_at, &changed));
	TRY(audit_note(cx, STR("asset.changed"), "asset", old.id.v, old.serial));

	return tx_commit(&tx);
}
