/*
 * codec.h - a mail as bytes, for the way between two roles
 *
 * The reader believes nothing: lengths, counts, text and enums are checked, since a parser
 * that a message has broken into may write anything. Texts of single parts do not go along.
 */
#pragma once

#include "mail/read/read.h"

/* ERR_LIMIT when it is too much. */
NODISCARD error mail_encode(struct ctx *, const struct mail *, struct str *out);
/* Texts are views of `bytes`. ERR_MALFORMED for what is not sound. */
NODISCARD error mail_decode(struct ctx *, struct str bytes, struct mail *out);
