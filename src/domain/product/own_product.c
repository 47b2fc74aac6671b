#include "domain/product/own_product.h"

error product_own(struct ctx *cx, int64_t limit, struct own_product_list *out)
{
	return q_product_own(cx, limit, out);
}
