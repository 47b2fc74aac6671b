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
/*
 * ERR_INVALID names the fields as the struct does; ERR_CONFLICT on code when another
 * product has it. The code is kept in capitals. The address of the product's page is made
 * of the first code and stays, so that links do.
 */
NODISCARD error product_create(struct ctx *, const struct product_new *, product_id *out);
NODISCARD error product_change(struct ctx *, product_id, const struct product_new *);

struct release_new {
	struct str software, name;
	int64_t position; /* later is larger; 0: the last, or as it was */
	instant released_at, end_of_support_at;
};
enum { RELEASE_STEP = 10 }; /* between releases, so that one fits in */

/*
 * ERR_INVALID names release (its name), position, end_of_support_at; ERR_CONFLICT on
 * release when the software has one of that name. A release keeps its software.
 */
NODISCARD error release_create(struct ctx *, const struct release_new *, release_id *out);
NODISCARD error release_change(struct ctx *, release_id, const struct release_new *);
NODISCARD error release_load(struct ctx *, release_id, struct release *out);

/* Those that are out, newest first. */
NODISCARD error release_news(struct ctx *, int64_t limit, struct release_list *out);

/* Says that the release, of the product's software, runs on the product. */
NODISCARD error product_add_release(struct ctx *, product_id, release_id, bool suggested);
/* What a device reported, and what a case says, stays. */
NODISCARD error product_remove_release(struct ctx *, product_id, release_id);
/* Those of the software that the product does not run yet, newest first. */
NODISCARD error product_other_releases(struct ctx *, product_id, struct release_list *out);

/* By code ("NB-S4300-48T", any case) or slug; ERR_NOT_FOUND. */
NODISCARD error product_find(struct ctx *, struct str code_or_slug, struct product *out);
NODISCARD error product_load(struct ctx *, product_id, struct product *out);
NODISCARD error product_list(struct ctx *, struct product_list *out);
NODISCARD error product_releases(struct ctx *, product_id, struct q_release_of_product_list *out);
