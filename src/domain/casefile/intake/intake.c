#include "domain/casefile/intake/intake.h"

#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/account/secret.h"
#include "domain/audit/audit.h"
#include "store/db.h"
#include "store/store.h"

bool intake_works(const struct intake *i, instant now)
{
	return !instant_is_set(i->ended_at) && i->expires_at.us > now.us;
}

static error check_new(struct ctx *cx, const struct casefile *c, const struct intake_new *n)
{
	struct q_intake_running_row running;
	error wrong = OK;

	if (n->name.len > LIMIT_NAME)
		wrong = err_field(cx, "name", "The name of a device has at most 200 bytes.");
	if (n->hours < 0 || n->hours > INTAKE_HOURS_MAX)
		wrong = err_also(cx, wrong,
			err_field(cx, "hours", "An upload address works for 1 to 720 hours."));
	TRY(wrong);
	TRY(q_intake_running(cx, c->id, cx->now, &running));
	if (running.n >= INTAKES_MAX)
		return err_field(cx, "name", "A case has at most 20 upload addresses. End one first.");
	return OK;
}

error intake_create(struct ctx *cx, const struct casefile *c, const struct intake_new *n,
	struct str *ret_secret, intake_id *ret_id)
{
	struct q_intake_insert_row made;
	struct str secret = secret_new(cx->arena);
	int64_t hours = n->hours > 0 ? n->hours : INTAKE_HOURS;

	TRY(casefile_may_change(cx, c, MAY_UPDATE_CASE));
	if (cx->actor->person.v == 0)
		return err_new(cx, ERR_DENIED, "an upload address is a person's");

	AUTO_TX tx = tx_begin(cx);

	TRY(check_new(cx, c, n));
	TRY(q_intake_insert(cx, c->id, secret_hash(cx->arena, secret), str_trim(n->name), cx->now,
		cx->actor->person, instant_add(cx->now, (seconds){ hours * 3600 }), &made));
	TRY(audit_note(cx, STR("intake.created"), "casefile", c->id.v,
		str_printf(cx->arena, "%" PRId64, made.id.v)));
	TRY(store_announce(cx, STR("case"), c->id.v));
	TRY(tx_commit(&tx));

	*ret_secret = secret;
	*ret_id = made.id;
	return OK;
}

error intake_end(struct ctx *cx, const struct casefile *c, intake_id id)
{
	int64_t changes;

	TRY(actor_may(cx, MAY_UPDATE_CASE, casefile_relation(cx, c)));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_intake_end(cx, id, c->id, cx->now, &changes));
	if (changes == 0)
		return err_new(cx, ERR_NOT_FOUND, "no such running upload address of the case");
	TRY(audit_note(cx, STR("intake.ended"), "casefile", c->id.v,
		str_printf(cx->arena, "%" PRId64, id.v)));

	return tx_commit(&tx);
}

error intake_list(struct ctx *cx, const struct casefile *c, struct intake_list *out)
{
	TRY(actor_may(cx, MAY_UPDATE_CASE, casefile_relation(cx, c)));
	return q_intake_list(cx, c->id, out);
}

static error refused(struct ctx *cx)
{
	return err_person(cx, ERR_NOT_FOUND,
		"This upload address does not work: it has ended, or was never made. Ask for another.");
}

/* Whose rights it has, as they are now. */
static error become(struct ctx *cx, person_id maker)
{
	struct actor *a = arena_new(cx->arena, struct actor);
	struct person p;

	TRY(person_load(cx, maker, &p));
	TRY(person_actor(cx, &p, a));
	cx->actor = a;
	return OK;
}

error intake_enter(struct ctx *cx, struct str secret, struct intake *out, struct casefile *ret_case)
{
	struct intake i;
	bool found = false;

	if (secret.len == SECRET_TEXT)
		TRY(q_intake_by_secret(cx, secret_hash(cx->arena, secret), &i, &found));
	if (!found || !intake_works(&i, cx->now))
		return refused(cx);
	error e = become(cx, i.creator);
	if (e == OK)
		e = casefile_load(cx, i.casefile, ret_case);
	if (err_is(e, ERR_NOT_FOUND) || err_is(e, ERR_UNSIGNED) || err_is(e, ERR_DENIED))
		return refused(cx);
	TRY(e);
	*out = i;
	return attachment_may_add(cx, ret_case);
}

error intake_attach(struct ctx *cx, const struct intake *i, const struct attachment_new *n)
{
	struct casefile c;
	attachment_id made;

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, i->casefile, &c));
	TRY(attachment_add(cx, &c, n, &made));
	TRY(q_intake_count(cx, i->id, n->size, cx->now));
	TRY(audit_note(cx, STR("intake.used"), "casefile", c.id.v,
		str_printf(cx->arena, "%" PRId64 ": %" PRId64 " bytes", i->id.v, n->size)));

	return tx_commit(&tx);
}
