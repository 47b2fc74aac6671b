#include "web/account/share_pages.h"

#include "base/limits.h"
#include "web/account/share.html.h"

static error show(struct web *w, int status, struct share_view *v)
{
	struct ctx *cx = web_ctx(w);

	TRY(share_list(cx, v->organisation.id, &v->shares));
	TRY(organisation_load(cx, v->organisation.id, &v->organisation));
	share_page(web_html(w, status), v);
	return OK;
}

static struct share_view view_of(struct web *w)
{
	return (struct share_view){ .organisation.id = { web_path_id(w, "organisation") } };
}

static error shares(struct web *w)
{
	struct share_view v = view_of(w);
	return show(w, HTTP_OK, &v);
}

struct share_form {
	struct str partner, number;
};

static const struct field share_fields[] = {
	FIELD_TEXT(struct share_form, partner, .max = LIMIT_EMAIL, .required = true),
	{ .name = "case", .kind = FIELD_TEXT_, .at = offsetof(struct share_form, number),
		.max = LIMIT_NAME },
	FIELDS_END
};

static error share(struct web *w)
{
	struct share_view v = view_of(w);
	struct share_form f = { 0 };
	share_id id;

	error wrong = web_form(w, share_fields, &f);
	struct share_new n = { v.organisation.id, f.partner, f.number };
	if (wrong == OK)
		wrong = share_add(web_ctx(w), &n, &id);
	if (err_is(wrong, ERR_INVALID)) {
		v.partner = f.partner;
		v.number = f.number;
		v.errors = wrong->fields;
		return show(w, HTTP_UNPROCESSABLE, &v);
	}
	TRY(wrong);
	web_notice(w, MSG("The partner sees the cases from now on."));
	return web_see_other(w, "/organisation/%" PRId64 "/shares", v.organisation.id.v);
}

static error end_share(struct web *w)
{
	organisation_id organisation = { web_path_id(w, "organisation") };

	TRY(share_end(web_ctx(w), organisation, (share_id){ web_path_id(w, "share") }));
	web_notice(w, MSG("The partner sees the cases no longer."));
	return web_see_other(w, "/organisation/%" PRId64 "/shares", organisation.v);
}

const struct route share_routes[] = {
	GET("/organisation/{organisation}/shares", shares, .may = MAY_MANAGE_MEMBERS),
	POST("/organisation/{organisation}/shares", share, .may = MAY_MANAGE_MEMBERS),
	POST("/organisation/{organisation}/shares/{share}/end", end_share,
		.may = MAY_MANAGE_MEMBERS),
	ROUTES_END
};
