#include "domain/account/organisation.h"

#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/audit/audit.h"
#include "store/db.h"

error organisation_create(struct ctx *cx, const struct organisation_new *o,
	organisation_id *out)
{
	struct q_organisation_insert_row made;

	TRY(actor_may(cx, MAY_MANAGE_PEOPLE, RELATION_NONE));
	if (str_is_blank(o->name) || o->name.len > LIMIT_NAME)
		return err_field(cx, "name", "Give the organisation a name of 1 to 200 bytes.");

	AUTO_TX tx = tx_begin(cx);

	struct str zone = o->zone.len > 0 ? o->zone : STR("UTC");
	error e = q_organisation_insert(cx, str_trim(o->name),
		str_lower(cx->arena, o->mail_domain), o->sharing, zone, o->country, cx->now,
		&made);
	if (err_is(e, ERR_CONFLICT) && !e->retry)
		return err_person_(cx, ERR_CONFLICT, "name",
			SAY("An organisation has this name already."), __FILE__, __LINE__);
	TRY(e);
	TRY(audit_note(cx, STR("organisation.created"), "organisation", made.id.v, o->name));
	TRY(tx_commit(&tx));

	*out = made.id;
	return OK;
}

error organisation_load(struct ctx *cx, organisation_id id, struct organisation *out)
{
	return q_organisation_load(cx, id, out);
}

error organisation_find(struct ctx *cx, struct str name, struct organisation *out)
{
	bool found;
	TRY(q_organisation_by_name(cx, str_trim(name), out, &found));
	if (!found)
		return err_new(cx, ERR_NOT_FOUND, "no organisation has this name");
	return OK;
}

error organisation_list(struct ctx *cx, struct str find, organisation_id after,
	struct organisation_list *out)
{
	TRY(actor_may(cx, MAY_SEE_QUEUES, RELATION_NONE));
	return q_organisation_list(cx, after, find, LIMIT_LIST_PAGE, out);
}

static enum membership_sight sight_of(int64_t sharing, enum membership_role role)
{
	if (sharing == SHARING_ALL || role == MEMBER_PARTNER)
		return SIGHT_ALL;
	if (sharing == SHARING_ADMINS && role == MEMBER_ADMIN)
		return SIGHT_ALL;
	return sharing == SHARING_SITE ? SIGHT_SITE : SIGHT_OWN;
}

error organisation_join(struct ctx *cx, organisation_id id, person_id person, unsigned roles)
{
	struct organisation o;

	TRY(q_organisation_load(cx, id, &o));
	enum membership_role role = roles & ROLE_CUSTOMER_ADMIN ? MEMBER_ADMIN
		: roles & ROLE_PARTNER				? MEMBER_PARTNER
								: MEMBER_CONTACT;
	return q_membership_put(cx, person, id, role, sight_of(o.sharing, role), cx->now);
}

error organisation_add_member(struct ctx *cx, organisation_id id, person_id person)
{
	struct person p;
	struct organisation o;

	TRY(actor_may(cx, MAY_MANAGE_PEOPLE, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(person_load(cx, person, &p));
	TRY(q_organisation_load(cx, id, &o));
	if (!((unsigned)p.roles & (ROLE_CUSTOMER | ROLE_CUSTOMER_ADMIN | ROLE_PARTNER)))
		return err_field(cx, "organisation", "Give the person a role of customers or partners "
			"first.");
	TRY(organisation_join(cx, id, person, (unsigned)p.roles));
	TRY(audit_note(cx, STR("membership.added"), "person", person.v, o.name));

	return tx_commit(&tx);
}

error organisation_of(struct ctx *cx, person_id person, struct organisation_list *out)
{
	TRY(actor_may(cx, MAY_MANAGE_PEOPLE, RELATION_NONE));
	return q_organisation_of_person(cx, person, out);
}

error organisation_relation(struct ctx *cx, organisation_id id, int *ret_relation)
{
	struct q_membership_role_row m;
	bool found;

	TRY(q_membership_role(cx, cx->actor->person, id, &m, &found));
	*ret_relation = found && m.role == MEMBER_ADMIN ? RELATION_OWN : RELATION_NONE;
	return OK;
}

static error may_manage(struct ctx *cx, organisation_id id)
{
	int relation;

	TRY(organisation_relation(cx, id, &relation));
	return actor_may(cx, MAY_MANAGE_MEMBERS, (enum relation)relation);
}

error organisation_leave(struct ctx *cx, organisation_id id, person_id person)
{
	int64_t changed;

	TRY(may_manage(cx, id));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_membership_remove(cx, person, id, &changed));
	if (changed == 0)
		return err_new(cx, ERR_NOT_FOUND, "not a member");
	TRY(audit_note(cx, STR("membership.removed"), "person", person.v, STR("")));

	return tx_commit(&tx);
}

error organisation_members(struct ctx *cx, organisation_id id, person_id after,
	struct member_list *out)
{
	TRY(may_manage(cx, id));
	return q_member_list(cx, id, after, LIMIT_LIST_PAGE, out);
}

error organisation_set_sharing(struct ctx *cx, organisation_id id,
	enum organisation_sharing sharing)
{
	int64_t changed;

	TRY(may_manage(cx, id));
	if (sharing > SHARING_ADMINS)
		return err_field(cx, "sharing", "Choose one of the four modes.");

	AUTO_TX tx = tx_begin(cx);

	TRY(q_organisation_set_sharing(cx, id, sharing, &changed));
	if (changed == 0)
		return err_new(cx, ERR_NOT_FOUND, "organisation %" PRId64 " does not exist", id.v);
	for (enum membership_role r = MEMBER_CONTACT; r <= MEMBER_PARTNER; r++)
		TRY(q_membership_derive(cx, id, r, sight_of(sharing, r)));
	TRY(audit_note(cx, STR("organisation.sharing-changed"), "organisation", id.v,
		str_printf(cx->arena, "%d", sharing)));

	return tx_commit(&tx);
}

error organisation_of_actor(struct ctx *cx, struct organisation_list *out)
{
	return q_organisation_of_person(cx, cx->actor->person, out);
}
