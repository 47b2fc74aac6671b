#include "domain/account/password.h"

#include <sodium.h>

#include "base/limits.h"
#include "base/utf8.h"

/*
 * What people type when 12 characters are asked for. Compared in lower case, without
 * the digits and signs at the end that get added to please a rule.
 */
static const struct str common[] = {
	STR_INIT("password"), STR_INIT("passwordpassword"), STR_INIT("passwort"),
	STR_INIT("passwortpasswort"), STR_INIT("administrator"), STR_INIT("adminadmin"),
	STR_INIT("adminadminadmin"), STR_INIT("changeme"), STR_INIT("changemechangeme"),
	STR_INIT("changemenow"), STR_INIT("letmein"), STR_INIT("letmeinletmein"),
	STR_INIT("letmeinplease"), STR_INIT("welcome"), STR_INIT("welcomewelcome"),
	STR_INIT("qwertyuiop"), STR_INIT("qwertyqwerty"), STR_INIT("qwertyuiopasdf"),
	STR_INIT("qwertzuiop"), STR_INIT("asdfghjkl"), STR_INIT("zxcvbnm"),
	STR_INIT("1q2w3e4r5t6y"), STR_INIT("1qaz2wsx3edc"), STR_INIT("q1w2e3r4t5y6"),
	STR_INIT("abcdefghijkl"), STR_INIT("abcdefghijklm"), STR_INIT("iloveyou"),
	STR_INIT("iloveyouiloveyou"), STR_INIT("iloveyousomuch"), STR_INIT("sunshine"),
	STR_INIT("princess"), STR_INIT("football"), STR_INIT("baseball"),
	STR_INIT("superman"), STR_INIT("starwars"), STR_INIT("trustnoone"),
	STR_INIT("correcthorsebatterystaple"), STR_INIT("secret"), STR_INIT("secretsecret"),
	STR_INIT("topsecret"), STR_INIT("default"), STR_INIT("defaultpassword"),
	STR_INIT("support"), STR_INIT("supportsupport"), STR_INIT("network"),
	STR_INIT("networknetwork"), STR_INIT("cisco"), STR_INIT("router"),
	STR_INIT("mainstay"), STR_INIT("northbeam"), STR_INIT("test"), STR_INIT("testtest"),
	STR_INIT("testtesttest"), STR_INIT("testing"), STR_INIT("temporary"),
	STR_INIT("temppassword"), STR_INIT("newpassword"), STR_INIT("mypassword"),
	STR_INIT("thisismypassword"), STR_INIT("whatever"), STR_INIT("computer"),
	STR_INIT("internet"), STR_INIT("summer"), STR_INIT("winter"), STR_INIT("spring"),
	STR_INIT("autumn"), STR_INIT("january"), STR_INIT("december"), STR_INIT("november"),
};

static bool is_run(struct str s)
{
	/* One character over and over, or neighbours: 111111111111, 123456789012. */
	bool same = true, up = true, down = true;
	for (size_t i = 1; i < s.len; i++) {
		int step = s.at[i] - s.at[i - 1];
		bool wrapped = (s.at[i] == '0' && s.at[i - 1] == '9') ||
			(s.at[i] == '1' && s.at[i - 1] == '9');
		same = same && step == 0;
		up = up && (step == 1 || wrapped);
		down = down && (step == -1 || (s.at[i] == '9' && s.at[i - 1] == '0'));
	}
	return same || up || down;
}

static bool is_common(struct ctx *cx, struct str password)
{
	struct str s = str_lower(cx->arena, password);
	if (is_run(s))
		return true;
	for (size_t i = 0; i < sizeof common / sizeof *common; i++)
		if (str_eq(s, common[i]))
			return true;
	while (s.len > 0 && !str_is_alpha(s.at[s.len - 1]))
		s.len--;
	for (size_t i = 0; i < sizeof common / sizeof *common; i++)
		if (str_eq(s, common[i]))
			return true;
	return s.len == 0 && password.len < 16;
}

error password_check(struct ctx *cx, struct str password, const char *field)
{
	if (utf8_len(password) < LIMIT_PASSWORD_MIN)
		return err_field(cx, field, "Use at least 12 characters; a few words work well.");
	if (password.len > LIMIT_PASSWORD)
		return err_field(cx, field, "A password has at most 1,024 bytes.");
	if (!utf8_is_text(password))
		return err_field(cx, field, "A password may not contain control characters.");
	if (is_common(cx, password))
		return err_field(cx, field, "Too many people use this password. Choose another.");
	return OK;
}

error password_hash(struct ctx *cx, struct str password, struct str *out)
{
	char *text = arena_bytes(cx->arena, crypto_pwhash_STRBYTES);
	check(sodium_init() >= 0);
	if (crypto_pwhash_str(text, password.at, password.len,
		    crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
		return err_new(cx, ERR_UNAVAILABLE, "not enough memory to hash a password");
	*out = str_from(text);
	return OK;
}

bool password_matches(struct ctx *cx, struct str hash, struct str password)
{
	check(sodium_init() >= 0);
	if (password.len > LIMIT_PASSWORD)
		return false;
	if (hash.len == 0) {
		struct str ignored;
		error e = password_hash(cx, password, &ignored);
		return e != OK && false;
	}
	return crypto_pwhash_str_verify(str_c(cx->arena, hash), password.at, password.len) == 0;
}
