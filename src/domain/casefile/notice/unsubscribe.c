#include "domain/casefile/notice/unsubscribe.h"

#include "domain/account/permission.h"
#include "domain/account/secret.h"
#include "domain/audit/audit.h"
#include "domain/casefile/notice/notice.h"
#include "domain/casefile/notice/unsubscribe.sql.h"
#include "domain/notify/notify.h"

/* "12.345" of a person and a case. */
static struct str names_of(struct arena *a, person_id person, casefile_id casefile)
{
	return str_printf(a, "%" PRId64 ".%" PRId64, person.v, casefile.v);
}

static struct str sign(struct arena *a, struct str key, struct str names)
{
	return secret_mac(a, key, str_concat(a, STR("unsubscribe "), names));
}

error unsubscribe_link(struct ctx *cx, person_id person, casefile_id casefile, struct str *out)
{
	struct q_unsubscribe_key_get_row key;
	struct str names = names_of(cx->arena, person, casefile);
	bool found;

	TRY(q_unsubscribe_key_get(cx, &key, &found));
	if (!found) {
		TRY(q_unsubscribe_key_put(cx, secret_new(cx->arena)));
		TRY(q_unsubscribe_key_get(cx, &key, &found));
	}
	*out = str_printf(cx->arena, "%.*s/unsubscribe/%.*s.%.*s", STR_ARG(notify_origin(cx)),
		STR_ARG(names), STR_ARG(sign(cx->arena, key.secret, names)));
	return OK;
}

static error not_ours(struct ctx *cx)
{
	return err_new(cx, ERR_NOT_FOUND, "this link was not made here");
}

error unsubscribe_look(struct ctx *cx, struct str token, struct unsubscribe *out)
{
	struct q_unsubscribe_key_get_row key;
	struct q_unsubscribe_names_row names;
	struct unsubscribe u = { 0 };
	struct str rest = token, person, casefile;
	bool found;

	if (!str_cut(&rest, '.', &person) || !str_cut(&rest, '.', &casefile) ||
		!str_int(person, &u.person.v) || !str_int(casefile, &u.casefile.v))
		return not_ours(cx);
	TRY(q_unsubscribe_key_get(cx, &key, &found));
	if (!found || !secret_eq(rest, sign(cx->arena, key.secret,
				names_of(cx->arena, u.person, u.casefile))))
		return not_ours(cx);
	TRY(q_unsubscribe_names(cx, u.person, u.casefile, &names, &found));
	if (!found)
		return not_ours(cx);
	u.number = names.number;
	u.address = names.address;
	*out = u;
	return OK;
}

error unsubscribe_use(struct ctx *cx, struct str token, bool all)
{
	struct unsubscribe u;

	TRY(unsubscribe_look(cx, token, &u));
	if (all)
		TRY(q_unsubscribe_forget(cx, u.person));
	TRY(q_unsubscribe_put(cx, u.person, all ? (casefile_id){ 0 } : u.casefile, NOTICE_NONE));
	return audit_note(cx, STR("notice.unsubscribed"), "person", u.person.v,
		all ? STR("all cases") : u.number);
}
