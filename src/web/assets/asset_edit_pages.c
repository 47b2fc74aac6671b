#include "web/assets/asset_edit_pages.h"

#include "base/buf.h"
#include "base/limits.h"
#include "web/assets/asset_edit.html.h"

static const struct field new_fields[] = {
	FIELD_TEXT(struct asset_form, serial, .max = LIMIT_SERIAL, .required = true),
	FIELDS_END
};

static const struct field asset_fields[] = {
	FIELD_TEXT(struct asset_form, product, .max = LIMIT_NAME, .required = true),
	FIELD_TEXT(struct asset_form, organisation, .max = LIMIT_NAME, .required = true),
	FIELD_TEXT(struct asset_form, contract, .max = LIMIT_NAME),
	FIELD_TEXT(struct asset_form, release, .max = LIMIT_NAME),
	FIELD_TEXT(struct asset_form, host, .max = LIMIT_NAME),
	FIELD_TEXT(struct asset_form, location, .max = LIMIT_NAME),
	FIELD_TEXT(struct asset_form, shipped_at, .max = LIMIT_DAY),
	FIELD_TEXT(struct asset_form, warranty_ends_at, .max = LIMIT_DAY),
	FIELDS_END
};

static error show_form(struct web *w, int status, struct asset_edit_view *v)
{
	struct ctx *cx = web_ctx(w);

	TRY(organisation_list(cx, STR(""), (organisation_id){ 0 }, &v->organisations));
	TRY(product_list(cx, &v->products));
	asset_edit_page(web_html(w, status), v);
	return OK;
}

/* Both tables are read, so that all that is wrong is said at once. */
static error read_asset(struct web *w, struct asset_form *f, struct asset_edit *out)
{
	struct ctx *cx = web_ctx(w);

	error wrong = web_form(w, asset_fields, f);
	if (wrong != OK && !err_is(wrong, ERR_INVALID))
		return wrong;
	*out = (struct asset_edit){ .serial = f->serial, .product = f->product,
		.organisation = f->organisation, .contract = f->contract, .release = f->release,
		.host = f->host, .location = f->location };
	wrong = err_also(cx, wrong, form_day(cx, "shipped_at", f->shipped_at, &out->shipped_at));
	return err_also(cx, wrong, form_day(cx, "warranty_ends_at", f->warranty_ends_at,
		&out->warranty_ends_at));
}

static error to_device(struct web *w, struct str serial)
{
	struct buf b = buf_new(web_ctx(w)->arena, LIMIT_URL);
	struct html part = { .out = &b, .arena = web_ctx(w)->arena };

	html_part_str(&part, serial);
	return web_see_other(w, "/assets/%.*s", STR_ARG(buf_str(&b)));
}

static error new_asset(struct web *w)
{
	struct asset_edit_view v = { .form = { .serial = web_query(w, "serial"),
		.organisation = web_query(w, "organisation") } };
	return show_form(w, HTTP_OK, &v);
}

static error add_asset(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct asset_edit_view v = { 0 };
	struct asset_edit a;
	struct str serial;

	error e = web_form(w, new_fields, &v.form);
	if (e == OK || err_is(e, ERR_INVALID))
		e = err_also(cx, e, read_asset(w, &v.form, &a));
	if (e == OK)
		e = asset_create(cx, &a, &serial);
	if (form_is_refused(e)) {
		v.errors = e->fields;
		return show_form(w, err_http_status(e->kind), &v);
	}
	TRY(e);
	web_notice(w, MSG("The device is added."));
	return to_device(w, serial);
}

static error find(struct web *w, struct asset *out)
{
	struct ctx *cx = web_ctx(w);
	struct str serial;

	error e = serial_normalise(cx, web_path_text(w, "serial"), "serial", &serial);
	if (err_is(e, ERR_INVALID))
		return err_new(cx, ERR_NOT_FOUND, "no serial number is written like this");
	TRY(e);
	return asset_find(cx, serial, out);
}

static error edit_asset(struct web *w)
{
	struct arena *a = web_ctx(w)->arena;
	struct asset_edit_view v = { 0 };
	struct asset old;

	TRY(find(w, &old));
	v.serial = old.serial;
	v.form = (struct asset_form){ .product = old.product_code,
		.organisation = old.organisation_name, .contract = old.contract_number,
		.release = old.release_name, .host = old.host, .location = old.location,
		.shipped_at = form_day_text(a, old.shipped_at),
		.warranty_ends_at = form_day_text(a, old.warranty_ends_at) };
	return show_form(w, HTTP_OK, &v);
}

static error change_asset(struct web *w)
{
	struct asset_edit_view v = { 0 };
	struct asset_edit a;
	struct asset old;

	TRY(find(w, &old));
	v.serial = old.serial;
	error e = read_asset(w, &v.form, &a);
	if (e == OK)
		e = asset_change(web_ctx(w), old.serial, &a);
	if (form_is_refused(e)) {
		v.errors = e->fields;
		return show_form(w, err_http_status(e->kind), &v);
	}
	TRY(e);
	web_notice(w, MSG("The device is saved."));
	return to_device(w, old.serial);
}

const struct route asset_edit_routes[] = {
	GET("/assets/new", new_asset, .may = MAY_EDIT_ASSETS),
	POST("/assets", add_asset, .may = MAY_EDIT_ASSETS),
	GET("/assets/{serial}/edit", edit_asset, .may = MAY_EDIT_ASSETS),
	POST("/assets/{serial}/edit", change_asset, .may = MAY_EDIT_ASSETS),
	ROUTES_END
};
