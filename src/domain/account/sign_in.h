/*
 * sign_in.h - from address and password to a session
 *
 * Two steps, since the password takes a tenth of a second: sign_in_check with a
 * reader on the pool, then sign_in_finish on a writer. The answer is the same, and as
 * slow, for an unknown address as for a wrong password.
 *
 * Guessing is slowed, per account and address together and per address: after five
 * failures each further try waits, doubling to a quarter of an hour. The owner, who
 * comes from another address, is not locked out.
 */
#pragma once

#include "base/ctx.h"

struct sign_in {
	struct str email, password, code; /* code: of the second factor, when asked */
	struct str address, agent;        /* the client's */
};

enum sign_in_state {
	SIGN_IN_REFUSED,
	SIGN_IN_NEEDS_CODE,
	SIGN_IN_GRANTED,
};

struct sign_in_result {
	enum sign_in_state state;
	person_id person;
	bool failed_password; /* to be counted by sign_in_finish */
	bool has_totp;
};

/* ERR_RATE while the address has to wait. */
NODISCARD error sign_in_check(struct ctx *, const struct sign_in *, struct sign_in_result *out);

/*
 * Counts a failure, or checks the code and makes the session. Commits even when it
 * refuses: look at *state. *ret_secret is the cookie's value when granted.
 */
NODISCARD error sign_in_finish(struct ctx *, const struct sign_in *, struct sign_in_result *,
	struct str *ret_secret);

/* Sets a password that has passed password_check; ends all sessions but `keep`'s. */
NODISCARD error account_set_password(struct ctx *, person_id, struct str hash);
