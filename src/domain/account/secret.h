/*
 * secret.h - random values that open doors: cookies, tokens, links
 *
 * The holder gets 256 random bits as text; the database keeps only their hash.
 */
#pragma once

#include "base/ctx.h"

enum { SECRET_TEXT = 43 }; /* base64url of 32 bytes, without padding */

struct str secret_new(struct arena *);
/* BLAKE2b-256, 32 bytes: what is stored and looked up. */
struct str secret_hash(struct arena *, struct str secret);
/* HMAC for values that need no row (CSRF): key and text to 43 characters. */
struct str secret_mac(struct arena *, struct str key, struct str text);
/* Only who has the secret, of any length, can read the text; one that was changed stays shut. */
struct str secret_seal(struct arena *, struct str secret, struct str text);
bool secret_open(struct arena *, struct str secret, struct str sealed, struct str *out);
/* In constant time. */
bool secret_eq(struct str, struct str);
