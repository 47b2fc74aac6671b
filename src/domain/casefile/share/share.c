#include "domain/casefile/share/share.h"

#include "base/limits.h"
#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/audit/audit.h"
#include "domain/casefile/find.h"
#include "store/db.h"

enum { CUSTOMERS = ROLE_CUSTOMER | ROLE_CUSTOMER_ADMIN | ROLE_PARTNER };

static error may_share(struct ctx *cx, organisation_id id)
{
	int relation;

	TRY(organisation_relation(cx, id, &relation));
	return actor_may(cx, MAY_MANAGE_MEMBERS, (enum relation)relation);
}

/* What was named, once it has been looked up. */
struct parties {
	organisation_id partner;
	person_id person;
	casefile_id casefile;
};

/* One text for all that fail: who has an account here is nobody's business. */
static error find_partner(struct ctx *cx, const struct share_new *n, struct parties *out)
{
	struct str name = str_trim(n->partner);
	struct organisation o;
	struct person p;

	bool address = str_find_char(name, '@') >= 0;
	error e = address ? person_find(cx, name, &p) : organisation_find(cx, name, &o);
	bool fits = e == OK &&
		(address ? (p.roles & CUSTOMERS) != 0 && !instant_is_set(p.disabled_at)
			 : o.id.v != n->organisation.v);
	if (err_is(e, ERR_NOT_FOUND) || (e == OK && !fits))
		return err_field(cx, "partner", "No partner is known by this name or address. "
			"Write it as the partner's account has it.");
	TRY(e);
	if (address)
		out->person = p.id;
	else
		out->partner = o.id;
	return OK;
}

static error find_case(struct ctx *cx, const struct share_new *n, struct parties *out)
{
	struct q_share_case_row row;
	bool found;
	struct str number = str_trim(n->casefile);

	if (number.len == 0)
		return OK;
	TRY(q_share_case(cx, number, n->organisation, &row, &found));
	if (!found)
		return err_field(cx, "case", "The organisation has no case of this number.");
	out->casefile = row.id;
	return OK;
}

/* The search knows who reads a single case by what stands in the index. */
static error follow(struct ctx *cx, casefile_id id)
{
	return id.v != 0 ? casefile_findable(cx, id) : OK;
}

error share_add(struct ctx *cx, const struct share_new *n, share_id *out)
{
	struct parties p = { 0 };
	struct q_share_same_row same;
	struct q_share_count_row count;
	struct q_share_insert_row made;
	bool found;

	TRY(may_share(cx, n->organisation));
	TRY(err_also(cx, find_partner(cx, n, &p), find_case(cx, n, &p)));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_share_same(cx, n->organisation, p.partner.v, p.person.v, p.casefile.v, &same, &found));
	if (found) {
		*out = same.id;
		return OK;
	}
	TRY(q_share_count(cx, n->organisation, &count));
	if (count.n >= SHARES_MAX)
		return err_field(cx, "partner", "An organisation has at most 100 shares. End one first.");
	TRY(q_share_insert(cx, n->organisation, p.partner, p.person, p.casefile, cx->now,
		cx->actor->person, &made));
	TRY(audit_note(cx, STR("share.added"), "organisation", n->organisation.v,
		str_printf(cx->arena, "%.*s %.*s", STR_ARG(str_trim(n->partner)),
			STR_ARG(str_trim(n->casefile)))));
	TRY(follow(cx, p.casefile));
	TRY(tx_commit(&tx));

	*out = made.id;
	return OK;
}

error share_end(struct ctx *cx, organisation_id organisation, share_id id)
{
	struct q_share_end_row row;
	bool found;

	TRY(may_share(cx, organisation));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_share_end(cx, id, organisation, cx->now, cx->actor->person, &row, &found));
	if (!found)
		return err_new(cx, ERR_NOT_FOUND, "no such running share of the organisation");
	TRY(audit_note(cx, STR("share.ended"), "organisation", organisation.v,
		str_printf(cx->arena, "%" PRId64, id.v)));
	TRY(follow(cx, row.casefile));

	return tx_commit(&tx);
}

error share_list(struct ctx *cx, organisation_id organisation, struct share_list *out)
{
	TRY(may_share(cx, organisation));
	return q_share_list(cx, organisation, out);
}

error share_grantors(struct ctx *cx, struct q_share_grantors_list *out)
{
	return q_share_grantors(cx, cx->actor->person, out);
}
