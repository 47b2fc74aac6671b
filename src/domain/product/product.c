#include "domain/product/product.h"

#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/audit/audit.h"
#include "store/db.h"

static struct str slug_of(struct arena *a, struct str code)
{
	struct str lower = str_lower(a, code);
	char *at = arena_bytes(a, lower.len);
	for (size_t i = 0; i < lower.len; i++) {
		bool plain = str_is_alpha(lower.at[i]) || str_is_digit(lower.at[i]);
		at[i] = plain ? lower.at[i] : '-';
	}
	return str_of(at, lower.len);
}

error product_create(struct ctx *cx, const struct product_new *p, product_id *out)
{
	struct q_product_insert_row made;

	TRY(actor_may(cx, MAY_MANAGE_PRODUCTS, RELATION_NONE));
	if (str_is_blank(p->code) || p->code.len > LIMIT_NAME)
		return err_field(cx, "code", "Give the product a code of 1 to 200 bytes.");
	if (str_is_blank(p->name) || p->name.len > LIMIT_NAME)
		return err_field(cx, "name", "Give the product a name of 1 to 200 bytes.");

	AUTO_TX tx = tx_begin(cx);

	error e = q_product_insert(cx, p->code, p->name, p->family, p->software,
		slug_of(cx->arena, p->code), p->description, p->end_of_sale_at,
		p->end_of_life_at, &made);
	if (err_is(e, ERR_CONFLICT) && !e->retry)
		return err_person_(cx, ERR_CONFLICT, "code",
			SAY("A product has this code already."), __FILE__, __LINE__);
	TRY(e);
	TRY(audit_note(cx, STR("product.created"), "product", made.id.v, p->code));
	TRY(tx_commit(&tx));

	*out = made.id;
	return OK;
}

error release_create(struct ctx *cx, const struct release_new *r, release_id *out)
{
	struct q_release_insert_row made;

	TRY(actor_may(cx, MAY_MANAGE_PRODUCTS, RELATION_NONE));
	if (str_is_blank(r->name) || r->name.len > LIMIT_NAME)
		return err_field(cx, "name", "Give the release a name of 1 to 200 bytes.");
	TRY(q_release_insert(cx, r->software, r->name, r->position, r->released_at,
		r->end_of_support_at, &made));
	*out = made.id;
	return OK;
}

error product_add_release(struct ctx *cx, product_id product, release_id release, bool suggested)
{
	TRY(actor_may(cx, MAY_MANAGE_PRODUCTS, RELATION_NONE));
	return q_product_release_put(cx, product, release, suggested);
}

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
		return err_new(cx, ERR_NOT_FOUND, "no such product");
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

error product_releases(struct ctx *cx, product_id id, struct q_release_of_product_list *out)
{
	return q_release_of_product(cx, id, out);
}

error phone_directory(struct ctx *cx, struct phone_number_list *out)
{
	return q_phone_numbers(cx, out);
}

error phone_number_add(struct ctx *cx, const struct phone_number_new *n)
{
	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	return q_phone_number_insert(cx, n->region, n->country, n->position, n->toll_free,
		n->direct, n->hours, n->languages);
}
