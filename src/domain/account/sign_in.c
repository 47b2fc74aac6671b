#include "domain/account/sign_in.h"

#include "base/limits.h"
#include "domain/account/password.h"
#include "domain/account/person.h"
#include "domain/account/session.h"
#include "domain/account/sign_in.sql.h"
#include "domain/account/totp.h"
#include "domain/account/totp.sql.h"
#include "domain/audit/audit.h"
#include "store/db.h"

enum { FREE_TRIES = 5, FREE_TRIES_ADDRESS = 50, WAIT_MAX_S = 900, FORGET_S = 3600 };

/* Who is guessing: this account from this address, and this address at all. */
static struct str pair_key(struct ctx *cx, const struct sign_in *s)
{
	struct str email = str_lower(cx->arena, str_trim(s->email));
	return str_printf(cx->arena, "e:%.*s %.*s", STR_ARG(str_sub(email, 0, LIMIT_EMAIL)),
		STR_ARG(s->address));
}

static struct str address_key(struct ctx *cx, const struct sign_in *s)
{
	return str_printf(cx->arena, "a:%.*s", STR_ARG(s->address));
}

static error check_wait(struct ctx *cx, struct str subject, int64_t free_tries)
{
	struct q_sign_in_failures_row f;
	bool found;

	TRY(q_sign_in_failures(cx, subject, &f, &found));
	if (!found || f.failures < free_tries)
		return OK;
	int64_t over = f.failures - free_tries;
	int64_t wait = over > 9 ? WAIT_MAX_S : (int64_t)2 << over;
	if (wait > WAIT_MAX_S)
		wait = WAIT_MAX_S;
	if (instant_since(cx->now, f.last_at).s >= wait)
		return OK;
	return err_person(cx, ERR_RATE,
		"Too many failed tries from here. Wait a quarter of an hour, or reset the password.");
}

error sign_in_check(struct ctx *cx, const struct sign_in *s, struct sign_in_result *out)
{
	struct account_secret secret = { 0 };
	struct person p = { 0 };
	bool known, has_secret = false;

	TRY(check_wait(cx, pair_key(cx, s), FREE_TRIES));
	TRY(check_wait(cx, address_key(cx, s), FREE_TRIES_ADDRESS));

	struct str email = str_lower(cx->arena, str_trim(s->email));
	TRY(q_person_by_email(cx, email, &p, &known));
	if (known)
		TRY(q_account_secret_load(cx, p.id, &secret, &has_secret));

	struct str hash = known && has_secret ? secret.password_hash : STR("");
	bool right = password_matches(cx, hash, s->password) && !instant_is_set(p.disabled_at);
	*out = (struct sign_in_result){ .person = p.id, .failed_password = !right };
	if (right) {
		out->has_totp = secret.totp_secret.len > 0;
		out->state = out->has_totp ? SIGN_IN_NEEDS_CODE : SIGN_IN_GRANTED;
	}
	return OK;
}

static error count_failure(struct ctx *cx, const struct sign_in *s)
{
	instant forget = instant_add(cx->now, (seconds){ -FORGET_S });
	TRY(q_sign_in_failed(cx, pair_key(cx, s), cx->now, forget));
	return q_sign_in_failed(cx, address_key(cx, s), cx->now, forget);
}

error sign_in_finish(struct ctx *cx, const struct sign_in *s, struct sign_in_result *r,
	struct str *ret_secret)
{
	AUTO_TX tx = tx_begin(cx);

	if (r->failed_password) {
		r->state = SIGN_IN_REFUSED;
		TRY(count_failure(cx, s));
		return tx_commit(&tx);
	}
	if (r->has_totp && s->code.len > 0) {
		error wrong = totp_check(cx, r->person, s->code);
		if (wrong != OK && !err_is(wrong, ERR_INVALID))
			return wrong;
		r->state = wrong == OK ? SIGN_IN_GRANTED : SIGN_IN_REFUSED;
		if (wrong != OK)
			TRY(count_failure(cx, s));
	}
	if (r->state == SIGN_IN_GRANTED) {
		TRY(q_sign_in_succeeded(cx, pair_key(cx, s)));
		TRY(session_create(cx, r->person, s->address, s->agent, ret_secret));
	}
	return tx_commit(&tx);
}

error account_set_password(struct ctx *cx, person_id person, struct str hash)
{
	AUTO_TX tx = tx_begin(cx);

	TRY(q_account_password_put(cx, person, hash, cx->now));
	TRY(q_person_end_sessions(cx, person, cx->now));
	TRY(audit_note(cx, STR("password.changed"), "person", person.v, STR("")));

	return tx_commit(&tx);
}
