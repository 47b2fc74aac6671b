/*
 * password.h - passwords, by libsodium's argon2id
 *
 * Hashing takes about a tenth of a second on purpose: only from a .slow route or a
 * command, never on a writer.
 */
#pragma once

#include "base/ctx.h"

/* At least LIMIT_PASSWORD_MIN characters and not one of the common ones. */
NODISCARD error password_check(struct ctx *, struct str password, const char *field);

/* The text to store. The password has passed password_check. */
NODISCARD error password_hash(struct ctx *, struct str password, struct str *out);

/*
 * Whether it is the password. With an empty hash it takes as long and says no, so
 * that the time of an answer does not tell whether there is an account.
 */
bool password_matches(struct ctx *, struct str hash, struct str password);
