/*
 * asset.h - devices by serial number, and the contracts that cover them
 *
 * Customers see those of their organisations. A serial is kept in upper case without
 * blanks, hyphens kept.
 */
#pragma once

#include "base/ctx.h"
#include "domain/product/asset.sql.h"

/* Upper case, no blanks; ERR_INVALID on field when empty, too long or odd. */
NODISCARD error serial_normalise(struct ctx *, struct str typed, const char *field,
	struct str *out);

/* ERR_NOT_FOUND also when it is another organisation's. */
NODISCARD error asset_find(struct ctx *, struct str serial, struct asset *out);
/* At most LIMIT_LIST_PAGE, by serial, above `after`; organisation 0: all that the actor may see. */
NODISCARD error asset_list(struct ctx *, organisation_id, struct str find, struct str after,
	struct asset_list *out);
NODISCARD error contract_list(struct ctx *, organisation_id, struct contract_list *out);

/* --- one device, by hand: MAY_EDIT_ASSETS --- */

/* As typed: what it refers to is found by code, name and number. */
struct asset_edit {
	struct str serial, product, organisation, contract, release, host, location;
	instant shipped_at, warranty_ends_at;
};
/*
 * ERR_INVALID names the fields as the struct does; ERR_CONFLICT on serial when a device
 * has it. *ret_serial is as it is kept.
 */
NODISCARD error asset_create(struct ctx *, const struct asset_edit *, struct str *ret_serial);
/* All but the serial number, which stays what it is. */
NODISCARD error asset_change(struct ctx *, struct str serial, const struct asset_edit *);

/* --- importers: MAY_IMPORT_ASSETS; the same number or serial again changes the row --- */

struct contract_new {
	struct str number, tier; /* 'Platinum 24x7' */
	organisation_id organisation;
	bool hardware, software; /* what it covers */
	instant starts_at, ends_at;
};
/* ERR_INVALID names the fields contract, tier, ends. */
NODISCARD error contract_put(struct ctx *, const struct contract_new *, contract_id *out);
/* The contract covers the software of this product. */
NODISCARD error contract_add_product(struct ctx *, contract_id, product_id);

struct asset_new {
	struct str serial, host, location;
	product_id product;
	organisation_id organisation;
	site_id site;         /* 0: not known; so the two below */
	contract_id contract;
	release_id release;
	instant shipped_at, warranty_ends_at;
};
/* ERR_INVALID names the fields serial, host, location. */
NODISCARD error asset_put(struct ctx *, const struct asset_new *);
