/* organisation_api.c - the sites of an organisation and whom it shares cases with, as JSON */
#include "base/limits.h"
#include "domain/account/site.h"
#include "domain/casefile/share/share.h"
#include "web/api/api.h"

struct organisation_body {
	struct str name, partner, casefile;
	int64_t site;
};

static organisation_id organisation(struct web *w)
{
	return (organisation_id){ web_path_id(w, "organisation") };
}

/* --- sites --- */

static error reply_sites(struct web *w, int status)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct site_list list;

	TRY(site_list(cx, organisation(w), &list));
	jw_object(&j);
	jw_key(&j, STR("sites"));
	jw_array(&j);
	for (size_t i = 0; i < list.len; i++) {
		jw_object(&j);
		jw_put_int(&j, "id", list.at[i].id.v);
		jw_put_str(&j, "name", list.at[i].name);
		jw_put_int(&j, "members", list.at[i].members);
		jw_object_end(&j);
	}
	jw_array_end(&j);
	jw_object_end(&j);
	return api_reply(w, status, STR(""), buf_str(&b));
}

static error sites(struct web *w)
{
	return reply_sites(w, HTTP_OK);
}

static const struct field site_fields[] = {
	FIELD_TEXT(struct organisation_body, name, .max = LIMIT_NAME, .required = true),
	FIELDS_END
};

static error add_site(struct web *w)
{
	struct organisation_body b = { 0 };
	site_id id;
	bool done;

	TRY(api_replayed(w, &done));
	if (done)
		return OK;
	TRY(web_json(w, site_fields, &b));
	TRY(site_add(web_ctx(w), organisation(w), b.name, &id));
	return reply_sites(w, HTTP_CREATED);
}

static const struct field assign_fields[] = {
	FIELD_INT(struct organisation_body, site, .min = 0, .max = INT64_MAX, .required = true),
	FIELDS_END
};

static error assign_site(struct web *w)
{
	struct organisation_body b = { 0 };

	TRY(web_json(w, assign_fields, &b));
	TRY(site_assign(web_ctx(w), organisation(w), (person_id){ web_path_id(w, "member") },
		(site_id){ b.site }));
	return reply_sites(w, HTTP_OK);
}

/* --- shares --- */

static void put_share(struct json_writer *j, const struct share *s)
{
	jw_object(j);
	jw_put_int(j, "id", s->id.v);
	jw_put_str(j, "partner", s->partner_name.len > 0 ? s->partner_name : s->person_email);
	jw_put_opt(j, "case", s->number);
	jw_put_instant(j, "created_at", s->created_at);
	jw_put_instant(j, "ended_at", s->ended_at);
	jw_object_end(j);
}

static error reply_shares(struct web *w, int status)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct share_list list;

	TRY(share_list(cx, organisation(w), &list));
	jw_object(&j);
	jw_key(&j, STR("shares"));
	jw_array(&j);
	for (size_t i = 0; i < list.len; i++)
		put_share(&j, &list.at[i]);
	jw_array_end(&j);
	jw_object_end(&j);
	return api_reply(w, status, STR(""), buf_str(&b));
}

static error shares(struct web *w)
{
	return reply_shares(w, HTTP_OK);
}

static const struct field share_fields[] = {
	FIELD_TEXT(struct organisation_body, partner, .max = LIMIT_EMAIL, .required = true),
	FIELD_TEXT(struct organisation_body, casefile, .max = LIMIT_NAME),
	FIELDS_END
};

static error add_share(struct web *w)
{
	struct organisation_body b = { 0 };
	share_id id;
	bool done;

	TRY(api_replayed(w, &done));
	if (done)
		return OK;
	TRY(web_json(w, share_fields, &b));
	TRY(share_add(web_ctx(w), &(struct share_new){ .organisation = organisation(w),
		.partner = b.partner, .casefile = b.casefile }, &id));
	return reply_shares(w, HTTP_CREATED);
}

static error end_share(struct web *w)
{
	TRY(share_end(web_ctx(w), organisation(w), (share_id){ web_path_id(w, "share") }));
	return reply_shares(w, HTTP_OK);
}

const struct route organisation_api_routes[] = {
	GET("/api/v1/organisations/{organisation}/sites", sites, .may = MAY_MANAGE_MEMBERS, .api = true),
	POST("/api/v1/organisations/{organisation}/sites", add_site, .may = MAY_MANAGE_MEMBERS, .api = true),
	PUT("/api/v1/organisations/{organisation}/members/{member}/site", assign_site,
		.may = MAY_MANAGE_MEMBERS, .api = true),
	GET("/api/v1/organisations/{organisation}/shares", shares, .may = MAY_MANAGE_MEMBERS, .api = true),
	POST("/api/v1/organisations/{organisation}/shares", add_share, .may = MAY_MANAGE_MEMBERS,
		.api = true),
	DELETE("/api/v1/organisations/{organisation}/shares/{share}", end_share,
		.may = MAY_MANAGE_MEMBERS, .api = true),
	ROUTES_END
};
