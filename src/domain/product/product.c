#include "domain/product/product.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "domain/account/permission.h"

error product_find(struct ctx *cx, struct str name, struct product *out)
{
	bool found;
	char *upper = str_c(cx->arena, str_trim(name));
	for (char *c = upper; *c; c++)
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 32);
	TRY(q_product_by_code(cx, str_from(upper), out, &found));
	if (!found)
		TRY(q_product_by_slug(cx, str_lower(cx->arena, name), out, &found));
	if (!found)
		return err_new(cx, ERR_NOT_FOUND, "no such product: %.*s", STR_ARG(utf8_cut(name, LIMIT_NAME)));
	return OK;
}

error product_load(struct ctx *cx, product_id id, struct product *out)
{
	return q_product_load(cx, id, out);
}

error product_list(struct ctx *cx, struct product_list *out)
{
	return q_product_list(cx, out);
}

error release_news(struct ctx *cx, int64_t limit, struct release_list *out)
{
	return q_release_news(cx, cx->now, limit, out);
}

error product_releases(struct ctx *cx, product_id id, struct q_release_of_product_list *out)
{
	return q_release_of_product(cx, id, out);
}

error product_other_releases(struct ctx *cx, product_id id, struct release_list *out)
{
	return q_release_not_of_product(cx, id, out);
}

error release_load(struct ctx *cx, release_id id, struct release *out)
{
	return q_release_load(cx, id, out);
}
