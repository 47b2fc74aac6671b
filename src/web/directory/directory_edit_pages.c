/* directory_edit_pages.c - the directory, as an administrator changes it */
#include "base/limits.h"
#include "domain/phone/phone.h"
#include "web/directory/directory_edit.html.h"
#include "web/directory/directory_pages.h"

static const struct field number_fields[] = {
	FIELD_TEXT(struct number_form, region, .max = LIMIT_NAME, .required = true),
	FIELD_TEXT(struct number_form, country, .max = LIMIT_NAME, .required = true),
	FIELD_TEXT(struct number_form, toll_free, .max = PHONE_TYPED_MAX),
	FIELD_TEXT(struct number_form, direct, .max = PHONE_TYPED_MAX),
	FIELD_TEXT(struct number_form, hours, .max = HOURS_MAX, .required = true),
	FIELD_TEXT(struct number_form, languages, .max = LIMIT_NAME, .required = true),
	FIELD_TEXT(struct number_form, zone, .max = LIMIT_NAME),
	FIELD_INT(struct number_form, position, .min = 0, .max = DIRECTORY_POSITION_MAX),
	FIELDS_END
};

static const struct field office_fields[] = {
	FIELD_TEXT(struct office_form, region, .max = LIMIT_NAME, .required = true),
	FIELD_TEXT(struct office_form, name, .max = LIMIT_NAME, .required = true),
	FIELD_TEXT(struct office_form, address, .max = OFFICE_ADDRESS_MAX, .lines = true),
	FIELD_TEXT(struct office_form, phone, .max = PHONE_TYPED_MAX),
	FIELD_TEXT(struct office_form, fax, .max = PHONE_TYPED_MAX),
	FIELD_TEXT(struct office_form, sales, .max = PHONE_TYPED_MAX),
	FIELD_TEXT(struct office_form, zone, .max = LIMIT_NAME),
	FIELD_INT(struct office_form, position, .min = 0, .max = DIRECTORY_POSITION_MAX),
	FIELDS_END
};

/* --- numbers --- */

static error show_numbers(struct web *w, int status, struct directory_edit_view *v)
{
	if (v->number_id.v != 0) {
		number_edit_page(web_html(w, status), v);
		return OK;
	}
	TRY(directory_numbers(web_ctx(w), &v->numbers));
	numbers_edit_page(web_html(w, status), v);
	return OK;
}

static error numbers(struct web *w)
{
	struct directory_edit_view v = { 0 };
	return show_numbers(w, HTTP_OK, &v);
}

static error number(struct web *w)
{
	struct directory_edit_view v = { .number_id = { web_path_id(w, "phone") } };
	struct phone_number n;

	TRY(directory_number_load(web_ctx(w), v.number_id, &n));
	v.number = (struct number_form){ n.region, n.country, n.toll_free, n.direct, n.hours,
		n.languages, n.zone, n.position };
	return show_numbers(w, HTTP_OK, &v);
}

static error save_number(struct web *w, phone_number_id id, struct msg notice)
{
	struct directory_edit_view v = { .number_id = id };
	struct number_form *f = &v.number;

	error wrong = web_form(w, number_fields, f);
	struct phone_number_new n = { f->region, f->country, f->toll_free, f->direct, f->hours,
		f->languages, f->zone, f->position };
	if (wrong == OK)
		wrong = directory_number_save(web_ctx(w), id, &n, &id);
	if (form_is_refused(wrong)) {
		v.errors = wrong->fields;
		return show_numbers(w, err_http_status(wrong->kind), &v);
	}
	TRY(wrong);
	web_notice(w, notice);
	return web_see_other(w, "/admin/contact/numbers");
}

static error add_number(struct web *w)
{
	return save_number(w, (phone_number_id){ 0 }, MSG("The number is published."));
}

static error change_number(struct web *w)
{
	struct phone_number n;

	TRY(directory_number_load(web_ctx(w), (phone_number_id){ web_path_id(w, "phone") }, &n));
	return save_number(w, n.id, MSG("The number is changed."));
}

static error remove_number(struct web *w)
{
	TRY(directory_number_remove(web_ctx(w), (phone_number_id){ web_path_id(w, "phone") }));
	web_notice(w, MSG("The number is gone."));
	return web_see_other(w, "/admin/contact/numbers");
}

/* --- offices --- */

static error show_offices(struct web *w, int status, struct directory_edit_view *v)
{
	if (v->office_id.v != 0) {
		office_edit_page(web_html(w, status), v);
		return OK;
	}
	TRY(directory_offices(web_ctx(w), &v->offices));
	offices_edit_page(web_html(w, status), v);
	return OK;
}

static error offices(struct web *w)
{
	struct directory_edit_view v = { 0 };
	return show_offices(w, HTTP_OK, &v);
}

static error office(struct web *w)
{
	struct directory_edit_view v = { .office_id = { web_path_id(w, "office") } };
	struct office o;

	TRY(directory_office_load(web_ctx(w), v.office_id, &o));
	v.office = (struct office_form){ o.region, o.name, o.address, o.phone, o.fax, o.sales, o.zone,
		o.position };
	return show_offices(w, HTTP_OK, &v);
}

static error save_office(struct web *w, office_id id, struct msg notice)
{
	struct directory_edit_view v = { .office_id = id };
	struct office_form *f = &v.office;

	error wrong = web_form(w, office_fields, f);
	struct office_new n = { f->region, f->name, f->address, f->phone, f->fax, f->sales, f->zone,
		f->position };
	if (wrong == OK)
		wrong = directory_office_save(web_ctx(w), id, &n, &id);
	if (form_is_refused(wrong)) {
		v.errors = wrong->fields;
		return show_offices(w, err_http_status(wrong->kind), &v);
	}
	TRY(wrong);
	web_notice(w, notice);
	return web_see_other(w, "/admin/contact/offices");
}

static error add_office(struct web *w)
{
	return save_office(w, (office_id){ 0 }, MSG("The office is published."));
}

static error change_office(struct web *w)
{
	struct office o;

	TRY(directory_office_load(web_ctx(w), (office_id){ web_path_id(w, "office") }, &o));
	return save_office(w, o.id, MSG("The office is changed."));
}

static error remove_office(struct web *w)
{
	TRY(directory_office_remove(web_ctx(w), (office_id){ web_path_id(w, "office") }));
	web_notice(w, MSG("The office is gone."));
	return web_see_other(w, "/admin/contact/offices");
}

const struct route directory_edit_routes[] = {
	GET("/admin/contact/numbers", numbers, .may = MAY_ADMINISTER),
	POST("/admin/contact/numbers", add_number, .may = MAY_ADMINISTER),
	GET("/admin/contact/numbers/{phone}", number, .may = MAY_ADMINISTER),
	POST("/admin/contact/numbers/{phone}", change_number, .may = MAY_ADMINISTER),
	POST("/admin/contact/numbers/{phone}/remove", remove_number, .may = MAY_ADMINISTER),
	GET("/admin/contact/offices", offices, .may = MAY_ADMINISTER),
	POST("/admin/contact/offices", add_office, .may = MAY_ADMINISTER),
	GET("/admin/contact/offices/{office}", office, .may = MAY_ADMINISTER),
	POST("/admin/contact/offices/{office}", change_office, .may = MAY_ADMINISTER),
	POST("/admin/contact/offices/{office}/remove", remove_office, .may = MAY_ADMINISTER),
	ROUTES_END
};
