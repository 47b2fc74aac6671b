/* asset_api.c - devices, their contracts and coverage, as JSON */
#include "base/limits.h"
#include "domain/account/organisation.h"
#include "html/html.h"
#include "web/api/api.h"
#include "web/assets/asset_pages.h"

static void put_device(struct json_writer *j, const struct asset *a)
{
	jw_put_str(j, "serial", a->serial);
	jw_put_str(j, "product", a->product_code);
	jw_put_str(j, "name", a->product_name);
	jw_put_str(j, "organisation", a->organisation_name);
	jw_put_opt(j, "host", a->host);
	jw_put_opt(j, "location", a->location);
	jw_put_opt(j, "release", a->release_name);
	jw_put_opt(j, "contract", a->contract_number);
	jw_put_opt(j, "tier", a->tier);
	jw_put_instant(j, "contract_ends_at", a->contract_ends_at);
	jw_put_instant(j, "warranty_ends_at", a->warranty_ends_at);
	jw_put_instant(j, "end_of_life_at", a->end_of_life_at);
}

static struct str path_after(struct ctx *cx, int64_t organisation, struct str find, struct str last)
{
	struct buf b = buf_new(cx->arena, LIMIT_URL);
	struct html part = { .out = &b, .arena = cx->arena };

	buf_printf(&b, "/api/v1/assets?organisation=%" PRId64 "&find=", organisation);
	html_part_str(&part, find);
	buf_put(&b, STR("&after="));
	html_part_str(&part, last);
	return buf_str(&b);
}

static error list(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct str find = web_query(w, "find");
	struct asset_list all;
	int64_t organisation = 0;

	TRY(web_query_number(w, "organisation", 0, INT64_MAX, &organisation));
	TRY(asset_list(cx, (organisation_id){ organisation }, find, web_query(w, "after"), &all));
	jw_object(&j);
	jw_key(&j, STR("assets"));
	jw_array(&j);
	for (size_t i = 0; i < all.len; i++) {
		jw_object(&j);
		put_device(&j, &all.at[i]);
		jw_object_end(&j);
	}
	jw_array_end(&j);
	if (all.len == LIMIT_LIST_PAGE)
		jw_put_str(&j, "next", path_after(cx, organisation, find, all.at[all.len - 1].serial));
	jw_object_end(&j);
	return api_reply(w, HTTP_OK, STR(""), buf_str(&b));
}

/* With what it is entitled to now, and the open cases about it that the reader sees. */
static error show(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct entitlement_found covered;
	struct own_case_list cases;
	struct asset a;
	struct str serial;

	TRY(serial_normalise(cx, web_path_text(w, "serial"), "serial", &serial));
	TRY(asset_find(cx, serial, &a));
	TRY(entitlement_check(cx, &(struct entitlement_ask){ .serial = serial, .product = a.product,
		.organisation = a.organisation }, &covered));
	TRY(casefile_of_device(cx, serial, &cases));
	jw_object(&j);
	put_device(&j, &a);
	jw_put_bool(&j, "covered", entitlement_covers(covered.state));
	jw_put_instant(&j, "covered_until", covered.ends_at);
	jw_key(&j, STR("open_cases"));
	jw_array(&j);
	for (size_t i = 0; i < cases.len; i++)
		jw_str(&j, cases.at[i].number);
	jw_array_end(&j);
	jw_object_end(&j);
	return api_reply(w, HTTP_OK, STR(""), buf_str(&b));
}

static error put_contracts(struct ctx *cx, struct json_writer *j, organisation_id id)
{
	struct contract_list all;

	TRY(contract_list(cx, id, &all));
	for (size_t i = 0; i < all.len; i++) {
		const struct contract *c = &all.at[i];
		jw_object(j);
		jw_put_str(j, "number", c->number);
		jw_put_int(j, "organisation", c->organisation.v);
		jw_put_opt(j, "tier", c->tier);
		jw_put_bool(j, "hardware", c->hardware);
		jw_put_bool(j, "software", c->software);
		jw_put_instant(j, "starts_at", c->starts_at);
		jw_put_instant(j, "ends_at", c->ends_at);
		jw_put_bool(j, "runs", instant_cmp(c->starts_at, cx->now) <= 0 &&
			instant_cmp(cx->now, c->ends_at) < 0);
		jw_object_end(j);
	}
	return OK;
}

/* Of one's organisations; the desk names one. */
static error contracts(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct organisation_list own = { 0 };
	int64_t organisation = 0;

	TRY(web_query_number(w, "organisation", 0, INT64_MAX, &organisation));
	if (organisation == 0)
		TRY(organisation_of_actor(cx, &own));
	jw_object(&j);
	jw_key(&j, STR("contracts"));
	jw_array(&j);
	if (organisation != 0)
		TRY(put_contracts(cx, &j, (organisation_id){ organisation }));
	for (size_t i = 0; i < own.len; i++)
		TRY(put_contracts(cx, &j, own.at[i].id));
	jw_array_end(&j);
	jw_object_end(&j);
	return api_reply(w, HTTP_OK, STR(""), buf_str(&b));
}

const struct route asset_api_routes[] = {
	GET("/api/v1/assets", list, .may = MAY_READ_ASSETS, .api = true),
	GET("/api/v1/contracts", contracts, .may = MAY_READ_ASSETS, .api = true),
	GET("/api/v1/assets/{serial}", show, .may = MAY_READ_ASSETS, .api = true),
	ROUTES_END
};
