/* asset_pages.h - devices, contracts and what they are entitled to */
#pragma once

#include "domain/account/organisation.h"
#include "domain/casefile/own/own.h"
#include "domain/product/asset.h"
#include "domain/product/entitlement.h"
#include "web/web.h"

struct assets_view {
	struct organisation_list organisations; /* to choose from: the reader's */
	organisation_id organisation;           /* 0: all */
	struct str find, next;
	struct str owner;                       /* what the desk asked for, by name */
	bool no_owner;                          /* no organisation has that name */
	struct asset_list list;
	struct contract_list contracts;         /* of the organisation */
};

struct asset_view {
	struct asset asset;
	struct entitlement_found covered;
	struct own_case_list cases; /* open ones about it */
};

extern const struct route asset_api_routes[];
extern const struct route asset_routes[];
