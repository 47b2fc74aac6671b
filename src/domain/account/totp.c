#include "domain/account/totp.h"

#include <liboath/oath.h>
#include <sodium.h>

#include "domain/account/permission.h"
#include "domain/account/secret.h"
#include "domain/account/totp.sql.h"
#include "domain/audit/audit.h"
#include "store/db.h"

enum { SECRET_BYTES = 20, STEP_S = 30, DRIFT_STEPS = 1, DIGITS = 6 };

/* RFC 4648, section 6, without padding. */
static struct str base32(struct arena *a, const unsigned char *bytes, size_t len)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	char *text = arena_bytes(a, len * 8 / 5 + 2);
	size_t out = 0;
	unsigned bits = 0, have = 0;
	for (size_t i = 0; i < len; i++) {
		bits = bits << 8 | bytes[i];
		for (have += 8; have >= 5; have -= 5)
			text[out++] = alphabet[bits >> (have - 5) & 31];
	}
	if (have > 0)
		text[out++] = alphabet[bits << (5 - have) & 31];
	return str_of(text, out);
}

error totp_begin(struct ctx *cx, struct str *ret_base32, struct str *ret_uri)
{
	unsigned char secret[SECRET_BYTES];

	TRY(actor_may(cx, MAY_SIGNED_IN, RELATION_NONE));
	check(sodium_init() >= 0);
	randombytes_buf(secret, sizeof secret);
	TRY(q_totp_pending_put(cx, cx->actor->person, str_of(secret, sizeof secret)));

	*ret_base32 = base32(cx->arena, secret, sizeof secret);
	*ret_uri = str_printf(cx->arena,
		"otpauth://totp/Mainstay:%.*s?secret=%.*s&issuer=Mainstay&digits=%d&period=%d",
		STR_ARG(cx->actor->email), STR_ARG(*ret_base32), DIGITS, STEP_S);
	return OK;
}

/* The step that the code belongs to, or -1. */
static int64_t step_of(struct ctx *cx, struct str secret, struct str code)
{
	int64_t now = cx->now.us / US_PER_SECOND / STEP_S;
	if (code.len != DIGITS || secret.len == 0)
		return -1;
	for (int64_t step = now - DRIFT_STEPS; step <= now + DRIFT_STEPS; step++) {
		char want[DIGITS + 1];
		if (oath_hotp_generate(secret.at, secret.len, (uint64_t)step, DIGITS, false,
			    OATH_HOTP_DYNAMIC_TRUNCATION, want) != OATH_OK)
			return -1;
		if (secret_eq(str_from(want), code))
			return step;
	}
	return -1;
}

/* "K7QM-2XNP-4RTV": letters that are not taken for one another. */
static struct str recovery_code(struct arena *a)
{
	static const char alphabet[] = "ABCDEFGHJKMNPQRSTVWXYZ23456789";
	char text[14];
	for (size_t i = 0; i < sizeof text; i++)
		text[i] = i % 5 == 4 ? '-' : alphabet[randombytes_uniform(sizeof alphabet - 1)];
	return str_copy(a, str_of(text, sizeof text));
}

static struct str code_key(struct arena *a, struct str code)
{
	char *key = arena_bytes(a, code.len);
	size_t len = 0;
	for (size_t i = 0; i < code.len; i++)
		if (str_is_alpha(code.at[i]) || str_is_digit(code.at[i]))
			key[len++] = code.at[i] >= 'a' ? (char)(code.at[i] - 32) : code.at[i];
	return secret_hash(a, str_of(key, len));
}

error totp_confirm(struct ctx *cx, struct str code, str_list *ret_codes)
{
	struct account_secret s;
	int64_t changed;
	bool found;

	TRY(actor_may(cx, MAY_SIGNED_IN, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_account_secret_load(cx, cx->actor->person, &s, &found));
	int64_t step = found ? step_of(cx, s.totp_pending, str_trim(code)) : -1;
	if (step < 0)
		return err_field(cx, "code", "This is not the code shown now. Enter the next one.");
	TRY(q_totp_enable(cx, cx->actor->person, step, &changed));
	TRY(q_recovery_clear(cx, cx->actor->person));
	str_list codes = { 0 };
	for (int i = 0; i < RECOVERY_CODES; i++) {
		struct str *one = arena_push(cx->arena, &codes);
		*one = recovery_code(cx->arena);
		TRY(q_recovery_insert(cx, cx->actor->person, code_key(cx->arena, *one)));
	}
	TRY(audit_note(cx, STR("totp.enabled"), "person", cx->actor->person.v, STR("")));
	TRY(tx_commit(&tx));

	*ret_codes = codes;
	return OK;
}

error totp_remove(struct ctx *cx)
{
	int64_t changed;

	TRY(actor_may(cx, MAY_SIGNED_IN, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_totp_disable(cx, cx->actor->person, &changed));
	TRY(q_recovery_clear(cx, cx->actor->person));
	if (changed > 0)
		TRY(audit_note(cx, STR("totp.disabled"), "person", cx->actor->person.v, STR("")));

	return tx_commit(&tx);
}

error totp_is_on(struct ctx *cx, person_id person, bool *ret_on)
{
	struct account_secret s;
	bool found;

	TRY(q_account_secret_load(cx, person, &s, &found));
	*ret_on = found && s.totp_secret.len > 0;
	return OK;
}

error totp_check(struct ctx *cx, person_id person, struct str code)
{
	struct account_secret s;
	int64_t spent = 0;
	bool found;

	code = str_trim(code);

	AUTO_TX tx = tx_begin(cx);

	TRY(q_account_secret_load(cx, person, &s, &found));
	int64_t step = found ? step_of(cx, s.totp_secret, code) : -1;
	if (step >= 0) {
		TRY(q_totp_spend(cx, person, step, &spent));
	} else if (code.len > DIGITS) {
		TRY(q_recovery_spend(cx, person, code_key(cx->arena, code), cx->now, &spent));
		if (spent > 0)
			TRY(audit_note(cx, STR("recovery-code.used"), "person", person.v, STR("")));
	}
	if (spent == 0)
		return err_field(cx, "code", "This code is wrong or was used. Enter the next one.");

	return tx_commit(&tx);
}
