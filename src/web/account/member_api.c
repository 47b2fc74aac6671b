/* member_api.c - organisations, who belongs to one and what they see, and invitations, as JSON */
#include "base/limits.h"
#include "domain/account/invitation.h"
#include "domain/account/organisation.h"
#include "web/account/member_pages.h"
#include "web/admin/admin_pages.h"
#include "web/api/api.h"

struct member_body {
	struct str email, sharing;
	int64_t organisation;
	str_list role;
	bool admin;
};

static const struct str sharings[] = {
	[SHARING_OWN] = STR_INIT("own"),
	[SHARING_SITE] = STR_INIT("site"),
	[SHARING_ALL] = STR_INIT("all"),
	[SHARING_ADMINS] = STR_INIT("admins"),
};

static const struct str sights[] = {
	[SIGHT_OWN] = STR_INIT("own"),
	[SIGHT_ALL] = STR_INIT("all"),
	[SIGHT_SITE] = STR_INIT("site"),
};

static const struct str member_roles[] = {
	[MEMBER_CONTACT] = STR_INIT("contact"),
	[MEMBER_ADMIN] = STR_INIT("admin"),
	[MEMBER_PARTNER] = STR_INIT("partner"),
};

static organisation_id organisation(struct web *w)
{
	return (organisation_id){ web_path_id(w, "organisation") };
}

static void put_organisation(struct json_writer *j, const struct organisation *o)
{
	jw_object(j);
	jw_put_int(j, "id", o->id.v);
	jw_put_str(j, "name", o->name);
	jw_put_opt(j, "mail_domain", o->mail_domain);
	jw_put_str(j, "sharing", sharings[o->sharing]);
	jw_put_instant(j, "created_at", o->created_at);
	jw_object_end(j);
}

static error organisations(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct organisation_list list;

	TRY(organisation_list(cx, web_query(w, "find"),
		(organisation_id){ web_query_int(w, "after", 0) }, &list));
	jw_object(&j);
	jw_key(&j, STR("organisations"));
	jw_array(&j);
	for (size_t i = 0; i < list.len; i++)
		put_organisation(&j, &list.at[i]);
	jw_array_end(&j);
	if (list.len == LIMIT_LIST_PAGE)
		jw_put_int(&j, "next_after", list.at[list.len - 1].id.v);
	jw_object_end(&j);
	return api_reply(w, HTTP_OK, STR(""), buf_str(&b));
}

/* --- members --- */

static void put_member(struct json_writer *j, const struct member *m)
{
	jw_object(j);
	jw_put_int(j, "person", m->person.v);
	jw_put_str(j, "name", m->name);
	jw_put_str(j, "email", m->email);
	jw_put_str(j, "role", member_roles[m->role]);
	jw_put_str(j, "sees", sights[m->sees]);
	jw_put_bool(j, "disabled", instant_is_set(m->disabled_at));
	jw_object_end(j);
}

static error reply_members(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct member_list list;
	struct organisation o;

	TRY(organisation_members(cx, organisation(w), (person_id){ web_query_int(w, "after", 0) },
		&list));
	TRY(organisation_load(cx, organisation(w), &o));
	jw_object(&j);
	jw_key(&j, STR("organisation"));
	put_organisation(&j, &o);
	jw_key(&j, STR("members"));
	jw_array(&j);
	for (size_t i = 0; i < list.len; i++)
		put_member(&j, &list.at[i]);
	jw_array_end(&j);
	if (list.len == LIMIT_LIST_PAGE)
		jw_put_int(&j, "next_after", list.at[list.len - 1].person.v);
	jw_object_end(&j);
	return api_reply(w, HTTP_OK, STR(""), buf_str(&b));
}

static error remove_member(struct web *w)
{
	TRY(organisation_leave(web_ctx(w), organisation(w), (person_id){ web_path_id(w, "member") }));
	return reply_members(w);
}

static const struct field sharing_fields[] = {
	FIELD_TEXT(struct member_body, sharing, .max = LIMIT_NAME, .required = true),
	FIELDS_END
};

static error set_sharing(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct member_body b = { 0 };
	size_t i = 0;

	TRY(web_json(w, sharing_fields, &b));
	while (i < sizeof sharings / sizeof *sharings && !str_eq(sharings[i], b.sharing))
		i++;
	if (i == sizeof sharings / sizeof *sharings)
		return err_field(cx, "sharing", "Sharing is own, site, all or admins.");
	TRY(organisation_set_sharing(cx, organisation(w), (enum organisation_sharing)i));
	return reply_members(w);
}

/* --- invitations --- */

static error send(struct web *w, const struct invitation_new *n)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct str secret, email;

	TRY(invitation_create(cx, n, &secret, &email));
	TRY(invitation_send(w, email, secret));
	jw_object(&j);
	jw_put_str(&j, "email", email);
	jw_object_end(&j);
	return api_reply(w, HTTP_CREATED, STR(""), buf_str(&b));
}

static const struct field invite_fields[] = {
	FIELD_TEXT(struct member_body, email, .max = LIMIT_EMAIL, .required = true),
	FIELD_TEXTS(struct member_body, role, .max = LIMIT_NAME),
	FIELD_INT(struct member_body, organisation, .min = 0, .max = INT64_MAX),
	FIELDS_END
};

static error invite(struct web *w)
{
	struct member_body b = { 0 };
	bool done;

	TRY(api_replayed(w, &done));
	if (done)
		return OK;
	TRY(web_json(w, invite_fields, &b));
	TRY(roles_check(web_ctx(w), &b.role));
	return send(w, &(struct invitation_new){ .email = b.email, .roles = roles_chosen(&b.role),
		.organisation = { b.organisation } });
}

static const struct field member_fields[] = {
	FIELD_TEXT(struct member_body, email, .max = LIMIT_EMAIL, .required = true),
	FIELD_BOOL(struct member_body, admin),
	FIELDS_END
};

static error invite_member(struct web *w)
{
	struct member_body b = { 0 };
	bool done;

	TRY(api_replayed(w, &done));
	if (done)
		return OK;
	TRY(web_json(w, member_fields, &b));
	return send(w, &(struct invitation_new){ .email = b.email, .organisation = organisation(w),
		.roles = ROLE_CUSTOMER | (b.admin ? (unsigned)ROLE_CUSTOMER_ADMIN : 0) });
}

const struct route member_api_routes[] = {
	GET("/api/v1/organisations", organisations, .may = MAY_MANAGE_PEOPLE, .api = true),
	GET("/api/v1/organisations/{organisation}/members", reply_members, .may = MAY_MANAGE_MEMBERS,
		.api = true),
	DELETE("/api/v1/organisations/{organisation}/members/{member}", remove_member,
		.may = MAY_MANAGE_MEMBERS, .api = true),
	PUT("/api/v1/organisations/{organisation}/sharing", set_sharing, .may = MAY_MANAGE_MEMBERS,
		.api = true),
	POST("/api/v1/organisations/{organisation}/invitations", invite_member,
		.may = MAY_MANAGE_MEMBERS, .api = true),
	POST("/api/v1/invitations", invite, .may = MAY_MANAGE_PEOPLE, .api = true),
	ROUTES_END
};
