/* own_pages.h - a customer's list of cases, as a page, as CSV and for the API */
#pragma once

#include "domain/account/organisation.h"
#include "domain/casefile/own/own.h"
#include "domain/casefile/share/share.h"
#include "domain/product/product.h"
#include "web/web.h"

struct own_view {
	struct casefile_own filter;
	struct own_case_list list;
	struct organisation_list organisations;
	struct q_share_grantors_list grantors; /* others, who share cases */
	struct product_list products;
	struct q_own_sites_list sites;
	struct q_own_contacts_list contacts;
	own_elsewhere_list elsewhere;          /* when "My cases" is empty */
	struct str since, until, status; /* as typed */
	struct str next, csv;            /* addresses; empty: none */
	bool narrowed, more;             /* something of the filter is set; below "More filters" */
	const struct err_at_field *errors;
};

/*
 * The filter that the address holds; what is absent or empty does not narrow. ERR_INVALID
 * names all that is wrong.
 */
NODISCARD error own_read(struct web *, struct casefile_own *out);
/* Its address back, under `path`, from after `last` on (NULL: from the start). */
struct str own_address(struct web *, const char *path, const struct own_case *last);

extern const struct route own_routes[];
