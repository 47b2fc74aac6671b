/* rma_pages.c - replacements: asked for from a case, led from step to step */
#include "web/rma/rma_pages.h"

#include "base/limits.h"
#include "web/rma/rma.html.h"

static error list(struct web *w)
{
	struct rma_list all;

	TRY(rma_open_ones(web_ctx(w), &all));
	rmas_page(web_html(w, HTTP_OK), &all);
	return OK;
}

static error show_new(struct web *w)
{
	struct rma_new_view v = { 0 };

	TRY(casefile_find(web_ctx(w), web_path_text(w, "case"), &v.c));
	v.form.defective = v.c.serial;
	v.form.ship_to = v.c.organisation_name.len > 0
		? str_printf(web_ctx(w)->arena, "%.*s\n%.*s", STR_ARG(v.c.organisation_name),
			STR_ARG(v.c.contact_name))
		: v.c.contact_name;
	rma_new_page(web_html(w, HTTP_OK), &v);
	return OK;
}

static const struct field new_fields[] = {
	FIELD_TEXT(struct rma_form, defective, .max = LIMIT_SERIAL, .required = true),
	FIELD_TEXT(struct rma_form, ship_to, .max = RMA_TEXT_MAX, .required = true, .lines = true),
	FIELD_TEXT(struct rma_form, reason, .max = RMA_TEXT_MAX, .lines = true),
	FIELDS_END
};

static error create(struct web *w)
{
	struct rma_new_view v = { 0 };
	struct rma made;

	TRY(casefile_find(web_ctx(w), web_path_text(w, "case"), &v.c));
	error wrong = web_form(w, new_fields, &v.form);
	if (wrong == OK)
		wrong = rma_open(web_ctx(w), v.c.id, &(struct rma_new){ .defective = v.form.defective,
			.ship_to = v.form.ship_to, .reason = v.form.reason }, &made);
	if (form_is_refused(wrong)) {
		v.errors = wrong->fields;
		rma_new_page(web_html(w, err_http_status(wrong->kind)), &v);
		return OK;
	}
	TRY(wrong);
	web_notice(w, MSG("The replacement is asked for."));
	return web_see_other(w, "/rma/%.*s", STR_ARG(made.number));
}

static error find(struct web *w, struct rma_view *v)
{
	TRY(rma_find(web_ctx(w), web_path_text(w, "rma"), &v->rma));
	return casefile_load(web_ctx(w), v->rma.casefile, &v->c);
}

static error show(struct web *w)
{
	struct rma_view v = { 0 };

	TRY(find(w, &v));
	rma_page(web_html(w, HTTP_OK), &v);
	return OK;
}

static const struct field step_fields[] = {
	FIELD_TEXT(struct rma_form, state, .max = 20, .required = true),
	FIELD_TEXT(struct rma_form, replacement, .max = LIMIT_SERIAL),
	FIELD_TEXT(struct rma_form, carrier, .max = RMA_TRACKING_MAX),
	FIELD_TEXT(struct rma_form, tracking, .max = RMA_TRACKING_MAX),
	FIELDS_END
};

static error advance(struct web *w)
{
	struct rma_view v = { 0 };

	TRY(find(w, &v));
	error wrong = web_form(w, step_fields, &v.form);
	if (wrong == OK)
		wrong = rma_advance(web_ctx(w), v.rma.number, &(struct rma_step){
			.to = rma_state_by_name(v.form.state), .replacement = v.form.replacement,
			.carrier = v.form.carrier, .tracking = v.form.tracking });
	if (form_is_refused(wrong)) {
		v.errors = wrong->fields;
		rma_page(web_html(w, err_http_status(wrong->kind)), &v);
		return OK;
	}
	TRY(wrong);
	web_notice(w, MSG("Saved."));
	return web_see_other(w, "/rma/%.*s", STR_ARG(v.rma.number));
}

const struct route rma_routes[] = {
	GET("/rma", list, .may = MAY_SEE_QUEUES),
	GET("/cases/{case}/rma", show_new, .may = MAY_WORK_CASE),
	POST("/cases/{case}/rma", create, .may = MAY_WORK_CASE),
	GET("/rma/{rma}", show, .may = MAY_READ_CASE),
	POST("/rma/{rma}", advance, .may = MAY_WORK_CASE),
	ROUTES_END
};
