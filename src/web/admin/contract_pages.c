/* contract_pages.c - contracts, listed and edited */
#include "web/admin/contract_pages.h"

#include "base/buf.h"
#include "base/limits.h"
#include "web/admin/contracts.html.h"

error organisation_asked(struct ctx *cx, struct str name, organisation_id *out)
{
	struct organisation o = { 0 };

	*out = (organisation_id){ 0 };
	if (str_is_blank(name))
		return OK;
	error e = organisation_find(cx, name, &o);
	if (e != OK && !err_is(e, ERR_NOT_FOUND))
		return e;
	*out = (organisation_id){ e == OK ? o.id.v : -1 };
	return OK;
}

static const struct field contract_fields[] = {
	FIELD_TEXT(struct contract_form, number, .max = LIMIT_NAME, .required = true),
	FIELD_TEXT(struct contract_form, organisation, .max = LIMIT_NAME),
	FIELD_TEXT(struct contract_form, tier, .max = LIMIT_NAME, .required = true),
	FIELD_TEXT(struct contract_form, starts_at, .max = LIMIT_DAY, .required = true),
	FIELD_TEXT(struct contract_form, ends_at, .max = LIMIT_DAY, .required = true),
	FIELD_BOOL(struct contract_form, hardware),
	FIELD_BOOL(struct contract_form, software),
	FIELDS_END
};

static error read_contract(struct web *w, struct contract_form *f, struct contract_new *out)
{
	struct ctx *cx = web_ctx(w);

	TRY(web_form(w, contract_fields, f));
	*out = (struct contract_new){ .number = f->number, .tier = f->tier,
		.hardware = f->hardware, .software = f->software };
	error wrong = form_day(cx, "starts_at", f->starts_at, &out->starts_at);
	return err_also(cx, wrong, form_day(cx, "ends_at", f->ends_at, &out->ends_at));
}

/* --- the list --- */

static struct str next_page(struct arena *a, const struct contracts_view *v)
{
	struct buf b = buf_new(a, LIMIT_URL);
	struct html part = { .out = &b, .arena = a };

	buf_put(&b, STR("/admin/contracts?organisation="));
	html_part_str(&part, v->organisation);
	buf_put(&b, STR("&find="));
	html_part_str(&part, v->find);
	buf_put(&b, STR("&after="));
	html_part_str(&part, v->list.at[v->list.len - 1].number);
	return buf_str(&b);
}

static error show_contracts(struct web *w, int status, struct contracts_view *v)
{
	struct ctx *cx = web_ctx(w);
	struct contract_filter f = { .find = web_query(w, "find"), .after = web_query(w, "after") };

	v->organisation = web_query(w, "organisation");
	v->find = f.find;
	TRY(organisation_asked(cx, v->organisation, &f.organisation));
	v->no_organisation = f.organisation.v < 0;
	TRY(contract_find(cx, &f, &v->list));
	TRY(organisation_list(cx, STR(""), (organisation_id){ 0 }, &v->organisations));
	if (v->list.len == LIMIT_LIST_PAGE)
		v->next = next_page(cx->arena, v);
	contracts_page(web_html(w, status), v);
	return OK;
}

static error contracts(struct web *w)
{
	struct contracts_view v = { .form = { .hardware = true, .software = true } };
	return show_contracts(w, HTTP_OK, &v);
}

static error create(struct ctx *cx, const struct contract_form *f, struct contract_new *n,
	contract_id *out)
{
	TRY(organisation_asked(cx, f->organisation, &n->organisation));
	if (n->organisation.v == 0)
		return err_field(cx, "organisation", "Name the organisation that has the contract.");
	if (n->organisation.v < 0)
		return err_field(cx, "organisation", "No organisation has this name. Add it first.");
	return contract_create(cx, n, out);
}

static error add_contract(struct web *w)
{
	struct contracts_view v = { 0 };
	struct contract_new n;
	contract_id id;

	error e = read_contract(w, &v.form, &n);
	if (e == OK)
		e = create(web_ctx(w), &v.form, &n, &id);
	if (form_is_refused(e)) {
		v.errors = e->fields;
		return show_contracts(w, err_http_status(e->kind), &v);
	}
	TRY(e);
	web_notice(w, MSG("The contract is added."));
	return web_see_other(w, "/admin/contracts/%" PRId64, id.v);
}

/* --- one contract --- */

static struct contract_form form_of(struct arena *a, const struct contract *c)
{
	return (struct contract_form){ .number = c->number, .tier = c->tier,
		.hardware = c->hardware, .software = c->software,
		.starts_at = form_day_text(a, c->starts_at), .ends_at = form_day_text(a, c->ends_at) };
}

static struct str next_devices(struct arena *a, const struct contract_view *v)
{
	struct buf b = buf_new(a, LIMIT_URL);
	struct html part = { .out = &b, .arena = a };

	buf_printf(&b, "/admin/contracts/%" PRId64 "?after=", v->contract.id.v);
	html_part_str(&part, v->assets.at[v->assets.len - 1].serial);
	return buf_str(&b);
}

/* `f`: as typed, where it was refused. */
static error show_contract(struct web *w, int status, struct contract_view *v,
	const struct contract_form *f)
{
	struct ctx *cx = web_ctx(w);
	contract_id id = { web_path_id(w, "contract") };

	TRY(contract_load(cx, id, &v->contract));
	TRY(organisation_load(cx, v->contract.organisation, &v->organisation));
	TRY(contract_products(cx, id, &v->covered));
	TRY(product_list(cx, &v->products));
	TRY(contract_assets(cx, id, web_query(w, "after"), &v->assets));
	if (v->assets.len == LIMIT_LIST_PAGE)
		v->next = next_devices(cx->arena, v);
	v->form = f != NULL ? *f : form_of(cx->arena, &v->contract);
	contract_page(web_html(w, status), v);
	return OK;
}

static error contract(struct web *w)
{
	struct contract_view v = { 0 };
	return show_contract(w, HTTP_OK, &v, NULL);
}

static error done(struct web *w, error e, struct contract_view *v, struct msg notice)
{
	if (form_is_refused(e)) {
		v->errors = e->fields;
		return show_contract(w, err_http_status(e->kind), v, NULL);
	}
	TRY(e);
	web_notice(w, notice);
	return web_see_other(w, "/admin/contracts/%" PRId64, web_path_id(w, "contract"));
}

static error change_contract(struct web *w)
{
	struct contract_view v = { 0 };
	struct contract_form f = { 0 };
	struct contract_new n;

	error e = read_contract(w, &f, &n);
	if (e == OK)
		e = contract_change(web_ctx(w), (contract_id){ web_path_id(w, "contract") }, &n);
	if (form_is_refused(e)) {
		v.errors = e->fields;
		return show_contract(w, err_http_status(e->kind), &v, &f);
	}
	return done(w, e, &v, MSG("The contract is saved."));
}

/* --- what it covers --- */

struct cover_form {
	struct str product, serial;
};

static const struct field product_fields[] = {
	FIELD_TEXT(struct cover_form, product, .max = LIMIT_NAME, .required = true),
	FIELDS_END
};

static const struct field serial_fields[] = {
	FIELD_TEXT(struct cover_form, serial, .max = LIMIT_SERIAL, .required = true),
	FIELDS_END
};

static error cover_product(struct web *w)
{
	struct contract_view v = { 0 };
	struct cover_form f = { 0 };

	error e = web_form(w, product_fields, &f);
	v.product = f.product;
	if (e == OK)
		e = contract_cover_product(web_ctx(w), (contract_id){ web_path_id(w, "contract") },
			f.product);
	return done(w, e, &v, MSG("The contract is saved."));
}

static error drop_product(struct web *w)
{
	struct contract_view v = { 0 };
	contract_id id = { web_path_id(w, "contract") };
	product_id product = { web_path_id(w, "product") };

	return done(w, contract_drop_product(web_ctx(w), id, product), &v,
		MSG("The contract is saved."));
}

static error cover_asset(struct web *w)
{
	struct contract_view v = { 0 };
	struct cover_form f = { 0 };

	error e = web_form(w, serial_fields, &f);
	v.serial = f.serial;
	if (e == OK)
		e = contract_cover_asset(web_ctx(w), (contract_id){ web_path_id(w, "contract") },
			f.serial);
	return done(w, e, &v, MSG("The device is under the contract."));
}

static error drop_asset(struct web *w)
{
	struct contract_view v = { 0 };
	contract_id id = { web_path_id(w, "contract") };

	return done(w, contract_drop_asset(web_ctx(w), id, web_path_text(w, "serial")), &v,
		MSG("The device is no longer under the contract."));
}

const struct route contract_routes[] = {
	GET("/admin/contracts", contracts, .may = MAY_MANAGE_CONTRACTS),
	POST("/admin/contracts", add_contract, .may = MAY_MANAGE_CONTRACTS),
	GET("/admin/contracts/{contract}", contract, .may = MAY_MANAGE_CONTRACTS),
	POST("/admin/contracts/{contract}", change_contract, .may = MAY_MANAGE_CONTRACTS),
	POST("/admin/contracts/{contract}/products", cover_product, .may = MAY_MANAGE_CONTRACTS),
	POST("/admin/contracts/{contract}/products/{product}/remove", drop_product,
		.may = MAY_MANAGE_CONTRACTS),
	POST("/admin/contracts/{contract}/devices", cover_asset, .may = MAY_MANAGE_CONTRACTS),
	POST("/admin/contracts/{contract}/devices/{serial}/remove", drop_asset,
		.may = MAY_MANAGE_CONTRACTS),
	ROUTES_END
};
