#include "domain/call/caller.h"

#include "base/limits.h"
#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/audit/audit.h"
#include "domain/casefile/number.h"
#include "domain/phone/phone.h"
#include "store/db.h"

enum { TEXT_MIN = 2, CUSTOMERS = ROLE_CUSTOMER | ROLE_CUSTOMER_ADMIN | ROLE_PARTNER };

/* Adds those that are not there yet, up to CALLERS_MAX. */
static void add(struct ctx *cx, struct callers *to, const struct caller_list *more)
{
	for (size_t i = 0; i < more->len; i++) {
		const struct caller *c = &more->at[i];
		bool there = to->people.len >= CALLERS_MAX;
		for (size_t k = 0; k < to->people.len && !there; k++)
			there = to->people.at[k].person.v == c->person.v &&
				to->people.at[k].organisation.v == c->organisation.v;
		if (!there)
			*arena_push(cx->arena, &to->people) = *c;
	}
}

static error by_phone(struct ctx *cx, struct str text, struct callers *out)
{
	struct phone phone;
	struct caller_list found;

	if (!phone_is_like(text))
		return OK;
	phone = phone_of_line(cx, text);
	if (phone.number.len == 0)
		return OK;
	TRY(q_caller_by_phone(cx, phone.number, &found));
	add(cx, out, &found);
	return OK;
}

static error by_case(struct ctx *cx, struct str text, struct callers *out)
{
	struct casefile c;
	struct caller_list found;

	if (!casefile_number_is(text))
		return OK;
	error e = casefile_find(cx, text, &c);
	if (err_is(e, ERR_NOT_FOUND))
		return OK;
	TRY(e);
	out->casefile = c.number;
	TRY(q_caller_by_email(cx, c.contact_email, &found));
	add(cx, out, &found);
	return OK;
}

static error by_serial(struct ctx *cx, struct str text, struct callers *out)
{
	struct caller_list found;
	struct str serial;

	if (serial_normalise(cx, text, "find", &serial) != OK)
		return OK;
	error e = asset_find(cx, serial, &out->asset);
	if (err_is(e, ERR_NOT_FOUND))
		return OK;
	TRY(e);
	out->has_asset = true;
	TRY(q_caller_of_organisation(cx, out->asset.organisation, &found));
	add(cx, out, &found);
	return OK;
}

error caller_find(struct ctx *cx, struct str typed, struct callers *out)
{
	struct str text = str_trim(typed);
	struct caller_list found;

	TRY(actor_may(cx, MAY_TAKE_CALLS, RELATION_NONE));
	*out = (struct callers){ 0 };
	if (text.len < TEXT_MIN || text.len > LIMIT_NAME)
		return OK;
	TRY(by_phone(cx, text, out));
	TRY(by_case(cx, text, out));
	TRY(by_serial(cx, text, out));
	TRY(q_caller_by_text(cx, text, CUSTOMERS, &found));
	add(cx, out, &found);
	return OK;
}

error caller_load(struct ctx *cx, struct str email, struct caller *out)
{
	struct caller_list found;

	TRY(actor_may(cx, MAY_TAKE_CALLS, RELATION_NONE));
	TRY(q_caller_by_email(cx, str_lower(cx->arena, str_trim(email)), &found));
	if (found.len == 0)
		return err_new(cx, ERR_NOT_FOUND, "no caller has this address");
	*out = found.at[0];
	return OK;
}

error caller_cases(struct ctx *cx, const struct caller *c, struct caller_case_list *out)
{
	TRY(actor_may(cx, MAY_TAKE_CALLS, RELATION_NONE));
	return q_caller_cases(cx, c->person, c->organisation, out);
}

/* --- a new contact --- */

/* Whether a device or a contract of that number is the organisation's. */
static error is_proof(struct ctx *cx, struct str proof, organisation_id owner, bool *ret)
{
	struct q_contract_owner_row contract;
	struct asset asset;
	struct str serial;

	TRY(q_contract_owner(cx, proof, &contract, ret));
	*ret = *ret && contract.organisation.v == owner.v;
	if (*ret || serial_normalise(cx, proof, "proof", &serial) != OK)
		return OK;
	error e = asset_find(cx, serial, &asset);
	if (err_is(e, ERR_NOT_FOUND))
		return OK;
	TRY(e);
	*ret = asset.organisation.v == owner.v;
	return OK;
}

static error verify(struct ctx *cx, const struct contact_new *n, organisation_id *out)
{
	struct organisation o;
	bool proven;

	error e = organisation_find(cx, str_trim(n->organisation), &o);
	if (err_is(e, ERR_NOT_FOUND))
		return err_field(cx, "organisation",
			"No organisation has this name. An administrator adds it.");
	TRY(e);
	if (str_is_blank(n->proof) || n->proof.len > LIMIT_SERIAL)
		return err_field(cx, "proof", "Ask for a serial number or contract number.");
	TRY(is_proof(cx, str_trim(n->proof), o.id, &proven));
	if (!proven)
		return err_field(cx, "proof",
			"This organisation has no device or contract of this number. Ask for another.");
	*out = o.id;
	return OK;
}

error contact_create(struct ctx *cx, const struct contact_new *n, person_id *out)
{
	struct person_new p = { .name = n->name, .email = n->email, .phone = n->phone,
		.roles = ROLE_CUSTOMER };

	TRY(actor_may(cx, MAY_TAKE_CALLS, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	error wrong = verify(cx, n, &p.organisation);
	TRY(err_also(cx, wrong, person_admit(cx, &p, out)));
	TRY(audit_note(cx, STR("person.verified"), "person", out->v,
		str_concat(cx->arena, STR("by "), str_trim(n->proof))));

	return tx_commit(&tx);
}
