/* product_write.c - adding and changing products, and the releases that they run */
#include "domain/product/product.h"

#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/audit/audit.h"
#include "domain/search/outbox.h"
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

/* A code is kept in capitals, as product_find looks for it. */
static struct str code_of(struct arena *a, struct str typed)
{
	char *upper = str_c(a, str_trim(typed));

	for (char *c = upper; *c; c++)
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 32);
	return str_from(upper);
}

static error check_product(struct ctx *cx, const struct product_new *p)
{
	error wrong = OK;

	if (str_is_blank(p->code) || p->code.len > LIMIT_NAME)
		wrong = err_also(cx, wrong, err_field(cx, "code",
			"Give the product a code of 1 to 200 bytes."));
	if (str_is_blank(p->name) || p->name.len > LIMIT_NAME)
		wrong = err_also(cx, wrong, err_field(cx, "name",
			"Give the product a name of 1 to 200 bytes."));
	if (p->family.len > LIMIT_NAME)
		wrong = err_also(cx, wrong, err_field(cx, "family",
			"A product family has at most 200 bytes."));
	if (p->software.len > LIMIT_NAME)
		wrong = err_also(cx, wrong, err_field(cx, "software",
			"The name of the software has at most 200 bytes."));
	if (p->description.len > LIMIT_PRODUCT_TEXT)
		wrong = err_also(cx, wrong, err_numbers(cx, "description",
			"A description has at most {1} bytes.", LIMIT_PRODUCT_TEXT, 0));
	if (instant_is_set(p->end_of_life_at) && instant_cmp(p->end_of_life_at, p->end_of_sale_at) < 0)
		wrong = err_also(cx, wrong, err_field(cx, "end_of_life_at",
			"The end of life is not before the end of sale. Correct one of the two days."));
	return wrong;
}

static error code_taken(struct ctx *cx)
{
	return err_person_(cx, ERR_CONFLICT, "code", SAY("A product has this code already."),
		__FILE__, __LINE__);
}

error product_create(struct ctx *cx, const struct product_new *p, product_id *out)
{
	struct q_product_insert_row made;

	TRY(actor_may(cx, MAY_MANAGE_PRODUCTS, RELATION_NONE));
	TRY(check_product(cx, p));

	AUTO_TX tx = tx_begin(cx);

	struct str code = code_of(cx->arena, p->code);
	error e = q_product_insert(cx, code, str_trim(p->name), str_trim(p->family),
		str_trim(p->software), slug_of(cx->arena, code), p->description, p->end_of_sale_at,
		p->end_of_life_at, &made);
	if (err_is(e, ERR_CONFLICT) && !e->retry)
		return code_taken(cx);
	TRY(e);
	TRY(audit_note(cx, STR("product.created"), "product", made.id.v, code));
	TRY(tx_commit(&tx));

	*out = made.id;
	return OK;
}

error product_change(struct ctx *cx, product_id id, const struct product_new *p)
{
	struct product old;
	int64_t changed;

	TRY(actor_may(cx, MAY_MANAGE_PRODUCTS, RELATION_NONE));
	TRY(check_product(cx, p));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_product_load(cx, id, &old));
	struct str code = code_of(cx->arena, p->code);
	error e = q_product_update(cx, id, code, str_trim(p->name), str_trim(p->family),
		str_trim(p->software), p->description, p->end_of_sale_at, p->end_of_life_at,
		&changed);
	if (err_is(e, ERR_CONFLICT) && !e->retry)
		return code_taken(cx);
	TRY(e);
	if (changed == 0)
		return err_new(cx, ERR_NOT_FOUND, "product %" PRId64 " does not exist", id.v);
	if (!str_eq(old.code, code))
		TRY(search_product_changed(cx, id));
	TRY(audit_note(cx, STR("product.changed"), "product", id.v, code));

	return tx_commit(&tx);
}

/* --- releases --- */

static error check_release(struct ctx *cx, const struct release_new *r)
{
	error wrong = OK;

	if (str_is_blank(r->name) || r->name.len > LIMIT_NAME)
		wrong = err_also(cx, wrong, err_field(cx, "release",
			"Give the release a name of 1 to 200 bytes."));
	if (r->position < 0)
		wrong = err_also(cx, wrong, err_field(cx, "position",
			"The place in the order is a whole number from 1 up."));
	if (instant_is_set(r->end_of_support_at) &&
		instant_cmp(r->end_of_support_at, r->released_at) < 0)
		wrong = err_also(cx, wrong, err_field(cx, "end_of_support_at",
			"Support does not end before the release is out. Correct one of the two days."));
	return wrong;
}

static error name_taken(struct ctx *cx)
{
	return err_person_(cx, ERR_CONFLICT, "release",
		SAY("The software has a release of this name already."), __FILE__, __LINE__);
}

error release_create(struct ctx *cx, const struct release_new *r, release_id *out)
{
	struct q_release_last_row last;
	struct q_release_insert_row made;

	TRY(actor_may(cx, MAY_MANAGE_PRODUCTS, RELATION_NONE));
	TRY(check_release(cx, r));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_release_last(cx, r->software, &last));
	error e = q_release_insert(cx, r->software, str_trim(r->name),
		r->position > 0 ? r->position : last.position + RELEASE_STEP, r->released_at,
		r->end_of_support_at, &made);
	if (err_is(e, ERR_CONFLICT) && !e->retry)
		return name_taken(cx);
	TRY(e);
	TRY(audit_note(cx, STR("release.created"), "release", made.id.v, r->name));
	TRY(tx_commit(&tx));

	*out = made.id;
	return OK;
}

error release_change(struct ctx *cx, release_id id, const struct release_new *r)
{
	struct release old;
	int64_t changed;

	TRY(actor_may(cx, MAY_MANAGE_PRODUCTS, RELATION_NONE));
	TRY(check_release(cx, r));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_release_load(cx, id, &old));
	error e = q_release_update(cx, id, str_trim(r->name),
		r->position > 0 ? r->position : old.position, r->released_at, r->end_of_support_at,
		&changed);
	if (err_is(e, ERR_CONFLICT) && !e->retry)
		return name_taken(cx);
	TRY(e);
	TRY(audit_note(cx, STR("release.changed"), "release", id.v, str_trim(r->name)));

	return tx_commit(&tx);
}

error product_add_release(struct ctx *cx, product_id product, release_id release, bool suggested)
{
	struct product p;
	struct release r;

	TRY(actor_may(cx, MAY_MANAGE_PRODUCTS, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_product_load(cx, product, &p));
	TRY(q_release_load(cx, release, &r));
	if (!str_eq(p.software, r.software))
		return err_field(cx, "known", "This release is of other software. Choose one from the list.");
	TRY(q_product_release_put(cx, product, release, suggested));
	TRY(audit_note(cx, suggested ? STR("product.release-suggested") : STR("product.release-put"),
		"product", product.v, r.name));

	return tx_commit(&tx);
}

error product_remove_release(struct ctx *cx, product_id product, release_id release)
{
	struct release r;
	int64_t changed;

	TRY(actor_may(cx, MAY_MANAGE_PRODUCTS, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_release_load(cx, release, &r));
	TRY(q_product_release_remove(cx, product, release, &changed));
	if (changed == 0)
		return err_new(cx, ERR_NOT_FOUND, "the product does not run this release");
	TRY(audit_note(cx, STR("product.release-removed"), "product", product.v, r.name));

	return tx_commit(&tx);
}
