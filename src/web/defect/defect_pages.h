#pragma once

#include "domain/defect/defect.h"
#include "domain/product/product.h"
#include "web/web.h"

struct defect_form {
	struct str title, description, product, state, release, number;
	bool on;
};

struct defects_view {
	struct defect_list list;
	struct product_list products;
	struct defect_filter filter;
	struct defect_form form;
	struct str next; /* the address of the next page; empty: none */
	const struct err_at_field *errors;
};

struct defect_page_view {
	struct defect_view v;
	struct product_list products;
	struct defect_form form;
	const struct err_at_field *errors;
};

extern const struct route defect_routes[];
