/* contract_pages.h - contracts and what they cover: for those who manage them */
#pragma once

#include "domain/account/organisation.h"
#include "domain/product/contract.h"
#include "domain/product/product.h"
#include "web/web.h"

/* As typed. */
struct contract_form {
	struct str number, organisation, tier, starts_at, ends_at;
	bool hardware, software;
};

struct contracts_view {
	struct q_contract_page_list list;
	struct organisation_list organisations; /* some, to choose from */
	struct str organisation, find, next;
	bool no_organisation;                   /* none has the name that was asked for */
	struct contract_form form;
	const struct err_at_field *errors;
};

struct contract_view {
	struct contract contract;
	struct organisation organisation;
	struct q_contract_products_list covered;
	struct product_list products;
	struct asset_list assets;
	struct str next, product, serial;       /* product, serial: as typed */
	struct contract_form form;
	const struct err_at_field *errors;
};

/*
 * The organisation of a name in a filter: 0 for none named, and -1, which no row has, when
 * there is none of that name.
 */
NODISCARD error organisation_asked(struct ctx *, struct str name, organisation_id *out);

extern const struct route contract_routes[];
