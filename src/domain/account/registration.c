#include "domain/account/registration.h"

#include "base/limits.h"
#include "domain/account/invitation.h"
#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/audit/audit.h"
#include "store/db.h"

static struct str domain_of(struct str email)
{
	return str_skip(email, (size_t)str_rfind_char(email, '@') + 1);
}

/* Whether anything comes of it; who asks is not told. */
static error is_plausible(struct ctx *cx, const struct registration_new *n, struct str email,
	bool *ret)
{
	struct organisation o;
	struct person known;
	struct q_registration_open_row open;

	*ret = false;
	if (n->owner.v == 0)
		return OK;
	TRY(organisation_load(cx, n->owner, &o));
	if (o.mail_domain.len == 0 || !str_eq(o.mail_domain, domain_of(email)))
		return OK;
	error e = person_find(cx, email, &known);
	if (!err_is(e, ERR_NOT_FOUND))
		return e;
	TRY(q_registration_open(cx, email, &open));
	*ret = open.n == 0;
	return OK;
}

error registration_ask(struct ctx *cx, const struct registration_new *n)
{
	struct str email;
	bool plausible;
	error wrong = email_normalise(cx, n->email, "email", &email);

	if (str_is_blank(n->name) || n->name.len > LIMIT_NAME)
		wrong = err_also(cx, wrong, err_field(cx, "name", "Give your name, in up to 200 bytes."));
	TRY(wrong);
	TRY(is_plausible(cx, n, email, &plausible));
	if (!plausible)
		return OK;

	AUTO_TX tx = tx_begin(cx);

	TRY(q_registration_insert(cx, email, str_trim(n->name), n->owner, n->serial, cx->now));
	TRY(audit_note(cx, STR("person.asked"), "organisation", n->owner.v, email));

	return tx_commit(&tx);
}

static error may_decide(struct ctx *cx, organisation_id id)
{
	int relation;

	TRY(organisation_relation(cx, id, &relation));
	return actor_may(cx, MAY_MANAGE_MEMBERS, (enum relation)relation);
}

error registration_list(struct ctx *cx, organisation_id id, struct registration_list *out)
{
	TRY(may_decide(cx, id));
	return q_registration_list(cx, id, out);
}

error registration_decide(struct ctx *cx, organisation_id organisation, int64_t id, bool approve,
	struct str *ret_secret, struct str *ret_email)
{
	struct registration r;
	int64_t changed;
	bool found;

	*ret_secret = *ret_email = STR("");
	TRY(may_decide(cx, organisation));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_registration_load(cx, id, organisation, &r, &found));
	if (!found)
		return err_person(cx, ERR_NOT_FOUND, "Somebody has decided on this meanwhile.");
	TRY(q_registration_decide(cx, id, cx->actor->person, approve, cx->now, &changed));
	struct invitation_new n = { .email = r.email, .roles = ROLE_CUSTOMER,
		.organisation = organisation };
	if (approve)
		TRY(invitation_create(cx, &n, ret_secret, ret_email));
	else
		TRY(audit_note(cx, STR("person.refused"), "organisation", organisation.v, r.email));

	return tx_commit(&tx);
}
