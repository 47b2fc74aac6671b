/*
 * product.h - what the vendor makes, and its software releases
 *
 * Public to read. Adding and changing asks MAY_MANAGE_PRODUCTS.
 */
#pragma once

#include "base/ctx.h"
#include "domain/product/product.sql.h"

struct product_new {
	struct str code, name, family, software, description;
	instant end_of_sale_at, end_of_life_at;
};
NODISCARD error product_create(struct ctx *, const struct product_new *, product_id *out);

struct release_new {
	struct str software, name;
	int64_t position;
	instant released_at, end_of_support_at;
};
NODISCARD error release_create(struct ctx *, const struct release_new *, release_id *out);
/* Says that the release runs on the product. */
NODISCARD error product_add_release(struct ctx *, product_id, release_id, bool suggested);

/* By code ("NB-S4300-48T", any case) or slug; ERR_NOT_FOUND. */
NODISCARD error product_find(struct ctx *, struct str code_or_slug, struct product *out);
NODISCARD error product_load(struct ctx *, product_id, struct product *out);
NODISCARD error product_list(struct ctx *, struct product_list *out);
NODISCARD error product_releases(struct ctx *, product_id, struct q_release_of_product_list *out);
/* The published telephone directory, in order. */
NODISCARD error phone_directory(struct ctx *, struct phone_number_list *out);

struct phone_number_new {
	struct str region, country, toll_free, direct, hours, languages;
	int64_t position;
};
/* MAY_ADMINISTER. */
NODISCARD error phone_number_add(struct ctx *, const struct phone_number_new *);
