#include "domain/account/person.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "domain/account/link.h"
#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/audit/audit.h"
#include "domain/phone/phone.h"
#include "store/db.h"

error email_normalise(struct ctx *cx, struct str raw, const char *field, struct str *out)
{
	struct str s = str_lower(cx->arena, str_trim(raw));
	ptrdiff_t at = str_rfind_char(s, '@');
	bool shaped = s.len <= LIMIT_EMAIL && at > 0 && at <= 64 && (size_t)at + 1 < s.len &&
		utf8_is_text(s);
	for (size_t i = 0; shaped && i < s.len; i++)
		shaped = !str_is_space(s.at[i]) && s.at[i] != '<' && s.at[i] != '>' &&
			s.at[i] != ',' && (s.at[i] != '@' || i == (size_t)at);
	if (!shaped)
		return err_field(cx, field, "Give one mail address, like name@example.com.");
	*out = s;
	return OK;
}

static error check_name(struct ctx *cx, struct str name)
{
	if (str_is_blank(name))
		return err_field(cx, "name", "Give the person's name.");
	if (name.len > LIMIT_NAME)
		return err_field(cx, "name", "A name has at most 200 bytes.");
	if (!utf8_is_text(name) || str_find_char(name, '\n') >= 0)
		return err_field(cx, "name", "A name is one line of text.");
	return OK;
}

error person_create(struct ctx *cx, const struct person_new *p, person_id *out)
{
	TRY(actor_may(cx, MAY_MANAGE_PEOPLE, RELATION_NONE));
	return person_admit(cx, p, out);
}

error person_admit(struct ctx *cx, const struct person_new *p, person_id *out)
{
	struct q_person_insert_row made;
	struct phone phone = { 0 };
	struct str email = { 0 };

	error wrong = email_normalise(cx, p->email, "email", &email);
	wrong = err_also(cx, wrong, check_name(cx, p->name));
	wrong = err_also(cx, wrong, phone_normalise(cx, p->phone, "phone", &phone));
	if (p->roles == 0 || (p->roles & ROLE_SYSTEM))
		wrong = err_also(cx, wrong, err_field(cx, "role", "Choose at least one role."));
	TRY(wrong);

	AUTO_TX tx = tx_begin(cx);

	error e = q_person_insert(cx, email, str_trim(p->name), p->title, phone.shown, phone.number,
		(int64_t)p->roles, p->locale, p->zone, cx->now, &made);
	if (err_is(e, ERR_CONFLICT) && !e->retry)
		return err_person_(cx, ERR_CONFLICT, "email",
			SAY("This address has an account already."), __FILE__, __LINE__);
	TRY(e);
	if (p->organisation.v != 0)
		TRY(organisation_join(cx, p->organisation, made.id, p->roles));
	TRY(audit_note(cx, STR("person.created"), "person", made.id.v, email));
	TRY(tx_commit(&tx));

	*out = made.id;
	return OK;
}

error person_load(struct ctx *cx, person_id id, struct person *out)
{
	return q_person_load(cx, id, out);
}

error person_find(struct ctx *cx, struct str email, struct person *out)
{
	bool found;
	TRY(q_person_by_email(cx, str_lower(cx->arena, str_trim(email)), out, &found));
	if (!found)
		return err_new(cx, ERR_NOT_FOUND, "no account has the address %.*s",
			STR_ARG(email));
	return OK;
}

error person_list(struct ctx *cx, struct person_filter f, struct person_list *out)
{
	TRY(actor_may(cx, MAY_MANAGE_PEOPLE, RELATION_NONE));
	return q_person_list(cx, f.after, f.find, f.staff_only, LIMIT_LIST_PAGE, out);
}

/* What somebody is in an organisation follows from the roles. */
static error derive_memberships(struct ctx *cx, person_id id, unsigned roles)
{
	struct organisation_list of;

	TRY(q_organisation_of_person(cx, id, &of));
	for (size_t i = 0; i < of.len; i++)
		TRY(organisation_join(cx, of.at[i].id, id, roles));
	return OK;
}

error person_set_roles(struct ctx *cx, person_id id, unsigned roles)
{
	int64_t changed;

	TRY(actor_may(cx, MAY_MANAGE_PEOPLE, RELATION_NONE));
	if (roles == 0 || (roles & ROLE_SYSTEM))
		return err_field(cx, "role", "Choose at least one role.");
	if (id.v == cx->actor->person.v && !(roles & ROLE_ADMIN))
		return err_field(cx, "role", "You cannot take the role admin from yourself.");

	AUTO_TX tx = tx_begin(cx);

	TRY(q_person_set_roles(cx, id, (int64_t)roles, &changed));
	if (changed == 0)
		return err_new(cx, ERR_NOT_FOUND, "person %" PRId64 " does not exist", id.v);
	TRY(derive_memberships(cx, id, roles));
	TRY(audit_note(cx, STR("person.roles-changed"), "person", id.v,
		str_printf(cx->arena, "%u", roles)));

	return tx_commit(&tx);
}

static error set_disabled(struct ctx *cx, person_id id, instant at, struct str act)
{
	int64_t changed;

	TRY(actor_may(cx, MAY_MANAGE_PEOPLE, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_person_set_disabled(cx, id, at, &changed));
	if (changed == 0)
		return err_new(cx, ERR_NOT_FOUND, "person %" PRId64 " does not exist", id.v);
	TRY(q_person_end_sessions(cx, id, cx->now));
	TRY(q_person_end_tokens(cx, id, cx->now));
	TRY(audit_note(cx, act, "person", id.v, STR("")));

	return tx_commit(&tx);
}

error person_disable(struct ctx *cx, person_id id)
{
	if (id.v == cx->actor->person.v)
		return err_person(cx, ERR_INVALID, "You cannot disable your own account.");
	return set_disabled(cx, id, cx->now, STR("person.disabled"));
}

error person_enable(struct ctx *cx, person_id id)
{
	return set_disabled(cx, id, (instant){ 0 }, STR("person.enabled"));
}

error person_end_sessions(struct ctx *cx, person_id id)
{
	struct person p;

	TRY(actor_may(cx, MAY_MANAGE_PEOPLE, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_person_load(cx, id, &p));
	TRY(q_person_end_sessions(cx, id, cx->now));
	TRY(audit_note(cx, STR("person.sessions-ended"), "person", id.v, STR("")));

	return tx_commit(&tx);
}

error person_reset_link(struct ctx *cx, person_id id, struct str *ret_secret)
{
	struct link_new l = { .purpose = LINK_RESET, .person = id };
	struct person p;

	TRY(actor_may(cx, MAY_MANAGE_PEOPLE, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_person_load(cx, id, &p));
	if (instant_is_set(p.disabled_at))
		return err_person(cx, ERR_INVALID, "The account is disabled. Enable it first.");
	TRY(link_create(cx, &l, ret_secret));
	TRY(audit_note(cx, STR("person.reset-sent"), "person", id.v, p.email));

	return tx_commit(&tx);
}

error person_actor(struct ctx *cx, const struct person *p, struct actor *out)
{
	struct q_person_organisation_row first = { 0 };
	bool found;

	if (instant_is_set(p->disabled_at))
		return err_new(cx, ERR_UNSIGNED, "account %" PRId64 " is disabled", p->id.v);
	TRY(q_person_organisation(cx, p->id, &first, &found));
	*out = (struct actor){
		.person = p->id,
		.roles = (unsigned)p->roles,
		.organisation = first.id,
		.name = p->name,
		.email = p->email,
		.locale = p->locale,
		.zone = p->zone,
	};
	actor_derive(out);
	return OK;
}
