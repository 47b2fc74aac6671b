#include "domain/search/index/access.h"

#include "domain/search/index/xquery.h"

static const struct {
	enum audience audience;
	struct str term;
} classes[] = {
	{ AUDIENCE_PUBLIC, STR_INIT("Apublic") },
	{ AUDIENCE_REGISTERED, STR_INIT("Aregistered") },
	{ AUDIENCE_CUSTOMER, STR_INIT("Acustomer") },
	{ AUDIENCE_PARTNER, STR_INIT("Apartner") },
	{ AUDIENCE_INTERNAL, STR_INIT("Ainternal") },
};

enum { CLASSES = sizeof classes / sizeof *classes };

const struct search_reader search_visitor = { .audiences = AUDIENCE_PUBLIC };

static struct str organisation_class(struct arena *a, organisation_id id)
{
	return str_printf(a, "Ao%" PRId64, id.v);
}

static struct str site_grant(struct arena *a, site_id id)
{
	return str_printf(a, "Gs%" PRId64, id.v);
}

static struct str person_grant(struct arena *a, person_id id)
{
	return str_printf(a, "Gp%" PRId64, id.v);
}

static struct str partner_grant(struct arena *a, organisation_id id)
{
	return str_printf(a, "Gq%" PRId64, id.v);
}

str_list access_terms(struct arena *a, const struct search_document *d)
{
	str_list terms = { 0 };
	for (size_t i = 0; i < CLASSES; i++)
		if (d->audience == classes[i].audience)
			*arena_push(a, &terms) = classes[i].term;
	if ((unsigned)d->audience != 0)
		return terms;
	if (d->organisation.v > 0)
		*arena_push(a, &terms) = organisation_class(a, d->organisation);
	else
		*arena_push(a, &terms) = STR("Anone");
	if (d->desk)
		*arena_push(a, &terms) = STR("Gdesk");
	if (d->site.v > 0)
		*arena_push(a, &terms) = site_grant(a, d->site);
	for (size_t i = 0; i < d->people.len && i < SEARCH_READERS_MAX; i++)
		*arena_push(a, &terms) = person_grant(a, d->people.at[i]);
	for (size_t i = 0; i < d->partners.len && i < SEARCH_READERS_MAX; i++)
		*arena_push(a, &terms) = partner_grant(a, d->partners.at[i]);
	return terms;
}

bool access_is_public(const struct search_document *d)
{
	return d->audience == AUDIENCE_PUBLIC;
}

const struct xquery *access_filter(struct arena *a, const struct search_reader *r)
{
	struct xquery_list any = { 0 };
	for (size_t i = 0; i < CLASSES; i++)
		if ((r->audiences & classes[i].audience) != 0)
			xquery_add(a, &any, xquery_term(a, classes[i].term, 1));
	for (size_t i = 0; i < r->organisations.len; i++)
		xquery_add(a, &any, xquery_term(a,
			organisation_class(a, r->organisations.at[i]), 1));
	for (size_t i = 0; i < r->sites.len; i++)
		xquery_add(a, &any, xquery_term(a, site_grant(a, r->sites.at[i]), 1));
	for (size_t i = 0; i < r->member_of.len; i++)
		xquery_add(a, &any, xquery_term(a, partner_grant(a, r->member_of.at[i]), 1));
	if (r->desk)
		xquery_add(a, &any, xquery_term(a, STR("Gdesk"), 1));
	if (r->person.v > 0)
		xquery_add(a, &any, xquery_term(a, person_grant(a, r->person), 1));
	return xquery_join(a, XOP_OR, &any);
}
