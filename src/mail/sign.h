/*
 * sign.h - a mail that goes out, signed (PGP/MIME, RFC 3156)
 *
 * The fields that say what the content is go inside with it, all others stay outside. What
 * is signed has CRLF at its ends of line, nothing that a mail server on the way rewrites,
 * and no line that begins with "From ".
 */
#pragma once

#include "base/ctx.h"

/* `message` is whole, with CRLF, its texts quoted-printable; *message is the signed one. */
NODISCARD error mail_sign(struct ctx *, int vault, struct str fingerprint, struct str *message);
