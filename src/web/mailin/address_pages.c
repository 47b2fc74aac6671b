/* address_pages.c - the addresses that take mail */
#include "base/limits.h"
#include "web/mailin/addresses.html.h"
#include "web/mailin/mailin_pages.h"

static const struct field address_fields[] = {
	FIELD_TEXT(struct support_address_form, address, .max = LIMIT_EMAIL, .required = true),
	FIELD_INT(struct support_address_form, queue, .min = 0),
	FIELD_TEXT(struct support_address_form, product, .max = LIMIT_NAME),
	FIELD_TEXT(struct support_address_form, language, .max = 8),
	FIELD_BOOL(struct support_address_form, plus),
	FIELDS_END
};

static error show_page(struct web *w, int status, struct addresses_view *v)
{
	struct ctx *cx = web_ctx(w);

	TRY(support_addresses(cx, &v->list));
	TRY(product_list(cx, &v->products));
	TRY(outbox_unsigned(cx, &v->unsigned_mail));
	TRY(q_queue_list(cx, &v->queues));
	addresses_page(web_html(w, status), v);
	return OK;
}

static error show(struct web *w)
{
	struct addresses_view v = { .form.plus = true };
	return show_page(w, HTTP_OK, &v);
}

static error add(struct web *w)
{
	struct addresses_view v = { 0 };
	support_address_id id;

	error e = web_form(w, address_fields, &v.form);
	if (e == OK)
		e = support_address_add(web_ctx(w), &(struct support_address_new){
			.address = v.form.address, .queue = { v.form.queue }, .product = v.form.product,
			.language = v.form.language, .plus = v.form.plus }, &id);
	if (form_is_refused(e)) {
		v.errors = e->fields;
		return show_page(w, err_http_status(e->kind), &v);
	}
	TRY(e);
	web_notice(w, MSG("Mail is taken for this address now."));
	return web_see_other(w, "/admin/mail");
}

static error remove_address(struct web *w)
{
	TRY(support_address_remove(web_ctx(w), (support_address_id){ web_path_id(w, "address") }));
	web_notice(w, MSG("No mail is taken for this address any more."));
	return web_see_other(w, "/admin/mail");
}

const struct route support_address_routes[] = {
	GET("/admin/mail", show, .may = MAY_ADMINISTER),
	POST("/admin/mail", add, .may = MAY_ADMINISTER),
	POST("/admin/mail/{address}/remove", remove_address, .may = MAY_ADMINISTER),
	ROUTES_END
};
