/* digest.h - has what was imported changed? SHA-256 over its fields */
#pragma once

#include <sodium.h>

#include "base/str.h"

struct digest {
	crypto_hash_sha256_state state;
};

struct digest digest_new(void);
/* With its length, so that "ab", "c" is not "a", "bc". */
void text_digest(struct digest *, struct str);
void digest_int(struct digest *, int64_t);
/* 32 bytes. */
struct str digest_end(struct digest *, struct arena *);
