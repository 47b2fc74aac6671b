#include "web/assets/asset_pages.h"

#include "base/buf.h"
#include "base/limits.h"
#include "html/html.h"
#include "web/admin/contract_pages.h"
#include "web/assets/assets.html.h"

static error next_page(struct web *w, struct assets_view *v)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, LIMIT_URL);
	struct html part = { .out = &b, .arena = cx->arena };

	if (v->list.len < LIMIT_LIST_PAGE)
		return OK;
	buf_printf(&b, "/assets?organisation=%" PRId64 "&owner=", v->organisation.v);
	html_part_str(&part, v->owner);
	buf_put(&b, STR("&find="));
	html_part_str(&part, v->find);
	buf_put(&b, STR("&after="));
	html_part_str(&part, v->list.at[v->list.len - 1].serial);
	v->next = buf_str(&b);
	return OK;
}

/* The desk names any organisation. */
static error choose_owner(struct web *w, struct assets_view *v)
{
	struct ctx *cx = web_ctx(w);

	v->owner = web_query(w, "owner");
	if (v->owner.len > 0)
		TRY(organisation_asked(cx, v->owner, &v->organisation));
	v->no_owner = v->organisation.v < 0;
	return organisation_list(cx, STR(""), (organisation_id){ 0 }, &v->organisations);
}

static error assets(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct assets_view v = { .find = web_query(w, "find"),
		.organisation = { web_query_int(w, "organisation", 0) } };

	if (cx->actor->staff)
		TRY(choose_owner(w, &v));
	else
		TRY(organisation_of_actor(cx, &v.organisations));
	if (!cx->actor->staff && v.organisation.v == 0 && v.organisations.len > 0)
		v.organisation = v.organisations.at[0].id;
	TRY(asset_list(cx, v.organisation, v.find, web_query(w, "after"), &v.list));
	if (v.organisation.v > 0)
		TRY(contract_list(cx, v.organisation, &v.contracts));
	TRY(next_page(w, &v));

	if (cx->actor->staff)
		assets_desk_page(web_html(w, HTTP_OK), &v);
	else
		assets_page(web_html(w, HTTP_OK), &v);
	return OK;
}

static error asset(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct asset_view v = { 0 };
	struct str serial;

	TRY(serial_normalise(cx, web_path_text(w, "serial"), "serial", &serial));
	TRY(asset_find(cx, serial, &v.asset));
	struct entitlement_ask ask = { .serial = serial, .product = v.asset.product,
		.organisation = v.asset.organisation };
	TRY(entitlement_check(cx, &ask, &v.covered));
	TRY(casefile_of_device(cx, serial, &v.cases));

	if (cx->actor->staff)
		asset_desk_page(web_html(w, HTTP_OK), &v);
	else
		asset_page(web_html(w, HTTP_OK), &v);
	return OK;
}

const struct route asset_routes[] = {
	GET("/assets", assets, .may = MAY_READ_ASSETS),
	GET("/assets/{serial}", asset, .may = MAY_READ_ASSETS),
	ROUTES_END
};
