/* product_pages.h - products and their releases: for those who manage them */
#pragma once

#include "domain/product/product.h"
#include "web/web.h"

/* As typed. */
struct product_form {
	struct str code, name, family, software, description, end_of_sale_at, end_of_life_at;
};

struct release_form {
	struct str release, released_at, end_of_support_at;
	int64_t position; /* 0: left out */
	bool suggested;
};

struct products_edit_view {
	struct product_list list;
	struct product_form form; /* of a new one */
	const struct err_at_field *errors;
};

struct product_edit_view {
	struct product product;
	struct q_release_of_product_list releases;
	struct release_list others; /* of the same software, not on the product */
	struct product_form form;
	struct release_form added;
	const struct err_at_field *errors;
};

struct release_edit_view {
	struct product product;
	struct release release;
	struct release_form form;
	const struct err_at_field *errors;
};

extern const struct route product_routes[];
