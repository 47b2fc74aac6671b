/* asset_edit_pages.h - one device, added or corrected by the desk */
#pragma once

#include "domain/account/organisation.h"
#include "domain/product/asset.h"
#include "domain/product/product.h"
#include "web/web.h"

/* As typed. */
struct asset_form {
	struct str serial, product, organisation, contract, release, host, location;
	struct str shipped_at, warranty_ends_at;
};

struct asset_edit_view {
	struct str serial; /* of the device that is changed; empty: a new one */
	struct asset_form form;
	struct organisation_list organisations; /* some, to choose from */
	struct product_list products;
	const struct err_at_field *errors;
};

extern const struct route asset_edit_routes[];
