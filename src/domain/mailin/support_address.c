#include "domain/mailin/support_address.h"

#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/audit/audit.h"
#include "domain/product/product.h"
#include "html/locale.h"
#include "store/db.h"

error support_address_find(struct ctx *cx, struct str given, struct support_address *out, bool *ret_found)
{
	struct str address = str_lower(cx->arena, str_trim(given));
	ptrdiff_t at = str_rfind_char(address, '@'), plus = str_find_char(address, '+');

	TRY(q_support_address_by_text(cx, address, out, ret_found));
	if (*ret_found || plus <= 0 || plus > at)
		return OK;
	address = str_concat(cx->arena, str_sub(address, 0, (size_t)plus),
		str_skip(address, (size_t)at));
	return q_support_address_by_text(cx, address, out, ret_found);
}

static error check_new(struct ctx *cx, const struct support_address_new *n, struct str *ret_address,
	product_id *ret_product)
{
	struct product p = { 0 };
	struct q_mail_queue_by_id_row queue;
	bool known = true;
	struct str address = STR("");
	error wrong = email_normalise(cx, n->address, "address", &address);

	if (str_find_char(address, '+') >= 0)
		wrong = err_also(cx, wrong, err_field(cx, "address",
			"Give the address without a plus: it takes name+anything as well."));
	if (n->language.len > LIMIT_NAME ||
		(n->language.len > 0 && !str_eq(locale_find(n->language)->tag, n->language)))
		wrong = err_also(cx, wrong, err_field(cx, "language", "Choose one of the list."));
	if (n->queue.v != 0)
		TRY(q_mail_queue_by_id(cx, n->queue, &queue, &known));
	if (!known)
		wrong = err_also(cx, wrong, err_field(cx, "queue",
			"There is no such queue. Choose one of the list."));
	if (n->product.len > 0) {
		error e = product_find(cx, n->product, &p);
		if (err_is(e, ERR_NOT_FOUND))
			e = err_field(cx, "product", "This product is not known. Choose one of the list.");
		wrong = err_also(cx, wrong, e);
	}
	*ret_address = address;
	*ret_product = p.id;
	return wrong;
}

error support_address_add(struct ctx *cx, const struct support_address_new *n, support_address_id *out)
{
	struct q_support_address_insert_row made;
	struct q_support_address_count_row count;
	struct str address;
	product_id product;

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	TRY(check_new(cx, n, &address, &product));
	TRY(q_support_address_count(cx, &count));
	if (count.count >= MAIL_ADDRESSES_MAX)
		return err_field(cx, "address", "There are 200 addresses, the most there may be.");

	AUTO_TX tx = tx_begin(cx);

	error e = q_support_address_insert(cx, address, n->queue, product, n->language, n->plus, cx->now,
		&made);
	if (err_is(e, ERR_CONFLICT) && !e->retry)
		return err_field(cx, "address", "This address is in the list already.");
	TRY(e);
	TRY(audit_note(cx, STR("support-address.added"), "support-address", made.id.v, address));
	TRY(tx_commit(&tx));

	*out = made.id;
	return OK;
}

error support_address_remove(struct ctx *cx, support_address_id id)
{
	struct q_support_address_delete_row gone;
	bool found;

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_support_address_delete(cx, id, &gone, &found));
	if (!found)
		return err_new(cx, ERR_NOT_FOUND, "no such mail address");
	TRY(audit_note(cx, STR("support-address.removed"), "support-address", id.v, gone.address));

	return tx_commit(&tx);
}

error support_addresses(struct ctx *cx, struct support_address_list *out)
{
	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	return q_support_address_list(cx, out);
}
