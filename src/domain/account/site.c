#include "domain/account/site.h"

#include "base/limits.h"
#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/audit/audit.h"
#include "store/db.h"

static error may_manage(struct ctx *cx, organisation_id id)
{
	int relation;

	TRY(organisation_relation(cx, id, &relation));
	return actor_may(cx, MAY_MANAGE_MEMBERS, (enum relation)relation);
}

error site_list(struct ctx *cx, organisation_id organisation, struct site_list *out)
{
	TRY(may_manage(cx, organisation));
	return q_site_list(cx, organisation, out);
}

error site_members(struct ctx *cx, organisation_id organisation, person_id after,
	struct site_member_list *out)
{
	TRY(may_manage(cx, organisation));
	return q_site_members(cx, organisation, after, LIMIT_LIST_PAGE, out);
}

error site_add(struct ctx *cx, organisation_id organisation, struct str name, site_id *out)
{
	struct q_site_insert_row made;
	struct site_list all;
	struct organisation o;

	TRY(may_manage(cx, organisation));
	if (str_is_blank(name) || name.len > LIMIT_NAME)
		return err_field(cx, "name", "Give the site a name of 1 to 200 bytes.");

	AUTO_TX tx = tx_begin(cx);

	TRY(organisation_load(cx, organisation, &o));
	TRY(q_site_list(cx, organisation, &all));
	if (all.len >= SITES_MAX)
		return err_field(cx, "name", "An organisation has at most 200 sites.");
	error e = q_site_insert(cx, organisation, str_trim(name), o.zone, &made);
	if (err_is(e, ERR_CONFLICT) && !e->retry)
		return err_person_(cx, ERR_CONFLICT, "name", SAY("There is a site of this name."),
			__FILE__, __LINE__);
	TRY(e);
	TRY(audit_note(cx, STR("site.added"), "organisation", organisation.v, str_trim(name)));
	TRY(tx_commit(&tx));

	*out = made.id;
	return OK;
}

static bool has_site(const struct site_list *sites, site_id id)
{
	for (size_t i = 0; i < sites->len; i++)
		if (sites->at[i].id.v == id.v)
			return true;
	return false;
}

error site_assign(struct ctx *cx, organisation_id organisation, person_id person, site_id site)
{
	struct site_list all;
	int64_t changes;

	TRY(may_manage(cx, organisation));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_site_list(cx, organisation, &all));
	if (site.v != 0 && !has_site(&all, site))
		return err_field(cx, "site", "The organisation has no such site. Choose one of the list.");
	TRY(q_site_assign(cx, organisation, person, site, &changes));
	if (changes == 0)
		return err_new(cx, ERR_NOT_FOUND, "not a member");
	TRY(audit_note(cx, STR("site.assigned"), "person", person.v,
		str_printf(cx->arena, "%" PRId64, site.v)));

	return tx_commit(&tx);
}
