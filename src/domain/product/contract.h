/*
 * contract.h - what a customer has bought, and which devices and software it covers
 *
 * Customers see the contracts of their organisations (contract_list in asset.h). Changing
 * asks MAY_MANAGE_CONTRACTS; each change is audited. A contract keeps its organisation.
 */
#pragma once

#include "domain/product/asset.h"

/* ERR_NOT_FOUND also when it is another organisation's. */
NODISCARD error contract_load(struct ctx *, contract_id, struct contract *out);

struct contract_filter {
	organisation_id organisation; /* 0: all */
	struct str find;              /* part of a number or service level */
	struct str after;             /* paging: numbers above this */
};
/* At most LIMIT_LIST_PAGE, by number. */
NODISCARD error contract_find(struct ctx *, const struct contract_filter *,
	struct q_contract_page_list *out);

/*
 * ERR_INVALID names number, tier, covers, ends_at; ERR_CONFLICT on number when another
 * contract has it.
 */
NODISCARD error contract_create(struct ctx *, const struct contract_new *, contract_id *out);
NODISCARD error contract_change(struct ctx *, contract_id, const struct contract_new *);

/* The products whose software it covers. ERR_INVALID on product for an unknown code. */
NODISCARD error contract_products(struct ctx *, contract_id, struct q_contract_products_list *out);
NODISCARD error contract_cover_product(struct ctx *, contract_id, struct str code);
NODISCARD error contract_drop_product(struct ctx *, contract_id, product_id);

/* The devices under it, by serial number above `after`. */
NODISCARD error contract_assets(struct ctx *, contract_id, struct str after,
	struct asset_list *out);
/*
 * A device of the same organisation; it leaves the contract that it was under.
 * ERR_INVALID on serial says what is wrong.
 */
NODISCARD error contract_cover_asset(struct ctx *, contract_id, struct str serial);
NODISCARD error contract_drop_asset(struct ctx *, contract_id, struct str serial);
