#include "web/api/own_api.h"

#include "base/limits.h"
#include "web/api/api.h"
#include "web/casefile/own_pages.h"

static void put_case(struct json_writer *j, const struct own_case *c)
{
	jw_object(j);
	jw_put_str(j, "number", c->number);
	jw_put_str(j, "summary", c->summary);
	jw_put_int(j, "priority", c->priority);
	jw_put_str(j, "status", status_rule((enum casefile_status)c->status)->name);
	jw_put_opt(j, "organisation", c->organisation_name);
	jw_put_opt(j, "site", c->site_name);
	jw_put_str(j, "contact", c->contact_name);
	jw_put_opt(j, "product", c->product_code);
	jw_put_opt(j, "release", c->release_name);
	jw_put_opt(j, "serial", c->serial);
	jw_put_opt(j, "owner", c->owner_name);
	jw_put_instant(j, "reported_at", c->reported_at);
	jw_put_instant(j, "changed_at", c->changed_at);
	jw_object_end(j);
}

/* Without ?organisation= the list is of the first organisation that one belongs to. */
error own_api_list(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct casefile_own o;
	struct own_case_list rows;
	struct str given;
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);

	TRY(own_read(w, &o));
	if (!web_query_nth(w, "organisation", 0, &given))
		o.organisation = cx->actor->organisation;
	TRY(casefile_own(cx, &o, &rows));
	jw_object(&j);
	jw_key(&j, STR("cases"));
	jw_array(&j);
	for (size_t i = 0; i < rows.len; i++)
		put_case(&j, &rows.at[i]);
	jw_array_end(&j);
	if (rows.len == LIMIT_QUEUE_PAGE && o.text.len == 0)
		jw_put_str(&j, "next", own_address(w, "/api/v1/cases", &rows.at[rows.len - 1]));
	jw_object_end(&j);
	return api_reply(w, HTTP_OK, STR(""), buf_str(&b));
}
