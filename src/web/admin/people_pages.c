/* people_pages.c - accounts, their roles, and organisations */
#include "base/limits.h"
#include "domain/account/invitation.h"
#include "domain/account/permission.h"
#include "html/html.h"
#include "web/account/member_pages.h"
#include "web/admin/admin_pages.h"
#include "web/admin/people.html.h"

role_choices roles_of(struct arena *a, unsigned roles)
{
	role_choices all = { 0 };

	for (unsigned bit = 1; bit != 0 && bit <= ROLE_SYSTEM; bit <<= 1) {
		struct str name = role_name((enum role)bit);
		if (name.len > 0)
			*arena_push(a, &all) = (struct role_choice){ name, (roles & bit) != 0 };
	}
	return all;
}

unsigned roles_chosen(const str_list *names)
{
	unsigned roles = 0;

	for (size_t i = 0; i < names->len; i++)
		roles |= role_by_name(names->at[i]);
	return roles;
}

error roles_check(struct ctx *cx, const str_list *names)
{
	for (size_t i = 0; i < names->len; i++)
		if (role_by_name(names->at[i]) == 0)
			return err_field(cx, "role", "There is no such role. Choose from the list.");
	return OK;
}

static struct str next_page(struct ctx *cx, const char *path, struct str find, int64_t after)
{
	struct buf b = buf_new(cx->arena, LIMIT_URL);
	struct html part = { .out = &b, .arena = cx->arena };

	buf_printf(&b, "%s?after=%" PRId64 "&find=", path, after);
	html_part_str(&part, find);
	return buf_str(&b);
}

/* --- people --- */

static error show_people(struct web *w, int status, struct people_view *v)
{
	struct ctx *cx = web_ctx(w);
	struct person_filter f = { .find = web_query(w, "find"),
		.after = { web_query_int(w, "after", 0) } };

	TRY(person_list(cx, f, &v->list));
	v->find = f.find;
	if (v->list.len == LIMIT_LIST_PAGE)
		v->next = next_page(cx, "/admin/people", f.find, v->list.at[v->list.len - 1].id.v);
	people_page(web_html(w, status), v);
	return OK;
}

static error people(struct web *w)
{
	struct people_view v = { .roles = roles_of(web_ctx(w)->arena, ROLE_CUSTOMER) };
	return show_people(w, HTTP_OK, &v);
}

struct invite_form {
	struct str email, organisation;
	str_list role;
};

static const struct field invite_fields[] = {
	FIELD_TEXT(struct invite_form, email, .max = LIMIT_EMAIL, .required = true),
	FIELD_TEXT(struct invite_form, organisation, .max = LIMIT_NAME),
	FIELD_TEXTS(struct invite_form, role, .max = LIMIT_NAME),
	FIELDS_END
};

static error invite_one(struct web *w, const struct invite_form *f)
{
	struct ctx *cx = web_ctx(w);
	struct invitation_new n = { .email = f->email, .roles = roles_chosen(&f->role) };
	struct organisation o = { 0 };
	struct str secret, email;

	if (!str_is_blank(f->organisation)) {
		error e = organisation_find(cx, f->organisation, &o);
		if (err_is(e, ERR_NOT_FOUND))
			return err_field(cx, "organisation",
				"No organisation has this name. Add it first.");
		TRY(e);
	}
	n.organisation = o.id;
	TRY(invitation_create(cx, &n, &secret, &email));
	return invitation_send(w, email, secret);
}

static error invite(struct web *w)
{
	struct invite_form f = { 0 };

	error wrong = web_form(w, invite_fields, &f);
	if (wrong == OK)
		wrong = roles_check(web_ctx(w), &f.role);
	if (wrong == OK)
		wrong = invite_one(w, &f);
	if (err_is(wrong, ERR_INVALID)) {
		struct people_view v = { .email = f.email, .organisation = f.organisation,
			.roles = roles_of(web_ctx(w)->arena, roles_chosen(&f.role)),
			.errors = wrong->fields };
		return show_people(w, HTTP_UNPROCESSABLE, &v);
	}
	TRY(wrong);
	web_notice(w, MSG("The invitation is on its way."));
	return web_see_other(w, "/admin/people");
}

/* --- organisations --- */

static error show_organisations(struct web *w, int status, struct organisations_view *v)
{
	struct ctx *cx = web_ctx(w);

	v->find = web_query(w, "find");
	TRY(organisation_list(cx, v->find, (organisation_id){ web_query_int(w, "after", 0) },
		&v->list));
	if (v->list.len == LIMIT_LIST_PAGE)
		v->next = next_page(cx, "/admin/organisations", v->find,
			v->list.at[v->list.len - 1].id.v);
	organisations_page(web_html(w, status), v);
	return OK;
}

static error organisations(struct web *w)
{
	struct organisations_view v = { 0 };
	return show_organisations(w, HTTP_OK, &v);
}

struct organisation_form {
	struct str name, mail_domain;
};

static const struct field organisation_fields[] = {
	FIELD_TEXT(struct organisation_form, name, .max = LIMIT_NAME, .required = true),
	FIELD_TEXT(struct organisation_form, mail_domain, .max = LIMIT_NAME),
	FIELDS_END
};

static error add_organisation(struct web *w)
{
	struct organisation_form f = { 0 };
	organisation_id id;

	error e = web_form(w, organisation_fields, &f);
	struct organisation_new n = { .name = f.name, .mail_domain = f.mail_domain,
		.sharing = SHARING_ALL };
	if (e == OK)
		e = organisation_create(web_ctx(w), &n, &id);
	if (form_is_refused(e)) {
		struct organisations_view v = { .name = f.name, .mail_domain = f.mail_domain,
			.errors = e->fields };
		return show_organisations(w, err_http_status(e->kind), &v);
	}
	TRY(e);
	web_notice(w, MSG("The organisation is added."));
	return web_see_other(w, "/organisation/%" PRId64, id.v);
}

const struct route people_routes[] = {
	GET("/admin/people", people, .may = MAY_MANAGE_PEOPLE),
	POST("/admin/people/invite", invite, .may = MAY_MANAGE_PEOPLE),
	GET("/admin/organisations", organisations, .may = MAY_MANAGE_PEOPLE),
	POST("/admin/organisations", add_organisation, .may = MAY_MANAGE_PEOPLE),
	ROUTES_END
};
