/*
 * totp.h - the second factor: time-based codes (RFC 6238) and recovery codes
 *
 * 30-second steps, 6 digits, SHA-1 as authenticator apps expect, one step of drift
 * either way. A code works once; so does each of the ten recovery codes.
 */
#pragma once

#include "base/ctx.h"

enum { RECOVERY_CODES = 10 };

/*
 * Starts enrolling the actor: a new secret, active only once confirmed.
 * *ret_uri is the otpauth: address that an app reads from a QR code.
 */
NODISCARD error totp_begin(struct ctx *, struct str *ret_base32, struct str *ret_uri);

/* Confirms with a first code; *ret_codes are RECOVERY_CODES texts, shown once. */
NODISCARD error totp_confirm(struct ctx *, struct str code, str_list *ret_codes);
NODISCARD error totp_remove(struct ctx *);

NODISCARD error totp_is_on(struct ctx *, person_id, bool *ret_on);

/* A code of the app or a recovery code; spends it. ERR_INVALID when it is neither. */
NODISCARD error totp_check(struct ctx *, person_id, struct str code);
