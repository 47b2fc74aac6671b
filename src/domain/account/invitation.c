#include "domain/account/invitation.h"

#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/account/sign_in.h"
#include "domain/audit/audit.h"
#include "store/db.h"

enum { CUSTOMER_ROLES = ROLE_CUSTOMER | ROLE_CUSTOMER_ADMIN };

static error check_right(struct ctx *cx, const struct invitation_new *n)
{
	int relation = RELATION_NONE;
	struct organisation o;

	if (n->organisation.v != 0)
		TRY(organisation_relation(cx, n->organisation, &relation));
	if ((n->roles & ~(unsigned)CUSTOMER_ROLES) != 0 || n->organisation.v == 0)
		TRY(actor_may(cx, MAY_MANAGE_PEOPLE, RELATION_NONE));
	else
		TRY(actor_may(cx, MAY_MANAGE_MEMBERS, (enum relation)relation));
	return n->organisation.v != 0 ? organisation_load(cx, n->organisation, &o) : OK;
}

static error check_new(struct ctx *cx, const struct invitation_new *n, struct str *ret_email)
{
	struct person known;
	error wrong = email_normalise(cx, n->email, "email", ret_email);

	if (n->roles == 0 || (n->roles & ROLE_SYSTEM))
		wrong = err_also(cx, wrong, err_field(cx, "role", "Choose at least one role."));
	if ((n->roles & (CUSTOMER_ROLES | ROLE_PARTNER)) != 0 && n->organisation.v == 0)
		wrong = err_also(cx, wrong, err_field(cx, "organisation",
			"Name the organisation of a customer or partner."));
	TRY(wrong);
	error e = person_find(cx, *ret_email, &known);
	if (e == OK)
		return err_field(cx, "email", "This address has an account already.");
	return err_is(e, ERR_NOT_FOUND) ? OK : e;
}

error invitation_create(struct ctx *cx, const struct invitation_new *n, struct str *ret_secret,
	struct str *ret_email)
{
	struct link_new l = { .purpose = LINK_INVITATION, .organisation = n->organisation,
		.roles = n->roles };

	TRY(check_right(cx, n));
	TRY(check_new(cx, n, ret_email));

	AUTO_TX tx = tx_begin(cx);

	l.email = *ret_email;
	TRY(link_create(cx, &l, ret_secret));
	TRY(audit_note(cx, STR("person.invited"), "organisation", n->organisation.v, *ret_email));

	return tx_commit(&tx);
}

error invitation_look(struct ctx *cx, struct str secret, struct one_time_link *out)
{
	return link_look(cx, secret, LINK_INVITATION, out);
}

error invitation_accept(struct ctx *cx, struct str secret, struct str name, struct str hash,
	person_id *out)
{
	const struct actor *visitor = cx->actor;
	struct one_time_link l;
	error e;

	AUTO_TX tx = tx_begin(cx);

	TRY(link_use(cx, secret, LINK_INVITATION, &l));
	struct person_new p = { .email = l.email, .name = name, .roles = (unsigned)l.role,
		.organisation = l.organisation };
	/* Who invited has been asked then. */
	cx->actor = &actor_system;
	e = person_create(cx, &p, out);
	if (e == OK)
		e = account_set_password(cx, *out, hash);
	cx->actor = visitor;
	TRY(e);

	return tx_commit(&tx);
}
