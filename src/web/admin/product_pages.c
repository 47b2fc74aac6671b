/* product_pages.c - what the vendor makes, edited */
#include "web/admin/product_pages.h"

#include "base/limits.h"
#include "web/admin/products.html.h"

static const struct field product_fields[] = {
	FIELD_TEXT(struct product_form, code, .max = LIMIT_NAME, .required = true),
	FIELD_TEXT(struct product_form, name, .max = LIMIT_NAME, .required = true),
	FIELD_TEXT(struct product_form, family, .max = LIMIT_NAME, .required = true),
	FIELD_TEXT(struct product_form, software, .max = LIMIT_NAME),
	FIELD_TEXT(struct product_form, description, .max = LIMIT_PRODUCT_TEXT, .lines = true),
	FIELD_TEXT(struct product_form, end_of_sale_at, .max = LIMIT_DAY),
	FIELD_TEXT(struct product_form, end_of_life_at, .max = LIMIT_DAY),
	FIELDS_END
};

static error read_product(struct web *w, struct product_form *f, struct product_new *out)
{
	struct ctx *cx = web_ctx(w);

	TRY(web_form(w, product_fields, f));
	*out = (struct product_new){ .code = f->code, .name = f->name, .family = f->family,
		.software = f->software, .description = f->description };
	error wrong = form_day(cx, "end_of_sale_at", f->end_of_sale_at, &out->end_of_sale_at);
	return err_also(cx, wrong,
		form_day(cx, "end_of_life_at", f->end_of_life_at, &out->end_of_life_at));
}

static struct product_form form_of(struct arena *a, const struct product *p)
{
	return (struct product_form){ .code = p->code, .name = p->name, .family = p->family,
		.software = p->software, .description = p->description,
		.end_of_sale_at = form_day_text(a, p->end_of_sale_at),
		.end_of_life_at = form_day_text(a, p->end_of_life_at) };
}

/* --- the list --- */

static error show_products(struct web *w, int status, struct products_edit_view *v)
{
	TRY(product_list(web_ctx(w), &v->list));
	products_edit_page(web_html(w, status), v);
	return OK;
}

static error products(struct web *w)
{
	struct products_edit_view v = { 0 };
	return show_products(w, HTTP_OK, &v);
}

static error add_product(struct web *w)
{
	struct products_edit_view v = { 0 };
	struct product_new n;
	product_id id;

	error e = read_product(w, &v.form, &n);
	if (e == OK)
		e = product_create(web_ctx(w), &n, &id);
	if (form_is_refused(e)) {
		v.errors = e->fields;
		return show_products(w, err_http_status(e->kind), &v);
	}
	TRY(e);
	web_notice(w, MSG("The product is added."));
	return web_see_other(w, "/admin/products/%" PRId64, id.v);
}

/* --- one product --- */

/* `f`: as typed, where it was refused. */
static error show_product(struct web *w, int status, struct product_edit_view *v,
	const struct product_form *f)
{
	struct ctx *cx = web_ctx(w);
	product_id id = { web_path_id(w, "product") };

	TRY(product_load(cx, id, &v->product));
	TRY(product_releases(cx, id, &v->releases));
	TRY(product_other_releases(cx, id, &v->others));
	v->form = f != NULL ? *f : form_of(cx->arena, &v->product);
	product_edit_page(web_html(w, status), v);
	return OK;
}

static error product(struct web *w)
{
	struct product_edit_view v = { 0 };
	return show_product(w, HTTP_OK, &v, NULL);
}

static error done(struct web *w, error e, struct msg notice)
{
	TRY(e);
	web_notice(w, notice);
	return web_see_other(w, "/admin/products/%" PRId64, web_path_id(w, "product"));
}

static error change_product(struct web *w)
{
	struct product_edit_view v = { 0 };
	struct product_form f = { 0 };
	struct product_new n;

	error e = read_product(w, &f, &n);
	if (e == OK)
		e = product_change(web_ctx(w), (product_id){ web_path_id(w, "product") }, &n);
	if (form_is_refused(e)) {
		v.errors = e->fields;
		return show_product(w, err_http_status(e->kind), &v, &f);
	}
	return done(w, e, MSG("The product is saved."));
}

/* --- its releases --- */

static const struct field release_fields[] = {
	FIELD_TEXT(struct release_form, release, .max = LIMIT_NAME, .required = true),
	FIELD_TEXT(struct release_form, released_at, .max = LIMIT_DAY, .required = true),
	FIELD_TEXT(struct release_form, end_of_support_at, .max = LIMIT_DAY),
	FIELD_INT(struct release_form, position, .min = 1, .max = 1000000),
	FIELD_BOOL(struct release_form, suggested),
	FIELDS_END
};

static error read_release(struct web *w, struct release_form *f, struct release_new *out)
{
	struct ctx *cx = web_ctx(w);

	TRY(web_form(w, release_fields, f));
	*out = (struct release_new){ .name = f->release, .position = f->position };
	error wrong = form_day(cx, "released_at", f->released_at, &out->released_at);
	return err_also(cx, wrong, form_day(cx, "end_of_support_at", f->end_of_support_at,
		&out->end_of_support_at));
}

static error add(struct ctx *cx, product_id id, struct release_new *n, bool suggested)
{
	struct product p;
	release_id release;

	TRY(product_load(cx, id, &p));
	if (p.software.len == 0)
		return err_field(cx, "software", "Name the software of the product first, and save it.");
	n->software = p.software;
	TRY(release_create(cx, n, &release));
	return product_add_release(cx, id, release, suggested);
}

static error add_release(struct web *w)
{
	struct product_edit_view v = { 0 };
	struct release_new n;
	product_id id = { web_path_id(w, "product") };

	error e = read_release(w, &v.added, &n);
	if (e == OK)
		e = add(web_ctx(w), id, &n, v.added.suggested);
	if (form_is_refused(e)) {
		v.errors = e->fields;
		return show_product(w, err_http_status(e->kind), &v, NULL);
	}
	return done(w, e, MSG("The release is added."));
}

struct known_form {
	int64_t known;
};

static const struct field known_fields[] = {
	FIELD_INT(struct known_form, known, .min = 1, .max = INT64_MAX, .required = true),
	FIELDS_END
};

static error add_known(struct web *w)
{
	struct product_edit_view v = { 0 };
	struct known_form f = { 0 };
	product_id id = { web_path_id(w, "product") };

	error e = web_form(w, known_fields, &f);
	if (e == OK)
		e = product_add_release(web_ctx(w), id, (release_id){ f.known }, false);
	if (form_is_refused(e)) {
		v.errors = e->fields;
		return show_product(w, err_http_status(e->kind), &v, NULL);
	}
	return done(w, e, MSG("The release is added."));
}

static error remove_release(struct web *w)
{
	return done(w, product_remove_release(web_ctx(w), (product_id){ web_path_id(w, "product") },
		(release_id){ web_path_id(w, "release") }), MSG("The release is taken off the product."));
}

/* --- one release --- */

/* ERR_NOT_FOUND when it does not run on the product. */
static error load_release(struct web *w, struct release_edit_view *v, bool *ret_suggested)
{
	struct ctx *cx = web_ctx(w);
	struct q_release_of_product_list all;

	TRY(product_load(cx, (product_id){ web_path_id(w, "product") }, &v->product));
	TRY(product_releases(cx, v->product.id, &all));
	for (size_t i = 0; i < all.len; i++) {
		if (all.at[i].id.v != web_path_id(w, "release"))
			continue;
		*ret_suggested = all.at[i].suggested;
		return release_load(cx, all.at[i].id, &v->release);
	}
	return err_new(cx, ERR_NOT_FOUND, "the product does not run this release");
}

static error release(struct web *w)
{
	struct arena *a = web_ctx(w)->arena;
	struct release_edit_view v = { 0 };

	TRY(load_release(w, &v, &v.form.suggested));
	v.form.release = v.release.name;
	v.form.position = v.release.position;
	v.form.released_at = form_day_text(a, v.release.released_at);
	v.form.end_of_support_at = form_day_text(a, v.release.end_of_support_at);
	release_edit_page(web_html(w, HTTP_OK), &v);
	return OK;
}

static error change_release(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct release_edit_view v = { 0 };
	struct release_new n;
	bool suggested;

	TRY(load_release(w, &v, &suggested));
	error e = read_release(w, &v.form, &n);
	if (e == OK)
		e = release_change(cx, v.release.id, &n);
	if (e == OK && v.form.suggested != suggested)
		e = product_add_release(cx, v.product.id, v.release.id, v.form.suggested);
	if (form_is_refused(e)) {
		v.errors = e->fields;
		release_edit_page(web_html(w, err_http_status(e->kind)), &v);
		return OK;
	}
	return done(w, e, MSG("The release is saved."));
}

const struct route product_routes[] = {
	GET("/admin/products", products, .may = MAY_MANAGE_PRODUCTS),
	POST("/admin/products", add_product, .may = MAY_MANAGE_PRODUCTS),
	GET("/admin/products/{product}", product, .may = MAY_MANAGE_PRODUCTS),
	POST("/admin/products/{product}", change_product, .may = MAY_MANAGE_PRODUCTS),
	POST("/admin/products/{product}/releases", add_release, .may = MAY_MANAGE_PRODUCTS),
	POST("/admin/products/{product}/known", add_known, .may = MAY_MANAGE_PRODUCTS),
	GET("/admin/products/{product}/releases/{release}", release, .may = MAY_MANAGE_PRODUCTS),
	POST("/admin/products/{product}/releases/{release}", change_release,
		.may = MAY_MANAGE_PRODUCTS),
	POST("/admin/products/{product}/releases/{release}/remove", remove_release,
		.may = MAY_MANAGE_PRODUCTS),
	ROUTES_END
};
