/*
 * own_product.h - the products that the actor's organisations have devices of
 */
#pragma once

#include "base/ctx.h"
#include "domain/product/own_product.sql.h"

/*
 * Those with the most devices first, each with its suggested release, how many devices
 * there are, and how many of them reported an earlier release. Nothing for staff, whose
 * devices are no customer's.
 */
NODISCARD error product_own(struct ctx *, int64_t limit, struct own_product_list *out);
