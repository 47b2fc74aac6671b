/* person_pages.c - one account: its roles, organisations, sessions and password */
#include "base/limits.h"
#include "domain/account/permission.h"
#include "web/account/password_pages.h"
#include "web/admin/admin_pages.h"
#include "web/admin/contract_pages.h"
#include "web/admin/person.html.h"

static person_id person_of(struct web *w)
{
	return (person_id){ web_path_id(w, "person") };
}

static error show_person(struct web *w, int status, struct person_view *v)
{
	struct ctx *cx = web_ctx(w);

	TRY(actor_may(cx, MAY_MANAGE_PEOPLE, RELATION_NONE));
	TRY(person_load(cx, person_of(w), &v->person));
	TRY(organisation_of(cx, v->person.id, &v->organisations));
	TRY(organisation_list(cx, STR(""), (organisation_id){ 0 }, &v->others));
	TRY(session_list_of(cx, v->person.id, &v->sessions));
	v->roles = roles_of(cx->arena, (unsigned)v->person.roles);
	person_page(web_html(w, status), v);
	return OK;
}

static error person(struct web *w)
{
	struct person_view v = { 0 };
	return show_person(w, HTTP_OK, &v);
}

struct roles_form {
	str_list role;
};

static const struct field roles_fields[] = {
	FIELD_TEXTS(struct roles_form, role, .max = LIMIT_NAME),
	FIELDS_END
};

static error done(struct web *w, error e, struct msg notice)
{
	if (err_is(e, ERR_INVALID)) {
		struct person_view v = { .errors = e->fields };
		return show_person(w, HTTP_UNPROCESSABLE, &v);
	}
	TRY(e);
	web_notice(w, notice);
	return web_see_other(w, "/admin/people/%" PRId64, web_path_id(w, "person"));
}

static error set_roles(struct web *w)
{
	struct roles_form f = { 0 };
	person_id id = person_of(w);

	error e = web_form(w, roles_fields, &f);
	if (e == OK)
		e = roles_check(web_ctx(w), &f.role);
	if (e == OK)
		e = person_set_roles(web_ctx(w), id, roles_chosen(&f.role));
	return done(w, e, MSG("The roles are saved."));
}

static error disable(struct web *w)
{
	person_id id = person_of(w);
	return done(w, person_disable(web_ctx(w), id), MSG("The account is disabled."));
}

static error enable(struct web *w)
{
	person_id id = person_of(w);
	return done(w, person_enable(web_ctx(w), id), MSG("The account is enabled."));
}

/* --- organisations --- */

struct join_form {
	struct str organisation;
};

static const struct field join_fields[] = {
	FIELD_TEXT(struct join_form, organisation, .max = LIMIT_NAME, .required = true),
	FIELDS_END
};

static error join_named(struct ctx *cx, person_id person, struct str name)
{
	organisation_id id;

	TRY(organisation_asked(cx, name, &id));
	if (id.v <= 0)
		return err_field(cx, "organisation", "No organisation has this name. Add it first.");
	return organisation_add_member(cx, id, person);
}

static error join(struct web *w)
{
	struct join_form f = { 0 };

	error e = web_form(w, join_fields, &f);
	if (e == OK)
		e = join_named(web_ctx(w), person_of(w), f.organisation);
	if (err_is(e, ERR_INVALID)) {
		struct person_view v = { .errors = e->fields, .organisation = f.organisation };
		return show_person(w, HTTP_UNPROCESSABLE, &v);
	}
	return done(w, e, MSG("The person belongs to the organisation."));
}

static error leave(struct web *w)
{
	organisation_id id = { web_path_id(w, "organisation") };

	return done(w, organisation_leave(web_ctx(w), id, person_of(w)),
		MSG("The person no longer belongs to the organisation."));
}

/* --- getting in --- */

static error send_reset(struct web *w)
{
	struct person p;
	struct str secret;

	error e = person_reset_link(web_ctx(w), person_of(w), &secret);
	if (e == OK)
		e = person_load(web_ctx(w), person_of(w), &p);
	if (e == OK)
		e = reset_send(w, &p, secret);
	return done(w, e, MSG("A link to set a new password is on its way."));
}

static error end_sessions(struct web *w)
{
	return done(w, person_end_sessions(web_ctx(w), person_of(w)),
		MSG("The person is signed out everywhere."));
}

const struct route person_routes[] = {
	GET("/admin/people/{person}", person, .may = MAY_MANAGE_PEOPLE),
	POST("/admin/people/{person}/roles", set_roles, .may = MAY_MANAGE_PEOPLE),
	POST("/admin/people/{person}/organisations", join, .may = MAY_MANAGE_PEOPLE),
	POST("/admin/people/{person}/organisations/{organisation}/leave", leave,
		.may = MAY_MANAGE_PEOPLE),
	POST("/admin/people/{person}/reset", send_reset, .may = MAY_MANAGE_PEOPLE),
	POST("/admin/people/{person}/sessions/end", end_sessions, .may = MAY_MANAGE_PEOPLE),
	POST("/admin/people/{person}/disable", disable, .may = MAY_MANAGE_PEOPLE),
	POST("/admin/people/{person}/enable", enable, .may = MAY_MANAGE_PEOPLE),
	ROUTES_END
};
