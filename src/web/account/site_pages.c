#include "web/account/site_pages.h"

#include "base/limits.h"
#include "web/account/sites.html.h"

static error show(struct web *w, int status, struct sites_view *v)
{
	struct ctx *cx = web_ctx(w);
	organisation_id id = v->organisation.id;

	TRY(site_list(cx, id, &v->sites));
	TRY(site_members(cx, id, (person_id){ web_query_int(w, "after", 0) }, &v->members));
	if (v->members.len == LIMIT_LIST_PAGE)
		v->next = str_printf(cx->arena, "/organisation/%" PRId64 "/sites?after=%" PRId64, id.v,
			v->members.at[v->members.len - 1].person.v);
	TRY(organisation_load(cx, id, &v->organisation));
	sites_page(web_html(w, status), v);
	return OK;
}

static error sites(struct web *w)
{
	struct sites_view v = { .organisation.id = { web_path_id(w, "organisation") } };
	return show(w, HTTP_OK, &v);
}

static error done(struct web *w, struct sites_view *v, error outcome, struct msg notice)
{
	if (form_is_refused(outcome)) {
		v->errors = outcome->fields;
		return show(w, err_http_status(outcome->kind), v);
	}
	TRY(outcome);
	web_notice(w, notice);
	return web_see_other(w, "/organisation/%" PRId64 "/sites", v->organisation.id.v);
}

struct site_form {
	struct str name;
	int64_t site;
};

static const struct field add_fields[] = {
	FIELD_TEXT(struct site_form, name, .max = LIMIT_NAME, .required = true),
	FIELDS_END
};
static const struct field assign_fields[] = {
	FIELD_INT(struct site_form, site, .min = 0, .max = INT64_MAX, .required = true),
	FIELDS_END
};

static error add_site(struct web *w)
{
	struct sites_view v = { .organisation.id = { web_path_id(w, "organisation") } };
	struct site_form f = { 0 };
	site_id id;

	error wrong = web_form(w, add_fields, &f);
	v.name = f.name;
	if (wrong == OK)
		wrong = site_add(web_ctx(w), v.organisation.id, f.name, &id);
	return done(w, &v, wrong, MSG("The site is added."));
}

static error assign_site(struct web *w)
{
	struct sites_view v = { .organisation.id = { web_path_id(w, "organisation") } };
	struct site_form f = { 0 };

	error wrong = web_form(w, assign_fields, &f);
	if (wrong == OK)
		wrong = site_assign(web_ctx(w), v.organisation.id,
			(person_id){ web_path_id(w, "person") }, (site_id){ f.site });
	return done(w, &v, wrong, MSG("The choice holds from now on."));
}

const struct route member_site_routes[] = {
	GET("/organisation/{organisation}/sites", sites, .may = MAY_MANAGE_MEMBERS),
	POST("/organisation/{organisation}/sites", add_site, .may = MAY_MANAGE_MEMBERS),
	POST("/organisation/{organisation}/members/{person}/site", assign_site,
		.may = MAY_MANAGE_MEMBERS),
	ROUTES_END
};
