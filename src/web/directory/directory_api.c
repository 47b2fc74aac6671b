/* directory_api.c - numbers by country and offices, as JSON, for everybody as on the page */
#include "base/limits.h"
#include "domain/directory/directory.h"
#include "web/api/api.h"

static const struct str open_names[] = {
	[HOURS_UNKNOWN] = STR_INIT("unknown"),
	[HOURS_CLOSED] = STR_INIT("closed"),
	[HOURS_URGENT] = STR_INIT("urgent"),
	[HOURS_OPEN] = STR_INIT("open"),
};

static error numbers(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct phone_number_list all;
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);

	TRY(directory_numbers(cx, &all));
	jw_object(&j);
	jw_key(&j, STR("numbers"));
	jw_array(&j);
	for (size_t i = 0; i < all.len; i++) {
		const struct phone_number *n = &all.at[i];
		jw_object(&j);
		jw_put_str(&j, "region", n->region);
		jw_put_str(&j, "country", n->country);
		jw_put_opt(&j, "toll_free", n->toll_free);
		jw_put_opt(&j, "direct", n->direct);
		jw_put_str(&j, "hours", n->hours);
		jw_put_str(&j, "languages", n->languages);
		jw_put_opt(&j, "zone", n->zone);
		jw_put_str(&j, "now", open_names[directory_open(cx, n)]);
		jw_object_end(&j);
	}
	jw_array_end(&j);
	jw_object_end(&j);
	return api_reply(w, HTTP_OK, STR(""), buf_str(&b));
}

static error offices(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct office_list all;
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);

	TRY(directory_offices(cx, &all));
	jw_object(&j);
	jw_key(&j, STR("offices"));
	jw_array(&j);
	for (size_t i = 0; i < all.len; i++) {
		const struct office *o = &all.at[i];
		jw_object(&j);
		jw_put_str(&j, "region", o->region);
		jw_put_str(&j, "name", o->name);
		jw_put_opt(&j, "address", o->address);
		jw_put_opt(&j, "phone", o->phone);
		jw_put_opt(&j, "fax", o->fax);
		jw_put_opt(&j, "sales", o->sales);
		jw_put_opt(&j, "zone", o->zone);
		jw_object_end(&j);
	}
	jw_array_end(&j);
	jw_object_end(&j);
	return api_reply(w, HTTP_OK, STR(""), buf_str(&b));
}

const struct route directory_api_routes[] = {
	GET("/api/v1/contact/numbers", numbers, .may = MAY_ANYONE, .api = true),
	GET("/api/v1/contact/offices", offices, .may = MAY_ANYONE, .api = true),
	ROUTES_END
};
